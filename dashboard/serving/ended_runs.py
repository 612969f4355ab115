"""A run of a part of a page that came to its end is told to the browser as ended.

Every page looks for new data every few seconds by a run of its own. Where that begins before the messages of the run
before it have left, Streamlit 1.67 (``runtime/forward_msg_queue.py``) tells the browser that the earlier one was cut
short, although nothing of it was taken out. The browser then leaves everything that the earlier run replaced on the
page: two fields of one name beside each other, until somebody moves something.
"""

from functools import wraps


def tell_ends_of_fragments() -> None:
    """For this process, once. What is done again for the same fragment stays cut short: its messages are taken out."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

    clear = ForwardMsgQueue.clear
    if hasattr(clear, "__wrapped__"):
        return

    @wraps(clear)
    def clear_but_ends(
        queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        beginning = set(fragment_ids_this_run or ())
        ended = [
            message
            for message in (queue._queue if beginning else ())
            if message.WhichOneof("type") == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
            and beginning.isdisjoint(message.metadata.run.fragment_ids)
        ]
        clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
        for message in ended:
            message.script_finished = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY

    ForwardMsgQueue.clear = clear_but_ends  # ty: ignore[invalid-assignment]

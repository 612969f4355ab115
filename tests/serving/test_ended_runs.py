"""A run of one fragment has ended, another begins before the browser heard of it."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from dashboard.serving.ended_runs import tell_ends_of_fragments

ENDED = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
CUT_SHORT = ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _queue(*fragments: str) -> ForwardMsgQueue:
    queue = ForwardMsgQueue()
    drawn, finished = ForwardMsg(), ForwardMsg(script_finished=ENDED)
    drawn.delta.fragment_id = fragments[0]
    finished.metadata.run.fragment_ids.extend(fragments)
    queue.enqueue(drawn)
    queue.enqueue(finished)
    return queue


def _left(queue: ForwardMsgQueue) -> list[object]:
    return [m.script_finished if m.WhichOneof("type") == "script_finished" else "drawn" for m in queue.flush()]


@pytest.fixture(autouse=True)
def _told(monkeypatch):
    monkeypatch.setattr(ForwardMsgQueue, "clear", ForwardMsgQueue.clear)  # put back after the test
    tell_ends_of_fragments()
    tell_ends_of_fragments()


@pytest.mark.parametrize(
    ("beginning", "left"),
    [
        (["notice"], ["drawn", ENDED]),
        (["section"], [CUT_SHORT]),
        (["notice", "section"], [CUT_SHORT]),
        (None, [CUT_SHORT]),
    ],
)
def test_only_what_is_drawn_anew_was_cut_short(beginning, left):
    queue = _queue("section")
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=beginning)
    assert _left(queue) == left


def test_what_was_sent_is_gone():
    queue = _queue("section")
    assert _left(queue) == ["drawn", ENDED]
    assert _left(queue) == []


def test_streamlit_itself_still_says_otherwise():
    """When this fails, ``serving/ended_runs.py`` is not needed any more."""
    queue = _queue("section")
    ForwardMsgQueue.clear.__wrapped__(queue, True, ["notice"])
    assert _left(queue) == ["drawn", CUT_SHORT]

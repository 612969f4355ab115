"""Which messages of a browser reach Streamlit: those that our pages send. Streamlit answers more of them, and asks
nobody first who sends them: to empty the caches of everybody, to name the files of the project's repository, to take
files in, to write into the project's folder."""

from collections.abc import MutableMapping
from typing import Any

SENT_BY_PAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""A download that is made when it is asked for; more rows of a table."""


def is_sent_by_pages(message: MutableMapping[str, Any]) -> bool:
    """Of one event of the websocket. What is no message at all is Streamlit's to refuse: it ends the connection."""
    if message["type"] != "websocket.receive":
        return True
    from google.protobuf.message import DecodeError
    from streamlit.proto.BackMsg_pb2 import BackMsg

    try:
        sent = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return True
    kind = sent.WhichOneof("type")
    if kind == "backend_operation_request":
        return sent.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in SENT_BY_PAGES

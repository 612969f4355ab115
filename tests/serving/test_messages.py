"""Which messages of a browser reach Streamlit."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.serving.messages import is_sent_by_pages


def _event(message: BackMsg) -> dict[str, object]:
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def _operation(name: str) -> BackMsg:
    message = BackMsg()
    getattr(message.backend_operation_request, name).SetInParent()
    return message


def test_what_pages_send_comes_through() -> None:
    rerun = BackMsg()
    rerun.rerun_script.query_string = "period=3"
    for message in (rerun, BackMsg(stop_script=True), BackMsg(app_heartbeat=True), _operation("deferred_file")):
        assert is_sent_by_pages(_event(message))
    assert is_sent_by_pages({"type": "websocket.connect"})
    assert is_sent_by_pages({"type": "websocket.disconnect", "code": 1000})


@pytest.mark.parametrize("name", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"])
def test_what_no_page_sends_does_not(name: str) -> None:
    assert not is_sent_by_pages(_event(BackMsg(**{name: True})))


def test_neither_do_files_nor_texts_nor_nothing() -> None:
    upload = BackMsg()
    upload.file_urls_request.request_id = "1"
    for message in (upload, _operation("install_skills"), _operation("dismiss_skills_nudge"), BackMsg()):
        assert not is_sent_by_pages(_event(message))
    assert not is_sent_by_pages({"type": "websocket.receive", "text": "hello"})


def test_what_is_no_message_is_refused_by_streamlit() -> None:
    assert is_sent_by_pages({"type": "websocket.receive", "bytes": b"\x5a\xff\xff\xff\xff"})

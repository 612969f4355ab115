"""Real Streamlit sessions over the websocket protocol, without a browser: seconds and bytes of each script run."""

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class ScriptRun:
    """One run as the user's side of the wire saw it."""

    seconds: float
    bytes: int
    messages: int
    errors: tuple[str, ...]


@dataclass
class Session:
    """One visitor. ``visit`` opens a page, ``rerun`` runs it again with the same state."""

    port: int
    query: str = ""
    page_hash: str = ""
    page_name: str = ""
    cached: set[str] = field(default_factory=set)
    _socket: ClientConnection | None = None

    def __enter__(self) -> "Session":
        self._socket = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # ty: ignore[invalid-argument-type]
            origin=f"http://127.0.0.1:{self.port}",  # ty: ignore[invalid-argument-type]
            max_size=None,
            compression=None,
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket:
            self._socket.close()

    def rerun(self) -> ScriptRun:
        assert self._socket is not None
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.page_name = self.query, self.page_hash, self.page_name
        rerun.cached_message_hashes.extend(self.cached)
        size = count = 0
        errors = []
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            raw = self._socket.recv(timeout=120)
            assert isinstance(raw, bytes)
            size, count = size + len(raw), count + 1
            answer = ForwardMsg()
            answer.ParseFromString(raw)
            kind = answer.WhichOneof("type")
            if answer.metadata.cacheable and answer.hash:
                self.cached.add(answer.hash)
            if kind == "new_session":
                self.page_hash = answer.new_session.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                errors.append(answer.delta.new_element.exception.message)
            elif kind == "script_finished":
                return ScriptRun(time.perf_counter() - started, size, count, tuple(errors))

"""A browser's tab without a browser: speaks Streamlit's protocol with somebody's cookies, keeps all that it hears."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.oidc import LoginServer, websocket_headers
from tests.patience import PATIENCE_S

_BOXES = ("expandable", "popover", "tab_container", "dialog")
Value = object


@dataclass(frozen=True)
class Widget:
    """Something on the page that can be moved or pressed. ``kind``: protobuf's name of it."""

    kind: str
    id: str
    key: str
    fragment: str
    element: Message
    in_side_bar: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """Texts of what can be picked."""
        found = getattr(self.element, "options", ())
        return tuple(one if isinstance(one, str) else one.content for one in found)

    @property
    def label(self) -> str:
        return getattr(self.element, "label", "")


@dataclass
class Tab:
    """One visit. Call ``visit`` first; then ``move`` and ``press`` widgets of ``widgets`` (by id)."""

    server: LoginServer
    cookies: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    query: str = ""
    origin: str | None = None
    existing_session: str = ""
    frames: list[bytes] = field(default_factory=list)
    answers: list[ForwardMsg] = field(default_factory=list)
    """All messages heard, oldest first."""
    widgets: dict[str, Widget] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    """url_paths that the navigation names."""
    session_id: str = ""
    _page_hash: str = ""
    _drawn_again: str = ""
    _is_offered: bool = False
    _states: dict[str, tuple[str, Value]] = field(default_factory=dict)
    _socket: ClientConnection | None = None

    def __enter__(self) -> "Tab":
        headers, protocols = websocket_headers(self.server, self.cookies)
        origin = headers.pop("Origin") if self.origin is None else self.origin
        headers.pop("Origin", None)
        self._connection = connect(
            f"{self.server.address.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[*protocols, *filter(None, [self.existing_session])],  # ty: ignore[invalid-argument-type]
            origin=origin or None,  # ty: ignore[invalid-argument-type]
            additional_headers=headers,
            max_size=None,
            compression=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,  # a server that is busy for long is not gone
        )
        self._socket = self._connection.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.__exit__(None, None, None)

    def visit(self, page: str | None = None, query: str | None = None) -> list[ForwardMsg]:
        """Open the page, or the one it is on again."""
        if page is not None:
            self.page, self._page_hash = page, ""
            self._states.clear()
        self.query = self.query if query is None else query
        return self.run()

    def move(self, widget: Widget | str, field_name: str, value: Value) -> list[ForwardMsg]:
        """Give a widget a value, whether it offers it or not."""
        one = widget if isinstance(widget, Widget) else self.widgets[widget]
        self._states[one.id] = (field_name, value)
        try:
            return self.run(one.fragment)
        finally:
            if "trigger" in field_name:
                del self._states[one.id]

    def set(self, widget: Widget, field_name: str, value: Value) -> None:
        """Give a widget a value that the server hears of with the next run."""
        self._states[widget.id] = (field_name, value)

    def forget(self, widget: Widget) -> None:
        self._states.pop(widget.id, None)

    def by_key(self, key: str) -> Widget:
        """Raises LookupError naming what there is."""
        for one in self.widgets.values():
            if one.key == key:
                return one
        raise LookupError(f"nothing with the key {key}: {sorted(one.key for one in self.widgets.values())}")

    def download(self, file_id: str) -> tuple[str, list[ForwardMsg]]:
        """Press a download button: the address of the file, empty where it was refused."""
        message, number = BackMsg(), uuid.uuid4().hex
        request = message.backend_operation_request
        request.request_id, request.session_id = number, self.session_id
        request.deferred_file.file_id = file_id
        self.send(message.SerializeToString())
        heard = list(self._until("backend_operation_response"))
        return heard[-1].backend_operation_response.deferred_file.url, heard

    def run(self, fragment: str = "") -> list[ForwardMsg]:
        self._drawn_again = fragment
        self.send(self.wish(fragment).SerializeToString())
        return list(self._until("script_finished"))

    def wish(self, fragment: str = "") -> BackMsg:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self.query, self._page_hash, fragment
        rerun.page_name = "" if self._page_hash else self.page
        rerun.context_info.url = f"{self.server.address}/{self.page}"
        rerun.context_info.locale, rerun.context_info.timezone = "en-US", "Asia/Shanghai"
        for widget, (name, value) in self._states.items():
            state = rerun.widget_states.widgets.add()
            state.id = widget
            if name == "string_array_value":
                state.string_array_value.SetInParent()
                state.string_array_value.data.extend(value)  # ty: ignore[invalid-argument-type]
            elif name == "string_trigger_value":
                state.string_trigger_value.data = str(value)
            elif name == "double_array_value":
                state.double_array_value.data.extend(value)  # ty: ignore[invalid-argument-type]
            else:
                setattr(state, name, value)
        return message

    def send(self, raw: bytes) -> None:
        assert self._socket is not None
        self._socket.send(raw)

    def hear(self) -> ForwardMsg:
        """The next message. Raises TimeoutError, ConnectionClosed."""
        assert self._socket is not None
        raw = self._socket.recv(PATIENCE_S)
        assert isinstance(raw, bytes)
        answer = ForwardMsg()
        answer.ParseFromString(raw)
        self.frames.append(raw)
        self.answers.append(answer)
        self._take(answer)
        return answer

    def pages_shown(self) -> tuple[str, ...]:
        """url_paths that somebody who is let in is offered; of a hidden navigation none."""
        return self.pages if self._is_offered else ()

    def is_closed(self) -> bool:
        """Whether the server ends the connection."""
        try:
            while True:
                self.hear()
        except ConnectionClosed:
            return True
        except TimeoutError:
            return False

    def catch_up(self) -> list[ForwardMsg]:
        """All that the server still had to say, and last its answer to our heartbeat. Raises ConnectionClosed."""
        self.send(BackMsg(app_heartbeat=True).SerializeToString())
        return list(self._until("heartbeat_ack"))

    def _until(self, kind: str) -> Iterator[ForwardMsg]:
        while True:
            answer = self.hear()
            yield answer
            is_early = answer.WhichOneof("type") == "script_finished" and (
                answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            )
            if answer.WhichOneof("type") == kind and not is_early:
                return

    def _take(self, answer: ForwardMsg) -> None:
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._page_hash = answer.new_session.page_script_hash
            self.session_id = answer.new_session.initialize.session_id
            drawn_again, self._drawn_again = self._drawn_again, ""
            # A fragment may ask for the whole page afterwards: then everything is drawn again.
            self.widgets = {one.id: one for one in self.widgets.values() if drawn_again and one.fragment != drawn_again}
        elif kind == "navigation":
            self._page_hash = answer.navigation.page_script_hash
            self._is_offered = answer.navigation.position != Navigation.HIDDEN
            self.pages = tuple(page.url_pathname for page in answer.navigation.app_pages)
        elif kind == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        elif kind == "delta":
            self._note(answer)

    def _note(self, answer: ForwardMsg) -> None:
        delta = answer.delta
        if delta.WhichOneof("type") == "new_element":
            kind = delta.new_element.WhichOneof("type") or ""
            element = getattr(delta.new_element, kind) if kind else None
        elif delta.WhichOneof("type") == "add_block":
            kind = delta.add_block.WhichOneof("type") or ""
            element = getattr(delta.add_block, kind) if kind in _BOXES else None
        else:
            return
        own = getattr(element, "id", "")
        if element is not None and own:
            self.widgets[own] = Widget(
                kind, own, own.split("-", 2)[-1], delta.fragment_id, element, answer.metadata.delta_path[0] == 1
            )


def selection(rows: tuple[int, ...] = (), columns: tuple[str, ...] = (), cells: tuple[object, ...] = ()) -> str:
    """What a table sends when rows, columns or cells of it are chosen."""
    return json.dumps({"selection": {"rows": list(rows), "columns": list(columns), "cells": list(cells)}})

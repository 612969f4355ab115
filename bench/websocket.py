"""Real Streamlit sessions over the websocket protocol, without a browser: seconds and bytes of each script run."""

import asyncio
import time
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider as SliderElement
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 180


@dataclass(frozen=True)
class ScriptRun:
    """One run as the user's side of the wire saw it: from sending the wish to the word that the script has finished."""

    seconds: float
    bytes: int
    messages: int
    charts: int
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Slider:
    """A slider on the page. ``options`` are the texts of a select slider; ``place`` is the chosen one among them."""

    id: str
    key: str
    label: str
    options: tuple[str, ...]
    place: int
    fragment: str


@dataclass
class Session:
    """One visitor of one page. ``visit`` opens it or runs it again, ``move`` moves a slider on it.

    As a browser does, it sends the address and every moved slider with each wish, only the fragment's id where the
    slider stands in a fragment, and the hashes of the messages that it keeps.
    """

    port: int
    page: str = ""
    sliders: dict[str, Slider] = field(default_factory=dict)
    _query: str = ""
    _page_hash: str = ""
    _kept: set[str] = field(default_factory=set)
    _moved: dict[str, str] = field(default_factory=dict)
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> "Session":
        address = f"127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://{address}/_stcore/stream",
            subprotocols=["streamlit"],  # ty: ignore[invalid-argument-type]
            origin=f"http://{address}",  # ty: ignore[invalid-argument-type]
            max_size=None,
            compression=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket:
            await self._socket.close()

    def slider(self, key: str = "") -> Slider:
        """The slider whose key ends so; without a key the first one with a choice, one in a fragment before others.

        Raises LookupError that names what there is.
        """
        movable = [slider for slider in self.sliders.values() if len(slider.options) > 2 and slider.key.endswith(key)]
        if not movable:
            raise LookupError(f"no slider {key!r} on page {self.page!r}: {[s.key for s in self.sliders.values()]}")
        return next((slider for slider in movable if slider.fragment), movable[0])

    async def visit(self) -> ScriptRun:
        return await self._run(fragment="")

    async def move(self, slider: Slider, option: str) -> ScriptRun:
        self._moved[slider.id] = option
        return await self._run(fragment=slider.fragment)

    async def _run(self, fragment: str) -> ScriptRun:
        assert self._socket is not None
        wish = self._wish(fragment)
        size = messages = charts = 0
        errors: list[str] = []
        started = time.perf_counter()
        await self._socket.send(wish)
        while True:
            raw = await asyncio.wait_for(self._socket.recv(), PATIENCE_S)
            assert isinstance(raw, bytes)
            answer = ForwardMsg()
            answer.ParseFromString(raw)
            size, messages = size + len(raw), messages + 1
            if answer.WhichOneof("type") == "delta":
                charts += answer.delta.new_element.WhichOneof("type") == "plotly_chart"
                errors += _errors(answer)
            if self._take(answer):
                return ScriptRun(time.perf_counter() - started, size, messages, charts, tuple(errors))

    def _wish(self, fragment: str) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self._query, self._page_hash, fragment
        rerun.page_name = "" if self._page_hash else self.page
        rerun.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}"
        rerun.context_info.locale, rerun.context_info.timezone = "en-US", "Asia/Shanghai"
        rerun.cached_message_hashes.extend(self._kept)
        for widget, option in self._moved.items():
            state = rerun.widget_states.widgets.add()
            state.id = widget
            state.string_array_value.data.append(option)
        return message.SerializeToString()

    def _take(self, answer: ForwardMsg) -> bool:
        """Note what later wishes need; true if the run is over."""
        kind = answer.WhichOneof("type")
        if answer.metadata.cacheable and answer.hash:
            self._kept.add(answer.hash)
        if kind == "new_session":
            self._page_hash = answer.new_session.page_script_hash
        elif kind == "page_info_changed":
            self._query = answer.page_info_changed.query_string
        elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "slider":
            slider = _slider(answer.delta.new_element.slider, answer.delta.fragment_id)
            self.sliders[slider.id] = slider
        return kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _slider(element: SliderElement, fragment: str) -> Slider:
    """The key stands at the end of a widget's id, behind a digest: ``$$ID-<digest>-<key>``."""
    key = element.id.split("-", 2)[-1]
    chosen = list(element.value) or list(element.default)
    return Slider(element.id, key, element.label, tuple(element.options), int(chosen[0]), fragment)


def _errors(answer: ForwardMsg) -> list[str]:
    element = answer.delta.new_element
    if element.WhichOneof("type") == "exception":
        return [element.exception.message]
    if element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR:
        return [element.alert.body]
    return []

"""Real Streamlit sessions over the websocket protocol, without a browser: seconds and bytes of each script run."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider as SliderElement
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 180


@dataclass(frozen=True)
class ScriptRun:
    """One run as the user's side of the wire saw it: from sending the wish to the word that the script has finished.

    ``charts`` counts pictures, and large messages of which only the hash was sent because they are kept here.
    """

    seconds: float
    bytes: int
    messages: int
    charts: int
    texts: tuple[str, ...]
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


@dataclass(frozen=True)
class Choosable:
    """A text box or a selector on the page, with the texts of its options."""

    id: str
    options: tuple[str, ...]
    fragment: str


@dataclass
class Session:
    """One visitor of one page. ``visit`` opens it or runs it again, ``move`` moves a slider on it, ``write`` fills a
    text box or picks one option, ``choose`` several.

    As a browser does, it sends the address and every moved slider with each wish, only the fragment's id where the
    slider stands in a fragment, and the hashes of the messages that it keeps. ``query``: the link's part after "?".
    ``headers`` and ``token``: of somebody who has signed in (signing_in.py).
    """

    port: int
    page: str = ""
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    sliders: dict[str, Slider] = field(default_factory=dict)
    choosables: dict[str, Choosable] = field(default_factory=dict)
    _page_hash: str = ""
    _kept: set[str] = field(default_factory=set)
    _moved: dict[str, str] = field(default_factory=dict)
    _written: dict[str, str] = field(default_factory=dict)
    _chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> "Session":
        address = f"127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://{address}/_stcore/stream",
            subprotocols=["streamlit", *filter(None, [self.token])],  # ty: ignore[invalid-argument-type]
            origin=f"http://{address}",  # ty: ignore[invalid-argument-type]
            additional_headers=self.headers,
            max_size=None,
            compression=None,
            open_timeout=PATIENCE_S,
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
            raise LookupError(f"no slider {key!r} on page {self.page!r}: {list(self.sliders)}")
        return next((slider for slider in movable if slider.fragment), movable[0])

    async def visit(self) -> ScriptRun:
        return await self._run(fragment="")

    async def move(self, slider: Slider, option: str) -> ScriptRun:
        self._moved[slider.id] = option
        return await self._run(fragment=slider.fragment)

    async def write(self, key: str, text: str) -> ScriptRun:
        """Raises KeyError where nothing of that key is on the page."""
        here = self.choosables[key]
        self._written[here.id] = text
        return await self._run(fragment=here.fragment)

    async def choose(self, key: str, options: Sequence[str]) -> ScriptRun:
        here = self.choosables[key]
        self._chosen[here.id] = tuple(options)
        return await self._run(fragment=here.fragment)

    def options(self, key: str) -> tuple[str, ...]:
        return self.choosables[key].options

    async def _run(self, fragment: str) -> ScriptRun:
        assert self._socket is not None
        wish = self._wish(fragment)
        answers: list[ForwardMsg] = []
        size, is_over = 0, False
        started = time.perf_counter()
        await self._socket.send(wish)
        while not is_over:
            raw = await asyncio.wait_for(self._socket.recv(), PATIENCE_S)
            assert isinstance(raw, bytes)
            size += len(raw)
            answers.append(ForwardMsg())
            answers[-1].ParseFromString(raw)
            is_over = self._take(answers[-1])
        return _run_of(answers, time.perf_counter() - started, size)

    def _wish(self, fragment: str) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self.query, self._page_hash, fragment
        rerun.page_name = "" if self._page_hash else self.page
        rerun.context_info.url = f"http://127.0.0.1:{self.port}/{self.page}"
        rerun.context_info.locale, rerun.context_info.timezone = "en-US", "Asia/Shanghai"
        rerun.cached_message_hashes.extend(self._kept)
        for widget, option in self._moved.items():
            state = rerun.widget_states.widgets.add()
            state.id = widget
            state.string_array_value.data.append(option)
        for widget, text in self._written.items():
            state = rerun.widget_states.widgets.add()
            state.id, state.string_value = widget, text
        for widget, options in self._chosen.items():
            state = rerun.widget_states.widgets.add()
            state.id = widget
            state.string_array_value.data.extend(options)
        return message.SerializeToString()

    def _note(self, element: Element, fragment: str) -> None:
        """Of a widget without a key nothing is needed."""
        found = getattr(element, element.WhichOneof("type"))
        self.choosables[_key(found.id)] = Choosable(found.id, tuple(getattr(found, "options", ())), fragment)

    def _take(self, answer: ForwardMsg) -> bool:
        """Note what later wishes need; true if the run is over."""
        kind = answer.WhichOneof("type")
        if answer.metadata.cacheable and answer.hash:
            self._kept.add(answer.hash)
        if kind == "new_session":
            self._page_hash = answer.new_session.page_script_hash
        elif kind == "navigation":  # the page itself; before it, the entry script was named
            self._page_hash = answer.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "slider":
            slider = _slider(answer.delta.new_element.slider, answer.delta.fragment_id)
            self.sliders[slider.key] = slider
        elif kind == "delta" and answer.delta.new_element.WhichOneof("type") in (
            "text_input",
            "selectbox",
            "multiselect",
        ):
            self._note(answer.delta.new_element, answer.delta.fragment_id)
        return kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _key(widget: str) -> str:
    """The key stands at the end of a widget's id, behind a digest: ``$$ID-<digest>-<key>``."""
    return widget.split("-", 2)[-1]


def _slider(element: SliderElement, fragment: str) -> Slider:
    """Without a key: the label."""
    key = _key(element.id)
    key = element.label if key == "None" else key
    options = tuple(element.options)
    # A value set by the page comes as the option's text, the widget's own default as its place.
    place = options.index(element.raw_value[0]) if element.raw_value else int((element.value or element.default)[0])
    return Slider(element.id, key, element.label, options, place, fragment)


def _run_of(answers: list[ForwardMsg], seconds: float, size: int) -> ScriptRun:
    elements = [answer.delta.new_element for answer in answers if answer.WhichOneof("type") == "delta"]
    kinds = [element.WhichOneof("type") for element in elements]
    references = sum(answer.WhichOneof("type") == "ref_hash" for answer in answers)
    texts = [element.markdown.body for element in elements if element.WhichOneof("type") == "markdown"]
    errors = [element.exception.message for element in elements if element.WhichOneof("type") == "exception"]
    alerts = [element.alert for element in elements if element.WhichOneof("type") == "alert"]
    errors += [alert.body for alert in alerts if alert.format == Alert.ERROR]
    charts = kinds.count("plotly_chart") + references
    return ScriptRun(seconds, size, len(answers), charts, tuple(texts), tuple(errors))

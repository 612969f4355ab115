"""One person's walk through all that the server offers them, found by itself: pages, widgets, searches, files."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import httpx
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.oidc import LoginServer, sign_in
from tests.security.readable import forms_of, texts_of, texts_of_file
from tests.security.tab import Tab, Widget, selection

LEFT_ALONE = re.compile(
    "sign_out|sign_in_end|take_new_build|_end$|deputy_end"
    "|^(over|look|part|out|check|commit|stop|back|next|build|show)_[0-9a-f]{12}"
    "|^(read|col|table|fixed|leave|mode|ask)_[0-9a-f]{32}|^(take|sure)_[0-9]{8}-|^(how|keep)_"
)
"""What ends what the walk goes on with; of an import what would change its job, or the figures."""
SEARCHES = re.compile("find|search|text$", re.IGNORECASE)
MOST_MOVES = 120
"""On one page: a page that offers ever new widgets would never end."""
OPENING = re.compile("expandable|popover|(download_)?button|button_group|dataframe|plotly_chart|pagination|text_input")
"""Kinds that show something which was not there before; the others only pick among what is there."""


@dataclass
class Heard:
    """All that reached one person. ``texts``: each text once, with where it came from first."""

    login: str
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    """Downloads by their address."""
    pages: set[str] = field(default_factory=set)
    moved: set[tuple[str, str]] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    """Keys of download buttons that gave nothing."""
    _heard: set[bytes] = field(default_factory=set)

    def take(self, place: str, answers: Iterable[ForwardMsg]) -> None:
        for answer in answers:
            raw = (answer.delta if answer.HasField("delta") else answer).SerializeToString()
            if raw not in self._heard:  # most of a page is sent again as it was
                self._heard.add(raw)
                self.take_texts(place, texts_of(answer))

    def take_texts(self, place: str, texts: Iterable[str]) -> None:
        for text in texts:
            self.texts.setdefault(text, place)

    def names(self, terms: Iterable[str], without: Iterable[str] = ()) -> dict[str, str]:
        """The terms that stand in it, each with where; numbers only where they stand alone. ``without``: parts of
        the places in which they may stand."""
        allowed = tuple(without)
        whole = "\n".join(text for text, place in self.texts.items() if not any(part in place for part in allowed))
        return {term: self.where(term) for term in terms if stands_in(term, whole)}

    def where(self, term: str) -> str:
        return next((f"{place}: {text[:200]}" for text, place in self.texts.items() if stands_in(term, text)), "")


def stands_in(term: str, text: str) -> bool:
    """A name of a person stands alone, not in a longer word; a number in no longer number and behind no point."""
    if term not in text:
        return False
    if term.isascii():
        return re.search(rf"(?<![\w.,]){re.escape(term)}(?!\w)", text) is not None
    if len(term) <= 3:
        return re.search(rf"(?<![\u4e00-\u9fff]){re.escape(term)}(?![\u4e00-\u9fff])", text) is not None
    return True


def walk(
    server: LoginServer, login: str, url_paths: Iterable[str], searched: Iterable[str] = (), *, brief: bool = False
) -> Heard:
    """Sign in, go everywhere, move everything, type ``searched`` into what searches, fetch every file.

    ``brief``: everything is opened, once; the filters and what else picks among the same rows stay as they are.
    Each page is walked by a twin of their own, ``<login>.<page>``: one person may not take out so many files at once.
    """
    heard, typed = Heard(login), tuple(searched)
    with closing(sign_in(server, login)) as client, Tab(server, dict(client.cookies)) as tab:
        heard.take_texts("the bare page", forms_of(client.get(f"{server.address}/").text))
        heard.take("page ", tab.visit("", ""))
        heard.pages.update(filter(None, tab.pages))
        for path in set(url_paths) - heard.pages:
            heard.take(f"page {path}, not on offer", tab.visit(path, ""))
    for path in sorted(heard.pages, reverse=True):
        with closing(sign_in(server, f"{login}.{path}")) as client, Tab(server, dict(client.cookies)) as tab:
            _walk_page(tab, client, path, heard, typed, brief)
    return heard


def _walk_page(tab: Tab, client: httpx.Client, path: str, heard: Heard, searched: tuple[str, ...], brief: bool) -> None:
    heard.take(f"page {path}", tab.visit(path, ""))
    tried: set[tuple[str, str]] = set()
    for _ in range(MOST_MOVES):
        widget = _next(tab, tried | heard.moved, brief)
        if widget is None:
            return
        name = _name(widget, tried)
        tried.add(name)
        if widget.in_side_bar:
            heard.moved.add(name)
        place = f"page {path}, {widget.kind} {widget.key}"
        if widget.kind == "download_button":
            _fetch(tab, client, widget, heard, place)
        else:
            moves = list(moves_of(widget, searched))
            # What a switch shows is walked through before it is switched on.
            wanted = name[1].removeprefix(f"{widget.key}=") if _is_switch(widget) else ""
            moves = [move for move in moves if not wanted or move[1] == [wanted]]
            _move(tab, widget, heard, place, path, moves[:1] if brief else moves)
    raise AssertionError(f"page {path} has more than {MOST_MOVES} widgets: {sorted(tried)}")


def _next(tab: Tab, tried: set[tuple[str, str]], brief: bool) -> Widget | None:
    """The next one not moved yet. What opens something comes first: it may be gone after another move."""
    left = [one for one in tab.widgets.values() if _name(one, tried) not in tried and not LEFT_ALONE.search(one.key)]
    left = [one for one in left if one.kind == "download_button" or next(moves_of(one, ("x",)), None) is not None]
    if brief:
        left = [one for one in left if OPENING.fullmatch(one.kind) and not one.in_side_bar]
    order = {"download_button": 0, "expandable": 1, "popover": 1, "button": 4, "text_input": 5, "button_group": 6}
    return min(left, key=lambda one: order.get(one.kind, 3), default=None)


def _name(widget: Widget, tried: set[tuple[str, str]]) -> tuple[str, str]:
    """Keys of tables and rows carry counters; each file, and each option of a switch, is one of its own."""
    if _is_switch(widget):
        names = [(widget.kind, f"{widget.key}={option}") for option in widget.options]
        return next((name for name in names if name not in tried), names[-1])
    if widget.kind == "download_button":  # templates are the same for everybody: one of each format
        one_of_each = re.sub(r"^template_\w+_", "template_#_", widget.key)
        # Of rejected records those of one import for cases, surveys, orders …: nobody may take out one of every table.
        return widget.kind, re.sub(r"^rejects_.*-([a-z]+?)s?(_\w+)?$", r"rejects_\1", one_of_each)
    return widget.kind, re.sub(r"\d+", "#", widget.key)


def _is_switch(widget: Widget) -> bool:
    return widget.kind == "button_group" and not widget.in_side_bar and bool(widget.options)


def _move(tab: Tab, widget: Widget, heard: Heard, place: str, path: str, moves: Iterable[tuple[str, object]]) -> None:
    for name, value in moves:
        if widget.id not in tab.widgets:
            break
        heard.take(place, tab.move(widget, name, value))
    if widget.kind == "button":
        heard.take(place, tab.visit(path, ""))
    before = _before(widget)
    if before is not None and widget.id in tab.widgets:
        tab.set(widget, *before)  # it goes with the next move: a drawing of its own would show nothing new


def _fetch(tab: Tab, client: httpx.Client, widget: Widget, heard: Heard, place: str) -> None:
    url, answers = tab.download(widget.element.deferred_file_id)  # ty: ignore[unresolved-attribute]
    heard.take(place, answers)
    if not url:
        heard.refused.append(widget.key)
        return
    answer = client.get(f"{tab.server.address}{url}")
    assert answer.status_code == 200, (place, answer.status_code)
    heard.files[url] = answer.content
    heard.take_texts(f"file of {place}", texts_of_file(answer.content))
    heard.take_texts(f"headers of {place}", forms_of("\n".join(map(str, answer.headers.items()))))


def moves_of(widget: Widget, searched: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    """What a visitor would try: (field of the state, value)."""
    element, options = widget.element, widget.options
    if getattr(element, "form_id", "") or getattr(element, "disabled", False):
        return
    if widget.kind in ("expandable", "popover", "checkbox"):
        yield "bool_value", True
    elif widget.kind == "button" and not element.is_form_submitter:  # ty: ignore[unresolved-attribute]
        yield "trigger_value", True
    elif widget.kind == "button_group":
        yield from (("string_array_value", [option]) for option in options)
    elif widget.kind == "selectbox" and len(options) > 1:
        yield from (("string_value", option) for option in dict.fromkeys((options[-1], options[1])))
    elif widget.kind == "multiselect" and options:
        yield "string_array_value", [options[0]]
    elif widget.kind == "pagination":
        yield "int_value", 2
    elif widget.kind == "slider" and len(options) > 1:
        yield "string_array_value", [options[1]]
    elif widget.kind == "number_input":
        yield "double_value", (element.value or element.default or 0) + element.step  # ty: ignore[unresolved-attribute]
    elif widget.kind == "text_input" and SEARCHES.search(widget.key):
        yield from (("string_value", text) for text in searched)
    elif widget.kind == "dataframe" and element.selection_mode:  # ty: ignore[unresolved-attribute]
        yield from (("string_value", selection(rows=(row,))) for row in (1, 0))
    elif widget.kind == "plotly_chart" and element.selection_mode:  # ty: ignore[unresolved-attribute]
        yield from (("string_value", chosen) for chosen in _points(element.spec))  # ty: ignore[unresolved-attribute]


def _before(widget: Widget) -> tuple[str, object] | None:
    """The value that it had, where a moved one would hide much of the page."""
    element, options = widget.element, widget.options
    if widget.kind == "selectbox" and options:
        return "string_value", element.raw_value or options[element.default]  # ty: ignore[unresolved-attribute]
    if widget.kind == "button_group" and widget.in_side_bar:
        chosen = list(element.raw_values) or [options[one] for one in element.default]  # ty: ignore[unresolved-attribute]
        return ("string_array_value", chosen) if chosen else None
    return ("string_array_value", []) if widget.kind == "multiselect" else None


def _points(spec: str) -> list[str]:
    """Clicks on the first point of each of the first traces that can be told apart."""
    found = []
    for number, trace in enumerate(json.loads(spec).get("data", [])[:2]):
        data = trace.get("customdata")
        if isinstance(data, list) and data:
            point = {"curve_number": number, "point_index": 0, "point_number": 0, "customdata": data[0]}
            chosen = {"points": [point], "point_indices": [0], "box": [], "lasso": []}
            found.append(json.dumps({"selection": chosen}))
    return found

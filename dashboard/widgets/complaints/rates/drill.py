"""From a figure to its cases: what was clicked, and the list below the block it stands in."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from dashboard.logic.cases.breakdown import LEAGUES
from dashboard.logic.cases.handling import HANDLING
from dashboard.logic.cases.intake import INTAKE_COLUMNS, INTAKE_KINDS
from dashboard.logic.cases.rates import PARTS
from dashboard.logic.question import Question
from dashboard.logic.spc.measures import SpcAsked
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.cases.words import kinds_text
from dashboard.widgets.complaints.rates.fields import AT, BY, FIGURE, PER, SEGMENT
from dashboard.widgets.complaints.rates.words import dimension_title, figure_title, segment_link, segment_titles
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened

RATES = {**PARTS, **HANDLING}
MEASURES = {"orders": "per_100_orders", "customers": "per_100_customers"}


def triple(name: str) -> tuple[str, ...]:
    """The figures behind a rate: what met it, what did not, and all it counts. Of a ratio there is no rest."""
    top, bottom = RATES[name]
    return (top, bottom) if name == "reopened" else (top, f"{bottom}-{top}", bottom)


def open_cases(at: str, figure: str, segment: str = "") -> None:
    """Open the list behind a figure; for callbacks."""
    st.session_state[AT.name], st.session_state[FIGURE.name] = at, figure
    st.session_state[SEGMENT.name], st.session_state[CASE] = segment, ""


def close_cases() -> None:
    open_cases("", "")


def open_rate(at: str, name: str, numerator: int, denominator: int, segment: str = "") -> None:
    """Open what a rate missed; all of it where it missed nothing."""
    figures = triple(name)
    missed = len(figures) > 2 and numerator < denominator
    open_cases(at, figures[1] if missed else figures[0] if len(figures) < 3 else figures[-1], segment)


def cases_of(opened: Opened, question: Question, kind: str, at: str) -> None:
    """The list below the block ``at``, where one of its figures was clicked; else an empty place, so that the blocks
    below keep theirs when a list is opened or closed."""
    with st.container():
        if AT.chosen()[0] == at:
            _cases_of(opened, question, kind, at)


def _cases_of(opened: Opened, question: Question, kind: str, at: str) -> None:
    figure, segment = FIGURE.chosen()[0], SEGMENT.chosen()[0]
    found = _found(opened, question, kind, at, segment)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(_("Close the list"), icon=":material/close:", type="tertiary", key="rate_close",
                      on_click=close_cases)  # fmt: skip
            if found is None:
                st.info(_("What the link has chosen is not shown here."))
                return
            title, ask = found
            _parts(opened, figure, ask)
        numbers = ask(FIGURE.chosen()[0])
        if numbers is None:
            st.info(_("What the link has chosen is not shown here."))
            return
        case_list(opened, question, numbers, key="rate_cases", title=" · ".join([*title, _shown(at, figure)]))


def _shown(at: str, figure: str) -> str:
    return "" if at == "months" else figure_title(FIGURE.chosen()[0] or figure)


def _parts(opened: Opened, figure: str, ask: Callable[[str], np.ndarray | None]) -> None:
    """What a rate met, what it missed, and all: each with its count, one of them is listed."""
    figures = next((triple(name) for name in RATES if figure in triple(name)), ())
    counts = {one: len(numbers) for one in figures if (numbers := ask(one)) is not None}
    if len(counts) < 2 or figure not in counts:
        return
    form = opened.formats
    st.segmented_control(
        _("Which cases"),
        list(counts),
        key=FIGURE.name,
        format_func=lambda one: f"{figure_title(one)} {form.whole(counts.get(one))}",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


Ask = Callable[[str], np.ndarray | None]


def _found(opened: Opened, question: Question, kind: str, at: str, segment: str) -> tuple[list[str], Ask] | None:
    """(the words before the figure's own, how its cases are asked for); None for a segment that is not here."""
    reader = opened.reader
    if at == "months":
        asked = SpcAsked(kind, MEASURES[PER.chosen()[0]])
        return _month(opened, lambda month: reader.cases_of_month(question, asked, month))
    if at == "intake":
        return _intake(opened, question, segment)
    if at not in ("league", "by"):
        return [], lambda figure: reader.complaint_cases(question, kind, figure)
    by = LEAGUES[0] if at == "league" else BY.chosen()[0]
    if by not in reader.complaint_dimensions(question):
        return None
    values = list(reader.complaint_breakdown(question, kind, by)["segment"])
    place = next((place for place, value in enumerate(values) if segment_link(by, value) == segment), None)
    if place is None:
        return None
    value = values[place]
    title = segment_titles(opened, question, by, [value])[0]
    return (
        [f"{dimension_title(by)}: {title}"],
        lambda figure: reader.complaint_cases(question, kind, figure, by=by, segment=value),
    )


def _month(opened: Opened, cases: Callable[[int], np.ndarray]) -> tuple[list[str], Ask] | None:
    text = FIGURE.chosen()[0]
    if not text[:4].isdecimal():
        return None
    month = int(text[:4]) * 12 + int(text[5:7]) - 1
    return [opened.formats.month(month)], lambda _figure: cases(month)


def _intake(opened: Opened, question: Question, segment: str) -> tuple[list[str], Ask] | None:
    """``segment``: kind, or kind/channel with ~ before a channel that is given and nothing where it is not."""
    kind, _slash, channel = segment.partition("/")
    if kind not in INTAKE_KINDS:
        return None
    reader = opened.reader

    def ask(figure: str) -> np.ndarray | None:
        if figure not in INTAKE_COLUMNS:
            return None
        named = channel[1:] if channel.startswith("~") else None
        return reader.intake_cases(question, kind, figure, named, any_channel=not _slash)

    words = [kinds_text(kind)]
    if _slash:
        words.append(channel[1:] if channel.startswith("~") else _("Channel not given"))
    return words, ask

"""The boundaries: a slider and a number box each, which stay in step."""

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.ranked_values import WHOLE
from dashboard.logic.what_if.proposal import Proposal
from dashboard.widgets.in_step import own_key, own_value
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.what_if.carry import value_range
from dashboard.widgets.what_if.steps import Steps, amount_slider, percent_slider
from dashboard.widgets.what_if.tried import Tried, keep, say_next, sentences, tried
from dashboard.widgets.window import is_narrow

_TYPED = "what_if_typed"
MOST_TYPED = 12
IN_A_ROW = 3


def what_if_boundaries(opened: Opened, question: Question, now: Tried) -> None:
    """Rows of sliders, and below each its number box: fewer boxes within boxes, and so fewer bytes a move."""
    if not now.proposal.limits:
        st.caption(_("This scheme has one layer, so there is no boundary to move."))
        return
    steps = _steps(opened, question, now)
    places, in_a_row = range(len(now.proposal.limits)), 1 if is_narrow() else IN_A_ROW
    with st.grid(min(len(places), in_a_row), wrap=False, gap=("xsmall", "medium")):
        for row in (places[start : start + in_a_row] for start in places[::in_a_row]):
            for place in row:
                _draw_slider(opened, question, now, place, steps)
            # Cells that stay empty, so that each box stands below its slider.
            for _gap in range(in_a_row - len(row) if len(places) > in_a_row else 0):
                st.empty()
            for place in row:
                _draw_box(opened, question, now, place)
    with st.container():  # there with nothing to say, too: picture, forms and tables below keep their places
        for sentence in sentences():
            st.caption(f":material/info: {sentence}")


def _steps(opened: Opened, question: Question, now: Tried) -> Steps:
    """The slider's places. What was typed stays among them, so that they do not change while somebody drags."""
    proposal = now.proposal
    mode_and_base = (proposal.mode, "" if now.is_percent else proposal.base)
    typed = st.session_state.get(_TYPED, (mode_and_base, ()))
    used = dict.fromkeys([*(typed[1] if typed[0] == mode_and_base else ()), *_own_limits(now)])
    low, high = (0, 0) if now.is_percent else value_range(opened, question, proposal.base, proposal.period)
    steps = percent_slider(()) if now.is_percent else amount_slider(low, high, now.base, (), opened.formats)
    for limit in proposal.limits:
        if limit not in steps.labels:
            used.pop(limit, None)
            used[limit] = None
    more = tuple(used)[-MOST_TYPED:]
    st.session_state[_TYPED] = (mode_and_base, more)
    if now.is_percent:
        return percent_slider(more)
    return amount_slider(low, high, now.base, more, opened.formats)


def _own_limits(now: Tried) -> tuple[int, ...]:
    is_same = now.rule.mode == now.proposal.mode and (now.is_percent or now.rule.base == now.proposal.base)
    return now.rule.limits if is_same else ()


def _kind(now: Tried) -> str:
    """What the numbers of a slider or box are: part of its key, so that no value is taken for one of another kind."""
    return now.proposal.mode if now.is_percent else f"{now.proposal.mode}_{now.proposal.base}"


def _draw_slider(opened: Opened, question: Question, now: Tried, place: int, steps: Steps) -> None:
    kind, limit = _kind(now), now.proposal.limits[place]
    name = f"what_if_slider_{kind}_{place}"
    key = own_key(name, limit)
    layer = layer_label(now.scheme.bands[place].id, now.scheme)
    st.select_slider(
        _title(opened, now, layer),
        steps.places,
        limit,
        key=key,
        format_func=steps.labels.__getitem__,
        on_change=lambda: _move(opened, question, kind, place, own_value(name, key)),
    )


def _draw_box(opened: Opened, question: Question, now: Tried, place: int) -> None:
    kind, limit = _kind(now), now.proposal.limits[place]
    scale = 100 if now.is_percent else now.base.scale
    is_whole = not now.is_percent and not now.base.is_money
    name, value = f"what_if_box_{kind}_{place}", limit if is_whole else limit / scale
    key = own_key(name, value)

    def take() -> None:
        number = own_value(name, key)
        if isinstance(number, int | float) and abs(number) < 10**14:
            _move(opened, question, kind, place, round(Decimal(str(number)) * scale))

    st.number_input(
        _("{layer}: exactly", layer=layer_label(now.scheme.bands[place].id, now.scheme)),
        min_value=0 if is_whole else 0.0,
        max_value=100.0 if now.is_percent else None,
        value=value,
        step=_box_step(now, limit),
        format="%d" if is_whole else "%.2f",
        key=key,
        on_change=take,
        label_visibility="collapsed",
    )


def _title(opened: Opened, now: Tried, name: str) -> str:
    if now.is_percent:
        return _("{layer}: first … %", layer=name)
    if now.base.is_money:
        return _("{layer}: from … {unit}", layer=name, unit=opened.formats.currency_word())
    return _("{layer}: from … orders", layer=name)


def _box_step(now: Tried, limit: int) -> float | int:
    if now.is_percent:
        return 0.1
    step = 10 ** max(len(str(limit // now.base.scale)) - 2, 0)
    return float(step) if now.base.is_money else step


def _move(opened: Opened, question: Question, kind: str, place: int, wanted: object) -> None:
    """One boundary to another place. Their order is kept: it stops at its neighbour, and that is said."""
    now = tried(opened, question)
    if not isinstance(wanted, int) or kind != _kind(now) or place >= len(now.proposal.limits):
        return
    limits, is_stopped = placed(now.proposal, place, wanted)
    keep(replace(now.proposal, limits=limits), now.rule)
    if is_stopped:
        say_stopped(layer_label(now.scheme.bands[place].id, now.scheme))


def say_stopped(name: str) -> None:
    """Why a boundary is not where somebody put it."""
    say_next(_("The boundary of {layer} stops at its neighbour: layers keep their order.", layer=name))


def placed(proposal: Proposal, place: int, wanted: int) -> tuple[tuple[int, ...], bool]:
    """The limits with one of them moved as far as its neighbours let it, and whether one of them stopped it."""
    limits = list(proposal.limits)
    before = limits[place - 1] if place else None
    after = limits[place + 1] if place + 1 < len(limits) else None
    if proposal.mode == "absolute":
        least, most = (after or 0) + 1, 1 << 62 if before is None else before - 1
        stops = (least if after is not None else None, most if before is not None else None)
    else:
        least, most = before or 0, WHOLE if after is None else after
        stops = (least if before is not None else None, most if after is not None else None)
    limits[place] = min(max(wanted, least), most)
    return tuple(limits), limits[place] != wanted and limits[place] in stops

"""The controls of the What-if page: a slider and a number box per boundary that stay in step, and what they cut by."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.ranked_values import WHOLE
from dashboard.logic.scheme_policy import Mode
from dashboard.logic.what_if.proposal import MOST_BUFFER, Proposal
from dashboard.widgets import labels
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.what_if_carry import carried, value_range
from dashboard.widgets.what_if_steps import Steps, amount_slider, percent_slider
from dashboard.widgets.what_if_tried import Tried, back_to_the_rule, keep, say_next, sentences

MODES: tuple[Mode, ...] = ("rank", "share", "absolute")
_TYPED = "what_if_typed"
MOST_TYPED = 12


def what_if_controls(opened: Opened, question: Question, now: Tried) -> None:
    """Draw them from what is tried; each change is written to the link's fields before the next run."""
    _draw_rule(opened, question, now)
    _draw_boundaries(opened, question, now)
    for sentence in sentences():
        st.caption(f":material/info: {sentence}")


def _change(opened: Opened, question: Question, now: Tried, **changes: Any) -> None:
    """Take over a choice; its limits are carried into the new mode and value base."""
    try:
        proposal = replace(now.proposal, **changes)
        mode, base = proposal.mode, proposal.base
        limits = carried(opened, question, replace(now.proposal, period=proposal.period), mode=mode, base=base)
        keep(replace(proposal, limits=limits), now.rule)
    except Problem as problem:
        say_next(speech().problem(problem))


def _one(
    opened: Opened,
    question: Question,
    now: Tried,
    title: str,
    options: tuple[Any, ...],
    shown: Callable[[Any], str],
    present: Any,
    change: Callable[[Any], dict[str, Any]],
    *,
    key: str,
    explained: str | None = None,
) -> None:
    """A selector that writes what it changes; a value that is not among the options changes nothing."""
    words = {option: shown(option) for option in options}
    _set(key, present)

    def take() -> None:
        value = st.session_state.get(key)
        if value in options:
            _change(opened, question, now, **change(value))

    st.selectbox(title, options, key=key, format_func=words.__getitem__, on_change=take, help=explained)


def _set(key: str, value: Any) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _draw_rule(opened: Opened, question: Question, now: Tried) -> None:
    with st.grid(5, min_column_width=150, vertical_alignment="bottom"):
        _one(
            opened,
            question,
            now,
            _("Boundaries in"),
            MODES,
            labels.mode_label,
            now.proposal.mode,
            lambda mode: {"mode": mode},
            key="what_if_mode",
        )
        _one(
            opened,
            question,
            now,
            _("Ranked by"),
            labels.VALUE_BASES,
            labels.value_base_label,
            now.proposal.base,
            lambda base: {"base": base},
            key="what_if_value",
        )
        _one(
            opened,
            question,
            now,
            _("Period"),
            labels.PERIODS,
            labels.period_label,
            now.proposal.period.code,
            lambda code: {"period": Period.parse(code)},
            key="what_if_period",
        )
        _draw_buffer(opened, question, now)
        st.button(
            _("Back to the rule"),
            icon=":material/restart_alt:",
            key="what_if_back",
            on_click=back_to_the_rule,
            disabled=not now.is_touched,
            width="stretch",
        )


def _draw_buffer(opened: Opened, question: Question, now: Tried) -> None:
    reviews = opened.reader.review_months(question)
    _set("what_if_buffer", now.proposal.buffer_bp / 100)
    explained = _(
        "Nobody changes layer while their rank is within this percentage of the boundary's rank: they keep the layer "
        "of the last review."
    )
    if not reviews:
        explained = _("A buffer needs data from at least three months before the as-of month.")

    def take() -> None:
        value = st.session_state.get("what_if_buffer")
        bp = round(value * 100) if isinstance(value, int | float) else 0
        months = now.proposal.review_months if now.proposal.review_months in reviews else max(reviews, default=12)
        if 0 <= bp <= MOST_BUFFER and reviews:
            _change(opened, question, now, buffer_bp=bp, review_months=months)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(
            _("Buffer (%)"),
            min_value=0.0,
            max_value=MOST_BUFFER / 100,
            step=1.0,
            format="%.4g",
            key="what_if_buffer",
            on_change=take,
            disabled=not reviews,
            help=explained,
        )
        if now.proposal.buffer_bp:
            _one(
                opened,
                question,
                now,
                _("Last decided"),
                reviews,
                lambda months: _("{n} months before", n=months),
                now.proposal.review_months,
                lambda months: {"review_months": months},
                key="what_if_review",
            )


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


def _draw_boundaries(opened: Opened, question: Question, now: Tried) -> None:
    if not now.proposal.limits:
        st.caption(_("This scheme has one layer, so there is no boundary to move."))
        return
    steps = _steps(opened, question, now)
    with st.grid(min(len(now.proposal.limits), 3), min_column_width=280):
        for place in range(len(now.proposal.limits)):
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                _draw_boundary(opened, question, now, place, steps)


def _draw_boundary(opened: Opened, question: Question, now: Tried, place: int, steps: Steps) -> None:
    proposal = now.proposal
    name = labels.layer_label(now.scheme.bands[place].id, now.scheme)
    kind = proposal.mode if now.is_percent else f"{proposal.mode}_{proposal.base}"
    slider, box = f"what_if_slider_{kind}_{place}", f"what_if_box_{kind}_{place}"
    limit = proposal.limits[place]
    _set(slider, limit)

    def slid() -> None:
        _move(now, place, st.session_state.get(slider))

    def typed() -> None:
        number = st.session_state.get(box)
        scale = 100 if now.is_percent else now.base.scale
        is_number = isinstance(number, int | float) and abs(number) < 10**15
        _move(now, place, round(Decimal(str(number)) * scale) if is_number else None)

    st.select_slider(
        _boundary_title(opened, now, name),
        steps.places,
        key=slider,
        format_func=steps.labels.__getitem__,
        on_change=slid,
    )
    whole = not now.is_percent and not now.base.is_money
    number = limit / (100 if now.is_percent else now.base.scale)
    _set(box, int(number) if whole else number)
    st.number_input(
        _("{layer}: exactly", layer=name),
        min_value=0 if whole else 0.0,
        max_value=100.0 if now.is_percent else None,
        step=_box_step(now, limit),
        format="%d" if whole else "%.2f",
        key=box,
        on_change=typed,
        label_visibility="collapsed",
        width=110 if now.is_percent else 150,
    )


def _boundary_title(opened: Opened, now: Tried, name: str) -> str:
    if now.is_percent:
        return _("{layer}: first … %", layer=name)
    if now.base.is_money:
        return _("{layer}: from … {unit}", layer=name, unit=opened.formats.currency_word())
    return _("{layer}: from … orders", layer=name)


def _box_step(now: Tried, limit: int) -> float | int:
    if now.is_percent:
        return 0.1
    digits = max(len(str(limit // now.base.scale)) - 2, 0)
    return 10**digits if not now.base.is_money else float(10**digits)


def _move(now: Tried, place: int, wanted: object) -> None:
    """One boundary to another place. Their order is kept: it stops at its neighbour, and that is said."""
    if not isinstance(wanted, int):
        return
    limits, stopped = placed(now.proposal, place, wanted)
    keep(replace(now.proposal, limits=limits), now.rule)
    if stopped:
        name = labels.layer_label(now.scheme.bands[place].id, now.scheme)
        say_next(_("The boundary of {layer} stops at its neighbour: layers keep their order.", layer=name))


def placed(proposal: Proposal, place: int, wanted: int) -> tuple[tuple[int, ...], bool]:
    """The limits with one of them moved as far as its neighbours let it, and whether one of them stopped it."""
    limits = list(proposal.limits)
    above = limits[place - 1] if place else None
    below = limits[place + 1] if place + 1 < len(limits) else None
    if proposal.mode == "absolute":
        least, most = (below or 0) + 1, (1 << 62) if above is None else above - 1
    else:
        least, most = above or 0, WHOLE if below is None else below
    limits[place] = min(max(wanted, least), most)
    met = (least if wanted < least else most if wanted > most else None) is not None
    return tuple(limits), met and (above is not None or below is not None)

"""Who moves up and who moves down, by name: the visible customers only."""

from collections.abc import Mapping
from typing import Any, Literal

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.question import Question
from dashboard.widgets.formats import Scale
from dashboard.widgets.labels import layer_label, tier_text, value_base_label
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.what_if.layers import arrow
from dashboard.widgets.what_if.tried import Tried

FEW, MANY = 10, 25
"""Rows of both lists together, and of each where somebody wants more: what is sent with every move stays small."""
SIDE_BY_SIDE = 640  # px that the six columns of one list need
_MORE = "what_if_more_rows"
Direction = Literal["up", "down"]


def what_if_movers(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """Both lists, highest value first; side by side where the window is wide enough."""
    few = FEW // 2 if told.up and told.down else FEW
    limit = MANY if st.session_state.get(_MORE) else few
    if not told.up and not told.down:
        st.caption(_("Nobody moves: move a boundary above, or choose another value base or period."))
        return
    whole = opened.formats.whole
    up, down = opened.reader.top_movers(question, now.proposal, limit)
    ups = ngettext("**{n} customer moves up**", "**{n} customers move up**", told.up, n=whole(told.up))
    downs = ngettext("**{n} customer moves down**", "**{n} customers move down**", told.down, n=whole(told.down))
    ups = _of_highest(ups, told.up, limit) if told.up else _("**Nobody moves up**")
    downs = _of_highest(downs, told.down, limit) if told.down else _("**Nobody moves down**")
    if told.up and told.down:
        with st.grid(2, min_column_width=SIDE_BY_SIDE):
            _list(opened, up, now, "up", ups)
            _list(opened, down, now, "down", downs)
    elif told.up:  # as most moves of one boundary: what has no list is said beside the other, not in a part of its own
        _list(opened, up, now, "up", f"{ups} · {downs}")
    else:
        _list(opened, down, now, "down", f"{downs} · {ups}")
    if max(told.up, told.down) > few:
        st.toggle(_("Show up to {n} of each", n=MANY), key=_MORE)


def _of_highest(text: str, number: int, limit: int) -> str:
    return text if number <= limit else text + " · " + _("the {n} of highest value", n=limit)


def _list(opened: Opened, movers: Mapping[str, list[Any]], now: Tried, direction: Direction, above: str) -> None:
    columns, numbers = _columns(opened, movers, now)
    alt = _("Customers who move up") if direction == "up" else _("Customers who move down")
    text_table(columns, numbers=numbers, key=f"what_if_{direction}", alt=alt, above=above)


def _columns(opened: Opened, movers: Mapping[str, list[Any]], now: Tried) -> tuple[dict[str, list[str]], list[str]]:
    """Texts by title, and which are numbers. A column in which nothing is told is left out."""
    form, scheme = opened.formats, now.scheme
    scale = form.table_scale(movers["value_after"]) if now.base.is_money else None
    value = _titled(value_base_label(now.proposal.base), scale)
    to_next = _titled(_("To the next layer"), scale)

    def number(units: int | str | None) -> str:
        if units is None or isinstance(units, str):  # masked
            return units or "—"
        return form.whole(units) if scale is None else form.amount(units, scale)

    used = {*movers["layer_before"], *movers["layer_after"]}
    names = {layer: one_line(layer_label(layer, scheme)) for layer in used}
    columns = {
        _("Customer"): [one_line(name) for name in movers["customer_name"]],
        _("Before → after"): [
            arrow(names[was], names[into])
            for was, into in zip(movers["layer_before"], movers["layer_after"], strict=True)
        ],
        value: [number(units) for units in movers["value_after"]],
        to_next: [number(units) for units in movers["to_next"]],
        _("Account manager"): [one_line(name) for name in movers["account_manager_name"]],
        _("Decided tier"): [one_line(tier_text(tier)) for tier in movers["service_tier"]],
    }
    told = {title: cells for title, cells in columns.items() if any(cells)}
    return told, [title for title in (value, to_next) if title in told]


def _titled(title: str, scale: Scale | None) -> str:
    return title if scale is None else _("{title} ({unit})", title=title, unit=scale.unit)

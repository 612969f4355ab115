"""Layers before and after a change as a table: customers, revenue, gross profit, differences, cut values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.charts.figure_texts import signed
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.value_bases import ValueBase
from dashboard.widgets.formats import Formats, Scale
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import NO_BREAK, text_table, unbroken
from dashboard.widgets.what_if.tried import Tried

Write = Callable[[int | None], str]


@dataclass(frozen=True)
class _Layer:
    """Customers and money units of one layer; None = not known."""

    customers: int = 0
    revenue: int = 0
    profit: int | None = None


def what_if_layers(opened: Opened, told: WhatIfAnswer, now: Tried) -> None:
    """Of the rule in force and the proposal, with the cut values of both."""
    cuts = _cuts(told, opened.formats)
    layers_side_by_side(opened, told.sums_before, told.sums_after, now.scheme, key="what_if_layers", cuts=cuts)
    if not told.cuts_are_exact:
        st.caption(_("The company's layer boundaries are shown rounded to two significant digits."))


def layers_side_by_side(
    opened: Opened, before: LayerSums, after: LayerSums, scheme: Scheme, *, key: str, cuts: Sequence[str] = ()
) -> None:
    """One row per value layer, and per other layer in which anything changes; "before → after" where it does.

    Unknown is there by profit only, so one of the two may not have it.
    """
    form, was, now = opened.formats, _layers(before), _layers(after)
    nobody = _Layer()
    pairs = {layer: (was.get(layer, nobody), now.get(layer, nobody)) for layer in dict.fromkeys([*now, *was])}
    shown = {layer: pair for layer, pair in pairs.items() if layer in scheme.band_ids or pair[0] != pair[1]}
    # Exact below a million or so, then in a unit in which "61,970.94 → 78,367.43" is read and small layers are told.
    scale = form.scale(
        [max((max(abs(one.revenue), abs(two.revenue)) for one, two in shown.values()), default=0) / 1000]
    )
    money: Write = lambda units: form.amount(units, scale)  # noqa: E731
    columns = {
        _("Value layer"): [unbroken(layer_label(layer, scheme)) for layer in shown],
        _("Customers"): [changed(one.customers, two.customers, form.whole) for one, two in shown.values()],
        _in_unit(_("Net revenue"), scale): [changed(one.revenue, two.revenue, money) for one, two in shown.values()],
    }
    if any(layer.profit is not None for pair in shown.values() for layer in pair):
        title = _in_unit(_("Gross profit"), scale)
        columns[title] = [changed(one.profit, two.profit, money) for one, two in shown.values()]
    if cuts:
        columns[_("Cut value")] = [*cuts, *[""] * (len(shown) - len(cuts))]
    alt = _("Layers before and after with customers, revenue and gross profit")
    text_table(columns, numbers=list(columns)[1:], key=key, alt=alt)


def _layers(sums: LayerSums) -> Mapping[str, _Layer]:
    profit = [units if sums.is_profit_known(place) else None for place, units in enumerate(sums.profit)]
    figures = zip(sums.customers, sums.revenue, profit, strict=True)
    return dict(zip(sums.layers, (_Layer(*each) for each in figures), strict=True))


def _in_unit(title: str, scale: Scale) -> str:
    return _("{title} ({unit})", title=title, unit=scale.unit)


def changed(was: int | None, now: int | None, write: Write) -> str:
    """``18 → 30 (+12)``, or the one figure where nothing changes. A line may end before the difference only."""
    if was == now:
        return write(now)
    pair = arrow(write(was), write(now))
    if was is None or now is None:
        return pair
    return f"{pair} ({signed(now - was, write)})"


def arrow(was: str, now: str) -> str:
    """``18 → 30`` in one line."""
    return f"{was}{NO_BREAK}→{NO_BREAK}{now}"


def _cuts(told: WhatIfAnswer, form: Formats) -> list[str]:
    """One per value layer but the last, each in units of its own base; a dash where there is none."""

    def texts(cuts: Sequence[int | None], base: ValueBase) -> list[str]:
        write = form.exact_amount if base.is_money else form.whole
        return ["—" if cut is None else write(cut) for cut in cuts]

    was, now = texts(told.cuts_before, told.base_before), texts(told.cuts_after, told.base_after)
    return [one if one == other else arrow(one, other) for one, other in zip(was, now, strict=True)]

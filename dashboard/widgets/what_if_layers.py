"""Layers before and after a proposal as a table: customers, revenue, gross profit, differences, cut values."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.value_bases import value_base
from dashboard.widgets.formats import Formats, Scale
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import NO_BREAK, text_table
from dashboard.widgets.what_if_tried import Tried

Write = Callable[[Any], str]


def what_if_layers(opened: Opened, told: WhatIfAnswer, now: Tried) -> None:
    """Of the rule in force and the proposal, with the cut values of both."""
    cuts = _cuts(told, now, opened.formats)
    layers_side_by_side(opened, told.before, told.after, now.scheme, key="what_if_layers", cuts=cuts)
    if not told.cuts_are_exact:
        st.caption(_("The company's layer boundaries are shown rounded to two significant digits."))


def layers_side_by_side(
    opened: Opened,
    before: pd.DataFrame,
    after: pd.DataFrame,
    scheme: Scheme,
    *,
    key: str,
    cuts: Sequence[str] = (),
) -> None:
    """One row per value layer, and per other layer that holds anybody; "before → after" where they differ.

    ``before`` and ``after`` as ``pyramid_table``, in the order of the same bands.
    """
    form = opened.formats
    before, after = _same_rows(before, after, scheme)
    # Exact below a million or so, then a unit in which "61,970.94 → 78,367.43" stays readable and small layers are told.
    scale = form.scale([max([*_known(before["revenue"]), *_known(after["revenue"])], default=0) / 1000])
    money: Write = lambda units: form.amount(units, scale)  # noqa: E731
    columns = {
        _("Value layer"): [layer_label(layer, scheme) for layer in before["layer"]],
        _("Customers"): _pairs(before, after, "customers", form.whole),
        _in_unit(_("Net revenue"), scale): _pairs(before, after, "revenue", money),
    }
    if _known(before["profit"]) or _known(after["profit"]):
        columns[_in_unit(_("Gross profit"), scale)] = _pairs(before, after, "profit", money)
    if cuts:
        columns[_("Cut value")] = [*cuts, *[""] * (len(before) - len(cuts))]
    alt = _("Layers before and after with customers, revenue and gross profit")
    text_table(columns, numbers=list(columns)[1:], key=key, alt=alt)


def _same_rows(before: pd.DataFrame, after: pd.DataFrame, scheme: Scheme) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both by layer in one order; Unknown is there by profit only, so it may be in one of them."""
    layers = list(dict.fromkeys([*after["layer"], *before["layer"]]))
    both_frames = [frame.set_index("layer").reindex(layers) for frame in (before, after)]
    for frame in both_frames:
        frame[["customers", "revenue"]] = frame[["customers", "revenue"]].fillna(0)
    held = (both_frames[0]["customers"] > 0) | (both_frames[1]["customers"] > 0)
    rows = [layer for layer in layers if layer in scheme.band_ids or held[layer]]
    was, now = (frame.loc[rows].reset_index() for frame in both_frames)
    return was, now


def _known(column: pd.Series) -> list[int]:
    return [int(value) for value in column.dropna()]


def _in_unit(title: str, scale: Scale) -> str:
    return _("{title} ({unit})", title=title, unit=scale.unit)


def _pairs(before: pd.DataFrame, after: pd.DataFrame, name: str, write: Write) -> list[str]:
    return [changed(was, now, write) for was, now in zip(_values(before[name]), _values(after[name]), strict=True)]


def _values(column: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in column.astype(object)]


def changed(was: int | None, now: int | None, write: Write) -> str:
    """``18 → 30 (+12)``, or the one figure where nothing changes. A line may end before the difference only."""
    if was == now:
        return write(now)
    pair = arrow(write(was), write(now))
    if was is None or now is None:
        return pair
    return f"{pair} ({'+' if now > was else ''}{write(now - was)})"


def arrow(was: str, now: str) -> str:
    """``18 → 30`` in one line."""
    return f"{was}{NO_BREAK}→{NO_BREAK}{now}"


def _cuts(told: WhatIfAnswer, now: Tried, form: Formats) -> list[str]:
    """One per value layer but the last, each in units of its own base; a dash where there is none."""

    def texts(cuts: Sequence[int | None], base: str) -> list[str]:
        write = form.exact_amount if value_base(base).is_money else form.whole
        return ["—" if cut is None else write(cut) for cut in cuts]

    was, is_now = texts(told.cuts_before, now.rule.base), texts(told.cuts_after, now.proposal.base)
    return [one if one == other else arrow(one, other) for one, other in zip(was, is_now, strict=True)]

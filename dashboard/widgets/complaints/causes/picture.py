"""The Pareto chart of causes, or of the sub-causes of one, and the table behind it."""

import pandas as pd
import streamlit as st

from dashboard.logic.cases.cause_pareto import CausePareto
from dashboard.logic.charts.cause_bars import cause_bars
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.complaints.causes.fields import CAUSE, NOT_GIVEN, SUB
from dashboard.widgets.complaints.causes.words import amount_texts, cause_title, sub_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import text_table
from dashboard.widgets.window import is_dark, is_narrow

ROWS = 16


def open_cause(cause: str, sub: str = "") -> None:
    """For callbacks. "" closes the list."""
    st.session_state[CAUSE.name], st.session_state[SUB.name], st.session_state[CASE] = cause, sub, ""


def causes_picture(opened: Opened, found: CausePareto, *, key: str, of: str | None = None) -> None:
    """``of``: the cause whose sub-causes the rows are. A click opens what is below a bar."""
    form, table = opened.formats, found.table.head(ROWS)
    names = [sub_title(sub) for sub in table["sub"]] if of else [cause_title(cause) for cause in table["cause"]]
    codes = _codes(table, of)
    held = SUB.chosen()[0] if of else CAUSE.chosen()[0]
    texts = amount_texts(form, found)[:ROWS]
    shown = amount_texts(form, found, is_short=is_narrow())[:ROWS]
    is_sum = table["share"].notna().all()

    def choose() -> None:
        points = ((st.session_state.get(f"{key}_chart") or {}).get("selection") or {}).get("points") or []
        place = int(points[0].get("point_index", -1)) if points else -1
        if 0 <= place < len(codes):
            open_cause(of, codes[place]) if of else open_cause(codes[place])

    if is_sum:
        st.plotly_chart(
            cause_bars(
                names, shown, table["share"].tolist(), table["cumulative"].tolist(), nothing="",
                percent=[form.share(tick / 5, 0) for tick in range(6)],
                chosen=codes.index(held) if held in codes else None, dark=is_dark(), narrow=is_narrow(),
            ),
            key=f"{key}_chart", on_select=choose, selection_mode="points", theme=None, config=PLAIN,
            alt="; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
        )  # fmt: skip
        st.caption(_said(form.whole(len(found.table) - ROWS) if len(found.table) > ROWS else "", found.measure))
    rows = _rows(opened, table, names)
    table_behind(
        f"{key}_behind",
        lambda: text_table(rows, numbers=list(rows)[1:], key=f"{key}_table", alt=next(iter(rows))),
    )


def _codes(table: pd.DataFrame, of: str | None) -> list[str]:
    held = table["sub"] if of else table["cause"]
    return [NOT_GIVEN if code is None or pd.isna(code) else str(code) for code in held]


def _said(left: str, measure: str) -> str:
    said = [_("The line is the running sum; the dotted one is 80 %. Click a bar to see what is behind it.")]
    if measure == "value":
        said.append(_("Net revenue of twelve months; a customer counts once in each cause that hit it."))
    if left:
        said.append(_("{n} smaller ones are in the file.", n=left))
    return " ".join(said)


def _rows(opened: Opened, table: pd.DataFrame, names: list[str]) -> dict[str, list[str]]:
    form, unit = opened.formats, opened.formats.currency_word()
    costs = [
        form.exact_amount(int(units)) if costed else form.not_known
        for units, costed in zip(table["cost"], table["costed"], strict=True)
    ]
    return {
        _("Cause"): names,
        _("Number of cases"): [form.whole(int(n)) for n in table["cases"]],
        _("Share"): [form.share(share) for share in table["share"]],
        _("Running sum"): [form.share(share) for share in table["cumulative"]],
        _("Cost ({unit})", unit=unit): costs,
        _("Customers hit"): [form.whole(int(n)) for n in table["customers"]],
        _("Their revenue of twelve months ({unit})", unit=unit): [form.exact_amount(int(v)) for v in table["value"]],
    }

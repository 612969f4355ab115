"""What is shown of the months: which figure, of which department or product line, against which baseline."""

from dataclasses import dataclass

import streamlit as st

from dashboard.logic.periods import is_complete, month_text
from dashboard.logic.question import Question
from dashboard.logic.spc.case_series import baseline_ends, default_baseline_end
from dashboard.logic.spc.measures import CUTS, MEASURES, Measure, SpcAsked
from dashboard.widgets.complaints.trend.fields import (
    BASELINE,
    BY_DEFAULT,
    CUT,
    MEASURE,
    MONTH,
    NO_CUT,
    VALUE,
    value_code,
)
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened


@dataclass(frozen=True)
class TrendAsked:
    """asked: of the reader; cut: name of the department or line, "" = all; month: of the open list, "" = none;
    unusable: the baseline of the link, where it cannot be used and the usual one is shown."""

    asked: SpcAsked
    measure: Measure
    cut: str
    month: str
    unusable: str


def measure_title(code: str, kind: str) -> str:
    """每百单投诉量 …"""
    by_kind = {
        "complaint": (_("Complaints per 100 orders"), _("Complaints per 100 active customers")),
        "appeal": (_("Appeals per 100 orders"), _("Appeals per 100 active customers")),
        "objection": (_("Quality objections per 100 orders"), _("Quality objections per 100 active customers")),
    }
    per_orders, per_customers = by_kind[kind]
    return {
        "per_100_orders": per_orders,
        "per_100_customers": per_customers,
        "on_time": _("Share closed in time"),
        "justified": _("Justified share"),
        "satisfied": _("Satisfied share"),
    }[code]


def trend_asked(opened: Opened, question: Question, kind: str) -> TrendAsked:
    """Draw the choices."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Figure"),
            MEASURE.listed,
            key=MEASURE.name,
            format_func={code: measure_title(code, kind) for code in MEASURE.listed}.__getitem__,
            on_change=close_list,
            width=280,
            persist_state="session",
        )
        by, value = _cut(opened, question, kind)
        end, unusable = _baseline(opened, question)
    code = MEASURE.chosen()[0]
    asked = SpcAsked(kind=kind, measure=code, by=by, value=value, baseline_end=end)
    return TrendAsked(asked, MEASURES[code], value or "", MONTH.chosen()[0], unusable)


def _cut(opened: Opened, question: Question, kind: str) -> tuple[str | None, str | None]:
    """(column, value); both None for all cases. A column is offered where the cases have a value of it."""
    offered = {by: opened.reader.case_cuts(question, kind, by) for by in CUTS}
    columns = (NO_CUT, *(by for by, values in offered.items() if values))
    titles = {
        NO_CUT: _("All"),
        "respondent_department": _("Responsible department"),
        "product_line": _("Product line"),
    }
    if CUT.chosen()[0] not in columns:
        CUT.keep((NO_CUT,))
    st.selectbox(
        _("Only"),
        columns,
        key=CUT.name,
        format_func=titles.__getitem__,
        on_change=_other_column,
        width=200,
        persist_state="session",
    )
    by = CUT.chosen()[0]
    if by == NO_CUT:
        return None, None
    names = {value_code(value): value for value in offered[by]}
    if VALUE.chosen()[0] not in names:
        VALUE.keep((next(iter(names)),))
    st.selectbox(
        titles[by],
        tuple(names),
        key=VALUE.name,
        format_func=names.__getitem__,
        on_change=close_list,
        width=200,
        persist_state="session",
    )
    return by, names[VALUE.chosen()[0]]


def _baseline(opened: Opened, question: Question) -> tuple[int | None, str]:
    """(number of the last month of the baseline or None, the month of the link that cannot end one)."""
    window = opened.reader.spc_window(question)
    months = list(range(window.span.first, window.span.last + 1))
    complete = [is_complete(month, window.through_on) for month in months]
    ends = {month_text(month): month for month in baseline_ends(months, complete)}
    usual = default_baseline_end(months, complete)
    if usual is None:
        return None, ""
    held, unusable = BASELINE.chosen()[0], ""
    if held and held not in ends:
        unusable = held
        BASELINE.keep((BY_DEFAULT,))
    form = opened.formats

    def title(code: str) -> str:
        return form.month(ends[code]) if code else _("{month} (usual)", month=form.month(usual))

    st.selectbox(
        _("Baseline ends with"),
        (BY_DEFAULT, *ends),
        key=BASELINE.name,
        format_func=title,
        width=180,
        persist_state="session",
        help=_(
            "The limits come from the months up to this one and stay as they are for all later months. Choose a time "
            "in which nothing unusual happened, and do not move it with every look."
        ),
    )
    code = BASELINE.chosen()[0]
    return (ends[code] if code else None), unusable


def _other_column() -> None:
    st.session_state[VALUE.name] = ""
    close_list()


def close_list() -> None:
    st.session_state[MONTH.name] = ""

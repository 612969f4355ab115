"""What is shown on the Trends page: measure, breakdown, how many months. All of it is in the link, as codes."""

from dataclasses import dataclass

import streamlit as st

from dashboard.logic.periods import check_as_of
from dashboard.logic.trend import TREND_COLUMNS
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, MEASURES, PRODUCT_LINE
from dashboard.widgets.answers import answer, choices
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import EVERY_MONTH, NO_BREAKDOWN, NOTHING, TREND_MONTHS

MEASURE, BY, MONTHS, MONTH, SEGMENT = "measure", "by", "months", "month", "segment"
MANAGER = "account_manager_id"


@dataclass(frozen=True)
class TrendChoice:
    """``by`` and ``count`` None: no breakdown, every month. ``month`` and ``segment``: what was clicked, as in the
    link; not checked here."""

    measure: str
    by: str | None
    count: int | None
    month: int | None
    segment: str


def measure_title(measure: str) -> str:
    """净营收（不含税）…"""
    return {
        "revenue": _("Net revenue"),
        "profit": _("Gross profit"),
        "orders": _("Orders"),
        "active_customers": _("Active customers"),
        "new_customers": _("New customers"),
        LAYER_CUSTOMERS: _("Customers by layer at month end"),
    }[measure]


def breakdown_title(by: str) -> str:
    return {
        NO_BREAKDOWN: _("No breakdown"),
        "layer": _("Value layer"),
        "region": _("Region"),
        "industry": _("Industry"),
        PRODUCT_LINE: _("Product line"),
        MANAGER: _("Account manager"),
    }[by]


def trend_choice(opened: Opened) -> TrendChoice:
    """Draw the choices; what does not go together is not offered."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Figure"),
            MEASURES,
            key=MEASURE,
            format_func={code: measure_title(code) for code in MEASURES}.__getitem__,
            on_change=_forget_segment,
            width=280,
            persist_state="session",
        )
        by = _breakdown(_offered(opened))
        titles = {code: _("All") if code == EVERY_MONTH else code for code in TREND_MONTHS}
        st.segmented_control(
            _("Months"),
            TREND_MONTHS,
            key=MONTHS,
            required=True,
            format_func=titles.__getitem__,
            on_change=show_customers_of,
            args=(NOTHING, NOTHING),
            persist_state="session",
        )
    code, months, build = st.session_state.get(MONTHS), st.session_state.get(MONTH), opened.marts.build
    return TrendChoice(
        measure=_measure(),
        by=by,
        count=None if code == EVERY_MONTH else int(code or TREND_MONTHS[0]),
        month=check_as_of(months, build.first_month, build.last_month) if months else None,
        segment=str(st.session_state.get(SEGMENT) or NOTHING),
    )


def _measure() -> str:
    held = st.session_state.get(MEASURE)
    return held if held in MEASURES else MEASURES[0]


def lacks_product_lines(opened: Opened) -> bool:
    """No order line of this build has a product line."""
    return not answer(opened, "product_lines", None, opened.reader.product_lines)


def _offered(opened: Opened) -> tuple[str, ...]:
    """The breakdowns that say something here: of one account manager alone there is nothing to tell apart."""
    lacking = set(opened.viewer.veiled)
    if lacks_product_lines(opened):
        lacking.add(PRODUCT_LINE)
    if not opened.viewer.scope.all and len(choices(opened, MANAGER)) < 2:
        lacking.add(MANAGER)
    return (NO_BREAKDOWN, *(column for column in TREND_COLUMNS if column not in lacking))


def _breakdown(offered: tuple[str, ...]) -> str | None:
    """The column chosen. Layers at month ends are told apart by layer and nothing else."""
    titles = {code: breakdown_title(code) for code in (NO_BREAKDOWN, *TREND_COLUMNS)}
    if _measure() == LAYER_CUSTOMERS:
        st.selectbox(_("By"), ("layer",), key="by_layer_only", format_func=titles.__getitem__, disabled=True, width=180)
        return "layer"
    if st.session_state.get(BY) not in offered:
        st.session_state[BY] = NO_BREAKDOWN
    chosen = st.selectbox(
        _("By"),
        offered,
        key=BY,
        format_func=titles.__getitem__,
        on_change=_forget_segment,
        width=180,
        persist_state="session",
    )
    return None if chosen == NO_BREAKDOWN else chosen


def _forget_segment() -> None:
    st.session_state[SEGMENT] = NOTHING


def show_customers_of(month: str, segment: str) -> None:
    """Open the list below a mark, or close it; for callbacks."""
    st.session_state[MONTH], st.session_state[SEGMENT] = month, segment

"""The five rates above every view of the page: each with numerator and denominator, which open its cases."""

import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.rates import FIVE, THIN, change_in_share
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.widgets.complaints.rates.drill import open_cases, open_rate
from dashboard.widgets.complaints.rates.words import rate_title, window_text
from dashboard.widgets.language import _, speech
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import card_text
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.window import is_narrow


def five_cards(opened: Opened, question: Question, figures: ComplaintFigures) -> None:
    """One row of five; in a narrow window pairs, and a line of its own for the last."""
    names = FIVE[:-1] if is_narrow() else FIVE
    with st.grid(2 if is_narrow() else len(FIVE), min_column_width=LEAST_WIDTH):
        for name in names:
            _card(opened, question, figures, name)
    for name in FIVE[len(names) :]:
        _card(opened, question, figures, name)
    st.caption(_below(opened, figures))


def _below(opened: Opened, figures: ComplaintFigures) -> str:
    """What the changes are against, and what a click does."""
    click = _("Click a number to see its cases.")
    if figures.rates_before is None:
        month = opened.formats.month(opened.marts.build.first_month)
        return speech().together(_("No comparison: the data begins in {month}.", month=month), click)
    window = window_text(opened.formats, figures.earlier)
    return speech().together(
        _("Changes in points against the same days a year earlier, {window}.", window=window), click
    )


def _card(opened: Opened, question: Question, figures: ComplaintFigures, name: str) -> None:
    share, before = figures.rates.rate(name), figures.rates_before
    earlier = before.rate(name) if before else None
    change = change_in_share(share, earlier)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(
            rate_title(name),
            _value(opened, share) + AS_TEXT,
            None if change is None else round(change * 100, 1),
            delta_color="normal",
            delta_description=_no_change(share, earlier) if change is None else None,
            format=_("%+.1f pt"),
            help=card_text(opened, name, question, rate_facts(opened, figures, name)),
        )
        if share is None:
            st.caption(_("not recorded in the files"))
        else:
            _numbers(opened, figures, name, share)


def _value(opened: Opened, share: Share | None) -> str:
    return "—" if share is None else opened.formats.share(share.value)


def _no_change(share: Share | None, earlier: Share | None) -> str:
    if share is None or not share.denominator:
        return _("no comparison")
    return _("too few to compare") if earlier is not None and earlier.denominator else _("no comparison")


def _numbers(opened: Opened, figures: ComplaintFigures, name: str, share: Share) -> None:
    """Numerator and denominator, and what belongs beside the rate."""
    form = opened.formats
    few = " · " + _("few cases") if 0 < share.denominator < THIN else ""
    words = _("{part} of {whole}", part=form.whole(share.numerator), whole=form.whole(share.denominator))
    st.button(
        words + few,
        key=f"five_{name}",
        type="tertiary",
        disabled=not share.denominator,
        on_click=open_rate,
        args=("five", name, share.numerator, share.denominator),
    )
    beside = {
        "closed_in_time": ("overdue_open", figures.rates.overdue_open),
        "satisfied": ("not_reached", figures.rates.not_reached),
    }.get(name)
    if beside is not None:
        flag, count = beside
        text = {
            "overdue_open": _("{n} overdue", n=form.whole(count)),
            "not_reached": _("{n} not reached", n=form.whole(count)),
        }[flag]
        is_warning = flag == "overdue_open" and count > 0
        st.button(
            text,
            icon=":material/warning:" if is_warning else None,
            key=f"five_{flag}",
            type="tertiary",
            disabled=not count,
            on_click=open_cases,
            args=("five", flag),
        )


def rate_facts(opened: Opened, figures: ComplaintFigures, name: str) -> MadeFrom:
    """What a rate was made from, for its card."""
    form, share = opened.formats, figures.rates.rate(name)
    before = figures.rates_before.rate(name) if figures.rates_before else None
    known = before is not None and before.denominator > 0
    return MadeFrom(
        numerator=None if share is None else form.whole(share.numerator),
        denominator=None if share is None else form.whole(share.denominator),
        before=f"{form.share(before.value)} ({before.numerator} / {before.denominator})" if known and before else None,
        cases=None if share is None else share.denominator,
        window=window_text(form, figures.window),
        earlier=window_text(form, figures.earlier) if known else None,
    )

"""Delivery on time: by the first promise and by the last, in full, and what happened on the way."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.standard_views import IN_FULL_FROM
from dashboard.data.exporting.views import view
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.logic.standards.promises import Promises
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.standards.delivery_tables import late_lines, promise_parts, promise_table
from dashboard.widgets.standards.fields import TOLERANCE
from dashboard.widgets.standards.logistics import logistics_part
from dashboard.widgets.standards.share_months import HIDDEN, share_months, shown_months
from dashboard.widgets.tables import table_behind
from dashboard.widgets.window import is_narrow


def tolerance() -> float:
    return int(TOLERANCE.chosen()[0]) / 100


def delivery_view(opened: Opened, question: Question) -> None:
    has_promises, has_deliveries = opened.reader.has_promises()
    if not has_promises and not has_deliveries:
        st.info(
            _(
                "Dates of promises unlock this view: a first promised date or promised date in {orders} or "
                "{lines}, with the date of completion, or {deliveries} with the day of arrival. Quantities received "
                "are needed to say what came in full.",
                orders=table_title("orders"),
                lines=table_title("order_lines"),
                deliveries=table_title("deliveries"),
            )
        )
        return
    if has_promises:
        _promises(opened, question)
    if has_deliveries:
        logistics_part(opened, question)
    else:
        st.subheader(_("On the way"), anchor=False)
        st.info(
            _(
                "The file {deliveries} unlocks this part: a row per shipment with its order, the day it left and "
                "arrived, the carrier, and the value damaged and missing.",
                deliveries=table_title("deliveries"),
            )
        )


def _promises(opened: Opened, question: Question) -> None:
    found = opened.reader.promises(question, tolerance())
    headline = delivery_headline(opened, found)
    st.header(headline, anchor=False)
    st.caption("  \n".join(_notes(opened, found)))
    _cards(opened, found)
    if found.quantity_known:
        words = {one: _("{n}% of the quantity is full", n=one) for one in TOLERANCE.listed}
        st.selectbox(
            _("In full from"), TOLERANCE.listed, key=TOLERANCE.name, format_func=words.__getitem__, width=260,
            persist_state="session",
        )  # fmt: skip
    _months(opened, question, headline)
    with st.container(horizontal=True, vertical_alignment="center"):
        made = lambda: _made_from(opened, found)  # noqa: E731
        number_card(opened, ["on_time", "otif"], question, made, key="delivery_card")
        _export(opened, question)
    promise_parts(opened, question, tolerance())
    late_lines(opened, question)


def _cards(opened: Opened, found: Promises) -> None:
    """Shares of the lines due, with what they are made of; in full only where a quantity is known."""
    form = opened.formats
    cards = [
        (_("By the first promise"), found.on_time),
        (_("By the last promise"), found.on_time_by_last),
        (_("Promised again"), found.re_promised_share),
    ]
    if found.quantity_known:
        cards.append((_("On time and in full"), found.on_time_in_full))
    with st.grid(2 if is_narrow() else len(cards), min_column_width=LEAST_WIDTH):
        for title, share in cards:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                st.metric(title, form.headline_share(share.value) + AS_TEXT)
                parts = {"n": form.whole(share.numerator), "all": form.whole(share.denominator)}
                st.caption(_("{n} of {all} lines", **parts))


def delivery_headline(opened: Opened, found: Promises) -> str:
    """On time by what was promised first, and what the last promise makes of it."""
    form = opened.formats
    if not found.due:
        return _("No line of this selection was due by its first promise.")
    told = {
        "first": form.headline_share(found.on_time.value),
        "last": form.headline_share(found.on_time_by_last.value),
        "due": form.whole(found.due),
    }
    if not found.re_promised:
        return _("{first} of {due} lines due came on time; none was promised again for a later day.", **told)
    again = ngettext(
        "{n} was promised again, {days} days later.",
        "{n} were promised again, {days} days later on average.",
        found.re_promised,
        n=form.whole(found.re_promised),
        days=form.number(found.mean_re_promised_days),
    )
    by_first = _("{first} of {due} lines due came by the first promise, {last} by the last.", **told)
    return speech().together(by_first, again)


def _notes(opened: Opened, found: Promises) -> list[str]:
    form = opened.formats
    said = [
        _(
            "A line is due on its first promised day; due and not delivered is late. "
            "Not yet due, and not counted: {n}.",
            n=form.whole(found.not_yet_due),
        )
    ]
    if not found.quantity_known:
        said.append(
            _(
                "What came in full cannot be said: it takes the quantity ordered in {lines} and received in "
                "{deliveries}.",
                lines=table_title("order_lines"),
                deliveries=table_title("deliveries"),
            )
        )
    elif found.quantity_unknown:
        said.append(
            _("Delivered without a known quantity, not counted as full: {n}.", n=form.whole(found.quantity_unknown))
        )
    if found.objected:
        said.append(_("Quality objection within 30 days after delivery: {n}.", n=form.whole(found.objected)))
    return said


def _months(opened: Opened, question: Question, alt: str) -> None:
    window = shown_months(opened, question)
    frame = opened.reader.promise_months(question, tolerance(), window)
    frame = frame[frame["due"] > 0]
    own = pd.DataFrame({"month_no": np.arange(window.span.first, window.span.last + 1)}).merge(
        frame.assign(month_no=pd.to_numeric(frame["part"]).astype("int64")), on="month_no", how="left"
    )
    kept, due = (own[name].fillna(0).to_numpy(np.int64) for name in ("on_time_first", "due"))
    if not (due >= HIDDEN).any():
        st.caption(_("No month has ten lines due: no trend is drawn."))
        return
    heading = _("First promise kept, by month due")
    share_months(
        opened, question, window, kept, due,
        heading=heading, title=_("On time"), key="promise_months", alt=f"{alt} {heading}.",
    )  # fmt: skip
    table_behind("promise_months_behind", lambda: promise_table(opened, own[own["due"].notna()], "month"))


def _export(opened: Opened, question: Question) -> None:
    """By month, with the quantity that counts as full as chosen."""
    percent = TOLERANCE.chosen()[0]
    asked = ServiceAsked(more=((IN_FULL_FROM, percent),))
    make = lambda reader: view("otif", reader, question, service=asked)  # noqa: E731
    view_buttons(
        opened, question, "otif", make, {**about_question(opened, question), "in_full_from": percent}, key="otif_export"
    )


def _made_from(opened: Opened, found: Promises) -> dict[str, MadeFrom]:
    form = opened.formats

    def of(share: Share) -> MadeFrom:
        return MadeFrom(numerator=form.whole(share.numerator), denominator=form.whole(share.denominator))

    return {"on_time": of(found.on_time), "otif": of(found.on_time_in_full)}

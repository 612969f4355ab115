"""The sentence above the view, and its cards: who answered, and which part of the revenue they stand for."""

import pandas as pd
import streamlit as st

from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.surveys.coverage import ADVISED_REVENUE, SHARES
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import card_text
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.surveys.coverage.words import (
    Row,
    interval_text,
    invited_title,
    known,
    parts_text,
    share_title,
)
from dashboard.widgets.window import is_narrow

METRICS = {
    "delivered_share": "survey_delivered",
    "contact_share": "survey_response",
    "account_share": "survey_account_response",
    "customer_share": "survey_customers_heard",
    "revenue_share": "survey_revenue_heard",
}
"""Keys of the metric registry."""


def coverage_headline(opened: Opened, wave: Wave, whole: pd.DataFrame) -> str:
    """True for every data set; ``whole``: no or one row of ``logic.surveys.coverage.coverage_table``."""
    form = opened.formats
    if whole.empty:
        return _("Who answered this anonymous survey is not known.")
    row = whole.iloc[0].to_dict()
    responses, revenue = int(known(row["responses"]) or 0), known(row["revenue_share"])
    if responses == 0:
        return _("Nobody of this selection has answered.")
    money = "" if revenue is None else form.headline_share(revenue)
    share = known(row["contact_share"])
    if share is not None:
        n, of = form.whole(int(row["answered"])), form.whole(int(row["delivered"]))
        words = {"n": n, "of": of, "share": form.headline_share(share), "money": money}
        if wave.kind == "transaction":
            return ngettext(
                "{n} of {of} call that got through was answered ({share}).",
                "{n} of {of} calls that got through were answered ({share}).",
                int(row["delivered"]), **words,
            )  # fmt: skip
        if not money:
            return ngettext(
                "{n} of {of} person asked answered ({share}).", "{n} of {of} persons asked answered ({share}).",
                int(row["delivered"]), **words,
            )  # fmt: skip
        return ngettext(
            "{n} of {of} person asked answered ({share}); customers with {money} of the revenue are heard.",
            "{n} of {of} persons asked answered ({share}); customers with {money} of the revenue are heard.",
            int(row["delivered"]), **words,
        )  # fmt: skip
    heard = known(row["customers_heard"])
    if heard is None or not money:
        return ngettext(
            "{n} answer came in; who was asked is not known.", "{n} answers came in; who was asked is not known.",
            responses, n=form.whole(responses),
        )  # fmt: skip
    return ngettext(
        "{n} active customer is heard, with {money} of the revenue; who was asked is not known.",
        "{n} active customers are heard, with {money} of the revenue; who was asked is not known.",
        int(heard),
        n=form.whole(int(heard)),
        money=money,
    )


def coverage_cards(opened: Opened, question: Question, wave: Wave, whole: pd.DataFrame) -> None:
    """At most five in one row: those that are known."""
    if whole.empty:
        return
    row, form = whole.iloc[0].to_dict(), opened.formats
    cards = [name for name in SHARES if known(row[name]) is not None]
    if "account_share" in cards and len(cards) == len(SHARES):
        cards.remove("customer_share")
    in_grid = cards[:-1] if is_narrow() else cards  # the last one is the longest: a line of its own
    with st.grid(2 if is_narrow() else max(len(cards) + 1, 2), min_column_width=LEAST_WIDTH):
        first = "responses" if known(row["invited"]) is None else "invited"
        title = _("Answers") if first == "responses" else invited_title(wave.kind)
        st.metric(title, form.whole(known(row[first])) + AS_TEXT, border=True, height="stretch")
        for name in in_grid:
            _card(opened, question, wave, row, name)
    for name in cards[len(in_grid) :]:
        _card(opened, question, wave, row, name)


def _card(opened: Opened, question: Question, wave: Wave, row: Row, name: str) -> None:
    form = opened.formats
    st.metric(
        share_title(name, wave.kind),
        form.share(known(row[name])) + AS_TEXT,
        None,
        delta_description=parts_text(form, row, name) or None,
        help=card_text(opened, METRICS[name], question, made_of(opened, row, name), span=_span(opened, question, wave)),
        border=True,
        height="stretch",
    )


def _span(opened: Opened, question: Question, wave: Wave) -> MonthSpan | None:
    return None if wave.is_anonymous else opened.reader.wave_span(question, wave)


def made_of(opened: Opened, row: Row, name: str) -> MadeFrom:
    form = opened.formats
    parts = [known(row[one]) for one in SHARES[name]]
    write = form.exact_amount if name == "revenue_share" else form.whole
    texts = [None if part is None else write(part) for part in parts]
    low = known(row.get(f"{name}_low"))
    exactly = None
    if low is not None:
        exactly = _("95% interval {interval}", interval=interval_text(form, low, float(row[f"{name}_high"])))
    return MadeFrom(None, texts[0], texts[1], exactly)


def coverage_notes(opened: Opened, question: Question, wave: Wave, whole: pd.DataFrame) -> list[str]:
    """What the figures are of, and what would be known with another file."""
    notes = []
    if whole.empty:
        return notes
    row = whole.iloc[0].to_dict()
    if not wave.is_anonymous:
        span = opened.reader.wave_span(question, wave)
        notes.append(
            _("Revenue and layers of the customers: {span}, the months of the survey.",
              span=opened.formats.span(span.first, span.last))
        )  # fmt: skip
    if known(row["invited"]) is None:
        notes.append(
            _(
                "Who was asked is not on file, so the response is not known. Import {table}: then it is told, and who "
                "was asked and did not answer.",
                table=table_title("survey_invites"),
            )
        )
    elif wave.kind == "transaction":
        notes.append(_("Reached = calls that were answered, of those that got through; arrived = got through."))
    if known(row["revenue_share"]) is not None:
        notes.append(
            _("CustomerGauge advises to hear customers with {share} of the revenue: an advice, no norm.",
              share=opened.formats.share(ADVISED_REVENUE, 0))
        )  # fmt: skip
    if wave.is_anonymous:
        notes.append(
            _(
                "This survey is anonymous: no list of who did not answer, no weights by revenue and no comparison by "
                "complaints. What stands here was decided for the whole company when the data were built."
            )
        )
    return notes

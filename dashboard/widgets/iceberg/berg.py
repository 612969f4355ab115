"""How many are dissatisfied for each who complained, and what the silent ones put at risk (M39)."""

import streamlit as st

from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures
from dashboard.logic.charts.iceberg import IcebergPicture, iceberg_chart
from dashboard.logic.iceberg.iceberg import Iceberg
from dashboard.logic.question import Question
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.iceberg.assumptions import chosen_rate, losses_of, share_who_speak_up
from dashboard.widgets.iceberg.berg_cards import berg_cards, berg_notes
from dashboard.widgets.iceberg.berg_table import berg_table
from dashboard.widgets.iceberg.words import no_cases, plain
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import table_behind
from dashboard.widgets.window import is_dark, is_narrow


def berg_view(opened: Opened, question: Question) -> None:
    if not opened.reader.has_cases():
        st.header(_("Nobody knows yet how many complained."), anchor=False)
        st.info(no_cases())
        return
    figures = opened.reader.iceberg(question)
    found = opened.reader.speaking_up(question)
    berg = Iceberg(figures.complaining, figures.customers, chosen_rate(found))
    st.header(plain(berg_headline(opened, question, figures, berg)), anchor=False)
    with st.container():  # there with nothing to say, too: the choice below keeps its place
        if berg.is_beyond_customers:
            st.info(_too_many(opened, berg))
    share_who_speak_up(opened, found)
    losses = losses_of(figures)
    berg_cards(opened, figures, berg, losses)
    _picture(opened, question, berg)
    berg_notes(opened, figures, losses)
    number_card(
        opened,
        ("dissatisfied", "silent_customers", "contribution_at_risk"),
        question,
        lambda: _made_from(opened, figures, berg),
        key="iceberg_card",
        span=opened.reader.service_window(question).span,
    )
    table_behind("iceberg_behind", lambda: berg_table(opened, figures, berg, losses, found))
    if len(figures.case_nos):
        title = _("The complaints behind it")
        cases = lambda: case_list(opened, question, figures.case_nos, key="iceberg_cases", title=title)  # noqa: E731
        table_behind("iceberg_cases_behind", cases, title=title)


def berg_headline(opened: Opened, question: Question, figures: IcebergFigures, berg: Iceberg) -> str:
    """True for every data set; an estimate is called one."""
    form, window = opened.formats, opened.reader.service_window(question)
    if figures.complaining == 0:
        return _(
            "No customer of this selection complained from {start} to {end}: there is nothing to estimate from.",
            start=form.day(window.starts_on),
            end=form.day(window.through_on),
        )
    if berg.rate.is_measured:
        return _measured_headline(opened, berg)
    return ngettext(
        "{n} customer complained. If {share} of the dissatisfied do, {all} are dissatisfied, {silent} of them silent.",
        "{n} customers complained. If {share} of the dissatisfied do, {all} are dissatisfied, {silent} of them silent.",
        figures.complaining,
        n=form.whole(figures.complaining),
        share=form.share(berg.rate.value, 0),
        all=form.whole(berg.dissatisfied),
        silent=form.whole(berg.silent),
    )


def _measured_headline(opened: Opened, berg: Iceberg) -> str:
    form = opened.formats
    return ngettext(
        "{n} customer complained. By a survey {share} of those with a problem tell us: "
        "{all} are dissatisfied, {silent} of them silent.",
        "{n} customers complained. By a survey {share} of those with a problem tell us: "
        "{all} are dissatisfied, {silent} of them silent.",
        berg.complaining,
        n=form.whole(berg.complaining),
        share=form.share(berg.rate.value, 0),
        all=form.whole(berg.dissatisfied),
        silent=form.whole(berg.silent),
    )


def _too_many(opened: Opened, berg: Iceberg) -> str:
    form = opened.formats
    if berg.least_share is None:
        return _("More customers complained than were active in these months: an estimate says little here.")
    return _(
        "That is more than the {customers} active customers of this selection: here at least {share} of the "
        "dissatisfied must have complained. The estimate is left as it is.",
        customers=form.whole(berg.customers),
        share=form.share(berg.least_share),
    )


def _picture(opened: Opened, question: Question, berg: Iceberg) -> None:
    if berg.complaining == 0:
        return
    form = opened.formats
    words = chart_words(form, opened.schemes[question.scheme], question)
    fewest, most = berg.silent_range
    alt = _(
        "Iceberg: {told} customers complained, {silent} are estimated to be silent; by the published claims it is "
        "{low} to {high}.",
        told=form.whole(berg.complaining),
        silent=form.whole(berg.silent),
        low=form.whole(fewest),
        high=form.whole(most),
    )
    if berg.rate.is_measured:
        alt = _(
            "Iceberg: {told} customers complained, {silent} are estimated to be silent; by the interval of the survey "
            "it is {low} to {high}.",
            told=form.whole(berg.complaining),
            silent=form.whole(berg.silent),
            low=form.whole(fewest),
            high=form.whole(most),
        )
    st.plotly_chart(
        iceberg_chart(
            IcebergPicture(berg.complaining, berg.silent, fewest, most), words, dark=is_dark(), narrow=is_narrow()
        ),
        key="iceberg_chart",
        theme=None,
        config=PLAIN,
        alt=alt,
    )


def _made_from(opened: Opened, figures: IcebergFigures, berg: Iceberg) -> dict[str, MadeFrom]:
    form = opened.formats
    told, share = form.whole(berg.complaining), form.share(berg.rate.value, 0)
    return {
        "dissatisfied": MadeFrom(berg.customers, told, share),
        "silent_customers": MadeFrom(berg.customers, exactly=form.number(berg.silent, 1)),
        "contribution_at_risk": MadeFrom(figures.customers),
    }

"""How many are dissatisfied for each who complained, and what the silent ones put at risk (M39)."""

import streamlit as st

from dashboard.data.reading.cases.iceberg_figures import IcebergFigures
from dashboard.logic.cases.iceberg import Iceberg, LossRates, assumed_losses, assumed_rate, contribution_at_risk
from dashboard.logic.charts.iceberg import IcebergPicture, iceberg_chart
from dashboard.logic.question import Question
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.iceberg.berg_table import berg_table
from dashboard.widgets.iceberg.fields import BASE_LOSS, LOSS, SPEAK
from dashboard.widgets.iceberg.words import no_cases, plain, source_text, value_text
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.link import Field
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.tables import table_behind
from dashboard.widgets.window import is_dark, is_narrow


def berg_view(opened: Opened, question: Question) -> None:
    if not opened.reader.has_cases():
        st.header(_("Nobody knows yet how many complained."), anchor=False)
        st.info(no_cases(opened))
        return
    figures = opened.reader.iceberg(question)
    percent = int(SPEAK.chosen()[0])
    berg = Iceberg(figures.complaining, figures.customers, assumed_rate(percent))
    st.header(plain(berg_headline(opened, question, figures, berg)), anchor=False)
    if berg.is_beyond_customers:
        st.warning(_too_many(opened, berg), icon=":material/warning:")
    _share_who_speak_up(opened, percent)
    losses = _losses(opened, figures)
    _cards(opened, figures, berg, losses)
    _picture(opened, question, berg)
    _notes(opened, figures, losses)
    number_card(
        opened,
        ("dissatisfied", "silent_customers", "contribution_at_risk"),
        question,
        lambda: _made_from(opened, figures, berg),
        key="iceberg_card",
        span=opened.reader.service_window(question).span,
    )
    table_behind("iceberg_behind", lambda: berg_table(opened, figures, berg, losses))
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
    return ngettext(
        "{n} customer complained; if {share} of the dissatisfied do, that makes {all}, {silent} of them silent.",
        "{n} customers complained; if {share} of the dissatisfied do, that makes {all}, {silent} of them silent.",
        figures.complaining,
        n=form.whole(figures.complaining),
        share=form.share(berg.rate.value, 0),
        all=form.whole(berg.dissatisfied),
        silent=form.whole(berg.silent),
    )


def _too_many(opened: Opened, berg: Iceberg) -> str:
    form = opened.formats
    return _(
        "The assumption gives more dissatisfied customers ({all}) than there are active customers ({customers}): "
        "it cannot be true here.",
        all=form.whole(berg.dissatisfied),
        customers=form.whole(berg.customers),
    )


def _share_who_speak_up(opened: Opened, percent: int) -> None:
    _percent(SPEAK, _("Assumption: how many of the dissatisfied tell us"))
    st.caption(
        plain(
            _("{share}: {source}. A claim, no norm.", share=f"{percent}%", source=source_text(percent))
            + "  \n"
            + _(
                "Two questions of a survey take the place of the assumption: did you have a problem, and did you tell "
                "us? Their answers come with {table}.",
                table=table_title("survey_answers"),
            )
        )
    )


def _percent(field: Field, title: str) -> None:
    st.select_slider(title, field.listed, key=field.name, format_func=lambda code: f"{code}%", persist_state="session")


def _losses(opened: Opened, figures: IcebergFigures) -> LossRates:
    """Measured, else two sliders."""
    if figures.losses is not None:
        return figures.losses
    with st.expander(_("Assumptions about losses")):
        st.caption(
            _(
                "Own data do not tell yet how many of those who complained stop: it takes 30 active customers with and "
                "30 without a complaint in the period before. Until then these are assumptions: 13% is half of the "
                "customers in five years, a common claim; twice that for the dissatisfied is ours, without a source."
            )
        )
        _percent(LOSS, _("Dissatisfied customers who stop within a period"))
        _percent(BASE_LOSS, _("Other customers who stop within a period"))
    return assumed_losses(int(LOSS.chosen()[0]), int(BASE_LOSS.chosen()[0]))


def at_risk(figures: IcebergFigures, silent: float, losses: LossRates) -> float | None:
    """Money units; None where nobody is active: then there is no average."""
    average = figures.average.value
    return None if average is None else contribution_at_risk(silent, average, losses)


def _cards(opened: Opened, figures: IcebergFigures, berg: Iceberg, losses: LossRates) -> None:
    form = opened.formats
    fewest, most = berg.silent_range
    risk = at_risk(figures, berg.silent, losses)
    with st.grid(2 if is_narrow() else 4, min_column_width=LEAST_WIDTH):
        cards = (
            (_("Complained"), form.whole(berg.complaining), _("counted")),
            (_("Dissatisfied"), form.whole(berg.dissatisfied), _("estimated")),
            (
                _("Silent"),
                form.whole(berg.silent),
                _("{low} to {high} by claim", low=form.whole(fewest), high=form.whole(most)),
            ),
            (_("Contribution at risk"), form.headline_amount(risk), value_text(figures.base)),
        )
        for title, value, below in cards:
            st.metric(
                title,
                value + AS_TEXT,
                None,
                delta_description=below,
                border=True,
                height="stretch",
            )


def _picture(opened: Opened, question: Question, berg: Iceberg) -> None:
    if berg.complaining == 0:
        return
    form = opened.formats
    words = chart_words(form, opened.schemes[question.scheme], question)
    fewest, most = berg.silent_range
    st.plotly_chart(
        iceberg_chart(
            IcebergPicture(berg.complaining, berg.silent, fewest, most), words, dark=is_dark(), narrow=is_narrow()
        ),
        key="iceberg_chart",
        theme=None,
        config=PLAIN,
        alt=_(
            "Iceberg: {told} customers complained, {silent} are estimated to be silent; by the published claims it is "
            "{low} to {high}.",
            told=form.whole(berg.complaining),
            silent=form.whole(berg.silent),
            low=form.whole(fewest),
            high=form.whole(most),
        ),
    )


def _notes(opened: Opened, figures: IcebergFigures, losses: LossRates) -> None:
    form = opened.formats
    notes = []
    if figures.of_nobody:
        notes.append(
            ngettext(
                "{n} complaint names no known customer and is not counted.",
                "{n} complaints name no known customer and are not counted.",
                figures.of_nobody,
                n=form.whole(figures.of_nobody),
            )
        )
    if figures.average.value is not None:
        notes.append(
            _(
                "At risk = silent customers x {average} {value} per active customer x ({loss} − {base}).",
                average=form.headline_amount(figures.average.value),
                value=value_text(figures.base),
                loss=form.share(losses.dissatisfied),
                base=form.share(losses.base),
            )
        )
    if losses.complaining is not None and losses.others is not None:
        notes.append(_measured(opened, losses))
    st.caption(plain("  \n".join(notes)))


def _measured(opened: Opened, losses: LossRates) -> str:
    form, told, others = opened.formats, losses.complaining, losses.others
    if told is None or others is None:
        return ""
    said = _(
        "Measured: {a} of {b} active customers with a complaint in the period before have stopped, {c} of {d} without.",
        a=form.whole(told.numerator),
        b=form.whole(told.denominator),
        c=form.whole(others.numerator),
        d=form.whole(others.denominator),
    )
    if losses.difference > 0:
        return said
    return said + " " + _("Those who complained stopped no more often, so this formula finds nothing at risk.")


def _made_from(opened: Opened, figures: IcebergFigures, berg: Iceberg) -> dict[str, MadeFrom]:
    form = opened.formats
    told, share = form.whole(berg.complaining), form.share(berg.rate.value, 0)
    return {
        "dissatisfied": MadeFrom(berg.customers, told, share),
        "silent_customers": MadeFrom(berg.customers, exactly=form.number(berg.silent, 1)),
        "contribution_at_risk": MadeFrom(figures.customers),
    }

"""The view: what to fix first."""

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.surveys.driver_ground import LEAST_CUSTOMERS, LEAST_QUESTIONS
from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.logic.surveys.priorities import Drivers
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.imported.words import column_title, table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.words import question_name
from dashboard.widgets.surveys.priorities.chosen import chosen_question_card
from dashboard.widgets.surveys.priorities.gaps import gaps_part
from dashboard.widgets.surveys.priorities.picture import priorities_picture
from dashboard.widgets.surveys.priorities.tables import factor_table, priorities_table
from dashboard.widgets.surveys.priorities.words import ground_text, priorities_headline
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.text_table import plain_text

CARDS = ("derived_importance", "importance_performance", "penalty_reward", "servqual_gap")


def priorities_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
    form, found = opened.formats, opened.reader.drivers(question, wave)
    questions = opened.reader.driver_items(question, wave)
    items = questions.iloc[found.table["item"]].reset_index(drop=True)
    names = [question_name(row) for _place, row in items.iterrows()]
    st.header(plain_text(priorities_headline(form, found, names)), anchor=False)
    if found.reason:
        st.info(_why(opened, found))
    else:
        st.caption(plain_text(" ".join([ground_text(form, found), *_left_out(found, names)])))
        priorities_picture(opened, found, items, names)
        with st.container():  # with or without a question: the tables below keep their places
            chosen_question_card(opened, question, wave, found, items, names)
        priorities_table(opened, found, names)
        factor_table(opened, found, names)
    gaps_part(opened, question, wave, questions)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, CARDS, question, lambda: _facts(opened, wave, found), key="fix_card")
        _export(opened, question, wave)


def _why(opened: Opened, found: Drivers) -> str:
    """Which column, or how many answers, would unlock the view."""
    if found.reason in ("no_overall", "no_items"):
        return _(
            "This view needs one question of the kind overall and at least two of the kind satisfaction: column "
            "{column} of the file {table}.",
            column=column_title("survey_items", "item_type"),
            table=table_title("survey_items"),
        )
    form = opened.formats
    if found.reason == "few":
        return _(
            "{n} responses of {customers} customers rated overall satisfaction and another question. {needed} are "
            "needed, of at least {least} customers, and {questions} questions that {raters} people rated together "
            "with overall satisfaction. With fewer, the order of questions would be chance.",
            n=form.whole(found.responses), customers=form.whole(found.customers), needed=form.whole(found.needed),
            least=form.whole(LEAST_CUSTOMERS), questions=form.whole(LEAST_QUESTIONS), raters=form.whole(THIN_BELOW),
        )  # fmt: skip
    return _("Everybody gave the same mark, or marks that have nothing to do with overall satisfaction.")


def _left_out(found: Drivers, names: list[str]) -> list[str]:
    """Questions without importance, by name."""
    left = [names[place] for place in found.table.index[found.table["quadrant"] == "too_few"]]
    if not left:
        return []
    return [
        ngettext(
            "Left out, as fewer than {least} people rated it together with the others: {names}.",
            "Left out, as fewer than {least} people rated them together with the others: {names}.",
            len(left), least=THIN_BELOW, names=" · ".join(left),
        )
    ]  # fmt: skip


def _facts(opened: Opened, wave: Wave, found: Drivers) -> dict[str, MadeFrom]:
    form, window = opened.formats, plain_text(wave_label(opened, wave))
    told = MadeFrom(window=window, rows=found.customers, denominator=_("{n} responses", n=form.whole(found.responses)))
    return dict.fromkeys(CARDS, told) | {"servqual_gap": MadeFrom(window=window)}


def _export(opened: Opened, question: Question, wave: Wave) -> None:
    asked = ServiceAsked(survey=wave.survey_id)

    def make(reader: Reader) -> ViewResult:
        return view("drivers", reader, question, service=asked)

    details = about_question(opened, question) | {"survey": wave.survey_id}
    view_buttons(opened, question, "drivers", make, details, key="fix_export")

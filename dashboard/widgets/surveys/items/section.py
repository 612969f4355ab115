"""The view: questions one by one."""

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.surveys.question_sheet import SORTS, QuestionSheet, sheet_facts
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.detail import opened_question, question_choice
from dashboard.widgets.surveys.items.fields import BY, PICTURE, SORT
from dashboard.widgets.surveys.items.pictures import bars_picture, dots_picture
from dashboard.widgets.surveys.items.segments import segments_picture
from dashboard.widgets.surveys.items.table import sheet_table
from dashboard.widgets.surveys.items.words import items_headline, notes, sort_title
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.view_switch import view_switch

CARDS = ("item_score", "top2", "survey_interval", "change_verdict")


def items_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
    sheet, form = opened.reader.question_sheet(question, wave), opened.formats
    st.header(plain_text(items_headline(form, sheet, sheet_facts(sheet))), anchor=False)
    said = notes(form, sheet)
    if not sheet.questions["n"].sum():
        question_choice(sheet)
        opened_question(opened, question, wave, sheet)
        return
    st.caption("  \n".join(map(plain_text, said)))
    picture, sort = _choices()
    question_choice(sheet)
    with st.container():  # there without a question, too: the picture keeps its place when a mark of it is clicked
        opened_question(opened, question, wave, sheet)
    if picture == "segments":
        segments_picture(opened, question, wave, sheet, sort)
    else:
        {"bars": bars_picture, "dots": dots_picture}[picture](opened, question, sheet, sort)
        table_behind("item_behind", lambda: sheet_table(opened, sheet, sort))
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, CARDS, question, lambda: _facts(opened, sheet), key="item_card")
        _export(opened, question, wave, by=BY.chosen()[0] if picture == "segments" else None)


def _choices() -> tuple[str, str]:
    """What is drawn, in which order."""
    pictures = {"bars": _("How they answered"), "dots": _("Means and change"), "segments": _("By segment")}
    with st.container(horizontal=True, vertical_alignment="center"):
        view_switch(PICTURE, pictures, _("Picture"))
        st.selectbox(
            _("Sort by"),
            SORTS,
            key=SORT.name,
            format_func={sort: sort_title(sort) for sort in SORTS}.__getitem__,
            label_visibility="collapsed",
            width=240,
            persist_state="session",
        )
    return PICTURE.chosen()[0], SORT.chosen()[0]


def _facts(opened: Opened, sheet: QuestionSheet) -> dict[str, MadeFrom]:
    """What the cards say of this wave: its ratings, of all questions."""
    form = opened.formats
    window = wave_label(opened, sheet.wave)
    made = MadeFrom(
        numerator=form.whole(int(sheet.questions["n"].sum())),
        window=window,
        earlier=None if sheet.before is None else wave_label(opened, sheet.before),
    )
    plain = MadeFrom(window=window)
    return {"item_score": made, "top2": plain, "survey_interval": plain, "change_verdict": made}


def _export(opened: Opened, question: Question, wave: Wave, by: str | None) -> None:
    asked = ServiceAsked(by=by, survey=wave.survey_id)

    def make(reader: Reader) -> ViewResult:
        return view("survey-items", reader, question, service=asked)

    details = about_question(opened, question) | {"survey": wave.survey_id, **({"by": by} if by else {})}
    view_buttons(opened, question, "survey-items", make, details, key="item_export")

"""From a question of a survey to the form of a finding about it, and from a finding to its question."""

import streamlit as st

from dashboard.data.reading.surveys.fix_targets import canonical_id, item_id
from dashboard.logic.question import Question
from dashboard.logic.surveys.loop import FindingFact
from dashboard.logic.surveys.loop_rights import may_write
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.findings.fields import ABOUT, VIEW
from dashboard.widgets.landing import page_here
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.fields import QUESTION


def may_enter(opened: Opened, question: Question) -> bool:
    """Whether the form for a new finding is offered: to who may record, as of the latest month."""
    return may_write(opened.viewer) and question.as_of >= opened.reader.build.default_as_of


def finding_link(opened: Opened, question: Question, wave: Wave, item: str) -> None:
    """``item``: the id that the wave has of its question. Nothing for one that no fix can be meant to move."""
    page, canonical = page_here("findings"), canonical_id(opened.marts, wave, item)
    if page is None or not canonical or not may_enter(opened, question):
        return
    st.page_link(
        page,
        label=_("Enter a finding about this question"),
        icon=":material/add_task:",
        query_params={VIEW.name: "way", ABOUT.name: f"{wave.survey_id}|{canonical}"},
    )


def question_link(opened: Opened, question: Question, one: FindingFact) -> None:
    """To the question in the wave where it was found, where this viewer sees that wave."""
    page = page_here("surveys")
    if page is None or one.source_kind != "survey" or not opened.reader.has_surveys():
        return
    wave = next((wave for wave in opened.reader.waves(question) if wave.survey_id == one.source_id), None)
    item = item_id(opened.marts, wave, one.source_item) if wave else ""
    if wave is None or not item or opened.reader.withheld(question, wave):
        return
    st.page_link(
        page,
        label=_("See the question in the survey"),
        icon=":material/bar_chart:",
        query_params={"view": "items", "wave": wave.survey_id, QUESTION.name: item},
    )

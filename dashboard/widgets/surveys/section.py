"""The page Satisfaction surveys: one wave at a time, and below it one of four views."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.surveys.wave import WITHHELD_REASONS, Wave
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.surveys.coverage.section import coverage_view
from dashboard.widgets.surveys.fields import LATEST, VIEW, surveys_fields, wave_field
from dashboard.widgets.surveys.items.section import items_view
from dashboard.widgets.surveys.priorities.section import priorities_view
from dashboard.widgets.surveys.waves.facts import anonymity_unknown
from dashboard.widgets.surveys.waves.section import waves_view
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.viewing import require_viewer

WIDTH = 480
"""Pixels of the box with the waves; where the switch beside it leaves less it takes a line of its own."""


@st.fragment
def surveys_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        if not opened.reader.has_surveys():
            no_surveys()
            return
        views = {
            "waves": _("Waves"),
            "items": _("Questions"),
            "priorities": _("What to fix first"),
            "coverage": _("Who answered"),
        }
        waves = opened.reader.waves(question)
        if not waves:
            st.info(_("No survey had begun by this as-of month. Choose a later one."))
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            wave = _chosen(opened, question, waves)
            view_switch(VIEW, views, _("View"))
        withheld = opened.reader.withheld(question, wave)
        if withheld:
            st.info(_(WITHHELD_REASONS[withheld]))
            if not wave.is_anonymity_known:
                st.caption(anonymity_unknown())
        else:
            chosen = {"waves": waves_view, "items": items_view}
            chosen |= {"priorities": priorities_view, "coverage": coverage_view}
            chosen[VIEW.chosen()[0]](opened, question, wave)
        write_link(surveys_fields(opened))


def _chosen(opened: Opened, question: Question, waves: tuple[Wave, ...]) -> Wave:
    """The latest that shows anything to this viewer, unless another is chosen."""
    field = wave_field(opened)
    by_id = {wave.survey_id: wave for wave in reversed(waves)}
    if field.chosen()[0] not in by_id:
        shown = [wave for wave in by_id.values() if not opened.reader.withheld(question, wave)]
        field.keep(((shown or list(by_id.values()))[0].survey_id,))
    st.selectbox(
        _("Survey"),
        tuple(by_id),
        key=field.name,
        format_func=lambda code: wave_label(opened, by_id[code]) if code != LATEST else "",  # no Markdown in here
        label_visibility="collapsed",
        width=WIDTH,
        persist_state="session",
    )
    return by_id[field.chosen()[0]]


def no_surveys() -> None:
    """Which files unlock the page."""
    st.info(
        _(
            "This page opens with the file {answers}. With {surveys} and {items} beside it the answers have titles, "
            "scales and services; with {invites} it shows who was not heard. Import them on the page Data import.",
            answers=table_title("survey_answers"),
            surveys=table_title("surveys"),
            items=table_title("survey_items"),
            invites=table_title("survey_invites"),
        )
    )

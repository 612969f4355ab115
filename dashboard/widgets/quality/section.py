"""Data quality: the sentence, the gaps, the tables, the files of customers, and what to import next."""

from dataclasses import replace

import streamlit as st

from dashboard.logic.periods import Period
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.quality.fields import fields_section, next_imports_section
from dashboard.widgets.quality.files import files_section
from dashboard.widgets.quality.gaps import gaps_section
from dashboard.widgets.quality.headline import quality_headline
from dashboard.widgets.quality.kpis import quality_kpis
from dashboard.widgets.viewing import require_viewer


def quality_question(opened: Opened) -> Question:
    """Gaps are weighed over the twelve months to the default as-of, all customers in scope, whatever else is chosen."""
    as_of = opened.marts.build.default_as_of
    return replace(chosen_question(), as_of=as_of, period=Period.parse("12"), filters=(), cuts="company")


@st.fragment
def quality_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.DATA)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = quality_question(opened)
        found, (files, facts) = opened.reader.data_gaps(), opened.reader.files()
        st.header(quality_headline(opened, found).replace("$", r"\$"), anchor=False)
        quality_kpis(opened, found, facts)
        gaps_section(opened, question, found)
        files_section(opened, question, files, facts)
        if viewer.scope.all:
            fields_section(opened, question)
        next_imports_section(opened, found)

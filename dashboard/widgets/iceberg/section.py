"""The page Unheard customers: the estimate, the names, and what a complaint does."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.iceberg.berg import berg_view
from dashboard.widgets.iceberg.effect import effect_view
from dashboard.widgets.iceberg.fields import PART, iceberg_fields
from dashboard.widgets.iceberg.silent import silent_view
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.viewing import require_viewer


@st.fragment
def iceberg_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.CUSTOMERS)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        titles = {
            "iceberg": _("The iceberg"),
            "silent": _("Silent sufferers by name"),
            "effect": _("Effect of a complaint"),
        }
        view_switch(PART, titles, _("View"))
        draw = {"iceberg": berg_view, "silent": silent_view, "effect": effect_view}
        draw[PART.chosen()[0]](opened, question)
        write_link(iceberg_fields(opened))

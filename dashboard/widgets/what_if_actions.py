"""What can be done with what is tried: number cards, files, the link. Made when somebody opens one of them."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.widgets.export_button import export_button
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.made_from_what_if import of_what_if
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if_link import copy_what_if_link
from dashboard.widgets.what_if_tried import tried

FIGURES = ("layer", "customer_share", "revenue_share", "profit_share")


@st.fragment
def what_if_actions() -> None:
    """A part of its own: it is drawn again when one of its buttons is opened, and not with every move of a slider."""
    viewer = require_viewer()
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        with st.container(horizontal=True, vertical_alignment="center"):
            number_card(opened, FIGURES, question, lambda: _made_from(opened, question), key="what_if_card")
            _export(opened, question)
            copy_what_if_link(opened)


def _made_from(opened: Opened, question: Question) -> dict[str, MadeFrom]:
    return of_what_if(opened.formats, opened.reader.what_if(question, tried(opened, question).proposal))


def _export(opened: Opened, question: Question) -> None:
    box = st.popover(
        _("Download"), icon=":material/download:", type="tertiary", key="what_if_export", on_change="rerun"
    )
    if box.open:
        proposal = tried(opened, question).proposal
        with box:
            st.caption(_("Layers before and after"))
            export_button(opened, question, "what-if", proposal=proposal, key="what_if_export_layers")
            st.caption(_("Everybody who moves"))
            export_button(opened, question, "movers", proposal=proposal, key="what_if_export_movers")

"""What lies behind the pyramid: one view at a time, so that what nobody looks at is neither computed nor sent."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_state import VIEWS, pyramid_fields
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.pyramid.months import months_section
from dashboard.widgets.pyramid.more import more_section
from dashboard.widgets.pyramid.moves import moves_section
from dashboard.widgets.pyramid.pareto import pareto_section
from dashboard.widgets.pyramid.tiers import tiers_section
from dashboard.widgets.viewing import require_viewer

SECTIONS = {
    "pareto": pareto_section,
    "tiers": tiers_section,
    "months": months_section,
    "moves": moves_section,
    "more": more_section,
}


@st.fragment
def pyramid_views() -> None:
    """A switch and the chosen view."""
    viewer = require_viewer(Right.FIGURES)
    titles = {
        "pareto": _("80/20"),
        "tiers": _("Decided tiers"),
        "months": _("Layers over months"),
        "moves": _("Migration"),
        "more": _("More"),
    }
    st.divider()
    st.segmented_control(
        _("View"),
        VIEWS,
        key="view",
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    with problems_as_sentences():
        opened = require_build(viewer)
        view = st.session_state.get("view")
        SECTIONS.get(view, pareto_section)(opened, chosen_question())
        write_link(pyramid_fields(opened))

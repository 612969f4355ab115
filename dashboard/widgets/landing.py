"""The pages that a viewer has, and the one they land on."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.logic.roles import landing_page
from dashboard.logic.viewer import Viewer
from dashboard.widgets.language import _

_PAGES = "pages_of_this_run"
SEARCHED = "portfolio_text"
"""Key of what is searched for in My customers."""


def remember_pages(pages: Mapping[str, Any]) -> None:
    """By url_path; told by the entry script in each run."""
    st.session_state[_PAGES] = dict(pages)


def page_here(url_path: str) -> Any:
    """The page that this viewer has there; None: none."""
    return st.session_state.get(_PAGES, {}).get(url_path)


def land(viewer: Viewer) -> None:
    """Go on to the viewer's own page; the parameters of the link go along."""
    page = st.session_state.get(_PAGES, {}).get(landing_page(viewer.roles, viewer.rights))
    if page is None:
        st.info(_("There is no page for your role yet. Ask whoever looks after the roles."))
        st.stop()
    st.switch_page(page, query_params={name: st.query_params.get_all(name) for name in st.query_params})


def look_up_customer(customer_id: str) -> None:
    """Go on to My customers, where this one is searched for; the caller asked whether the viewer may."""
    page = st.session_state.get(_PAGES, {}).get("portfolio")
    if page is not None:
        st.session_state[SEARCHED] = customer_id
        st.switch_page(page)

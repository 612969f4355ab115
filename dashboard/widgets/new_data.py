"""The offer of newer data than a session shows."""

import streamlit as st

from dashboard.data.home import Home
from dashboard.data.store import build_in_use
from dashboard.settings import served_home_folder
from dashboard.widgets.language import _
from dashboard.widgets.opened import PINNED
from dashboard.widgets.viewing import require_viewer

LOOK_FOR_NEW_DATA_EVERY = 5  # seconds


def _take_new_build() -> None:
    st.session_state.pop(PINNED, None)


@st.fragment(run_every=LOOK_FOR_NEW_DATA_EVERY)
def new_data_notice() -> None:
    """Offer the newer build when there is one; what is on screen stays until the user takes it."""
    require_viewer()
    pinned = st.session_state.get(PINNED)
    served = Home(served_home_folder())
    current = build_in_use(served)  # a damaged pointer is reported to whoever opens the page next
    if current is None or pinned == (str(served.root), current):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_("New data has been imported."), icon=":material/sync:")
        if st.button(_("New data, reload"), key="take_new_build", on_click=_take_new_build):
            st.rerun()

"""Who is looking: the guard of every page, and "view as" an account manager."""

import streamlit as st

from dashboard.data.reading.customer_choices import Choice
from dashboard.logic.viewer import Viewer, account_manager, operator
from dashboard.widgets.language import _

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_VIEW_AS = "view_as"
EVERYBODY = ""


def require_viewer() -> Viewer:
    """The viewer, or a sentence and the end of this run.

    First statement of every page: it does not rely on the entry script having run. Local mode: whoever sits at this
    machine is the operator; any other address needs a login, which this version does not have.
    """
    if st.get_option("server.address") not in LOOPBACK:
        st.error(_("This server listens beyond this machine, and there is no login yet. Start it on 127.0.0.1."))
        st.stop()
    chosen = st.session_state.get(_VIEW_AS) or EVERYBODY
    names = st.session_state.get("view_as_names", {})
    return account_manager(chosen, names[chosen]) if chosen in names else operator()


def choose_viewer(managers: list[Choice]) -> None:
    """The selector in the side bar. Session state only: a link never changes who is looking.

    ``managers`` are the operator's own choices; an id that is not among them has no effect.
    """
    names = {manager.value: manager.label or manager.value for manager in managers if manager.value}
    if names != st.session_state.get("view_as_names"):
        st.session_state["view_as_names"] = names
    if st.session_state.get(_VIEW_AS, EVERYBODY) not in (EVERYBODY, *names):
        st.session_state[_VIEW_AS] = EVERYBODY
    st.selectbox(
        _("View as"),
        [EVERYBODY, *names],
        key=_VIEW_AS,
        format_func={EVERYBODY: _("Everything (operator)"), **names}.__getitem__,
        help=_("Shows what an account manager sees: only their own customers, and no exact company figures."),
        persist_state="session",
    )


def viewing_as_banner(viewer: Viewer) -> None:
    """A permanent reminder while the page shows less than the operator may see."""
    if not viewer.scope.all:
        st.info(
            _("You are viewing as {name}: only this account manager's customers are shown.", name=viewer.name),
            icon=":material/visibility:",
        )

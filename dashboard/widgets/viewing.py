"""Who is looking: the guard of every page, and "view as" an account manager."""

from dataclasses import replace

import streamlit as st

from dashboard.data.reading.customer_choices import Choice
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer, account_manager, operator
from dashboard.widgets.identity import signed_in_viewer
from dashboard.widgets.language import _
from dashboard.widgets.opened import has_login
from dashboard.widgets.problem_shown import problems_as_sentences

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_VIEW_AS = "view_as"
EVERYBODY = ""


def require_viewer(right: Right | None = None) -> Viewer:
    """The viewer, who has this right; or a sentence and the end of this run.

    First statement of every page and fragment: they do not rely on the entry script having run. Without a login whoever
    sits at this machine is the operator, and any other address is refused.
    """
    viewer = _seen_as(own_viewer())
    if right is not None and not viewer.may(right):
        st.error(_("This page is not for your role. If you need it, ask whoever looks after the roles."))
        st.stop()
    return viewer


def own_viewer() -> Viewer:
    """Who it really is, whoever they look as."""
    login = None
    with problems_as_sentences():
        login = has_login()
    if login is None:
        st.stop()
    if login:
        return signed_in_viewer()
    if st.get_option("server.address") not in LOOPBACK:
        st.error(_("This server listens beyond this machine, and there is no login. Start it on 127.0.0.1."))
        st.stop()
    return operator()


def _seen_as(own: Viewer) -> Viewer:
    """Looking as somebody else only ever takes rights away."""
    chosen = st.session_state.get(_VIEW_AS) or EVERYBODY
    names = st.session_state.get("view_as_names", {})
    if not own.may(Right.VIEW_AS) or chosen not in names:
        return own
    seen = account_manager(chosen, names[chosen])
    return replace(seen, rights=seen.rights & own.rights, masks=seen.masks | own.masks, login=own.login)


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

"""Who is looking: the guard of every page and fragment."""

from collections.abc import Iterable

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer, operator
from dashboard.widgets.identity import Refusal, signed_in_viewer
from dashboard.widgets.language import _
from dashboard.widgets.opened import has_login
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.records import note
from dashboard.widgets.sign_in_page import sign_in_page
from dashboard.widgets.view_as import seen_as

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OPENED_PAGE = "page_noted"
_LET_IN = "let_in_at_entry"
"""Session state: whether the entry script let them in when it last ran. It is asked first when it runs again."""


def require_viewer(right: Right | None = None) -> Viewer:
    """The viewer, who has this right; or a sentence and the end of this run.

    First statement of every page and fragment: they do not rely on the entry script having run. Without a login whoever
    sits at this machine is the operator, and any other address is refused.
    """
    viewer = None
    own = own_viewer()
    with problems_as_sentences():
        viewer = seen_as(own)
    if viewer is None:
        st.stop()
    if right is not None and not viewer.may(right):
        st.error(_("This page is not for your role. If you need it, ask whoever looks after the roles."))
        st.stop()
    return viewer


def viewer_at_entry(url_paths: Iterable[str]) -> Viewer:
    """The viewer of the entry script. Whoever is not let in finds the same addresses, each with the way to sign in:
    of an address that is not there, the browser would say so instead."""
    own = _let_in()
    st.session_state[_LET_IN] = not isinstance(own, Refusal)
    if isinstance(own, Refusal):
        refusal = own

        def door() -> None:
            sign_in_page(refusal)

        pages = [
            st.Page(door, title="Pyramidion", url_path=path, default=not place) for place, path in enumerate(url_paths)
        ]
        st.navigation(pages, position="hidden").run()
        st.stop()
    return require_viewer()


def own_viewer() -> Viewer:
    """Who it really is, whoever they look as; or the way to sign in, and the end of this run."""
    own = _let_in()
    if isinstance(own, Refusal):
        if st.session_state.pop(_LET_IN, False):
            st.rerun(scope="app")  # a sign-in that ended meanwhile takes the whole page away, side bar included
        sign_in_page(own)
        st.stop()
    return own


def _let_in() -> Viewer | Refusal:
    found = None
    with problems_as_sentences():
        if has_login():
            found = signed_in_viewer()
        elif st.get_option("server.address") in LOOPBACK:
            found = operator()
        else:
            st.error(_("This server listens beyond this machine, and there is no login. Start it on 127.0.0.1."))
    if found is None:
        st.stop()
    return found


def note_opened_page(viewer: Viewer, url_path: str) -> None:
    """Into the trail, once per change of page; without a login there is nobody to tell apart. Raises Problem where it
    cannot be written: then the page is not shown."""
    opened = (viewer.login, url_path)
    if has_login() and st.session_state.get(_OPENED_PAGE) != opened:
        note(viewer, Action.OPEN_PAGE, subject=url_path)
        st.session_state[_OPENED_PAGE] = opened

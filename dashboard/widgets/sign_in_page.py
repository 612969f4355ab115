"""What somebody sees who is not let in: how to sign in, or why it is no use."""

import streamlit as st

from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.login_settings import PROVIDER
from dashboard.widgets.identity import Reason, Refusal, sign_out
from dashboard.widgets.language import _
from dashboard.widgets.language_switch import language_switch
from dashboard.widgets.opened import settings
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.records import note
from dashboard.widgets.text_table import plain_text

_NOTED = "refusals_noted"


def sign_in_page(refusal: Refusal) -> None:
    """The whole page of somebody who is not let in."""
    _note_once(refusal)
    middle = st.columns([1, 2, 1])[1]
    with middle.container(border=True, gap="medium"):
        st.title(_company() or "Pyramidion", anchor=False)
        if refusal.reason == "signed_out":
            st.write(_("The company's customer pyramid. Sign in with your company account to see what is yours."))
        else:
            st.warning(_sentence(refusal.reason), icon=":material/lock:")
        if refusal.reason in ("no_role", "blocked"):
            st.caption(_("You are signed in as {login}.", login=plain_text(refusal.login)))
            sign_out_button()
        else:
            st.button(
                _("Sign in"),
                key="sign_in",
                type="primary",
                icon=":material/login:",
                width="stretch",
                on_click=st.login,
                args=(PROVIDER,),
            )
        language_switch()


def _sentence(reason: Reason) -> str:
    sentences = {
        "not_valid": _("The company's sign-in did not say who you are. Tell whoever looks after this app."),
        "too_old": _("You signed in too long ago. Please sign in again."),
        "ended": _("This sign-in was ended. Please sign in again."),
        "blocked": _("Your access is blocked. If that is a mistake, ask whoever looks after the roles."),
        "no_role": _("You have no role here yet. Give the name below to whoever looks after the roles."),
    }
    return sentences[reason]


def _company() -> str:
    try:
        return settings().company_name
    except Problem:
        return ""


def _note_once(refusal: Refusal) -> None:
    noted: set[Refusal] = st.session_state.setdefault(_NOTED, set())
    if refusal.login and refusal not in noted:
        with problems_as_sentences():
            note(Viewer(refusal.login, login=refusal.login), Action.REFUSED, subject=refusal.reason)
            noted.add(refusal)


def sign_out_button() -> None:
    """Ends the sign-in everywhere: a copied cookie is of no use afterwards."""
    st.button(_("Sign out"), key="sign_out", icon=":material/logout:", width="stretch", on_click=_sign_out)


def _sign_out() -> None:
    with problems_as_sentences():
        sign_out()

"""The records store and the trail of the home to work in."""

from collections.abc import Mapping

import streamlit as st

from dashboard.data.records.store import RecordsStore, home_records
from dashboard.data.records.trail import Trail, home_trail
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Viewer
from dashboard.widgets.opened import own_home, settings

SESSION = "login_session"
"""Session state: the id of the sign-in, set by widgets/identity.py; empty without a login."""


def records() -> RecordsStore:
    """Raises Problem where the store cannot be opened."""
    return home_records(own_home(), settings())


def trail() -> Trail:
    return home_trail(own_home(), settings())


def note(
    viewer: Viewer,
    action: Action,
    *,
    subject: str = "",
    details: Mapping[str, object] | None = None,
    rows: int | None = None,
    reason: str = "",
) -> None:
    """Write into the trail what this viewer does, before it happens: what cannot be written down is not done."""
    trail().add(
        action,
        who=viewer.login,
        session_id=st.session_state.get(SESSION, ""),
        subject=subject,
        details=details or {},
        rows=rows,
        reason=reason,
    )

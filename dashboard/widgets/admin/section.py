"""The parts of the administration page; only the open one is made."""

from datetime import UTC, date, datetime

import streamlit as st

from dashboard.logic.viewer import Viewer
from dashboard.widgets.admin.changes import Acting
from dashboard.widgets.admin.deputies import deputies
from dashboard.widgets.admin.forms import say_what_was_done
from dashboard.widgets.admin.logs import logs
from dashboard.widgets.admin.people import people
from dashboard.widgets.admin.roles import roles
from dashboard.widgets.admin.sign_ins import sign_ins
from dashboard.widgets.language import _
from dashboard.widgets.opened import login
from dashboard.widgets.page_state import ADMIN, ADMIN_PARTS
from dashboard.widgets.records import SESSION, records
from dashboard.widgets.text_table import as_small_as_the_rest

PARTS = {"roles": roles, "deputies": deputies, "sign_ins": sign_ins, "logs": logs}


def admin_section(viewer: Viewer) -> None:
    """What was done last, the choice of the part, and the part."""
    as_small_as_the_rest()
    say_what_was_done()
    part = _part()
    settings = login()
    acting = Acting(
        store=records(),
        viewer=viewer,
        session_id=st.session_state.get(SESSION, ""),
        now=datetime.now(UTC),
        today=date.today(),
        by_group=settings.roles_by_group if settings else {},
    )
    PARTS[part](acting, people(viewer))


def _part() -> str:
    titles = {
        "roles": _("Roles"),
        "deputies": _("Deputies"),
        "sign_ins": _("Sign-ins"),
        "logs": _("Logs"),
    }
    st.segmented_control(
        _("View"),
        ADMIN_PARTS,
        key="part",
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    return ADMIN["part"].chosen()[0]

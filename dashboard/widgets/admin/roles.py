"""Who has which role from when until when: the list, a form to give one, a form to change, end or block."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data.records.grants import all_grants
from dashboard.data.records.models import RoleGrant
from dashboard.logic.validity import VALIDITIES, validity
from dashboard.widgets.admin.changes import Acting
from dashboard.widgets.admin.paging import one_page, page_choice
from dashboard.widgets.admin.people import People
from dashboard.widgets.admin.role_forms import change_form, forget_seen, give_form
from dashboard.widgets.admin.role_meanings import group_roles, role_meanings
from dashboard.widgets.admin.words import ROLE_CHOICES, role_title, validity_title
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import has_login
from dashboard.widgets.tables import Column, chosen_row, show_table, table_behind

_ALL = "all"
_CHOSEN = "role_chosen"
_TABLE = "role_table"


def roles(acting: Acting, people: People) -> None:
    """The list with its filters, what can be done with the chosen row, the form, and what the roles mean."""
    grants = all_grants(acting.store)
    if not has_login():
        st.info(
            _(
                "Nobody signs in here yet. Roles given now hold from the day a provider is connected: {file} says how.",
                file="`docs/deployment.md`",
            ),
            icon=":material/key:",
        )
    today = acting.today
    listed = _filtered(grants, people, today)
    _list(listed, people, today)
    if acting.may_change:
        with st.container():  # there when no row is chosen, too: a form begun below it keeps its place and its texts
            _change(acting, grants, people)
        give_form(acting, people)
    table_behind("role_meanings_box", role_meanings, title=_("What each role may do"))
    table_behind("group_roles_box", lambda: group_roles(acting.by_group), title=_("Roles by group of the provider"))


def _change(acting: Acting, grants: Sequence[RoleGrant], people: People) -> None:
    """The form of the chosen row, whatever the filters show since."""
    name = st.session_state.get(_CHOSEN)
    chosen = next((grant for grant in grants if grant.thing_id == name), None)
    if chosen is not None:
        change_form(acting, chosen, people)
    elif name is not None:
        st.session_state[_CHOSEN] = None
        st.info(_("The role you had chosen is no longer there: it was ended."))


def _filtered(grants: Sequence[RoleGrant], people: People, today: date) -> list[RoleGrant]:
    """Those in force first, then by login."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = str(
            st.text_input(_("Find a person, department or reason"), key="role_find", max_chars=100, width=280) or ""
        )
        titles = {_ALL: _("All"), **{role: role_title(role) for role in ROLE_CHOICES}}
        role = st.selectbox(_("Role"), list(titles), key="role_filter", format_func=titles.__getitem__, width=200)
        states = {_ALL: _("All"), **{state: validity_title(state) for state in VALIDITIES}}
        state = st.selectbox(_("State"), list(states), key="role_state", format_func=states.__getitem__, width=160)
    wanted = text.strip().casefold()

    def fits(grant: RoleGrant) -> bool:
        return (
            (role in (_ALL, None) or grant.role == role)
            and (state in (_ALL, None) or _state(grant, today) == state)
            and (not wanted or wanted in _searched(grant, people))
        )

    fitting = [grant for grant in grants if fits(grant)]
    return sorted(fitting, key=lambda one: (VALIDITIES.index(_state(one, today)), one.login, one.role, one.id))


def _state(grant: RoleGrant, today: date) -> str:
    return validity(grant.valid_from, grant.valid_until, today)


def _searched(grant: RoleGrant, people: People) -> str:
    parts = (
        people.login_text(grant.login),
        people.employee_text(grant.employee_id or ""),
        people.department_text(grant.department or ""),
        grant.reason,
    )
    return "\n".join(parts).casefold()


def _list(grants: Sequence[RoleGrant], people: People, today: date) -> None:
    form = formats()
    st.markdown(ngettext("{n} role given", "{n} roles given", len(grants), n=form.whole(len(grants))))
    if not grants:
        return
    shown = one_page(grants, "role")
    names = [grant.thing_id for grant in shown]

    def choose() -> None:
        # By name: the rows may be others when the list is drawn next.
        row = chosen_row(_TABLE)
        st.session_state[_CHOSEN] = names[row] if row is not None and row < len(names) else None
        forget_seen()

    frame = pd.DataFrame([_row(grant, people, today) for grant in shown], dtype=object)
    show_table(frame, _columns(), form, key=_TABLE, alt=_("Roles given"), select=choose)
    page_choice(grants, "role")


def _columns() -> list[Column]:
    return [
        Column("login", _("Login"), is_pinned=True),
        Column("name", _("Name")),
        Column("role", _("Role")),
        Column("state", _("State")),
        Column("valid_from", _("From"), "day"),
        Column("valid_until", _("Until"), "day"),
        Column("employee", _("Employee")),
        Column("department", _("Department")),
        Column("given_by", _("Given by")),
        Column("reason", _("Reason")),
    ]


def _row(grant: RoleGrant, people: People, today: date) -> dict[str, object]:
    return {
        "login": grant.login,
        "name": people.name(grant.login),
        "role": role_title(grant.role),
        "state": validity_title(validity(grant.valid_from, grant.valid_until, today)),
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
        "employee": people.employee_text(grant.employee_id or ""),
        "department": people.department_text(grant.department or ""),
        "given_by": people.login_text(grant.created_by),
        "reason": grant.reason,
    }

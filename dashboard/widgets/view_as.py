"""Looking at the figures as somebody else sees them. It only ever takes rights away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.data.reading.scopes import resolved_scope
from dashboard.data.reading.staff import department_names
from dashboard.logic.roles import ROLES, Right
from dashboard.logic.trail import Action
from dashboard.logic.viewer import Scope, Viewer, account_manager, narrowed, operator, viewer_of
from dashboard.widgets.answers import choices
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened, has_login, open_build, seen_by
from dashboard.widgets.records import note
from dashboard.widgets.text_table import plain_text

VIEW_AS = "view_as"
EVERYBODY = ""
_ROLE = "role:"
_SUPERVISOR = "supervisor:"
"""Before the id of the department."""


def seen_as(own: Viewer) -> Viewer:
    """The viewer to show things to: oneself, or whom one has chosen in the side bar. Session state only: a link never
    changes who is looking, and a choice that is not on offer has no effect. Raises Problem."""
    chosen = st.session_state.get(VIEW_AS) or EVERYBODY
    opened = open_build(own) if chosen != EVERYBODY and own.may(Right.VIEW_AS) else None
    names = _on_offer(opened) if opened else {}
    if opened is None or chosen not in names:
        return own
    if chosen.startswith(_ROLE):
        seen = viewer_of(names[chosen], own.login, [(ROLES[chosen.removeprefix(_ROLE)], Scope(all=True))])
    elif chosen.startswith(_SUPERVISOR):
        role, department = ROLES["supervisor"], chosen.removeprefix(_SUPERVISOR)
        scope = resolved_scope(opened.marts, role.scope, employee_id=None, department=department, today=date.today())
        seen = viewer_of(names[chosen], own.login, [(role, scope)])
    else:
        seen = account_manager(chosen, names[chosen])
        if own.scope.all:  # with the customers of account teams
            scope = resolved_scope(opened.marts, "own", employee_id=chosen, today=date.today())
            seen = replace(seen, scope=scope | seen.scope)
    return narrowed(own, seen)


def _on_offer(opened: Opened) -> Mapping[str, str]:
    """Names by what is chosen: account managers, and without a login every role that sees all customers and the
    supervisor of each department.

    ``opened`` as oneself. Of a part of the company only those managers are on offer all of whose customers stand in
    it: a manager with customers in two departments would show the other one's.
    """
    own = opened.viewer
    managers = choices(opened, "account_manager_id")
    if not own.scope.all:
        whole = {one.value: one.customers for one in choices(seen_by(opened, operator()), "account_manager_id")}
        managers = [one for one in managers if whole.get(one.value) == one.customers]
    roles = {} if has_login() else _roles(opened)
    return {**roles, **{one.value: one.label or one.value for one in managers if one.value}}


def _roles(opened: Opened) -> Mapping[str, str]:
    whole = {_ROLE + role.id: _(role.title) for role in ROLES.values() if role.scope == "all"}
    supervisor = ROLES["supervisor"]
    departments = {
        _SUPERVISOR + code: _("{role}, {department}", role=_(supervisor.title), department=name)
        for code, name in department_names(opened.marts).items()
    }
    return whole | departments


def choose_viewer(opened: Opened, own: Viewer) -> None:
    """The selector in the side bar, for those who may look as somebody else. ``opened`` as whoever they look as now."""
    if not own.may(Right.VIEW_AS):
        return
    names = _on_offer(seen_by(opened, own))
    if st.session_state.get(VIEW_AS, EVERYBODY) not in (EVERYBODY, *names):
        st.session_state[VIEW_AS] = EVERYBODY
    nobody_else = _("Myself") if has_login() else _("Everything (operator)")
    st.selectbox(
        _("View as"),
        [EVERYBODY, *names],
        key=VIEW_AS,
        format_func={EVERYBODY: nobody_else, **names}.__getitem__,
        help=_("Shows what somebody else sees: an account manager only their own customers, a role what it may see."),
        persist_state="session",
        on_change=_note_choice,
        args=(own, frozenset(names)),
    )


def _note_choice(own: Viewer, offered: frozenset[str]) -> None:
    """What is not on offer has no effect, and is no text for the log."""
    chosen = st.session_state.get(VIEW_AS)
    if has_login():
        note(own, Action.VIEW_AS, subject=chosen if chosen in offered else EVERYBODY)


def viewing_as_banner(viewer: Viewer, own: Viewer) -> None:
    """A permanent reminder while the page shows less than one may see oneself."""
    if viewer == own:
        return
    name = plain_text(viewer.name)
    if viewer.roles == {"supervisor"}:
        sentence = _("You are viewing as {name}: only this department's customers are shown.", name=name)
    elif viewer.scope.all:
        sentence = _("You are viewing as {name}: what this role hides is hidden.", name=name)
    else:
        sentence = _("You are viewing as {name}: only this account manager's customers are shown.", name=name)
    st.info(sentence, icon=":material/visibility:")

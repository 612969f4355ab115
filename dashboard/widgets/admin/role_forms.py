"""Giving a role, and changing, ending or blocking one."""

import streamlit as st

from dashboard.data.records.grants import BLOCKED
from dashboard.data.records.models import RoleGrant
from dashboard.logic.problems import Problem
from dashboard.widgets.admin.changes import Acting, Terms, change_role, end_role, give_role
from dashboard.widgets.admin.fields import (
    FIRST_DAY,
    choice_or_text,
    day_fields,
    reason_field,
    typed_days,
    typed_id,
    typed_reason,
)
from dashboard.widgets.admin.forms import begin_with, done, form_key, typed
from dashboard.widgets.admin.people import People
from dashboard.widgets.admin.words import ROLE_CHOICES, role_title
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _, speech
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.text_table import plain_text

_GIVE = "role_give"
_SEEN = "role_seen"
"""Session state: the version of the chosen role that the form was filled from. Who changes it second is told."""


def give_form(acting: Acting, people: People) -> None:
    """A new role for somebody who has signed in, or who will."""
    box = st.expander(_("Give a role"), icon=":material/person_add:", key="role_give_box", on_change="rerun")
    if not box.open:
        return
    begin_with(_GIVE, **{"from": acting.today})
    with box, st.form(_GIVE, border=False):
        choice_or_text(_GIVE, "login", _("Login"), sorted(people.logins), people.login_text)
        titles = {role: role_title(role) for role in ROLE_CHOICES}
        key = form_key(_GIVE, "role")
        choose = _("Choose a role")
        st.selectbox(_("Role"), list(titles), None, titles.__getitem__, key=key, placeholder=choose)
        _scope_fields(_GIVE, people)
        day_fields(_GIVE)
        reason_field(_GIVE)
        is_pressed = st.form_submit_button(_("Give the role"), type="primary")
    if is_pressed:
        with box:
            _give(acting, people)


def _scope_fields(form: str, people: People) -> None:
    employee, department = st.columns(2)
    with employee:
        choice_or_text(
            form, "employee", _("Employee (where the token names none)"), people.employees, people.employee_text
        )
    with department:
        choice_or_text(
            form,
            "department",
            _("Department (supervisor; empty: their own)"),
            people.departments,
            people.department_text,
        )


def _give(acting: Acting, people: People) -> None:
    try:
        login, role = typed_id(_GIVE, "login"), typed(_GIVE, "role")
        given = give_role(acting, login=login, role=role, terms=_terms(_GIVE))
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        return
    what = _("{person} has the role {role}.", person=people.login_text(given.login), role=role_title(given.role))
    own = _("You gave it to yourself; the log says so.") if given.login == acting.viewer.login else ""
    done(_GIVE, [speech().together(what, own)])


def _terms(form: str) -> Terms:
    valid_from, valid_until = typed_days(form)
    return Terms(
        valid_from=valid_from,
        valid_until=valid_until,
        employee_id=typed_id(form, "employee"),
        department=typed_id(form, "department"),
        reason=typed_reason(form),
    )


def change_form(acting: Acting, chosen: RoleGrant, people: People) -> None:
    """The chosen role: its terms to change, its end, and the login's block. One reason for whichever is done."""
    form = f"role_change_{chosen.thing_id}"
    seen = st.session_state.setdefault(_SEEN, {}).setdefault(chosen.thing_id, chosen)
    begin_with(
        form,
        **{"from": max(seen.valid_from, FIRST_DAY), "until": seen.valid_until},
        employee=seen.employee_id,
        department=seen.department,
    )
    with st.form(form):
        st.markdown(f"**{role_title(chosen.role)}** · {plain_text(people.login_text(chosen.login))}")
        _scope_fields(form, people)
        day_fields(form)
        reason_field(form)
        with st.container(horizontal=True):
            pressed = {
                "change": st.form_submit_button(_("Save changes"), type="primary", key=f"{form}_save"),
                "end": st.form_submit_button(_("End it now"), icon=":material/event_busy:", key=f"{form}_end"),
                "block": chosen.role != BLOCKED
                and st.form_submit_button(_("Block this login"), icon=":material/block:", key=f"{form}_block"),
            }
    what = next((name for name, is_pressed in pressed.items() if is_pressed), None)
    if what is not None:
        _change(acting, seen, chosen, people, form=form, what=what)


def forget_seen() -> None:
    """Another row is chosen: its form begins with what is in force now."""
    st.session_state.pop(_SEEN, None)


def _change(acting: Acting, seen: RoleGrant, present: RoleGrant, people: People, *, form: str, what: str) -> None:
    person, role = people.login_text(seen.login), role_title(seen.role)
    try:
        if what == "change":
            change_role(acting, seen, terms=_terms(form))
            sentence = _("The role {role} of {person} is changed.", person=person, role=role)
        elif what == "end":
            end_role(acting, seen, reason=typed_reason(form))
            sentence = _("{person} no longer has the role {role}.", person=person, role=role)
        else:
            terms = Terms(acting.today, None, None, None, typed_reason(form))
            give_role(acting, login=seen.login, role=BLOCKED, terms=terms)
            sentence = _("{person} is blocked.", person=person)
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        if present.id != seen.id:
            _show_present(present, people)
        return
    forget_seen()
    done(form, [sentence])


def _show_present(present: RoleGrant, people: People) -> None:
    """What somebody made of it meanwhile. What was typed stays, and is saved over this when it is sent again."""
    form = formats()
    st.session_state[_SEEN][present.thing_id] = present
    until = form.iso_day(present.valid_until) if present.valid_until else _("no end")
    st.info(
        _(
            "Now it says: from {first} until {last}, by {person}. Your entries are still there.",
            first=form.iso_day(present.valid_from),
            last=until,
            person=plain_text(people.login_text(present.created_by)),
        )
    )

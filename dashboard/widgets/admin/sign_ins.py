"""Who is signed in now, and the end of it: a sign-in that was ended is refused at its next click."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.data.records.grants import BLOCKED, all_grants
from dashboard.data.records.logins import active_sessions
from dashboard.data.records.models import LoginSession, RoleGrant
from dashboard.logic.problems import Problem
from dashboard.logic.sign_in import roles_of_groups
from dashboard.logic.validity import validity
from dashboard.widgets.admin.changes import Acting, end_sign_in, end_sign_ins_of
from dashboard.widgets.admin.forms import done
from dashboard.widgets.admin.paging import one_page, page_choice
from dashboard.widgets.admin.people import People
from dashboard.widgets.admin.words import role_title
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.records import SESSION
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import plain_text

_FORM = "sign_in_end"
_CHOSEN, _TABLE = "sign_in_chosen", "sign_in_table"


def sign_ins(acting: Acting, people: People) -> None:
    """The list, and the end of the chosen sign-in or of all of that person."""
    active = active_sessions(acting.store, acting.now)
    st.markdown(ngettext("{n} sign-in is open", "{n} sign-ins are open", len(active), n=formats().whole(len(active))))
    if not active:
        return
    _list(acting, active)
    chosen = next((one for one in active if one.id == st.session_state.get(_CHOSEN)), None)
    if chosen is not None and acting.may_change:
        _end(acting, chosen, people)


def _list(acting: Acting, active: Sequence[LoginSession]) -> None:
    shown = one_page(active, "sign_in")
    names = [one.id for one in shown]
    held = _roles_now(acting, shown)

    def choose() -> None:
        row = chosen_row(_TABLE)
        st.session_state[_CHOSEN] = names[row] if row is not None and row < len(names) else None

    form = formats()
    columns = [
        Column("login", _("Login"), is_pinned=True),
        Column("name", _("Name")),
        Column("roles", _("Roles now")),
        Column("started_at", _("Signed in (UTC)")),
        Column("last_seen_at", _("Last seen (UTC)")),
        Column("ends_at", _("Ends (UTC)")),
    ]
    own = st.session_state.get(SESSION)
    if own in names:
        columns.append(Column("own", _("Your own")))
    rows = [
        {
            "login": one.login,
            "name": one.name,
            "roles": _(", ").join(map(role_title, held[one.id])) or "—",
            "started_at": form.moment(one.started_at),
            "last_seen_at": form.moment(one.last_seen_at),
            "ends_at": form.moment(one.ends_at),
            "own": _("this one is yours") if one.id == own else "",
        }
        for one in shown
    ]
    show_table(pd.DataFrame(rows, dtype=object), columns, form, key=_TABLE, alt=_("Open sign-ins"), select=choose)
    page_choice(active, "sign_in")


def _roles_now(acting: Acting, shown: Sequence[LoginSession]) -> Mapping[str, list[str]]:
    """By the groups of the token and by the roles given, as the next click finds them (widgets/identity.py)."""
    given: dict[str, list[RoleGrant]] = {}
    for grant in all_grants(acting.store):
        if validity(grant.valid_from, grant.valid_until, acting.today) == "in_force":
            given.setdefault(grant.login, []).append(grant)
    held = {}
    for one in shown:
        roles = {grant.role for grant in given.get(one.login, [])}
        roles |= roles_of_groups(one.groups, acting.by_group)
        held[one.id] = [BLOCKED] if BLOCKED in roles else sorted(roles)
    return held


def _end(acting: Acting, chosen: LoginSession, people: People) -> None:
    person = people.login_text(chosen.login)
    with st.container(horizontal=True, vertical_alignment="center"):
        one = st.button(_("End this sign-in"), icon=":material/logout:", key="sign_in_end_one")
        every = st.button(
            _("End all of {person}", person=plain_text(person)), icon=":material/logout:", key="sign_in_end_all"
        )
    if not (one or every):
        return
    try:
        if one:
            end_sign_in(acting, chosen.id)
            sentence = _("The sign-in of {person} is ended: the next click is refused.", person=person)
        else:
            end_sign_ins_of(acting, chosen.login)
            sentence = _("All sign-ins of {person} are ended: the next click is refused.", person=person)
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        return
    st.session_state[_CHOSEN] = None
    done(_FORM, [sentence])

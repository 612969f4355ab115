"""Declared interests and overrides: what was entered, by whom and why; and the form for supervisors."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts
from dashboard.data.reading.staff import employee_names
from dashboard.data.records.models import CaseVersion
from dashboard.data.records.recusals import allow_handling, conflict_overrides, declare_interest, recusals
from dashboard.data.records.typed_texts import LONGEST_REASON
from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.widgets.admin.forms import done, form_key, say_what_was_done, typed
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.records import SESSION, records
from dashboard.widgets.recusal.words import person_text
from dashboard.widgets.tables import Column, show_table

FORM = "recusal_form"
ROWS = 30


def entered_view(opened: Opened, found: VisibleConflicts) -> None:
    """Of the visible cases. Nothing that was entered is ever changed or taken back: another entry is added."""
    if not opened.viewer.may(Right.PERSONS):
        st.info(_("Declarations and overrides name persons; they are shown to supervisors and auditors."))
        return
    say_what_was_done()
    visible = set(found.frame["case_id"])
    closed = _closed_to(opened, found)
    store = records()
    titles = (
        (_("Declared interests"), recusals(store), "declared"),
        (_("Overrides"), conflict_overrides(store), "let"),
    )
    for title, entries, name in titles:
        st.subheader(title, anchor=False)
        shown = [
            one
            for one in entries
            if one.case_id in visible and (one.case_id not in closed or one.employee_id in opened.viewer.employees)
        ][::-1]
        if shown:
            _table(opened, shown[:ROWS], title, f"recusal_{name}")
        else:
            st.caption(_("Nothing entered here."))
        if len(shown) > ROWS:
            st.caption(_("The last {n} of {all} are shown.", n=str(ROWS), all=opened.formats.whole(len(shown))))
    if opened.viewer.may(Right.RECORD):
        _form(opened, visible)


def _closed_to(opened: Opened, found: VisibleConflicts) -> set[str]:
    """Cases that the viewer is party to: of these they read what was entered about themselves and nothing else."""
    frame = found.frame
    return set(frame["case_id"].to_numpy(object)[opened.reader.party_cases()[frame["case_no"].to_numpy()]])


def _table(opened: Opened, entries: Sequence[CaseVersion], title: str, key: str) -> None:
    frame = pd.DataFrame(
        {
            "case_id": [one.case_id for one in entries],
            "person": [person_text(opened.marts, one.employee_id) for one in entries],
            "reason": [one.reason for one in entries],
            "by": [one.created_by for one in entries],
            "at": [opened.formats.moment(one.created_at) for one in entries],
        },
        dtype=object,
    )
    columns = [
        Column("case_id", _("Case"), is_pinned=True),
        Column("person", _("Person")),
        Column("reason", _("Reason"), width=360),
        Column("by", _("Entered by")),
        Column("at", _("When")),
    ]
    show_table(frame, columns, opened.formats, key=key, alt=title)


def _form(opened: Opened, visible: set[str]) -> None:
    people = employee_names(opened.marts)
    kinds = {
        "declare": _("has an interest and stands aside"),
        "allow": _("may handle it though in conflict (override)"),
    }
    st.subheader(_("Enter a declaration or an override"), anchor=False)
    st.session_state.setdefault(form_key(FORM, "case"), str(st.session_state.get(CASE) or ""))
    with st.form(FORM, border=True):
        st.text_input(_("Case"), key=form_key(FORM, "case"), max_chars=200)
        st.selectbox(
            _("Person"),
            list(people),
            index=None,
            key=form_key(FORM, "person"),
            format_func=lambda one: person_text(opened.marts, one),
            placeholder=_("Choose"),
        )
        st.radio(_("The person"), list(kinds), key=form_key(FORM, "kind"), format_func=kinds.__getitem__)
        st.text_input(_("Reason"), key=form_key(FORM, "reason"), max_chars=LONGEST_REASON)
        st.caption(
            _(
                "Your login, the time and the reason stay visible beside the case, and in the log. Nothing entered "
                "here can be changed or removed."
            )
        )
        is_pressed = st.form_submit_button(_("Enter"), type="primary")
    if is_pressed:
        _save(opened, visible)


def _save(opened: Opened, visible: set[str]) -> None:
    case_id, person = typed(FORM, "case"), typed(FORM, "person")
    try:
        if case_id not in visible:
            raise Problem("There is no such case among those that you may see.")
        if person not in employee_names(opened.marts):
            raise Problem("Choose the person.")
        enter = allow_handling if typed(FORM, "kind") == "allow" else declare_interest
        enter(
            records(),
            case_id=case_id,
            employee_id=person,
            reason=typed(FORM, "reason"),
            viewer=opened.viewer,
            now=datetime.now(UTC),
            session_id=st.session_state.get(SESSION, ""),
        )
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        return
    done(FORM, [_("Entered for case {case}.", case=case_id)])

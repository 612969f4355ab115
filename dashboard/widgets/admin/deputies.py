"""Who stands in for whom: their customers are the deputy's own as long as it lasts."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data.records.deputies import all_deputies
from dashboard.data.records.models import Deputy
from dashboard.logic.problems import Problem
from dashboard.logic.validity import VALIDITIES, validity
from dashboard.widgets.admin.changes import Acting, add_deputy, remove_deputy
from dashboard.widgets.admin.fields import (
    choice_or_text,
    day_fields,
    reason_field,
    typed_days,
    typed_id,
    typed_reason,
)
from dashboard.widgets.admin.forms import begin_with, done
from dashboard.widgets.admin.paging import one_page, page_choice
from dashboard.widgets.admin.people import People
from dashboard.widgets.admin.words import validity_title
from dashboard.widgets.formats import formats
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import plain_text

_ADD = "deputy_add"
_CHOSEN, _TABLE = "deputy_chosen", "deputy_table"
"""Session state: the version that was on screen when its row was chosen."""


def deputies(acting: Acting, people: People) -> None:
    """The list, the end of the chosen one, and a form for another."""
    today = acting.today
    known = sorted(
        all_deputies(acting.store),
        key=lambda one: (VALIDITIES.index(validity(one.valid_from, one.valid_until, today)), one.valid_from, one.id),
    )
    if known:
        _list(known, people, today)
    else:
        st.caption(_("Nobody stands in for anybody."))
    if acting.may_change:
        with st.container():  # there when no row is chosen, too: a form begun below it keeps its place and its texts
            _end(acting, people)
        _add(acting, people)


def _list(known: Sequence[Deputy], people: People, today: date) -> None:
    shown = one_page(known, "deputy")

    def choose() -> None:
        row = chosen_row(_TABLE)
        st.session_state[_CHOSEN] = shown[row] if row is not None and row < len(shown) else None

    columns = [
        Column("absent", _("Away"), is_pinned=True),
        Column("deputy", _("Stands in")),
        Column("state", _("State")),
        Column("valid_from", _("From"), "day"),
        Column("valid_until", _("Until"), "day"),
        Column("reason", _("Reason")),
        Column("given_by", _("Entered by")),
    ]
    rows = [
        {
            "absent": people.employee_text(one.absent_id),
            "deputy": people.employee_text(one.deputy_id),
            "state": validity_title(validity(one.valid_from, one.valid_until, today)),
            "valid_from": one.valid_from,
            "valid_until": one.valid_until,
            "reason": one.reason,
            "given_by": people.login_text(one.created_by),
        }
        for one in shown
    ]
    show_table(pd.DataFrame(rows, dtype=object), columns, formats(), key=_TABLE, alt=_("Deputies"), select=choose)
    page_choice(known, "deputy")


def _end(acting: Acting, people: People) -> None:
    chosen: Deputy | None = st.session_state.get(_CHOSEN)
    if chosen is None:
        return
    deputy, absent = people.employee_text(chosen.deputy_id), people.employee_text(chosen.absent_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("{deputy} stands in for {absent}", deputy=f"**{plain_text(deputy)}**", absent=f"**{plain_text(absent)}**")
        )
        is_pressed = st.button(_("End it now"), icon=":material/event_busy:", key="deputy_end")
    if not is_pressed:
        return
    st.session_state[_CHOSEN] = None
    try:
        remove_deputy(acting, chosen)
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
    else:
        done(_ADD, [_("{deputy} no longer stands in for {absent}.", deputy=deputy, absent=absent)])


def _add(acting: Acting, people: People) -> None:
    box = st.expander(_("Name a deputy"), icon=":material/person_add:", key="deputy_add_box", on_change="rerun")
    if not box.open:
        return
    begin_with(_ADD, **{"from": acting.today})
    with box:
        with st.form(_ADD, border=False):
            choice_or_text(_ADD, "absent", _("Who is away (employee)"), people.employees, people.employee_text)
            choice_or_text(_ADD, "deputy", _("Who stands in (employee)"), people.employees, people.employee_text)
            day_fields(_ADD, must_end=True)
            reason_field(_ADD)
            is_pressed = st.form_submit_button(_("Name the deputy"), type="primary")
        if is_pressed:
            _save(acting, people)


def _save(acting: Acting, people: People) -> None:
    try:
        first, last = typed_days(_ADD)
        made = add_deputy(
            acting,
            absent_id=typed_id(_ADD, "absent"),
            deputy_id=typed_id(_ADD, "deputy"),
            valid_from=first,
            valid_until=last,
            reason=typed_reason(_ADD),
        )
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
        return
    sentence = _(
        "{deputy} stands in for {absent} from {first} until {last}.",
        deputy=people.employee_text(made.deputy_id),
        absent=people.employee_text(made.absent_id),
        first=formats().iso_day(made.valid_from),
        last=formats().iso_day(made.valid_until),
    )
    done(_ADD, [sentence])

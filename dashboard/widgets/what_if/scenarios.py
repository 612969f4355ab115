"""Scenarios: what was tried, kept under a name; listed, opened, compared, removed. Parameters only, never results."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.data.records.logins import known_people
from dashboard.data.records.models import Saved
from dashboard.data.records.saved import VISIBILITIES
from dashboard.data.records.saved import remove as remove_saved
from dashboard.data.records.saved import save as save_page
from dashboard.data.records.saved import saved as saved_pages
from dashboard.data.records.typed_texts import LONGEST_NAME, LONGEST_NOTE
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.records import SESSION, records
from dashboard.widgets.saved_words import (
    age_text,
    exact_cuts_warning,
    person_name,
    tells_exact_cuts,
    usual_visibility,
    visibility_titles,
)
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if.compare import MOST_COMPARED, what_if_compare
from dashboard.widgets.what_if.link import parameters_link, present_parameters, take_parameters
from dashboard.widgets.what_if.tried import Tried, say_next

PAGE = "what-if"
_CHOSEN, _COMPARED = "what_if_scenario", "what_if_compared"
_NAME, _NOTE, _VISIBILITY = "what_if_name", "what_if_note", "what_if_visibility"


def what_if_scenarios(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """A form to keep what is tried now, the list, and up to four side by side with the rule in force."""
    with st.container():  # what a form or a list shows more or less of moves nothing below it to another place
        _draw_form(opened)
    saved = {one.thing_id: one for one in saved_pages(records(), "scenario", PAGE, opened.viewer)}
    with st.container():
        if not saved:
            st.caption(_("No scenario has been saved yet."))
        else:
            _list(opened, saved)
            _draw_actions(opened, saved)
    known = [key for key in st.session_state.get(_COMPARED, []) if key in saved]
    if known != st.session_state.get(_COMPARED, []):
        st.session_state[_COMPARED] = known
    if saved:
        st.multiselect(
            _("Compare side by side with the rule in force"),
            list(saved),
            key=_COMPARED,
            format_func={key: scenario.name for key, scenario in saved.items()}.__getitem__,
            max_selections=MOST_COMPARED,
            placeholder=_("Up to {n} scenarios", n=MOST_COMPARED),
        )
    compared = [saved[key] for key in st.session_state.get(_COMPARED, []) if key in saved][:MOST_COMPARED]
    what_if_compare(opened, question, told, now, compared)


def _draw_form(opened: Opened) -> None:
    if not opened.viewer.may(Right.RECORD):
        return
    if st.session_state.get(_VISIBILITY) not in VISIBILITIES:
        st.session_state[_VISIBILITY] = usual_visibility(opened.viewer)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = visibility_titles()
        # Beside the form, not in it: its warning must be there before anything is saved.
        st.selectbox(_("Who sees it"), VISIBILITIES, key=_VISIBILITY, format_func=titles.__getitem__, width=220)
        with st.form("what_if_save", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(_("Name of the scenario"), key=_NAME, max_chars=LONGEST_NAME)
            st.text_input(_("Note"), key=_NOTE, max_chars=LONGEST_NOTE)
            st.form_submit_button(_("Save what is tried"), icon=":material/save:", on_click=_save, args=(opened,))
    parameters = present_parameters(opened)
    if st.session_state[_VISIBILITY] == "everybody" and tells_exact_cuts(opened.viewer, parameters, opened.schemes):
        st.warning(exact_cuts_warning(), icon=":material/warning:")


def _save(opened: Opened) -> None:
    viewer = require_viewer(Right.RECORD)  # the guard of the page runs after the callbacks
    facts = opened.marts.build
    try:
        save_page(
            records(),
            kind="scenario",
            page=PAGE,
            name=str(st.session_state.get(_NAME) or "").strip(),
            note=str(st.session_state.get(_NOTE) or "").strip(),
            visibility=st.session_state.get(_VISIBILITY) or usual_visibility(viewer),
            build_id=facts.build_id,
            data_through=facts.data_through,
            parameters=present_parameters(opened),
            viewer=viewer,
            now=datetime.now(UTC),
            session_id=st.session_state.get(SESSION, ""),
        )
    except Problem as problem:
        say_next(speech().problem(problem))
    else:
        st.session_state[_NAME] = st.session_state[_NOTE] = ""


def _list(opened: Opened, saved: Mapping[str, Saved]) -> None:
    form = opened.formats
    rows, names = list(saved.values()), known_people(records())
    text_table(
        {
            _("Scenario"): [one_line(one.name) for one in rows],
            _("Note"): [one_line(one.note) for one in rows],
            _("Author"): [person_name(one.author, names) for one in rows],
            _("Who sees it"): [visibility_titles()[one.visibility] for one in rows],
            _("Saved (UTC)"): [form.moment(one.created_at) for one in rows],
            _("Data"): [age_text(opened, one.build_id, one.data_through) for one in rows],
        },
        key="what_if_scenario_list",
        alt=_("Saved scenarios"),
    )


def _draw_actions(opened: Opened, saved: Mapping[str, Saved]) -> None:
    """One of the list: open it, take its link, remove it."""
    if st.session_state.get(_CHOSEN) not in saved:
        st.session_state[_CHOSEN] = next(iter(saved))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Scenario"),
            list(saved),
            key=_CHOSEN,
            format_func={key: scenario.name for key, scenario in saved.items()}.__getitem__,
            width=280,
        )
        scenario = saved.get(str(st.session_state[_CHOSEN]), next(iter(saved.values())))
        st.button(
            _("Open"),
            icon=":material/folder_open:",
            key="what_if_open",
            on_click=take_parameters,
            args=(opened, scenario.parameters),
        )
        link = st.popover(_("Link"), icon=":material/link:", key="what_if_scenario_link", on_change="rerun")
        _draw_remove(opened, scenario)
    if link.open:
        with link:
            st.code(parameters_link(opened, scenario.parameters, scenario.build_id), language=None, wrap_lines=True)
            st.caption(_("For the command line: {option}", option=f"`--scenario {scenario.thing_id}`"))


def _draw_remove(opened: Opened, scenario: Saved) -> None:
    is_own = scenario.author == opened.viewer.login
    st.button(
        _("Remove"),
        icon=":material/delete:",
        key="what_if_remove",
        on_click=_remove,
        args=(scenario,),
        disabled=not is_own,
        help=None if is_own else _("Only its author removes a scenario."),
    )


def _remove(scenario: Saved) -> None:
    viewer = require_viewer(Right.FIGURES)
    try:
        session_id = st.session_state.get(SESSION, "")
        remove_saved(records(), scenario, viewer=viewer, now=datetime.now(UTC), session_id=session_id)
    except Problem as problem:
        say_next(speech().problem(problem))

"""Scenarios: what was tried, kept under a name; listed, opened, compared, removed. Parameters only, never results."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.data.records.logins import known_people
from dashboard.data.records.models import Saved
from dashboard.data.records.saved import remove as remove_saved
from dashboard.data.records.saved import save as save_page
from dashboard.data.records.saved import saved as saved_pages
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.viewer import operator
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.records import SESSION, records
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.what_if.compare import MOST_COMPARED, what_if_compare
from dashboard.widgets.what_if.link import parameters_link, present_parameters, take_parameters
from dashboard.widgets.what_if.tried import Tried, say_next

PAGE = "what-if"
_CHOSEN, _COMPARED = "what_if_scenario", "what_if_compared"


def what_if_scenarios(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """A form to keep what is tried now, the list, and up to four side by side with the rule in force."""
    _draw_form(opened)
    saved = {one.thing_id: one for one in saved_pages(records(), "scenario", PAGE, opened.viewer)}
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
    def save() -> None:
        facts = opened.marts.build
        try:
            save_page(
                records(),
                kind="scenario",
                page=PAGE,
                name=str(st.session_state.get("what_if_name") or "").strip(),
                note=str(st.session_state.get("what_if_note") or "").strip(),
                visibility="company" if opened.viewer.scope.all else "everybody",
                build_id=facts.build_id,
                data_through=facts.data_through,
                parameters=present_parameters(opened),
                viewer=opened.viewer,
                now=datetime.now(UTC),
                session_id=st.session_state.get(SESSION, ""),
            )
        except Problem as problem:
            say_next(speech().problem(problem))
        else:
            st.session_state["what_if_name"] = st.session_state["what_if_note"] = ""

    with st.form("what_if_save", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name of the scenario"), key="what_if_name", max_chars=80)
        st.text_input(_("Note"), key="what_if_note", max_chars=1000)
        st.form_submit_button(_("Save what is tried"), icon=":material/save:", on_click=save)


def _list(opened: Opened, saved: Mapping[str, Saved]) -> None:
    form = opened.formats
    rows, names = list(saved.values()), known_people(records())
    text_table(
        {
            _("Scenario"): [one_line(one.name) for one in rows],
            _("Note"): [one_line(one.note) for one in rows],
            _("Author"): [_author(one, names) for one in rows],
            _("Saved (UTC)"): [form.moment(one.created_at) for one in rows],
            _("Data"): [_age(opened, one) for one in rows],
        },
        key="what_if_scenario_list",
        alt=_("Saved scenarios"),
    )


def _author(scenario: Saved, names: Mapping[str, str]) -> str:
    author = scenario.author
    return _("operator") if author == operator().login else one_line(names.get(author, author))


def _age(opened: Opened, scenario: Saved) -> str:
    """Whether it was saved on the data shown here."""
    facts, form = opened.marts.build, opened.formats
    if scenario.build_id == facts.build_id:
        return _("this build")
    if scenario.data_through < facts.data_through:
        return _(
            "saved with data through {day}; the data here is newer: through {newer}",
            day=form.iso_day(scenario.data_through),
            newer=form.iso_day(facts.data_through),
        )
    return _("saved on another build, data through {day}", day=form.iso_day(scenario.data_through))


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
            st.code(parameters_link(scenario.parameters, scenario.build_id), language=None, wrap_lines=True)
            st.caption(_("For the command line: {option}", option=f"`--scenario {scenario.thing_id}`"))


def _draw_remove(opened: Opened, scenario: Saved) -> None:
    is_own = scenario.author == opened.viewer.login

    def remove() -> None:
        try:
            session_id = st.session_state.get(SESSION, "")
            remove_saved(records(), scenario, viewer=opened.viewer, now=datetime.now(UTC), session_id=session_id)
        except Problem as problem:
            say_next(speech().problem(problem))

    st.button(
        _("Remove"),
        icon=":material/delete:",
        key="what_if_remove",
        on_click=remove,
        disabled=not is_own,
        help=None if is_own else _("Only its author removes a scenario."),
    )

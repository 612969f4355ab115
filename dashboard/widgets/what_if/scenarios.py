"""Scenarios: what was tried, kept under a name; listed, opened, compared, removed. Parameters only, never results."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.data.records.scenarios import Scenario, ScenarioFiles, ScenarioStore
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.viewer import operator
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.what_if.compare import MOST_COMPARED, what_if_compare
from dashboard.widgets.what_if.link import parameters_link, present_parameters, take_parameters
from dashboard.widgets.what_if.tried import Tried, say_next

_CHOSEN, _COMPARED = "what_if_scenario", "what_if_compared"


def what_if_scenarios(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """A form to keep what is tried now, the list, and up to four side by side with the rule in force."""
    store: ScenarioStore = ScenarioFiles(opened.home)
    _draw_form(opened, store)
    saved = {scenario.id: scenario for scenario in store.all()}
    for problem in store.damaged():
        st.caption(f":material/warning: {speech().problem(problem)}")
    if not saved:
        st.caption(_("No scenario has been saved yet."))
    else:
        _list(opened, saved)
        _draw_actions(opened, store, saved)
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


def _draw_form(opened: Opened, store: ScenarioStore) -> None:
    def save() -> None:
        facts = opened.marts.build
        try:
            store.save(
                name=str(st.session_state.get("what_if_name") or "").strip(),
                note=str(st.session_state.get("what_if_note") or "").strip(),
                author=opened.viewer.name,
                created_at=datetime.now(UTC),
                build_id=facts.build_id,
                data_through=facts.data_through,
                parameters=present_parameters(opened),
            )
        except Problem as problem:
            say_next(speech().problem(problem))
        else:
            st.session_state["what_if_name"] = st.session_state["what_if_note"] = ""

    with st.form("what_if_save", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name of the scenario"), key="what_if_name", max_chars=80)
        st.text_input(_("Note"), key="what_if_note", max_chars=1000)
        st.form_submit_button(_("Save what is tried"), icon=":material/save:", on_click=save)


def _list(opened: Opened, saved: Mapping[str, Scenario]) -> None:
    form = opened.formats
    rows = list(saved.values())
    text_table(
        {
            _("Scenario"): [one_line(one.name) for one in rows],
            _("Note"): [one_line(one.note) for one in rows],
            _("Author"): [_author(one) for one in rows],
            _("Saved (UTC)"): [form.moment(one.created_at) for one in rows],
            _("Data"): [_age(opened, one) for one in rows],
        },
        key="what_if_scenario_list",
        alt=_("Saved scenarios"),
    )


def _author(scenario: Scenario) -> str:
    return _("operator") if scenario.author == operator().name else one_line(scenario.author)


def _age(opened: Opened, scenario: Scenario) -> str:
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


def _draw_actions(opened: Opened, store: ScenarioStore, saved: Mapping[str, Scenario]) -> None:
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
        _draw_remove(opened, store, scenario)
    if link.open:
        with link:
            st.code(parameters_link(scenario.parameters, scenario.build_id), language=None, wrap_lines=True)
            st.caption(_("For the command line: {option}", option=f"`--scenario {scenario.id}`"))


def _draw_remove(opened: Opened, store: ScenarioStore, scenario: Scenario) -> None:
    is_own = scenario.author == opened.viewer.name

    def remove() -> None:
        try:
            store.remove(scenario.id, by=opened.viewer.name, removed_at=datetime.now(UTC))
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

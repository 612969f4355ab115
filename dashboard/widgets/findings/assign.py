"""The form that assigns a fix: who, what, until when, from which day on, and what it should move."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import streamlit as st

from dashboard.data.reading.cases.company_cases import working_time
from dashboard.data.reading.staff import employee_names
from dashboard.data.reading.surveys.fix_targets import target_items
from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.data.records.rectifications import assign_rectification
from dashboard.data.records.typed_texts import LONGEST_REASON
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.surveys.effect_target import TARGET_MEASURES, Target, item_target, metric_target
from dashboard.logic.surveys.low_scores import due_days
from dashboard.widgets.admin.fields import day_field
from dashboard.widgets.admin.forms import begin_with, form_key, typed
from dashboard.widgets.findings.forms import Entering, seen, seen_versions, take_step
from dashboard.widgets.findings.new_finding import departments
from dashboard.widgets.findings.words import department_text, series_of, target_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened, settings
from dashboard.widgets.recusal.words import person_text


def assign_form(opened: Opened, question: Question, entry: LoopEntry) -> None:
    """Until the reply it can be changed: the form begins with what stands there."""
    form, marts = f"fix_assign_{entry.finding.thing_id}", opened.marts
    versions = seen_versions(form, entry)
    targets = _targets(opened, question, entry)
    _begin(opened, form, entry, targets)
    units = departments(opened, question)
    title = _("Change the fix") if entry.fix else _("Assign a fix")
    with st.expander(title, expanded=entry.fix is None, key=f"{form}_box"), st.form(form, border=False):
        st.text_area(_("What is to be done"), key=form_key(form, "measure"), max_chars=LONGEST_REASON)
        with st.container(horizontal=True):
            st.selectbox(
                _("Owner"), list(employee_names(marts)), index=None, key=form_key(form, "owner"),
                format_func=lambda one: person_text(marts, one), placeholder=_("Nobody by name"),
            )  # fmt: skip
            st.selectbox(
                _("Department of the owner"), units, index=None, key=form_key(form, "unit"),
                format_func=lambda one: department_text(marts, one), placeholder=_("None"), accept_new_options=True,
            )  # fmt: skip
        with st.container(horizontal=True):
            day_field(_("Reply by"), form_key(form, "due"))
            day_field(_("Measure takes effect on"), form_key(form, "effective"))
        st.selectbox(
            _("What it should move"), list(targets), key=form_key(form, "target"),
            format_func=lambda code: target_text(marts, targets[code], with_series=True), index=None,
            placeholder=_("Choose"),
        )  # fmt: skip
        st.number_input(
            _("Smallest change that matters"), min_value=0.0, max_value=100.0, value=None, step=0.5,
            key=form_key(form, "smallest"), placeholder=_("as usual"),
        )  # fmt: skip
        st.caption(
            _(
                "As usual: {points} points of a question’s scale rescaled to 0–100, 10 % of a rate, 2.5 percentage "
                "points of a share. What the fix should move cannot be changed after the reply, so that nobody chooses "
                "it when the outcome is known.",
                points=opened.formats.number(settings().survey.smallest_change),
            )
        )
        if st.form_submit_button(_("Save the fix"), type="primary"):
            _save(opened, form, versions, targets)


def _targets(opened: Opened, question: Question, entry: LoopEntry) -> dict[str, Target]:
    """By code; the question that the finding is about first."""
    found = {}
    least = settings().survey.smallest_change
    if opened.reader.has_surveys():
        for wave, item in target_items(opened.marts, opened.reader.waves(question)):
            found[f"{wave.series}|{item}"] = item_target(wave.series, item, least)
    if opened.reader.has_cases():
        for measure in TARGET_MEASURES:
            for unit in dict.fromkeys(("", *opened.reader.case_cuts(question, "complaint", "respondent_department"))):
                found[f"~{measure}|{unit}"] = metric_target(measure, department=unit)
    own = _source(opened, entry)
    if entry.fix is not None:
        found.setdefault(_code(entry.fix.target), entry.fix.target)
    return {code: found[code] for code in dict.fromkeys([own, *found]) if code in found}


def _source(opened: Opened, entry: LoopEntry) -> str:
    """The code of the question that the finding is about; of no question for another source."""
    one = entry.finding
    return f"{series_of(opened.marts, one.source_id)}|{one.source_item}"


def _code(target: Target) -> str:
    return f"{target.series}|{target.item}" if target.kind == "item" else f"~{target.measure}|{target.department}"


def _begin(opened: Opened, form: str, entry: LoopEntry, targets: dict[str, Target]) -> None:
    fix = entry.fix
    if fix is not None:
        begin_with(
            form, measure=fix.measure, owner=fix.owner or None, unit=fix.owner_department or None, due=fix.due_on,
            effective=fix.effective_on, target=_code(fix.target), smallest=fix.target.smallest_change,
        )  # fmt: skip
        return
    today = datetime.now(UTC).astimezone().date()
    limit = TimeLimit.parse(settings().survey.reply_within)
    due = due_days(np.array([today], "datetime64[D]"), limit, working_time(opened.marts)[0])[0]
    own = _source(opened, entry)
    begin_with(form, due=due.item(), effective=today, target=own if own in targets else None)


def _save(opened: Opened, form: str, versions: tuple[str, str], targets: dict[str, Target]) -> None:
    def step(entering: Entering) -> None:
        code, smallest = typed(form, "target"), st.session_state.get(form_key(form, "smallest"))
        if code not in targets:
            raise Problem("Say what the fix should move: a question of a survey, or a monthly figure of complaints.")
        target = targets[code]
        if smallest is not None:
            target = replace(target, smallest_change=float(smallest))
        due, effective = (st.session_state.get(form_key(form, name)) for name in ("due", "effective"))
        if not isinstance(due, date) or not isinstance(effective, date):
            raise Problem("Give both days: until when a reply is due, and from when the measure takes effect.")
        finding, fix = seen(entering.store, versions)
        assign_rectification(
            entering.store, finding, seen=fix, owner_id=typed(form, "owner"), owner_department_id=typed(form, "unit"),
            measure=typed(form, "measure"), due_on=due, effective_on=effective, target=target, viewer=opened.viewer,
            **entering.by,
        )  # fmt: skip

    take_step(form, step, _("The fix is assigned."))

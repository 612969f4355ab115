"""Low scores of named surveys: each waits for somebody until it is closed."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.surveys.low_score_lists import LowScores
from dashboard.data.records.follow_ups import close_low_score, take_low_score
from dashboard.data.records.models import FollowUp
from dashboard.data.records.typed_texts import LONGEST_REASON
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.admin.forms import form_key, typed
from dashboard.widgets.findings.fields import LOW_STATE, LOW_STATES
from dashboard.widgets.findings.forms import Entering, held, take_step
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, settings
from dashboard.widgets.recusal.words import person_text
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import one_line, plain_text

ROWS = 25
OPEN_ROW = "low_open"
"""Session state: the answer whose record is open. No field: it would put an answer into the link."""


def low_view(opened: Opened, question: Question) -> None:
    limit = settings().survey.follow_up_within
    waves = [wave for wave in opened.reader.waves(question) if not wave.is_anonymous]
    if not waves:
        st.info(
            _(
                "Low scores open cases where a survey is not anonymous. Import {surveys} with the column that says so.",
                surveys=table_title("surveys"),
            )
        )
        return
    low = opened.reader.low_scores(question, TimeLimit.parse(limit))
    table, form = low.table, opened.formats
    late = (table["in_time"] == "no") & (table["state"] != "closed")
    st.header(_headline(opened, question, low, int(late.sum())), anchor=False)
    st.caption(
        _(
            "Low: the overall question rated in the two lowest places of its scale, or a recommendation of 0 to 6. "
            "To be closed within {limit} of the answer.",
            limit=_limit_text(limit),
        )
    )
    with st.container():  # there with nothing to say, too: the list below keeps its place
        if TimeLimit.parse(limit).is_working and low.lacks_calendar:
            st.caption(_("Holidays of these days are not on file: Monday to Friday are taken as working days."))
    due = table["in_time"].notna()
    ok = int((table["in_time"] == "yes").sum())
    made = MadeFrom(numerator=form.whole(ok), denominator=form.whole(int(due.sum())))
    number_card(opened, ("low_scores_in_time",), question, lambda: {"low_scores_in_time": made}, key="low_card")
    if table.empty:
        return
    if not opened.viewer.may(Right.CUSTOMERS):
        st.info(_("Whose answers these are is shown to who may see single customers."))
        return
    _list(opened, question, low, late)


def _limit_text(limit: str) -> str:
    value, unit = limit.split()
    return {
        "minutes": _("{n} minutes", n=value),
        "hours": _("{n} hours", n=value),
        "days": _("{n} days", n=value),
        "working_days": _("{n} working days", n=value),
    }[unit]


def _headline(opened: Opened, question: Question, low: LowScores, late: int) -> str:
    form = opened.formats
    when = form.span(question.span.first, question.span.last)
    if not low.answers:
        return _("{when}: nobody answered whether they are satisfied", when=when)
    waiting = int((low.table["state"] != "closed").sum())
    if not len(low.table):
        return _("{when}: no low score among {n} answers", when=when, n=form.whole(low.answers))
    first = ngettext("{n} low score waits", "{n} low scores wait", waiting, n=form.whole(waiting))
    share = form.headline_share(len(low.table) / low.answers)
    return _(
        "{when}: {waiting}, {late} of them overdue; {low} of {n} answers were low ({share})",
        when=when,
        waiting=first,
        late=form.whole(late),
        low=form.whole(len(low.table)),
        n=form.whole(low.answers),
        share=share,
    )


def _list(opened: Opened, question: Question, low: LowScores, late: pd.Series) -> None:
    table, form = low.table, opened.formats
    flags = {state: (table["state"] == state) if state else pd.Series(True, index=table.index) for state in LOW_STATES}
    flags["overdue"] = late
    titles = {"": _("All"), "overdue": _("⚠ Overdue"), "open": _("Nobody yet"), "taken": _("Taken"),
              "closed": _("Closed")}  # fmt: skip
    st.segmented_control(
        _("State"), LOW_STATES, key=LOW_STATE.name, required=True, label_visibility="collapsed",
        format_func=lambda one: f"{titles[one]} {form.whole(int(flags[one].sum()))}", persist_state="session",
    )  # fmt: skip
    shown = LowScores(low.marts, low.viewer, table[flags[LOW_STATE.chosen()[0]]], low.answers, low.day)
    if shown.table.empty:
        st.caption(_("Nothing here."))
        return
    pages = -(-len(shown.table) // ROWS)
    page = min(int(st.session_state.get("low_page") or 1), pages)
    part = shown.rows((page - 1) * ROWS, ROWS)
    key = f"low_table_{page}"

    def choose() -> None:
        row = chosen_row(key)
        if row is not None and row < len(part):
            st.session_state[OPEN_ROW] = (part["survey_id"].iloc[row], part["response_id"].iloc[row])

    texts = part.assign(state=[titles["overdue" if one == "no" and state != "closed" else state]
                               for one, state in zip(part["in_time"], part["state"], strict=True)])  # fmt: skip
    columns = [
        Column("customer_name", _("Customer"), is_pinned=True, shown=lambda name: one_line(name) or _("(not known)")),
        Column("state", _("State")),
        Column("due_on", _("Due"), "day"),
        Column("score", _("Score"), "count"),
        Column("question", _("Question"), width=120),
        Column("answered_on", _("Answered on"), "day"),
        Column("account_manager_id", _("Account manager"), shown=lambda one: _person(opened, one)),
        # a width of its own: the first rows, by which the grid guesses, are those that nobody has taken
        Column("taken_by", _("Taken by"), shown=lambda one: _person(opened, one), width=128),
    ]
    show_table(texts, columns, form, key=key, alt=_("Low scores, one per row"), select=choose)
    if pages > 1:
        st.pagination(pages, key="low_page", width="content")
    st.caption(_("Click a row to open it."))
    _record(opened, low)


def _person(opened: Opened, employee: object) -> str:
    """Masked ones, and logins of nobody in the file of employees, stay as they are."""
    return "" if employee is None or employee != employee else person_text(opened.marts, str(employee))


def _record(opened: Opened, low: LowScores) -> None:
    """The open answer, where it is one of the viewer's."""
    chosen = st.session_state.get(OPEN_ROW)
    table = low.table
    here = table[(table["survey_id"] == chosen[0]) & (table["response_id"] == chosen[1])] if chosen else table[:0]
    if here.empty:
        return
    row = LowScores(low.marts, low.viewer, here, low.answers, low.day).rows(0, 1).iloc[0]
    form = opened.formats
    with st.container(border=True):
        st.markdown(f"**{plain_text(one_line(row['customer_name']) or _('(not known)'))}**")
        lines = [
            (_("Question"), str(row["question"])),
            (_("Score"), form.number(row["score"], 0)),
            (_("Answered on"), form.iso_day(row["answered_on"])),
            (_("Due"), "" if pd.isna(row["due_on"]) else form.iso_day(row["due_on"])),
            (_("Taken by"), _person(opened, row["taken_by"])),
            (_("What was done"), str(row["done"] or "")),
            (_("Closed"), "" if pd.isna(row["closed_on"]) else form.iso_day(row["closed_on"])),
        ]
        st.markdown("\n".join(f"- {name}: {plain_text(one_line(text))}" for name, text in lines if text))
        if opened.viewer.may(Right.RECORD):
            _work(opened, row)


def _work(opened: Opened, row: pd.Series) -> None:
    form = f"low_{row['survey_id']}_{row['response_id']}"
    if row["state"] == "open":
        if st.button(_("I take this on"), key=form_key(form, "take"), type="primary"):
            take_step(
                form,
                lambda entering: take_low_score(
                    entering.store, survey_id=str(row["survey_id"]), response_id=str(row["response_id"]),
                    viewer=opened.viewer, **entering.by,
                ),
                _("You have taken it on."),
            )  # fmt: skip
        return
    if row["state"] == "closed":
        return
    st.session_state.setdefault(form_key(form, "seen"), str(row["version_id"]))
    with st.form(form, border=False):
        st.text_area(_("What was done"), key=form_key(form, "done"), max_chars=LONGEST_REASON)
        is_pressed = st.form_submit_button(_("Close it"), type="primary")
    if is_pressed:

        def step(entering: Entering) -> None:
            seen = held(entering.store, FollowUp, st.session_state[form_key(form, "seen")])
            close_low_score(entering.store, seen, done=typed(form, "done"), viewer=opened.viewer, **entering.by)

        take_step(form, step, _("It is closed."))

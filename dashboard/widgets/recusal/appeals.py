"""Appeals: what became of them, by department and product line. Each outcome opens its cases."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import APPEAL_OUTCOMES, appeal_outcomes, outcomes_by
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.complaints.rates.words import window_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.recusal.compliance import DEPARTMENTS, THIN
from dashboard.widgets.recusal.fields import OUTCOME
from dashboard.widgets.recusal.listed import evidence
from dashboard.widgets.recusal.words import outcome_titles
from dashboard.widgets.text_table import one_line, text_table


def appeals_view(opened: Opened, question: Question, found: VisibleConflicts) -> None:
    """Appeals received in the window."""
    frame = found.in_window("appeal")
    outcomes = appeal_outcomes(frame)
    whole = outcomes_by(np.zeros(len(frame), np.int64), outcomes, 1).iloc[0]
    st.header(_headline(opened, found, whole, len(frame)), anchor=False)
    if frame.empty:
        return
    form = opened.formats
    changed, decided = form.whole(int(whole["changed"])), form.whole(int(whole["decided"]))
    when = window_text(form, found.visible.window)
    made = MadeFrom(numerator=changed, denominator=decided, cases=len(frame), window=when)
    number_card(opened, ("appeals_changed",), question, lambda: {"appeals_changed": made}, key="appeals_card")
    _by(opened, frame, outcomes, "respondent_department", _("Department"))
    _by(opened, frame, outcomes, "product_line", _("Product line"))
    st.caption(
        _(
            "Share changed: of the appeals that were decided, changed or upheld; * fewer than 30 of them. An outcome "
            "“explained” counts as upheld; without an outcome the judgement of the appeal counts."
        )
    )
    _listed(opened, question, found, whole, outcomes)


def _listed(
    opened: Opened, question: Question, found: VisibleConflicts, whole: pd.Series, outcomes: np.ndarray
) -> None:
    """Which outcome, and its appeals."""
    frame, titles, form = found.in_window("appeal"), outcome_titles(), opened.formats
    counts = {"": len(frame), **{name: int(whole[name]) for name in APPEAL_OUTCOMES}}
    st.segmented_control(
        _("Outcome"),
        [name for name in counts if counts[name] or not name],
        key=OUTCOME.name,
        format_func=lambda one: f"{titles[one]} {form.whole(counts[one])}",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
        on_change=_close,
    )
    chosen = OUTCOME.chosen()[0]
    flags = np.ones(len(frame), bool) if not chosen else outcomes == APPEAL_OUTCOMES.index(chosen)
    with st.container():  # there without a record, too: the list keeps its place when a row of it is clicked
        evidence(opened, question)
    case_list(
        opened, question, frame["case_no"].to_numpy(np.int64)[flags], key=f"appeals_{chosen}", title=titles[chosen]
    )


def _close() -> None:
    st.session_state[CASE] = ""


def _headline(opened: Opened, found: VisibleConflicts, whole: pd.Series, count: int) -> str:
    form, when = opened.formats, window_text(opened.formats, found.visible.window)
    if not count:
        return _("{when}: no appeal was received.", when=when)
    if not whole["decided"]:
        return ngettext(
            "{when}: {n} appeal received, none decided yet.",
            "{when}: {n} appeals received, none decided yet.",
            count,
            when=when,
            n=form.whole(count),
        )
    return ngettext(
        "{when}: {n} appeal received; of {decided} decided, {changed} changed the result ({share}).",
        "{when}: {n} appeals received; of {decided} decided, {changed} changed the result ({share}).",
        count,
        when=when,
        n=form.whole(count),
        decided=form.whole(int(whole["decided"])),
        changed=form.whole(int(whole["changed"])),
        share=form.headline_share(float(whole["share"])),
    )


def _by(opened: Opened, frame: pd.DataFrame, outcomes: np.ndarray, column: str, title: str) -> None:
    """Most appeals first; nothing where the column is never given."""
    named = frame[column].astype(object)
    if named.isna().all():
        return
    codes, names = pd.factorize(named.where(named.notna(), None), use_na_sentinel=False)
    table = outcomes_by(codes, outcomes, len(names))
    order = np.argsort(-np.bincount(codes, minlength=len(names)), kind="stable")[:DEPARTMENTS]
    form, titles = opened.formats, outcome_titles()
    shown = table.iloc[order]
    shares = [
        form.share(None if pd.isna(share) else share) + ("*" if 0 < decided < THIN else "")
        for share, decided in zip(shown["share"], shown["decided"], strict=True)
    ]
    columns = {title: [one_line(names[place]) or _("(not given)") for place in order], _("Share changed"): shares}
    columns |= {_("Decided"): [form.whole(int(count)) for count in shown["decided"]]}
    said = [name for name in APPEAL_OUTCOMES if shown[name].any()]
    columns |= {titles[name]: [form.whole(int(n)) for n in shown[name]] for name in said}
    text_table(columns, numbers=list(columns)[1:], key=f"appeals_{column}", alt=title)

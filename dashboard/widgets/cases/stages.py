"""How long each stage takes from receipt, with the open cases in, and what the records lack (M30, M36)."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.case_reader import StageTimes
from dashboard.data.reading.cases.case_work import CaseChoice, CaseWork
from dashboard.logic.cases.stage_times import HIDDEN, StageTime
from dashboard.logic.charts.case_lines import survival_chart
from dashboard.logic.question import Question
from dashboard.widgets.cases.choice import kind_titles, show_list
from dashboard.widgets.cases.words import step_text, time_text
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, fitted, show_table, table_behind
from dashboard.widgets.text_table import one_line
from dashboard.widgets.window import is_dark


def stages_section(opened: Opened, question: Question, choice: CaseChoice, work: CaseWork) -> None:
    """Of one kind: complaints, where no kind is chosen."""
    kind = choice.kind or "complaint"
    told = opened.reader.stage_times(question, CaseChoice(kind, choice.department))
    closing = next(one for one in told.stages if one.stage == "closed")
    st.header(_headline(opened, work, kind, closing, told.cases), anchor=False)
    with st.container():  # there without it, too: the pictures below keep their places
        if not choice.kind:
            st.caption(_("Kinds are never mixed here. Choose another kind above to see its times."))
    if told.cases:
        _curve(opened, question, work, kind, closing)
        _stage_table(opened, work, told)
        number_card(opened, ("stage_time",), question, lambda: _made(opened, closing), key="cases_stage_card")
        _department_table(opened, work, told)


def _time(opened: Opened, work: CaseWork, seconds: int | None) -> str:
    return time_text(opened.formats, seconds, work.day, is_working=work.is_working)


def _headline(opened: Opened, work: CaseWork, kind: str, closing: StageTime, cases: int) -> str:
    kinds, form = kind_titles()[kind], opened.formats
    if not cases:
        return _("{kinds}: none was received in the period.", kinds=kinds)
    if not closing.is_recorded:
        return _("{kinds}: no closing time is recorded for any case.", kinds=kinds)
    if closing.median is None:
        return _("{kinds}: less than half of the {n} received in the period are closed; no median yet.",
                 kinds=kinds, n=form.whole(closing.count))  # fmt: skip
    half = _time(opened, work, closing.median)
    if closing.p90 is None:
        return _("{kinds}: half are closed within {half}; nine in ten are not closed yet.", kinds=kinds, half=half)
    nine = _time(opened, work, closing.p90)
    return _("{kinds}: half are closed within {half}, nine in ten within {nine}.", kinds=kinds, half=half, nine=nine)


def _curve(opened: Opened, question: Question, work: CaseWork, kind: str, closing: StageTime) -> None:
    """Share still open after so many days; the limit of the settings as a mark."""
    if not closing.survival.events:
        return
    company, form = opened.reader.visible_cases(question).company, opened.formats
    limit = company.policy.close_within.get(kind)
    mark = None
    if limit is not None and limit.is_working == work.is_working:
        seconds = limit.seconds(company.working_time.hours.seconds)
        done = form.headline_share(closing.survival.share_done(seconds))
        words = _("limit {time}: {share} closed", time=_time(opened, work, seconds), share=done)
        mark = (seconds, words)
    axis = _("working days since receipt, pauses taken out") if work.is_working else _("days since receipt")
    name = _("Share still open")

    def told(days: float, share: float) -> str:
        return _("after {n} days {share} are still open", n=form.number(days), share=form.share(share))

    chart = survival_chart(closing.survival, day=work.day, axis=axis, name=name, limit=mark, told=told, dark=is_dark())
    alt = [name, _headline(opened, work, kind, closing, closing.count), *([mark[1]] if mark else [])]
    st.plotly_chart(chart, key="cases_survival_chart", theme=None, config=PLAIN, alt=". ".join(alt))
    note = _("Steps: estimate of Kaplan and Meier, in which open cases count with the time they have waited so far; "
             "shaded: 95 % interval.")  # fmt: skip
    if limit is not None and mark is None:
        note += " " + _("The limit runs on another calendar than this axis and is not drawn.")
    st.caption(note)


def _frame(opened: Opened, work: CaseWork, named: Iterable[tuple[str, StageTime]]) -> pd.DataFrame:
    """What is thin, not recorded or still waiting is said in words."""
    rows = []
    for name, one in named:
        longest = "" if one.longest is None else _time(opened, work, one.longest)
        label = _("{name} (thin: n < 30)", name=name) if one.is_thin else name
        rows.append(
            {
                "label": label if one.is_recorded else _("{name} (not recorded)", name=name),
                "count": one.count,
                "waiting": len(one.waiting),
                "median": one.median,
                "p90": one.p90,
                "longest": _("{time}, still waiting", time=longest) if one.is_longest_open else longest,
                "left_out": one.left_out,
            }
        )
    return pd.DataFrame(rows).astype({"median": "Int64", "p90": "Int64"})


def _columns(opened: Opened, work: CaseWork, title: str, frame: pd.DataFrame) -> list[Column]:
    def write(seconds: object) -> str:
        return opened.formats.not_known if pd.isna(seconds) else _time(opened, work, int(str(seconds)))

    return [
        Column("label", title, is_pinned=True, width=min(fitted([title, *frame["label"]]), 170)),
        Column("count", _("Cases (n)"), "count", width=80),
        Column("waiting", _("Still waiting"), "count", width=96),
        Column("median", _("Median"), shown=write, width=130),
        Column("p90", _("P90"), shown=write, width=130),
        Column("longest", _("Longest"), width=210),
        Column("left_out", _("Not written down"), "count", width=124),
    ]


def _stage_table(opened: Opened, work: CaseWork, told: StageTimes) -> None:
    frame = _frame(opened, work, [(step_text(one.stage), one) for one in told.stages])
    codes = [f"waiting_{one.stage}" if len(one.waiting) else "" for one in told.stages]

    def choose() -> None:
        row = chosen_row("cases_stages")
        if row is not None and codes[row]:
            show_list(codes[row])

    show_table(frame, _columns(opened, work, _("From receipt to"), frame), opened.formats, key="cases_stages",
               alt=_("Times of the stages"), select=choose)  # fmt: skip
    st.caption(_("Click a row to see the cases that still wait for the step. \"Not written down\": closed without a "
                 "time for it; nothing is known of these, and they are in no figure."))  # fmt: skip


def _department_table(opened: Opened, work: CaseWork, told: StageTimes) -> None:
    """Behind a fold: time is told of every case, whoever was right."""
    shown = {name: one for name, one in told.departments.items() if one.count >= HIDDEN}
    hidden = len(told.departments) - len(shown)

    def draw() -> None:
        if shown:
            frame = _frame(opened, work, [(one_line(n) or _("(not given)"), one) for n, one in shown.items()])
            show_table(frame.head(30), _columns(opened, work, _("Department"), frame), opened.formats,
                       key="cases_stage_departments", alt=_("Time to closing by department"))  # fmt: skip
        if hidden:
            st.caption(ngettext("{n} department with fewer than 10 cases is not shown.",
                                "{n} departments with fewer than 10 cases are not shown.",
                                hidden, n=opened.formats.whole(hidden)))  # fmt: skip
        st.caption(_("Of all cases of a department, justified or not: this is about time, not about fault."))

    table_behind("cases_stage_departments_behind", draw, title=_("Time to closing by responsible department"))


def _made(opened: Opened, closing: StageTime) -> dict[str, MadeFrom]:
    form = opened.formats
    return {
        "stage_time": MadeFrom(numerator=form.whole(closing.survival.events), denominator=form.whole(closing.count))
    }

"""What falls due, how the backlog went, how old the open cases are, and whose they are."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.case_work import CaseWork
from dashboard.logic.charts.case_bars import Part, case_bars
from dashboard.logic.charts.case_lines import backlog_chart
from dashboard.logic.question import Question
from dashboard.widgets.cases.choice import show_list, shown_list
from dashboard.widgets.cases.top import age_titles, ages, day_title
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.window import is_dark, is_narrow


def work_charts(opened: Opened, question: Question, work: CaseWork) -> None:
    with st.grid(1 if is_narrow() else 2):
        with st.container():
            _forecast(opened, work)
        with st.container():
            _ages(opened, work)
    _backlog(opened, work)
    form = opened.formats

    def made() -> dict[str, MadeFrom]:
        opens, soon = len(work.lists["open"]), len(work.lists["five"])
        return {
            "open_cases": MadeFrom(exactly=form.whole(opens)),
            "cases_due_soon": MadeFrom(exactly=form.whole(soon)),
            "overdue_cases": MadeFrom(numerator=form.whole(len(work.lists["overdue"])), denominator=form.whole(opens)),
        }

    number_card(opened, ("open_cases", "overdue_cases", "cases_due_soon"), question, made, key="cases_card")
    _departments(opened, work)


def _forecast(opened: Opened, work: CaseWork) -> None:
    """Bars of the next working days; what is paused stands beside, because its due time moves on."""
    form, table = opened.formats, work.forecast
    due, still = int(table["due"].sum()), int(table["paused"].sum())
    title = ngettext("{n} case falls due within the next five working days",
                     "{n} cases fall due within the next five working days", due, n=form.whole(due))  # fmt: skip
    st.subheader(title, anchor=False)
    labels = [day_title(opened, day) for day in table["day"]]
    parts = [Part(_("due"), table["due"].tolist())]
    parts += [Part(_("paused: moves on"), table["paused"].tolist(), "grey")] if still else []
    short = [str(day)[5:10] for day in table["day"]]
    _bars(short, parts, "day", "cases_forecast", title)
    st.caption(_("What falls due on a day off is counted to the next working day; make-up workdays are working days."))
    rows = {_("Day"): labels, _("due"): _counts(opened, table["due"]), _("paused"): _counts(opened, table["paused"])}
    _behind(rows, "cases_forecast")


def _ages(opened: Opened, work: CaseWork) -> None:
    form, table = opened.formats, work.ages
    labels, unit = ages(), age_titles(is_working=work.is_working)
    old = int(table["cases"].iloc[-1])
    title = (
        ngettext("{n} case has been open for {age}", "{n} cases have been open for {age}", old,
                 n=form.whole(old), age=unit[-1])
        if old
        else _("No case has been open for {age}", age=unit[-1])
    )  # fmt: skip
    st.subheader(title, anchor=False)
    parts = [Part(_("open"), (table["cases"] - table["overdue"]).tolist())]
    parts += [Part(_("⚠ overdue"), table["overdue"].tolist(), "hatched")] if table["overdue"].any() else []
    _bars(labels, parts, "age", "cases_ages", title)
    if work.is_working:
        st.caption(_("In working days since receipt, without the pauses that have a reason."))
    else:
        st.caption(_("In days since receipt, without the pauses that have a reason."))
    rows = {
        _("Age"): labels,
        _("open"): _counts(opened, table["cases"]),
        _("overdue"): _counts(opened, table["overdue"]),
    }
    _behind(rows, "cases_ages")


def _bars(labels: list[str], parts: list[Part], prefix: str, key: str, title: str) -> None:
    """A click on a bar opens its cases, which stand above the charts."""
    kind, _line, which = shown_list().partition("_")
    chart = case_bars(labels, parts, chosen=int(which) if kind == prefix else None, dark=is_dark(), narrow=is_narrow())
    rows = (", ".join(f"{part.name} {count}" for part, count in zip(parts, counts, strict=True))
            for counts in zip(*(part.counts for part in parts), strict=True))  # fmt: skip
    alt = "; ".join(f"{one}: {told}" for one, told in zip(labels, rows, strict=True))

    def choose() -> None:
        points = ((st.session_state.get(f"{key}_chart") or {}).get("selection") or {}).get("points") or []
        if points:
            show_list(f"{prefix}_{int(points[0].get('point_index', 0))}")

    st.plotly_chart(chart, key=f"{key}_chart", on_select=choose, selection_mode="points", theme=None, config=PLAIN,
                    alt=f"{title}. {alt}")  # fmt: skip


def _behind(rows: dict[str, list[str]], key: str) -> None:
    first = next(iter(rows))
    numbers = [title for title in rows if title != first]
    table_behind(f"{key}_behind", lambda: text_table(rows, numbers=numbers, key=f"{key}_table", alt=first))


def _counts(opened: Opened, values: pd.Series) -> list[str]:
    return [opened.formats.whole(int(value)) for value in values]


def _backlog(opened: Opened, work: CaseWork) -> None:
    """The line of every day; its table has the last day of each week."""
    form, days = opened.formats, work.days["day"].to_numpy().astype("datetime64[D]")
    counts = work.days["open"].to_numpy(np.int64)
    if not len(days):
        return
    first, last = day_title(opened, days[0]), day_title(opened, days[-1])
    title = _("{n} cases were open at the end of {last}, {before} at the end of {first}",
              n=form.whole(int(counts[-1])), last=last, before=form.whole(int(counts[0])), first=first)  # fmt: skip
    st.subheader(title, anchor=False)
    texts = [f"<b>{day_title(opened, day)}</b><br>{form.whole(int(n))}" for day, n in zip(days, counts, strict=True)]
    chart = backlog_chart(days, counts, texts, _("Open cases"), dark=is_dark())
    low, high = form.whole(int(counts.min())), form.whole(int(counts.max()))
    alt = _("{title}. At the least {low}, at the most {high}.", title=title, low=low, high=high)
    st.plotly_chart(chart, key="cases_backlog_chart", theme=None, config=PLAIN, alt=alt)
    sundays = (days.astype(np.int64) + 3) % 7 == 6
    sundays[-1] = True
    rows = {_("End of"): [str(day) for day in days[sundays]][::-1][:30],
            _("Open cases"): [form.whole(int(n)) for n in counts[sundays]][::-1][:30]}  # fmt: skip
    _behind(rows, "cases_backlog")


def _departments(opened: Opened, work: CaseWork) -> None:
    """Open cases by responsible department."""
    if len(work.departments) < 2:
        return
    table = work.departments.head(30)
    columns = [
        Column("department", _("Department"), shown=lambda name: one_line(name) or _("(not given)"), is_pinned=True),
        Column("open", _("Still open"), "count"),
        Column("overdue", _("Overdue"), "count"),
        Column("paused", _("Paused"), "count"),
        *(Column(f"group_{place}", title, "count") for place, title in enumerate(ages())),
    ]
    title = (
        _("Open cases by responsible department and age in working days")
        if work.is_working
        else _("Open cases by responsible department and age in days")
    )
    st.subheader(title, anchor=False)
    show_table(table, columns, opened.formats, key="cases_departments", alt=title)

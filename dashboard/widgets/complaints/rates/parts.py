"""The on-time rate in its four parts (M31, T7)."""

import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.rates import ON_TIME_PARTS
from dashboard.logic.charts.case_parts import parts_chart
from dashboard.logic.question import Question
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.complaints.rates.drill import cases_of, open_cases
from dashboard.widgets.complaints.rates.words import figure_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.window import is_dark, is_narrow

CHART = "rate_parts_chart"


def on_time_parts(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """One bar; each part opens its cases."""
    st.subheader(_("On time, in four parts"), anchor=False)
    share, form = figures.rates.closed_in_time, opened.formats
    if share is None:
        st.info(_("Not recorded: no case of the files has a closing time."))
        return
    counts = [figures.counts[name] for name in ON_TIME_PARTS]
    if not sum(counts):
        st.info(_("No case has a due time in this window or after it."))
        return
    words = chart_words(form, opened.schemes[question.scheme], question)
    names = [figure_title(name) for name in ON_TIME_PARTS]
    told = _sum_text(opened, figures)
    st.plotly_chart(
        parts_chart(counts, names, words, dark=is_dark(), narrow=is_narrow()),
        key=CHART,
        on_select=_choose,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=told,
    )
    st.caption(told)
    with st.container(horizontal=True, gap="small"):
        for name, title, count in zip(ON_TIME_PARTS, names, counts, strict=True):
            st.button(
                f"{title}: {form.whole(count)}",
                key=f"parts_{name}",
                type="tertiary",
                disabled=not count,
                on_click=open_cases,
                args=("parts", name),
            )
    cases_of(opened, question, kind, "parts")


def _sum_text(opened: Opened, figures: ComplaintFigures) -> str:
    """T7, with its numbers."""
    form, counts = opened.formats, figures.counts
    asked = {name: form.whole(counts[name]) for name in ON_TIME_PARTS}
    return _(
        "{in_time} in time + {late} late + {open_past_due} open and past due = {due} due; {not_yet_due} not yet due "
        "stand beside: {all} cases with a due time in all. The rate is {in_time} / {due} = {share}.",
        **asked,
        due=form.whole(counts["due"]),
        all=form.whole(counts["due"] + counts["not_yet_due"]),
        share=form.share(figures.rates.closed_in_time.value if figures.rates.closed_in_time else None),
    )


def _choose() -> None:
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    place = int(points[0].get("curve_number", -1)) if points else -1
    if 0 <= place < len(ON_TIME_PARTS):
        open_cases("parts", ON_TIME_PARTS[place])

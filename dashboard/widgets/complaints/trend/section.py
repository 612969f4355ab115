"""The view of whether it is getting better, on the page Complaints."""

import numpy as np
import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_end, month_text
from dashboard.logic.question import Question
from dashboard.logic.spc.case_series import CaseSeries
from dashboard.logic.spc.measures import SpcAsked
from dashboard.widgets.answers import answer
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.complaints.trend.choice import TrendAsked, close_list, measure_title, trend_asked
from dashboard.widgets.complaints.trend.headline import trend_headline
from dashboard.widgets.complaints.trend.picture import days_picture, months_picture
from dashboard.widgets.complaints.trend.table import series_table
from dashboard.widgets.complaints.trend.titles import column_titles, list_title
from dashboard.widgets.complaints.trend.words import limits_text, notes, shift_text, unusual_text
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text


def trend_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
    chosen = trend_asked(opened, question, kind)
    with st.container():  # there with nothing to say, too: what follows keeps its place
        if chosen.unusable:
            st.info(_("A baseline cannot end with {month} here; the usual one is shown.", month=chosen.unusable))
    asked = chosen.asked
    series = answer(opened, "case_series", question, lambda: opened.reader.case_series(question, asked), asked)
    form, title = opened.formats, measure_title(asked.measure, kind)
    figure = _("{figure}, {name}", figure=title, name=chosen.cut) if chosen.cut else title
    headline = trend_headline(form, series, figure)
    st.header(plain_text(headline), anchor=False)
    shifts = [shift_text(form, series, shift) for shift in series.shifts]
    with st.container():  # the same for the months below
        if shifts:
            near = _("Near in time does not mean that it is the cause.")
            told = [*shifts, near] if any(shift.event for shift in series.shifts) else shifts
            st.markdown("  \n".join(map(plain_text, told)))
    unusual = unusual_text(form, series)
    months_picture(
        opened,
        question,
        series,
        figure=figure,
        series_name=_("Each month"),
        alt=" ".join([headline, *shifts, unusual]),
        chosen=chosen.month,
    )
    said = [unusual, limits_text(form, series), *notes(form, series, asked, opened.marts.build.data_through)]
    st.caption("  \n".join(plain_text(text) for text in said if text))
    with st.container():
        if series.is_rare:
            _rare(opened, question, series, asked)
    _below(opened, question, series, chosen)


def _rare(opened: Opened, question: Question, series: CaseSeries, asked: SpcAsked) -> None:
    """Fewer than one case a month is expected: the days between cases say more."""
    end = series.baseline.last if series.baseline else int(series.months[-1])
    until = np.datetime64(month_end(end), "s") + np.timedelta64(86_399, "s")
    found = opened.reader.days_between_cases(question, asked, until)
    text = _("Fewer than one case a month is expected, so the days between cases tell more than the months.")
    st.subheader(plain_text(text), anchor=False)
    days_picture(opened, question, found, alt=text)
    if not found.has_limits:
        st.caption(
            _("No limits: they need 12 intervals between cases, here are {n}.", n=opened.formats.whole(len(found)))
        )


def _below(opened: Opened, question: Question, series: CaseSeries, chosen: TrendAsked) -> None:
    """Number card, files, table, and the cases of the month that was clicked."""
    asked, titles = chosen.asked, column_titles(chosen.asked.measure, chosen.asked.kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        keys = [chosen.measure.metric, "spc", "spc_verdict"]
        number_card(opened, keys, question, lambda: _facts(opened, series), key="spc_card", span=series.window,
                    earlier=series.earlier)  # fmt: skip
        for name in ("spc", "complaint-months"):
            st.caption(_("The chart") if name == "spc" else _("All months"), width="content")
            _export(opened, question, asked, name)
    table_behind("spc_behind", lambda: series_table(opened, series, **titles))
    here = {month_text(int(month)): int(month) for month in series.months}
    if chosen.month in here:
        st.button(_("Close the list"), icon=":material/close:", type="tertiary", key="spc_close", on_click=close_list)
        numbers = opened.reader.cases_of_month(question, asked, here[chosen.month])
        title = list_title(asked.measure, opened.formats.month(here[chosen.month]))
        case_list(opened, question, numbers, key="spc_cases", title=title)
    elif chosen.month:
        st.info(_("{month} lies outside the data shown here.", month=chosen.month))


def _facts(opened: Opened, series: CaseSeries) -> dict[str, MadeFrom]:
    """What the sentence was made from: the months of the period."""
    if series.window is None:
        return {}
    form = opened.formats
    inside = (series.months >= series.window.first) & (series.months <= series.window.last)
    made = MadeFrom(
        numerator=form.whole(int(series.count[inside].sum())),
        denominator=form.whole(int(series.exposure[inside].sum())),
    )
    return {series.measure.metric: made, "spc_verdict": made}


def _export(opened: Opened, question: Question, asked: SpcAsked, name: str) -> None:
    """The months shown; of the chart the figure chosen with its limits."""
    more = {"measure": asked.measure} if name == "spc" else {}
    if asked.by is not None and asked.value is not None:
        more |= {asked.by: asked.value}
    if asked.baseline_end is not None and name == "spc":
        more["baseline_end"] = month_text(asked.baseline_end)
    service = ServiceAsked(kind=asked.kind, more=tuple(more.items()))

    def make(reader: Reader) -> ViewResult:
        return view(name, reader, question, service=service)

    view_buttons(
        opened,
        question,
        name,
        make,
        about_question(opened, question) | {"kind": asked.kind, **more},
        key=f"{name}_file",
    )

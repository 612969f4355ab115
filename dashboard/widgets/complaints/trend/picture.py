"""The chart of the months, and that of the days between cases where these are few."""

import numpy as np
import streamlit as st

from dashboard.logic.charts.control_chart import ControlNames, control_chart
from dashboard.logic.charts.control_marks import ControlMark
from dashboard.logic.charts.days_between_chart import DaysNames, days_between_chart
from dashboard.logic.charts.figure_texts import plain
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.periods import month_end, month_no, month_text
from dashboard.logic.question import Question
from dashboard.logic.spc.case_series import CaseSeries
from dashboard.logic.spc.days_between import DaysBetween
from dashboard.logic.spc.measures import PER
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.complaints.trend.fields import MONTH
from dashboard.widgets.complaints.trend.words import rate_text, signal_words
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.window import is_dark, is_narrow

CHART = "spc_chart"


def months_picture(
    opened: Opened, question: Question, series: CaseSeries, *, figure: str, series_name: str, alt: str, chosen: str
) -> None:
    """A click on a month opens its cases."""
    form = opened.formats
    words = chart_words(form, opened.schemes[question.scheme], question)
    months = Months(series.months, series.is_part)
    short = words.percent if series.measure.is_share else lambda rate: form.number(rate * PER, 2)
    names = ControlNames(
        heading=plain(figure),
        series=series_name,
        short=short,
        exact=lambda rate: rate_text(form, series, rate),
        told=[told_text(form, series, place) for place in range(len(series.months))],
    )
    here = {month_text(int(month)): int(month) for month in series.months}
    chart = control_chart(
        months,
        series.chart,
        names,
        words,
        marks=control_marks(form, series),
        chosen=here.get(chosen),
        from_zero=not series.measure.is_share,
        dark=is_dark(),
        narrow=is_narrow(),
    )
    st.plotly_chart(
        chart,
        key=CHART,
        on_select=lambda: _choose(series),
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=alt,
    )


def told_text(form: Formats, series: CaseSeries, place: int) -> str:
    """Count and exposure of a month, its limits, and what is unusual."""
    chart = series.chart
    parts = [
        _(
            "{count} of {exposure}",
            count=form.whole(int(series.count[place])),
            exposure=form.whole(int(series.exposure[place])),
        )
    ]
    if np.isfinite(chart.upper[place]):
        low, high = (rate_text(form, series, float(limit[place])) for limit in (chart.lower, chart.upper))
        parts.append(_("limits {low} to {high}", low=low, high=high))
    return "<br>".join([*parts, *signal_words(form, chart.signals, place)])


def control_marks(form: Formats, series: CaseSeries) -> list[ControlMark]:
    """Of each change its month, and of its event the day."""
    marks = []
    for shift in series.shifts:
        marks.append(ControlMark(shift.month_no, _("since {month}", month=form.month(shift.month_no))))
        if shift.event is not None:
            month = month_no(shift.event.happened_on)
            part = (shift.event.happened_on.day - 1) / month_end(month).day
            marks.append(ControlMark(month, shift.event.title, part))
    return marks


def _choose(series: CaseSeries) -> None:
    """The first trace is the line of the months, and its points are they."""
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    place = int(points[0].get("point_index", -1)) if points else -1
    if points and int(points[0].get("curve_number", -1)) == 0 and 0 <= place < len(series.months):
        st.session_state[MONTH.name] = month_text(int(series.months[place]))


def days_picture(opened: Opened, question: Question, found: DaysBetween, *, alt: str) -> None:
    """Days from each case to the next."""
    form = opened.formats
    names = DaysNames(
        heading=_("Days since the case before"),
        day=lambda moment: form.day(moment.astype("datetime64[D]").item()),
        days=lambda days: form.number(days, 1),
        soon=_("unusually soon"),
        late=_("unusually long without a case"),
        series=_("Days between cases"),
        level=_("usual level (baseline)"),
        limits=_("limits"),
        in_a_row=_("eight or six in a row"),
    )
    chart = days_between_chart(found, names, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key="spc_days_chart", theme=None, config=PLAIN, alt=alt)

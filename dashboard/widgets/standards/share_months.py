"""What share was kept by month, between control limits: of one standard, and of promises."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.charts.control_chart import ControlNames, control_chart
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.periods import MonthSpan, is_complete
from dashboard.logic.question import Question
from dashboard.logic.spc.laney import UChart, p_chart
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.opened import Opened
from dashboard.widgets.window import is_dark, is_narrow

MOST_MONTHS, BASELINE = 36, 24
HIDDEN = 10
"""A share of fewer is a gap."""


def shown_months(opened: Opened, question: Question) -> ServiceWindow:
    """The last MOST_MONTHS up to the end of the question's window."""
    window = opened.reader.service_window(question)
    last = window.span.last
    span = MonthSpan(min(max(opened.marts.build.first_month, last - MOST_MONTHS + 1), last), last)
    return ServiceWindow(span, window.through_on)


def counts_told(opened: Opened, kept: NDArray[np.int64], due: NDArray[np.int64]) -> list[str]:
    form = opened.formats
    return [f"{form.whole(int(k))} / {form.whole(int(d))}" for k, d in zip(kept, due, strict=True)]


def share_months(
    opened: Opened,
    question: Question,
    window: ServiceWindow,
    kept: NDArray[np.int64],
    due: NDArray[np.int64],
    *,
    heading: str,
    title: str,
    key: str,
    alt: str,
) -> UChart:
    """``kept`` of ``due`` in each month of the window, of which one at least has HIDDEN due; ``title`` names the line.
    What was drawn."""
    first, last = window.span.first, window.span.last
    numbers, shown = np.arange(first, last + 1), due >= HIDDEN
    complete = len(numbers) if is_complete(last, window.through_on) else len(numbers) - 1
    chart = p_chart(np.where(shown, kept, 0), np.where(shown, due, 0), baseline=min(BASELINE, complete))
    form, words = opened.formats, chart_words(opened.formats, opened.schemes[question.scheme], question)
    names = ControlNames(
        heading,
        title,
        lambda rate: form.share(rate, 0),
        lambda rate: form.headline_share(rate),
        counts_told(opened, kept, due),
    )
    picture = control_chart(
        Months(numbers, np.arange(len(numbers)) >= complete),
        chart,
        names,
        words,
        from_zero=False,
        dark=is_dark(),
        narrow=is_narrow(),
    )
    st.plotly_chart(picture, key=key, theme=None, config=PLAIN, alt=alt)
    return chart

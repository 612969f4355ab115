"""The answers behind the Trends page, put together: what is drawn, listed and said."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.data.reading.targets import TARGET_METRICS
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.charts.trend_picture import TrendPicture, stacked
from dashboard.logic.layers import layers_of
from dashboard.logic.periods import MonthSpan, is_complete, month_no
from dashboard.logic.question import Question
from dashboard.logic.targets import Attainment, attainment
from dashboard.logic.trend_segments import (
    LAYER_CUSTOMERS,
    MONEY,
    NOT_GIVEN,
    Line,
    Segments,
    adds_up,
    compared_line,
    month_line,
    months_back,
    segments,
    shown_months,
)
from dashboard.logic.trend_window import Window, actuals, first_whole_window, target_line, window
from dashboard.widgets.answers import answer
from dashboard.widgets.opened import Opened
from dashboard.widgets.trends.choice import TrendChoice


@dataclass(frozen=True, eq=False)
class TrendView:
    """shown    the months drawn
    whole       the measure over them: all segments together; of customers by layer, the active ones
    compared, target   over them too, known where there are any
    window, attainment   of the question's period
    layers      of the scheme, highest first, where the segments are layers
    """

    choice: TrendChoice
    shown: MonthSpan
    whole: Line
    compared: Line
    target: Line
    picture: TrendPicture
    window: Window
    attainment: Attainment | None
    layers: tuple[str, ...] | None


def trend_view(opened: Opened, question: Question, choice: TrendChoice) -> TrendView:
    """Three questions at most: all segments together, the segments, the targets."""
    build, measure, last = opened.marts.build, choice.measure, last_complete(opened)
    shown, back = shown_months(build.first_month, build.last_month, choice.count), months_back(question)
    every = MonthSpan(max(build.first_month, min(shown.first, question.span.first) - back), build.last_month)
    layers = _layers(opened, question) if choice.by == "layer" else None
    figures = _layer_months(opened, question) if measure == LAYER_CUSTOMERS else None
    line = _whole(opened, question, measure, every, figures)
    whole = line.part(shown.first - every.first)
    told = window(line, every, question, measure, first_month=build.first_month, last_complete=last)
    comparable = build.first_month if figures is None else first_whole_window(question.period, build.first_month)
    compared = compared_line(line, every, shown, back, first=comparable, last=last)
    targets = _targets(opened, question, measure, every)
    target = target_line(targets, shown, last)
    found = _segments(opened, question, choice, shown, figures, layers) or Segments(("",), (whole,))
    are_bars, numbers = adds_up(measure, choice.by), np.arange(shown.first, shown.last + 1)
    picture = TrendPicture(
        months=Months(numbers, numbers > last),
        segments=found,
        stack=stacked(found.codes, opened.schemes[question.scheme].band_ids if layers else ()),
        compared=compared if are_bars else None,
        back=back,
        target=target if are_bars else None,
        is_money=measure in MONEY,
        are_bars=are_bars,
        period=told.span,
    )
    done = None if targets is None else attainment(targets, actuals(line, every, last), question.span)
    return TrendView(choice, shown, whole, compared, target, picture, told, done, layers)


def last_complete(opened: Opened) -> int:
    """The last month that the data covers to its end; one before the data where there is none."""
    build = opened.marts.build
    month = month_no(build.data_through)
    return min(month if is_complete(month, build.data_through) else month - 1, build.last_month)


def month_question(opened: Opened, question: Question, month: int | None = None) -> Question:
    """The same question at another month end (the last of the data), for layers at month ends."""
    return replace(question, as_of=opened.marts.build.last_month if month is None else month)


def _layers(opened: Opened, question: Question) -> tuple[str, ...]:
    return layers_of(opened.schemes[question.scheme], opened.reader.base(question))


def _whole(
    opened: Opened, question: Question, measure: str, every: MonthSpan, layer_months: pd.DataFrame | None
) -> Line:
    """All segments together; of layers those that the scheme cuts by value, which are the active customers."""
    if layer_months is not None:
        bands = opened.schemes[question.scheme].band_ids
        return month_line(layer_months[layer_months["segment"].isin(bands)], measure, every)
    return month_line(_figures(opened, question, None, every), measure, every)


def _figures(opened: Opened, question: Question, by: str | None, months: MonthSpan) -> pd.DataFrame:
    return opened.reader.month_figures(question, by, months)


def _layer_months(opened: Opened, question: Question) -> pd.DataFrame:
    at_last = month_question(opened, question)
    frame = answer(opened, "layer_months", at_last, lambda: opened.reader.layer_months(at_last))
    return frame.rename(columns={"layer": "segment"})


def _segments(
    opened: Opened,
    question: Question,
    choice: TrendChoice,
    shown: MonthSpan,
    layer_months: pd.DataFrame | None,
    layers: tuple[str, ...] | None,
) -> Segments | None:
    """None where the figures are not told apart, or nothing happened in these months."""
    if choice.by is None:
        return None
    figures = _figures(opened, question, choice.by, shown) if layer_months is None else layer_months
    order = None if layers is None else (*layers, NOT_GIVEN)
    found = segments(figures, choice.measure, shown, order=order, is_sum=adds_up(choice.measure, choice.by))
    return found if found.codes else None


def _targets(opened: Opened, question: Question, measure: str, months: MonthSpan) -> pd.DataFrame | None:
    return opened.reader.targets(question, measure, months) if measure in TARGET_METRICS else None

"""Control charts of every odd shape, for the geometry tests."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.control_chart import ControlNames, control_chart
from dashboard.logic.charts.control_marks import ControlMark
from dashboard.logic.charts.days_between_chart import DaysNames, days_between_chart
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.spc.days_between import DaysBetween, days_between
from dashboard.logic.spc.laney import UChart, p_chart, u_chart

FIRST = 24_000
TITLES = ("实验室信息管理系统（LIMS）切换上线", "Move of the northern laboratory to the new building", "x", "节日")


@dataclass(frozen=True, eq=False)
class ControlShape:
    months: Months
    chart: UChart
    marks: tuple[ControlMark, ...]
    is_share: bool


def control_shapes(shapes: int) -> list[ControlShape]:
    """None to 72 months; rates from 0.0001 to 50, shares; with gaps, part month, signals and up to six marks."""
    found = []
    for seed in range(shapes):
        chance = np.random.default_rng(seed)
        count, is_share = (0, 1, 11, 12)[seed] if seed < 4 else int(chance.integers(1, 73)), bool(seed % 3 == 0)
        sizes = chance.integers(1, 3_000, count) * (chance.random(count) < chance.choice([0.8, 1.0]))
        level = chance.random() if is_share else 10 ** chance.uniform(-4, 1.7)
        step = np.where(np.arange(count) > count * 0.7, chance.choice([0.4, 1.0, 2.5]), 1.0)
        hits = chance.binomial(sizes, np.minimum(level * step, 1)) if is_share else chance.poisson(sizes * level * step)
        is_part = np.arange(count) >= count - seed % 2
        baseline = min(24, count)
        judged = np.where(is_part, 0, sizes)
        chart = (p_chart if is_share else u_chart)(hits, judged, baseline=baseline)
        with np.errstate(divide="ignore", invalid="ignore"):
            chart = replace(chart, rate=np.where(sizes > 0, hits / sizes, np.nan))
        marks = tuple(
            ControlMark(FIRST + int(chance.integers(0, count)), TITLES[chance.integers(4)], chance.choice([None, 0.4]))
            for _ in range(int(chance.integers(0, 7)) if count else 0)
        )
        found.append(ControlShape(Months(np.arange(FIRST, FIRST + count), is_part), chart, marks, is_share))
    return found


def drawn(shape: ControlShape, words: ChartWords, dark: bool, narrow: bool):
    names = ControlNames(
        heading="每百家成交客户质量异议量（Quality objections per 100 active customers）",
        series=words.text("Each month"),
        short=words.percent if shape.is_share else lambda rate: f"{rate * 100:,.2f}",
        exact=lambda rate: f"{rate:.4f}",
        told=[""] * len(shape.chart),
    )
    return control_chart(
        shape.months,
        shape.chart,
        names,
        words,
        marks=shape.marks,
        from_zero=not shape.is_share,
        dark=dark,
        narrow=narrow,
    )


def days_shapes(shapes: int) -> list[DaysBetween]:
    """None to 500 events, minutes to years apart."""
    found = []
    for seed in range(shapes):
        chance = np.random.default_rng(seed)
        count = (0, 1, 2, 13, 500)[seed] if seed < 5 else int(chance.integers(2, 80))
        gaps = np.maximum(chance.exponential(10 ** chance.uniform(0, 7.5), count), 1).astype("timedelta64[s]")
        found.append(
            days_between(np.datetime64("2020-01-01T00:00:00") + np.cumsum(gaps), until=np.datetime64("2021-01-01"))
        )
    return found


def days_drawn(shape: DaysBetween, words: ChartWords, dark: bool, narrow: bool):
    texts = ("unusually high", "unusually low", "Each month", "usual level (baseline)", "limits",
             "eight or more in a row on one side")  # fmt: skip
    late, soon, series, level, limits, row = map(words.text, texts)
    names = DaysNames(
        heading="距上一件的天数 Days since the case before",
        day=lambda moment: f"{str(moment)[:4]}年{str(moment)[5:7]}月{str(moment)[8:10]}日",
        days=lambda days: f"{days:,.1f}",
        soon=soon,
        late=late,
        series=series,
        level=level,
        limits=limits,
        in_a_row=row,
    )
    return days_between_chart(shape, names, dark=dark, narrow=narrow)

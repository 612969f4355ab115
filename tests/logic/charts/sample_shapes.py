"""Generated data of every odd shape, for the geometry tests: named cases first, then seeded random ones."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from dashboard.logic.charts import (
    ChartWords,
    before_after_chart,
    layers_over_months_chart,
    losses_chart,
    migration_heatmap,
    migration_sankey,
    pareto_chart,
    pyramid_chart,
)
from dashboard.logic.charts.gaps import gaps_chart
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.charts.share_heatmap import share_heatmap
from dashboard.logic.charts.trend_colours import segment_styles
from dashboard.logic.charts.trend_months import trend_chart
from dashboard.logic.charts.trend_picture import TrendNames, TrendPicture
from dashboard.logic.periods import MonthSpan
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.trend_segments import Line, Segments
from tests.logic.charts.case_shapes import case_charts
from tests.logic.charts.control_shapes import control_shapes, days_drawn, days_shapes, drawn
from tests.logic.charts.survey_shapes import survey_charts

CURRY = ("Top", "Big", "Medium", "Small")
OUTER = ("Inactive", "Lost", "Prospect", "Suspect")
UNIT = 10_000
SHAPES, FEWER = 200, 18
LONG = ("Strategic development partners of the northern region", "战略发展合作伙伴及重点培育客户群", "C", "D")


def _pyramid(
    bands, customers, revenue, profit=None, outer=(0, 0, 0, 0), outer_revenue=(0, 0, 0, 0), known=0.9, more=()
):
    customers, revenue = np.array(customers, dtype=float), np.array(revenue, dtype=float) * UNIT
    profit = np.full(len(bands), np.nan) if profit is None else np.array(profit, dtype=float) * UNIT
    nothing = [np.nan] * (4 + len(more))
    positive = np.where(revenue > 0, revenue, 0).sum()
    return pd.DataFrame(
        {
            "layer": [*bands, *OUTER, *more],
            "customers": [*customers, *outer, *[3] * len(more)],
            "customer_share": [*(customers / customers.sum() if customers.sum() else np.nan * customers), *nothing],
            "revenue": [*revenue, *(np.array(outer_revenue) * UNIT), *[5_000 * UNIT] * len(more)],
            "revenue_share": [*(revenue / positive if positive else np.nan * revenue), *nothing],
            "profit": [*profit, *nothing],
            "profit_known_share": [*np.where(np.isfinite(profit), known, np.nan), *nothing],
        }
    )


def pyramid_shapes() -> list[pd.DataFrame]:
    sizes, money, gain = [43, 172, 642, 3425], [2.36e6, 1.48e6, 2.0e6, 2.12e6], [0.52e6, 0.41e6, 0.61e6, 0.72e6]
    eight = [f"Band {number}" for number in range(1, 9)]
    shapes = [
        _pyramid(CURRY, sizes, money, gain, (54, 312, 0, 120), (-1200, 0, 0, 0)),
        _pyramid(CURRY, sizes, money, gain).iloc[:0],
        _pyramid(CURRY, [0] * 4, [0] * 4),
        _pyramid(CURRY, [0] * 4, [0] * 4, None, (0, 0, 0, 1)),
        _pyramid(CURRY, [1, 0, 0, 0], [0.01, 0, 0, 0]),
        _pyramid(CURRY, [1, 0, 0, 0], [5e4, 0, 0, 0], [1e4, 0, 0, 0]),
        _pyramid(CURRY, [25] * 4, [1e6] * 4, [1e5] * 4, (25,) * 4),
        _pyramid(CURRY, [1, 3, 15, 81], [9.9e9, 10, 5, 1], [9e9, 1, 1, 1]),
        _pyramid(CURRY, [1, 3, 15, 81], [1e6, 1e5, 1e4, 1e3], [-1e6, -2e5, 1e4, -1e3]),
        _pyramid(CURRY, [1, 3, 15, 81], [1e6, 1e5, 1e4, 1e3], [-5e6, -2e5, -1e4, -1e3]),
        _pyramid(
            CURRY, [1, 3, 15, 81], [-1e6, -1e5, -1e4, -1e3], [-5e6, -2e5, -1e4, -1e3], (9, 0, 0, 0), (-9e6, 0, 0, 0)
        ),
        _pyramid(CURRY, [1e4, 4e4, 1.5e5, 8e5], [9e13, 8e13, 7e13, 6e13], [9e12, 8e12, 7e12, 6e12], (9e8, 9e9, 9e8, 1)),
        _pyramid(CURRY, [9_999_999, 8_888_888, 7_777_777, 6_666_666], [9.999e13] * 4, [-9.999e13] * 4),
        _pyramid(CURRY, [1, 1, 1, 5_000_000], [1e6, 1e6, 1e6, 1e6], [1e6, 1e6, 1e6, 1e6]),
        _pyramid(CURRY, sizes, money, gain, (5_000, 80_000, 9, 1_000_000)),
        _pyramid(CURRY, sizes, money, [0.5e6, np.nan, 0.1e6, np.nan], known=0.123),
        _pyramid(CURRY, sizes, money, gain, known=1.0, more=("Unknown",)),
        _pyramid(LONG, sizes, money, gain),
        _pyramid(("A",), [7], [1e5], [1e4]),
        _pyramid(("A", "B", "C"), [7, 20, 900], [8e5, 1.5e5, 5e4], [1e4, 1e4, 1e4]),
        _pyramid(eight, range(1, 9), [10.0**power for power in range(9, 1, -1)], [1.0] * 8, (1, 2, 3, 4)),
    ]
    return shapes + [_random_pyramid(np.random.default_rng(seed)) for seed in range(SHAPES - len(shapes))]


def _random_pyramid(random: np.random.Generator) -> pd.DataFrame:
    bands = CURRY if random.random() < 0.5 else [f"Layer {n}" for n in range(random.integers(1, 8))]
    size, spread = 10 ** random.uniform(0, 6), random.uniform(0, 2.5)
    customers = np.round(size * random.lognormal(0, spread, len(bands))) * (random.random(len(bands)) > 0.1)
    revenue = 10 ** random.uniform(1, 12) * random.lognormal(0, spread, len(bands))
    margin = random.normal(0.2, random.choice([0.05, 0.5]), len(bands))
    profit = np.where(random.random(len(bands)) < 0.15, np.nan, revenue * margin)
    outer = np.round(size * random.lognormal(0, spread, 4)) * (random.random(4) > 0.3)
    return _pyramid(
        bands,
        customers,
        np.where(random.random(len(bands)) < 0.1, -revenue / 50, revenue),
        profit if random.random() < 0.8 else None,
        outer,
        (-revenue.mean() * random.random() * random.choice([0, 1e-6, 0.3]), 0, 0, 0),
        known=random.random(),
        more=("Unknown",) if random.random() < 0.2 else (),
    )


def _curve(values: np.ndarray) -> tuple[pd.DataFrame, float]:
    ranked = np.cumsum(np.sort(values)[::-1]) / values.sum()
    count = len(values)
    places = np.unique(np.linspace(0, count - 1, min(count, 400)).astype(int))
    frame = pd.DataFrame({"customer_share": (places + 1) / count, "value_share": ranked[places]})
    return frame, float(ranked[(count * 2000 + 9999) // 10000 - 1])


def curve_shapes() -> list[tuple[pd.DataFrame, float]]:
    empty = pd.DataFrame({"customer_share": np.array([]), "value_share": np.array([])})
    named = [np.array([5.0]), np.ones(2), np.ones(5), np.ones(1000), np.array([1e12, *np.ones(999)]), np.arange(1, 4.0)]
    shapes = [(empty, float("nan")), *map(_curve, named)]
    for seed in range(SHAPES - len(shapes)):
        random = np.random.default_rng(seed)
        shapes.append(_curve(random.lognormal(0, random.uniform(0, 3), int(10 ** random.uniform(0, 4))) + 1e-9))
    return shapes


def month_shapes() -> list[tuple[pd.DataFrame, int]]:
    """Frames of month_no, layer, customers, revenue with the last complete month."""
    shapes = []
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        count = (0, 1, 2, 60, 48)[seed] if seed < 5 else int(random.integers(1, 61))
        bands = (LONG if seed % 7 == 6 else CURRY) if seed % 3 else [f"Layer {n}" for n in range(random.integers(1, 8))]
        size = 10 ** random.uniform(0, 13) * UNIT
        rows = [
            (
                24_000 + month,
                layer,
                int(random.integers(0, 9999)),
                int(size * (random.random() - 0.1 * (seed % 5 == 0))),
            )
            for month in range(count)
            for layer in (*bands, "Inactive")
        ]
        frame = pd.DataFrame(rows, columns=["month_no", "layer", "customers", "revenue"])
        shapes.append((frame, 24_000 + count - 1 - seed % 2))
    return shapes


def matrix_shapes() -> list[pd.DataFrame]:
    shapes = []
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        bands = LONG if seed % 11 == 10 else CURRY if seed % 3 else [f"Layer {n}" for n in range(random.integers(1, 7))]
        before, after = [*bands, *OUTER, "New"], [*bands, *OUTER]
        counts = 10 ** random.uniform(0, 7) * random.lognormal(0, random.uniform(0, 3), (len(before), len(after)))
        counts = np.minimum(np.round(counts * (random.random(counts.shape) < random.random())), 1e9)
        if seed < 3:
            counts = np.zeros_like(counts)
            counts[0, 0] = (0, 1, 1e9)[seed]
        rows = [
            (before[row], after[column], int(counts[row, column]))
            for row in range(len(before))
            for column in range(len(after))
        ]
        shapes.append(pd.DataFrame(rows, columns=["from_layer", "to_layer", "customers"]))
    return shapes


def sums_of(table: pd.DataFrame) -> LayerSums:
    """What the chart of before and after takes, from the columns layer, customers, revenue and perhaps profit (null =
    not known)."""
    customers, revenue = (tuple(int(number) for number in table[name]) for name in ("customers", "revenue"))
    profits = table.get("profit", pd.Series([None] * len(table), dtype=object))
    profit = tuple(0 if pd.isna(number) else int(number) for number in profits)
    costed = tuple(0 if pd.isna(number) else 1 for number in profits)
    net = (1,) * len(table)
    return LayerSums(tuple(table["layer"]), 0, customers, revenue, profit, costed, net, costed)


def before_after_shapes() -> list[tuple[LayerSums, LayerSums]]:
    """Each pyramid beside one with other figures in the same layers; some are unchanged, some gain a layer."""
    pairs = []
    for seed, before in enumerate(pyramid_shapes()):
        random = np.random.default_rng(seed)
        customers = before["customers"].to_numpy()
        change = np.round(customers * random.choice([0, 0.001, 0.5]) * random.random(len(before)))
        after = before.assign(
            customers=np.maximum(customers + random.permutation(change) - change, 0),
            revenue=before["revenue"] * (1 + random.choice([0, 1e-6, 2]) * random.normal(size=len(before))),
        )
        if seed % 5 == 0:
            after = pd.concat([after, pd.DataFrame({"layer": ["Unknown"], "customers": [7], "revenue": [9e8]})])
            after = after.drop_duplicates("layer")
        if seed % 3 == 0:
            before = before.drop(columns="profit", errors="ignore")
            after = after.drop(columns="profit", errors="ignore")
        was, now = sums_of(before), sums_of(after)
        pairs.append((was, now) if seed % 2 else (now, was))
    return pairs


NAMES = (
    "Steel & <b>Sons</b>",
    "宁波市某某特种材料股份有限公司北方分公司",
    "A",
    None,
    "Very long name of a customer Ltd. & Co.",
)


def loss_shapes() -> list[pd.DataFrame]:
    """Frames of customer_name, revenue, revenue_share, profit, profit_share: none to ten rows, unknown and negative."""
    shapes = []
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        count = seed % 11
        size = UNIT * 10 ** random.uniform(-2, 13)
        revenue = np.sort(np.round(size * random.lognormal(0, random.uniform(0, 2), count)))[::-1]
        profit = np.round(revenue * random.normal(0.1, 0.3, count))
        profit = np.where(random.random(count) < random.choice([0, 0.3, 1]), np.nan, profit)
        shapes.append(
            pd.DataFrame(
                {
                    "customer_name": [NAMES[(seed + row) % len(NAMES)] for row in range(count)],
                    "revenue": revenue,
                    "revenue_share": revenue / max(revenue.sum(), 1) * random.random(),
                    "profit": profit,
                    "profit_share": profit / max(np.nansum(profit), 1) if seed % 3 else np.nan * profit,
                }
            )
        )
    return shapes


def _months(shape, words, dark, narrow):
    frame, complete = shape
    measure = "customers" if len(frame) % 2 else "revenue"
    return layers_over_months_chart(frame, words, measure=measure, complete_through=complete, dark=dark, narrow=narrow)


def trend_shapes() -> list[TrendPicture]:
    """One to nine segments, with and without comparison, target, part month, negative and unknown months."""
    shapes = []
    for seed in range(SHAPES):
        random = np.random.default_rng(seed)
        count, segments = int(random.integers(1, 61)), int(random.integers(1, 9))
        size = 10 ** random.uniform(0, 9) * UNIT

        def line(part: float, random=random, count=count, size=size) -> Line:
            values = np.round(random.normal(0.8, 0.5, count) * size * part).astype(np.int64)
            return Line(values, random.random(count) < random.choice([0.9, 1.0]))

        codes = ("",) if segments == 1 else (*(f"{name} {seed}" for name in (*LONG, *CURRY)[: segments - 1]), "~others")
        numbers = np.arange(24_000, 24_000 + count)
        shapes.append(
            TrendPicture(
                months=Months(numbers, numbers > 24_000 + count - 1 - seed % 2),
                segments=Segments(codes, tuple(line(1 / place) for place in range(1, segments + 1))),
                stack=codes[::-1],
                compared=line(1) if seed % 3 else None,
                back=12,
                target=line(1) if seed % 5 == 1 else None,
                is_money=seed % 4 > 0,
                are_bars=seed % 7 > 0,
                period=MonthSpan(24_000 + count // 2, 24_000 + count - 1) if seed % 2 else None,
                chosen=(24_000, codes[0]) if seed % 6 == 0 else None,
            )
        )
    return shapes


def _trend(shape, words, dark, narrow):
    names = {code: code.strip("~") for code in shape.stack}
    heading = "Net revenue, {unit}" if shape.is_money else "Customers"
    told = TrendNames(words.text(heading), names, "Same months a year before", "Target", "CNY")
    return trend_chart(shape, told, segment_styles(shape.segments.codes, dark), words, dark=dark, narrow=narrow)


def _names(chance: np.random.Generator, count: int) -> list[str]:
    """Table and column, as the page of data quality names them."""
    parts = ("订单：承诺日期", "Order lines: direct cost", "客户：统一社会信用代码", "投诉办理过程：责任部门", *LONG)
    return [f"{parts[chance.integers(len(parts))]} {number}" for number in range(count)]


def gap_shapes() -> list[pd.DataFrame]:
    """None, one, ten gaps; amounts of yuan to billions, some unknown."""
    chance = np.random.default_rng(41)
    shapes = []
    for number in range(SHAPES):
        count = (0, 1, 10)[number] if number < 3 else int(chance.integers(1, 11))
        revenue = np.sort((10 ** chance.uniform(0, 11, count)).astype("int64"))[::-1] * UNIT
        share = np.sort(chance.random(count))[::-1]
        shapes.append(
            pd.DataFrame(
                {
                    "name": _names(chance, count),
                    "figures": ["A, B"] * count,
                    "revenue": pd.Series(revenue, dtype="int64"),
                    "revenue_share": np.where(chance.random(count) < 0.1, np.nan, share),
                }
            )
        )
    return shapes


def share_shapes() -> list[pd.DataFrame]:
    """Shares from 0 to 1, whole columns unknown, up to 14 rows."""
    chance = np.random.default_rng(42)
    titles = ("Filled", "有效", "Industry and region", "规模与经营", "客户关系", "Finance", "联系人")
    shapes = []
    for number in range(SHAPES):
        rows, columns = int(chance.integers(1, 15)), int(chance.integers(1, 8))
        values = np.round(chance.random((rows, columns)) * 1.2, 3).clip(0, 1)
        values[chance.random((rows, columns)) < number % 3 / 4] = np.nan
        shapes.append(pd.DataFrame(values, index=_names(chance, rows), columns=list(titles[:columns])))
    return shapes


Draw = Callable[[object, ChartWords, bool, bool], object]
CHARTS: dict[str, tuple[Callable[[], list], Draw]] = {
    "pyramid": (
        pyramid_shapes,
        lambda shape, words, dark, narrow: pyramid_chart(shape, words, dark=dark, narrow=narrow),
    ),
    "pareto": (curve_shapes, lambda shape, words, dark, narrow: pareto_chart(*shape, words, dark=dark, narrow=narrow)),
    "layer_months": (month_shapes, _months),
    "trend": (trend_shapes, _trend),
    "control": (lambda: control_shapes(SHAPES), drawn),
    "days_between": (lambda: days_shapes(SHAPES), days_drawn),
    "heatmap": (
        matrix_shapes,
        lambda shape, words, dark, narrow: migration_heatmap(shape, words, dark=dark, narrow=narrow),
    ),
    "before_after": (
        before_after_shapes,
        lambda shape, words, dark, narrow: before_after_chart(*shape, words, dark=dark, narrow=narrow),
    ),
    "gaps": (gap_shapes, lambda shape, words, dark, narrow: gaps_chart(shape, words, dark=dark, narrow=narrow)),
    "shares": (
        share_shapes,
        lambda shape, words, dark, narrow: share_heatmap(shape, shape.astype(str), words, dark=dark, narrow=narrow),
    ),
    "losses": (loss_shapes, lambda shape, words, dark, narrow: losses_chart(shape, words, dark=dark, narrow=narrow)),
    "sankey": (
        matrix_shapes,
        lambda shape, words, dark, narrow: migration_sankey(shape, words, dark=dark, narrow=narrow),
    ),
    **case_charts(SHAPES),
    **survey_charts(FEWER),
}

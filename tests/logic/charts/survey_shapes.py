"""Charts of satisfaction surveys with figures of every odd size, for the geometry tests."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from dashboard.logic.charts.answer_bars import AnswerRow, answer_bars
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.importance_map import importance_map
from dashboard.logic.charts.map_names import SYMBOLS, MapMark, MapWords
from dashboard.logic.charts.mean_dots import MeanRow, Point, mean_dots
from dashboard.logic.charts.nps_bar import nps_bar
from dashboard.logic.charts.question_heatmap import HeatCell, question_heatmap
from dashboard.logic.charts.share_dots import ShareRow, share_dots
from dashboard.logic.charts.wave_trend import TrendWords, wave_trend_chart

NAMES = (
    "报告按承诺时间出具",
    "一家优秀的检测机构应当做到：设身处地、关心客户，并把检测方法和标准的选择事先说明清楚",
    "How likely is it that you would recommend us to a friend or colleague who needs tests like yours?",
    "Price",
    "Signs <b>& directions</b>",
)
VERDICTS = ("", " ▲ up", " ▼ 显著下降", " – scale changed")
Chance = np.random.Generator
Draw = Callable[[Chance, int, ChartWords, bool, bool], object]


def _name(chance: Chance, place: int) -> str:
    return f"{NAMES[chance.integers(len(NAMES))]} {place}"


def _score(chance: Chance, place: int) -> tuple[str, bool, str]:
    """Name, whether it is the heading of a service, and what stands at its end."""
    is_heading = chance.random() < 0.2
    said = "score 73.20 of 100 (71.76 to 74.63) · 14 questions · n 12,171" if is_heading else "5.20/7 n 12,162"
    return _name(chance, place), is_heading, said + ("" if is_heading else VERDICTS[chance.integers(4)])


def _bars(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    rows = []
    for place in range(seed % 13):
        name, is_heading, said = _score(chance, place)
        counts = chance.integers(0, 40, chance.choice([2, 5, 7, 11])) * (chance.random() < 0.9)
        shares = () if is_heading or not counts.sum() else tuple((counts / counts.sum()).tolist())
        unknown = 0.0 if seed % 3 == 0 or is_heading else float(chance.random())
        rows.append(AnswerRow(name, said, is_heading=is_heading, shares=shares, unknown=unknown))
    return answer_bars(rows, words, chosen=0 if rows else None, dark=dark, narrow=narrow)


def _point(chance: Chance) -> Point | None:
    mean, half = float(chance.uniform(1, 5)), float(chance.choice([np.nan, 0.0, 0.1, 2.0]))
    return None if chance.random() < 0.1 else (mean, mean - half, mean + half)


def _dots(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    rows = []
    for place in range(seed % 13):
        name, is_heading, said = _score(chance, place)
        if is_heading:
            rows.append(MeanRow(name, said, is_heading=True))
        else:
            rows.append(MeanRow(name, said, now=_point(chance), before=_point(chance) if seed % 2 else None))
    return mean_dots(rows, words, ends=(1.0, 5.0), names=("2025", "2024"), dark=dark, narrow=narrow)


def _heat(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    rows, columns = seed % 13, int(chance.integers(1, 6 if narrow else 10))
    told = (("4.12*", "n 17"), ("不显示",), ("few",), ("100%", "n 999"))
    cells = [
        [HeatCell(float(level), told[chance.integers(4)], ("",)) for level in np.where(levels > 0.8, np.nan, levels)]
        for levels in chance.random((rows, columns))
    ]
    names = [_name(chance, place) for place in range(rows)]
    titles = [("华东", "Top", "All others together", "石油化工及新材料")[chance.integers(4)] for _ in range(columns)]
    return question_heatmap(names, titles, cells, words, dark=dark, narrow=narrow)


def _nps(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    counts = [int(one) for one in 10 ** chance.uniform(0, 6) * chance.random(3) * (chance.random(3) < 0.8)]
    total = max(sum(counts), 1)
    names = [f"{name}: {count:,} · {count / total:.1%}" for name, count in
             zip(("Promoters (9, 10)", "中立者（7、8）", "Detractors (0 to 6)"), counts, strict=True)]  # fmt: skip
    return nps_bar(counts, names, [f"{count / total:.1%}" for count in counts], dark=dark, narrow=narrow)


def _shares(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    rows = []
    for place in range(1 + seed % 12):
        share, half = float(chance.random()), float(chance.uniform(0, 0.3))
        is_few = chance.random() < 0.2
        rows.append(
            ShareRow(
                f"{('塔尖客户', 'Strategic partners of the north', 'Small')[chance.integers(3)]} {place}",
                "1 of 3, too few for a share" if is_few else "53.7% · 122 of 12,227",
                None if is_few else share,
                max(share - half, 0.0),
                min(share + half, 1.0),
                float(chance.random()) if seed % 2 else None,
            )
        )
    return share_dots(rows, title="Accounts heard", beside_title="Revenue heard",
                      whole=float(chance.choice([0.0, 0.02, 0.5, 0.97, 1.0])), whole_title="All: 53.9%",
                      dark=dark, narrow=narrow)  # fmt: skip


def _trend(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    count = (0, 1, 2)[seed] if seed < 3 else int(chance.integers(1, 7 if seed % 4 else 41))
    value = chance.uniform(-100, 100, count) / chance.choice([1, 20])
    half = chance.choice([np.nan, 0.0, 1.0, 30.0], count)
    days = [date(2020, 1, 31) + timedelta(days=int(gap)) for gap in np.cumsum(chance.integers(20, 400, count))]
    table = pd.DataFrame(
        {
            "survey_id": [str(place) for place in range(count)],
            "day": days,
            "value": value,
            "low": value - half,
            "high": value + half,
            "is_joined": [place > 0 and chance.random() < 0.8 for place in range(count)],
        }
    )
    told = TrendWords("净推荐值 NPS, rescaled to 0 to 100", lambda one: f"{one:.1f}", [""] * count, "No wave", 10.0)
    changed = [str(place) for place in range(count) if chance.random() < 0.1]
    return wave_trend_chart(table, told, chosen="0", changed=changed, dark=dark, narrow=narrow)


def _map(chance: Chance, seed: int, words: ChartWords, dark: bool, narrow: bool) -> object:
    count, kinds = 1 + seed % 29, tuple(SYMBOLS)
    importance, rated = chance.dirichlet(np.full(count, 0.5)), chance.uniform(1, 5, count)
    if seed % 5 == 0:
        rated[:] = rated[0]
    marks = []
    for place in range(count):
        x, y, wide, high = float(rated[place]), float(importance[place]), chance.uniform(0, 1), chance.uniform(0, 0.3)
        marks.append(
            MapMark(f"Q{place}", str(place + 1), _name(chance, place), "told", kinds[chance.integers(5)], x,
                    x - wide, x + wide, y, max(y - high, 0.0), min(y + high, 1.0))
        )  # fmt: skip
    told = MapWords(
        "推导重要性 Importance: share of overall", "Rating, 0 to 100",
        {kind: kind.replace("_", " ").title() for kind in SYMBOLS}, lambda one: f"{one:.1f}", lambda one: f"{one:.0%}",
    )  # fmt: skip
    lines = (float(rated.mean()), float(importance.mean()))
    return importance_map(marks, lines, told, chosen="Q1", dark=dark, narrow=narrow)


def survey_charts(shapes: int) -> dict[str, tuple[Callable[[], list], Callable[..., object]]]:
    """By name: makes the shapes, draws one (shape, words, dark, narrow)."""
    drawn: dict[str, Draw] = {
        "answer_bars": _bars,
        "mean_dots": _dots,
        "question_heatmap": _heat,
        "nps_bar": _nps,
        "share_dots": _shares,
        "wave_trend": _trend,
        "importance_map": _map,
    }

    def drawing(draw: Draw) -> Callable[..., object]:
        return lambda seed, words, dark, narrow: draw(np.random.default_rng(seed), seed, words, dark, narrow)

    return {name: (lambda: list(range(shapes)), drawing(draw)) for name, draw in drawn.items()}

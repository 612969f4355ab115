"""What the before-and-after picture says on hover: the exact figures of a row."""

from typing import Any

from dashboard.logic.charts.before_after_rows import PairRows
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import few_digits, plain
from dashboard.logic.charts.template import Trace, trace
from dashboard.logic.words import N_


def touch_bars(rows: PairRows, words: ChartWords, width: float) -> Trace:
    """One invisible bar per row. Titles and marks stand in a template, once and not in each row: customdata holds name,
    customers, revenue and (if any is known) profit as texts."""
    figures = [
        (words.text(N_("Customers")), rows.customers, words.count),
        (words.text(N_("Net revenue")), rows.revenue, words.exact_money),
    ]
    if rows.profit.is_known:
        figures.append((words.text(N_("Gross profit")), rows.profit, words.exact_money))
    lines = [f"{title}: %{{customdata[{place}]}}" for place, (title, _pair, _write) in enumerate(figures, start=1)]
    return trace(
        "bar",
        orientation="h",
        y=few_digits(rows.middle),
        x=[round(width)] * len(rows.layers),
        width=few_digits(rows.row_height),
        customdata=[
            [
                plain(words.layer(layer)),
                *(_change(pair.before[row], pair.after[row], write, words.unknown) for _title, pair, write in figures),
            ]
            for row, layer in enumerate(rows.layers)
        ],
        hovertemplate="<br>".join(["<b>%{customdata[0]}</b>", *lines]) + "<extra></extra>",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
    )


def _change(before: int | None, after: int | None, write: Any, unknown: str) -> str:
    was, now = (unknown if figure is None else write(figure) for figure in (before, after))
    return now if before == after else f"{was} → {now}"

"""The words for `alt=` of each chart: what a reader who does not see it must know, from the same facts."""

import numpy as np
import pandas as pd

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.moves import moves
from dashboard.logic.words import N_

EMPTY = N_("No customers in this selection")


def pyramid_alt(table: pd.DataFrame, words: ChartWords) -> str:
    """Each layer with customers and revenue; same columns as pyramid_chart."""
    if table.empty:
        return words.text(EMPTY)
    money = words.money(float(pd.to_numeric(table["revenue"]).abs().max()))
    sentence = words.text(N_("{layer}: customers {customers}, revenue {revenue} {unit}"))
    parts = [
        sentence.format(
            layer=words.layer(row.layer),
            customers=words.count(int(row.customers)),
            revenue=money.short(float(row.revenue)),
            unit=money.unit,
        )
        for row in table[["layer", "customers", "revenue"]].itertuples()
    ]
    return words.text(N_("Customer pyramid.")) + " " + "; ".join(parts)


def pareto_alt(top_20pct_share: float, words: ChartWords) -> str:
    """The one number of the curve and the claim beside it."""
    if not np.isfinite(top_20pct_share):
        return words.text(EMPTY)
    sentence = words.text(N_("Pareto curve. The top 20 % of customers make {share} of {value}; the claim is 80 %."))
    return sentence.format(share=words.share(top_20pct_share), value=words.value)


def months_alt(frame: pd.DataFrame, words: ChartWords) -> str:
    """First and last month of a chart over months; column month_no."""
    if frame.empty:
        return words.text(N_("No months in this selection"))
    sentence = words.text(N_("Bars per month from {first} to {last}; the figures are in the table below."))
    months = frame["month_no"]
    return sentence.format(first=words.month(int(months.min())), last=words.month(int(months.max())))


def migration_alt(matrix: pd.DataFrame, words: ChartWords, largest: int = 5) -> str:
    """How many stayed, and the largest moves between two layers; same columns as migration_heatmap."""
    table = moves(matrix)
    if table is None:
        return words.text(EMPTY)
    stayed = np.array([[before == after for after in table.after] for before in table.before])
    moved = np.where(stayed, 0, table.customers)
    sentence = words.text(N_("{before} → {after}: {customers}"))
    order = np.argsort(-moved, axis=None, kind="stable")[:largest]
    parts = [
        sentence.format(
            before=words.layer(table.before[row]),
            after=words.layer(table.after[column]),
            customers=words.count(int(moved[row, column])),
        )
        for row, column in zip(*np.unravel_index(order, moved.shape), strict=True)
        if moved[row, column] > 0
    ]
    intro = words.text(N_("Moves between layers. In the same layer: {stayed}; moved: {moved}."))
    start = intro.format(
        stayed=words.count(int(table.customers.sum() - moved.sum())), moved=words.count(int(moved.sum()))
    )
    return " ".join([start, "; ".join(parts)]).strip()

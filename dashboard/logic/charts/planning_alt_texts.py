"""The words for `alt=` of the what-if charts: what a reader who does not see them must know."""

import pandas as pd

from dashboard.logic.charts.before_after_rows import pair_rows
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import signed
from dashboard.logic.charts.losses import NOBODY
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.words import N_


def before_after_alt(before: LayerSums, after: LayerSums, words: ChartWords) -> str:
    """Each layer's customers after, and the difference where there is one; same arguments as before_after_chart."""
    rows = pair_rows(before, after)
    if rows is None:
        return words.text(N_("No customers in this selection"))
    sentence = words.text(N_("{layer}: customers {customers} ({change})"))
    same = words.text(N_("unchanged"))
    parts = [
        sentence.format(
            layer=words.layer(layer),
            customers=words.count(now),
            change=signed(now - was, words.count) if now != was else same,
        )
        for layer, was, now in zip(rows.layers, rows.customers.before, rows.customers.after, strict=True)
    ]
    return words.text(N_("Customer pyramid before and after.")) + " " + "; ".join(parts)


def losses_alt(frame: pd.DataFrame, words: ChartWords) -> str:
    """How many customers, and the first one's revenue; same columns as losses_chart."""
    if frame.empty:
        return words.text(NOBODY)
    first = frame.iloc[0]
    money = words.money(abs(float(first["revenue"])))
    name = words.unknown if pd.isna(first["customer_name"]) else str(first["customer_name"])
    sentence = words.text(
        N_("Revenue and profit lost with each of {count} customers. The largest: {customer}, {revenue} {unit}.")
    )
    return sentence.format(
        count=words.count(len(frame)), customer=name, revenue=money.short(float(first["revenue"])), unit=money.unit
    )

"""The words and number formats of a chart, handed in by the widgets: charts translate nothing and format nothing."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class MoneyFormat:
    """One unit for a whole chart: `unit` is "万元" or "million GBP", `short` gives the number alone ("236.2")."""

    unit: str
    short: Callable[[float], str]


@dataclass(frozen=True)
class ChartWords:
    """Everything a chart writes. Money arrives in money units (ten-thousandths of the currency), shares as 0..1.

    text         English source text (marked N_ in the charts) -> translated text, placeholders {name} still open
    layer        layer id -> label ("Top" -> "塔尖客户")
    money        largest absolute amount of the chart -> the one MoneyFormat of that chart
    exact_money  amount -> exact text with its currency, for hover
    count        3425 -> "3,425"; short_count: at most six characters, for cells ("1.2M", "123万")
    share        0.3031 -> "30.3 %"; percent: whole per cent, for axes ("20 %")
    month        month number -> "Nov 2011"; short_month: for axes ("11/11")
    value        name of the value base as used within a sentence ("net revenue", "净营收")
    unknown      what stands for an unknown figure ("n/a", "未知")
    """

    text: Callable[[str], str]
    layer: Callable[[str], str]
    money: Callable[[float], MoneyFormat]
    exact_money: Callable[[float], str]
    count: Callable[[int], str]
    short_count: Callable[[int], str]
    share: Callable[[float], str]
    percent: Callable[[float], str]
    month: Callable[[int], str]
    short_month: Callable[[int], str]
    value: str
    unknown: str

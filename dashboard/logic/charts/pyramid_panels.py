"""The panels of the pyramid: bars and labels of customers, revenue and profit, laid out in pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.logic.charts.bar_layout import PAD, centred_bars, cut_off, side_bars
from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.charts.pyramid_rows import Rows
from dashboard.logic.charts.text_width import SMALL, shortened, text_width
from dashboard.logic.words import N_

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """A text of one row; `shift` is in pixels whatever the width of the chart."""

    row: int
    text: str
    x: float
    anchor: str
    shift: float
    inside: bool


@dataclass(frozen=True, eq=False)
class Panel:
    """One panel, ready to draw. `zero` is None where bars are centred."""

    name: str
    heading: str
    heading_at: float
    heading_anchor: str
    start: Floats
    length: Floats
    is_cut: NDArray[np.bool_]
    zero: float | None
    labels: tuple[Label, ...]


def _widths(texts: list[str]) -> Floats:
    return np.array([text_width(text) if text else 0.0 for text in texts])


def _heading(words: ChartWords, title: str, below: str, room: float) -> str:
    first = shortened(words.text(title), room * 0.95)
    return f"<b>{first}</b><br>{shortened(below, room, SMALL)}"


def customer_panel(rows: Rows, words: ChartWords, start: float, room: float) -> Panel:
    """Centred bars. The text stands inside a bar that holds it, else the share left and the count right of it."""
    drawn, is_cut = cut_off(np.nan_to_num(rows.customers), rows.is_value_layer)
    counts = [words.count(int(n)) + (" »" if cut else "") for n, cut in zip(rows.customers, is_cut, strict=True)]
    shares = [words.share(float(share)) if np.isfinite(share) else "" for share in rows.customer_share]
    for texts in (shares, [""] * len(counts)):
        joined = [f"{count} · {share}" if share else count for count, share in zip(counts, texts, strict=True)]
        beside = np.maximum(_widths(counts), _widths(texts))
        length, inside, fits = centred_bars(drawn, _widths(joined), beside, room)
        if fits:
            break
    middle = start + room / 2
    labels = []
    for row in range(len(counts)):
        if inside[row]:
            labels.append(Label(row, joined[row], middle, "center", 0.0, True))
            continue
        labels.append(Label(row, counts[row], middle + length[row] / 2, "left", PAD, False))
        if texts[row]:
            labels.append(Label(row, texts[row], middle - length[row] / 2, "right", -PAD, False))
    heading = _heading(words, N_("Customers"), words.text(N_("number · share")), room)
    return Panel("customers", heading, middle, "center", middle - length / 2, length, is_cut, None, tuple(labels))


_HEADINGS = {
    "revenue": (N_("Net revenue"), N_("{unit} · share")),
    "profit": (N_("Gross profit"), N_("{unit} · cost known")),
}


def money_panel(
    rows: Rows, words: ChartWords, money: MoneyFormat, name: str, start: float, room: float, narrow: bool
) -> Panel:
    """Bars from a zero line with amount and share: of revenue, its share; of profit, the share with known cost."""
    amounts = getattr(rows, name)
    shares = rows.revenue_share if name == "revenue" else rows.profit_known_share
    drawn, is_cut = cut_off(np.nan_to_num(amounts), rows.is_value_layer)
    plain = [_amount(rows, row, amounts[row], words, money, bool(is_cut[row])) for row in range(len(amounts))]
    between = "<br>" if narrow else " · "
    full = [
        f"{text}{between}{words.share(float(share))}" if text and np.isfinite(share) and np.isfinite(amount) else text
        for text, share, amount in zip(plain, shares, amounts, strict=True)
    ]
    for texts in (full, plain):
        length, inside, zero, fits = side_bars(drawn, _widths(texts), room)
        if fits and _is_roomy(length, zero, room):
            break
    labels = []
    for row, text in enumerate(texts):
        if inside[row]:
            labels.append(Label(row, text, start + zero + length[row], "right", -PAD, True))
        elif text:
            labels.append(Label(row, text, start + zero + max(length[row], 0.0), "left", PAD, False))
    title, below = _HEADINGS[name]
    heading = _heading(words, title, words.text(below).format(unit=money.unit), room)
    return Panel(
        name, heading, start, "left", np.full(len(length), start + zero), length, is_cut, start + zero, tuple(labels)
    )


def _is_roomy(length: Floats, zero: float, room: float) -> bool:
    """Whether the bars keep at least half of the room; else the labels give way to them."""
    return bool(zero + length.max(initial=0.0) >= room / 2 or not length.any())


def _amount(rows: Rows, row: int, amount: float, words: ChartWords, money: MoneyFormat, is_cut: bool) -> str:
    """The label without its share. Layers that cannot have revenue say nothing, they have no zero to show."""
    if not rows.is_value_layer[row] and not (np.isfinite(amount) and amount != 0):
        return ""
    if not np.isfinite(amount):
        return words.unknown if rows.customers[row] > 0 else ""
    return money.short(amount) + (" »" if is_cut else "")

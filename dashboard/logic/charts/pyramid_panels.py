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

LEAST_STRETCH = 0.65  # of the room, for the longest bar: labels that need more give up their share
CUT_MARK = " »"


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


def _heading(words: ChartWords, title: str, subtitles: tuple[str, ...], room: float) -> str:
    """Bold title above the first subtitle that fits, cut short only if none does."""
    below = next((text for text in subtitles if text_width(text, SMALL) <= room), subtitles[-1])
    first = shortened(words.text(title), room * 0.95)
    return f"<b>{first}</b><br><span style='font-size:{SMALL}px'>{shortened(below, room, SMALL)}</span>"


def _shares(shares: Floats, words: ChartWords) -> list[str]:
    return [words.share(float(share)) if np.isfinite(share) else "" for share in shares]


def _joined(texts: list[str], shares: list[str], between: str) -> list[str]:
    return [f"{text}{between}{share}" if text and share else text for text, share in zip(texts, shares, strict=True)]


def customer_panel(rows: Rows, words: ChartWords, start: float, room: float) -> Panel:
    """Centred bars. The text stands inside a bar that holds it, else the share left and the count right of it.

    Where that would make the bars too small, the share stands below the count; where that does too, it is left out,
    and counts of eight digits beside narrow bars are shortened.
    """
    drawn, is_cut = cut_off(np.nan_to_num(rows.customers), rows.is_value_layer)
    counts, short_counts = (
        [
            write(int(number)) + (CUT_MARK if cut else "")
            for number, cut in zip(np.nan_to_num(rows.customers), is_cut, strict=True)
        ]
        for write in (words.count, words.short_count)
    )
    shares, none = _shares(rows.customer_share, words), [""] * len(counts)
    one_line = _joined(counts, shares, " · ")
    forms = (
        (one_line, counts, shares),
        (one_line, _joined(counts, shares, "<br>"), none),
        (counts, counts, none),
        (short_counts, short_counts, none),
    )
    for within, right, left in forms:
        length, inside, fits = centred_bars(drawn, _widths(within), np.maximum(_widths(right), _widths(left)), room)
        if fits and (not length.any() or length.max() >= LEAST_STRETCH * room):
            break
    middle = start + room / 2
    labels = []
    for row in range(len(counts)):
        if inside[row]:
            labels.append(Label(row, within[row], middle, "center", 0.0, True))
            continue
        labels.append(Label(row, right[row], middle + length[row] / 2, "left", PAD, False))
        if left[row]:
            labels.append(Label(row, left[row], middle - length[row] / 2, "right", -PAD, False))
    below = (words.text(N_("number · share")), words.text(N_("number")))
    heading = _heading(words, N_("Customers"), below if within is one_line else below[1:], room)
    return Panel("customers", heading, middle, "center", middle - length / 2, length, is_cut, None, tuple(labels))


_HEADINGS = {
    "revenue": (N_("Net revenue"), N_("{unit} · share")),
    "profit": (N_("Gross profit"), N_("{unit} · costed")),
}


def money_panel(rows: Rows, words: ChartWords, money: MoneyFormat, name: str, start: float, room: float) -> Panel:
    """Bars from a zero line with amount and share: of revenue, its share; of profit, the share with known cost."""
    amounts = rows.revenue if name == "revenue" else rows.profit
    known_only = np.where(np.isfinite(amounts), rows.profit_known_share, np.nan)
    shares = _shares(rows.revenue_share if name == "revenue" else known_only, words)
    drawn, is_cut = cut_off(np.nan_to_num(amounts), rows.is_value_layer)
    plain = [_amount(rows, row, float(amounts[row]), words, money, bool(is_cut[row])) for row in range(len(amounts))]
    for texts in (_joined(plain, shares, " · "), _joined(plain, shares, "<br>"), plain):
        length, inside, zero, fits = side_bars(drawn, _widths(texts), room)
        if fits and (not length.any() or zero + length.max(initial=0.0) >= LEAST_STRETCH * room):
            break
    labels = []
    for row, text in enumerate(texts):
        if inside[row]:
            labels.append(Label(row, text, start + zero + length[row], "right", -PAD, True))
        elif text:
            labels.append(Label(row, text, start + zero + max(length[row], 0.0), "left", PAD, False))
    title, subtitle = _HEADINGS[name]
    below = (words.text(subtitle).format(unit=money.unit), money.unit)
    heading = _heading(words, title, below[1:] if texts is plain else below, room)
    base = np.full(len(length), start + zero)
    return Panel(name, heading, start, "left", base, length, is_cut, start + zero, tuple(labels))


def _amount(rows: Rows, row: int, amount: float, words: ChartWords, money: MoneyFormat, is_cut: bool) -> str:
    """The label without its share. Layers that cannot have revenue say nothing, they have no zero to show."""
    if not rows.is_value_layer[row] and not (np.isfinite(amount) and amount != 0):
        return ""
    if not np.isfinite(amount):
        return words.unknown if rows.customers[row] > 0 else ""
    text = money.short(amount)
    if amount != 0 and not any(digit in text for digit in "123456789"):
        return "≈ 0"  # "-0.00" would be the unit's fault, not the figure's
    return text + (CUT_MARK if is_cut else "")

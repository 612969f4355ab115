"""The rows of the before-and-after pyramid, and how long their bars are beside their labels."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dashboard.logic.charts.bar_layout import LEAST_BAR, PAD, Flags, Floats, cut_off
from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.figure_texts import Write, signed, told
from dashboard.logic.charts.palette import value_layers
from dashboard.logic.charts.text_width import shortened, text_width
from dashboard.logic.pyramid import LayerSums
from dashboard.logic.words import N_

DIVIDE = 12.0
BAND_ROW, OUTER_ROW = 44.0, 38.0
CUT_MARK = " »"
BOLD = 1.06  # bold letters are wider by so much


Figure = TypeVar("Figure", int, int | None)


@dataclass(frozen=True)
class Pair(Generic[Figure]):
    """One figure of every row before and after, exact; None = not known."""

    before: tuple[Figure, ...]
    after: tuple[Figure, ...]

    @property
    def largest(self) -> int:
        return max((abs(figure) for figure in (*self.before, *self.after) if figure is not None), default=0)

    @property
    def is_known(self) -> bool:
        """Of any row at all."""
        return any(figure is not None for figure in (*self.before, *self.after))


@dataclass(frozen=True, eq=False)
class PairRows:
    """The layers shown, highest first: all bands, and of the others those whose customers change.

    ``middle`` counts pixels from the top of the plot; ``divide`` is the line below the bands, None without other rows.
    """

    layers: tuple[str, ...]
    bands: tuple[str, ...]
    customers: Pair[int]
    revenue: Pair[int]
    profit: Pair[int | None]
    middle: Floats
    row_height: Floats
    divide: float | None

    @property
    def height(self) -> float:
        return float(self.middle[-1] + self.row_height[-1] / 2)


def pair_rows(before: LayerSums, after: LayerSums) -> PairRows | None:
    """The layers side by side; one that only one of them has is empty in the other. None where neither has a layer."""
    customers = [dict(zip(sums.layers, sums.customers, strict=True)) for sums in (before, after)]
    revenue = [dict(zip(sums.layers, sums.revenue, strict=True)) for sums in (before, after)]
    profit = [dict(zip(sums.layers, _profits(sums), strict=True)) for sums in (before, after)]
    every = tuple(dict.fromkeys([*customers[0], *customers[1]]))
    if not every:
        return None
    bands = value_layers(every)
    moved = [x for x in every if x not in bands and customers[0].get(x, 0) != customers[1].get(x, 0)]
    layers = (*bands, *moved)
    row_height = np.array([BAND_ROW] * len(bands) + [OUTER_ROW] * len(moved))
    has_divide = bool(bands and moved)
    offset = np.where(np.arange(len(layers)) >= len(bands), DIVIDE if has_divide else 0.0, 0.0)
    return PairRows(
        layers=layers,
        bands=bands,
        customers=_pair(customers, layers),
        revenue=_pair(revenue, layers),
        profit=_pair(profit, layers),
        middle=np.cumsum(row_height) - row_height / 2 + offset,
        row_height=row_height,
        divide=BAND_ROW * len(bands) + DIVIDE / 2 if has_divide else None,
    )


def _profits(sums: LayerSums) -> tuple[int | None, ...]:
    return tuple(amount if sums.is_profit_known(place) else None for place, amount in enumerate(sums.profit))


def _pair(figures: list[dict[str, Figure]], layers: tuple[str, ...]) -> Pair[Figure]:
    before, after = (tuple(each.get(layer, 0) for layer in layers) for each in figures)
    return Pair(before, after)


@dataclass(frozen=True, eq=False)
class PairPanel:
    """One panel laid out in pixels: start and length of both bars of each row, and the label right of them."""

    heading: str
    heading_at: float
    is_centred: bool
    before: tuple[Floats, Floats]
    after: tuple[Floats, Floats]
    labels: tuple[str, ...]
    labels_at: Floats
    is_cut: bool
    zero: float | None


def customer_pairs(rows: PairRows, words: ChartWords, start: float, room: float) -> PairPanel:
    """Centred bars, so that the rows make a pyramid."""
    drawn, cuts = _drawn(rows, rows.customers)
    for write in (words.count, words.short_count):
        labels = _labels(rows.customers, cuts, write, words.unknown)
        widths = _widths(labels)
        widest = float(drawn.max(initial=0.0))
        scale = _scale((widest + drawn.max(axis=0)) / 2, widths, room)
        if scale * widest >= room / 3:
            break  # else counts of many digits leave the bars no room
    length = _seen(drawn * scale)
    middle = start + max(widest * scale, LEAST_BAR) / 2
    bases = middle - length / 2
    ends = middle + length.max(axis=0) / 2
    before, after = ((bases[place], length[place]) for place in (0, 1))
    heading = f"<b>{words.text(N_('Customers'))}</b>"
    return PairPanel(heading, middle, True, before, after, labels, ends + PAD, bool(cuts.any()), None)


def money_pairs(rows: PairRows, amounts: Pair, title: str, words: ChartWords, start: float, room: float) -> PairPanel:
    """Bars from a common zero line; a negative amount runs to the left of it, one that is not known has none."""
    drawn, cuts = _drawn(rows, amounts)
    money = words.money(float(max(rows.revenue.largest, rows.profit.largest)))  # one unit for the whole picture
    labels = _labels(amounts, cuts, lambda amount: money.short(float(amount)), words.unknown)
    widths = _widths(labels)
    lowest = float(max(-drawn.min(initial=0.0), 0.0))
    scale = _scale(lowest + np.maximum(drawn.max(axis=0), 0), widths, room)
    length = _seen(drawn * scale)
    zero = start + (max(lowest * scale, LEAST_BAR) if lowest else 0.0)
    ends = zero + np.maximum(length.max(axis=0), 0)
    base = np.full(len(rows.layers), zero)
    heading = _heading(title, money.unit, room)
    return PairPanel(
        heading, start, False, (base, length[0]), (base, length[1]), labels, ends + PAD, bool(cuts.any()), zero
    )


def _heading(title: str, unit: str, room: float) -> str:
    """Title and unit on one line where they fit, else on two."""
    if text_width(f"{title}, {unit}") * BOLD <= room:
        return f"<b>{title}</b>, {unit}"
    return f"<b>{shortened(title, room / BOLD)}</b><br>{shortened(unit, room)}"


def _drawn(rows: PairRows, pair: Pair) -> tuple[Floats, Flags]:
    """Both figures (2 x rows) as drawn: a grey layer far larger than the pyramid is cut off in both."""
    both = np.nan_to_num(np.array([pair.before, pair.after], dtype=np.float64))  # not known (None): no bar
    is_band = np.tile(np.arange(len(rows.layers)) < len(rows.bands), 2)
    drawn, is_cut = cut_off(both.ravel(), is_band)
    cut_before, cut_after = is_cut.reshape(2, -1)
    return drawn.reshape(2, -1), cut_before | cut_after


def _seen(length: Floats) -> Floats:
    return np.where(length == 0, 0.0, np.sign(length) * np.maximum(np.abs(length), LEAST_BAR))


def _scale(extents: Floats, widths: Floats, room: float) -> float:
    """Pixels per unit, so that every row's bars and the label behind them end within the room."""
    rows = extents > 0
    if not rows.any():
        return 0.0
    return max(float(np.min((room - PAD - LEAST_BAR - widths[rows]) / extents[rows])), 0.0)


def _labels(pair: Pair, cuts: Flags, write: Write, unknown: str) -> tuple[str, ...]:
    """The figure after, and below it the difference where there is one."""
    labels = []
    for before, after, cut in zip(pair.before, pair.after, cuts.tolist(), strict=True):
        text = (unknown if after is None else told(after, write)) + (CUT_MARK if cut else "")
        is_same = after == before or after is None or before is None
        labels.append(text if is_same else f"{text}<br><b>{signed(after - before, write)}</b>")
    return tuple(labels)


def _widths(labels: tuple[str, ...]) -> Floats:
    return np.array([text_width(text) for text in labels])

"""The places at which a boundary's slider stops, and how they are written: fine where little moves many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dashboard.logic.value_bases import ValueBase
from dashboard.widgets.formats import Formats

PERCENTS = (*range(10, 200, 10), *range(200, 1000, 50), *range(1000, 5000, 100), *range(5000, 10_001, 500))
"""Basis points: tenths up to 2 %, halves up to 10 %, whole ones up to 50 %, then fives."""
_DECADE = (10, 11, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 71, 80, 90)
"""Twenty steps of the same ratio, in two digits."""


@dataclass(frozen=True)
class Steps:
    """Whole units (basis points, or units of the value base) in rising order, and the text of each: no two alike,
    because the browser answers with the text."""

    places: tuple[int, ...]
    labels: Mapping[int, str]


def amount_steps(lowest: int, highest: int) -> tuple[int, ...]:
    """Rounded amounts from below ``lowest`` to above ``highest`` (whole units, both > 0)."""
    found, decade = set(range(1, 10)), 10
    while decade <= highest * 10:
        found |= {digits * decade // 10 for digits in _DECADE}
        decade *= 10
    steps = sorted(found)
    first = max((place for place, step in enumerate(steps) if step <= lowest), default=0)
    last = min((place for place, step in enumerate(steps) if step >= highest), default=len(steps) - 1)
    return tuple(steps[first : last + 1])


@lru_cache(maxsize=256)
def percent_slider(more: tuple[int, ...]) -> Steps:
    """The percents, and ``more`` of them that are in use."""
    places = tuple(sorted({*PERCENTS, *more}))
    return Steps(places, {place: f"{place / 100:g}" for place in places})


@lru_cache(maxsize=256)
def amount_slider(lowest: int, highest: int, base: ValueBase, more: tuple[int, ...], form: Formats) -> Steps:
    """The amounts of a slider, and ``more`` of them that are in use. Kept: 150 labels take 5 ms to write."""
    places = tuple(sorted({*amount_steps(lowest, highest), *more}))
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for place in places:
        label = next(text for text in _from_short_to_exact(place, base, form) if text not in taken)
        labels[place] = label
        taken.add(label)
    return Steps(places, labels)


def _from_short_to_exact(units: int, base: ValueBase, form: Formats) -> Iterable[str]:
    value = Decimal(units) / base.scale
    if value >= 100 or not base.is_money:
        yield form.short_count(value)
    yield form.number(value, 2 if base.is_money else 0)
    yield form.number(value, 4)

"""Which of the customers a portfolio shows: everything given must hold, values of one kind are alternatives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering
from dashboard.logic.portfolio import DIRECTIONS, NEVER, PortfolioFigures
from dashboard.logic.problems import Problem
from dashboard.logic.question import FILTER_COLUMNS
from dashboard.logic.value_bases import REVENUE, ValueBase

GREW, SHRANK, GREW_MUCH, SHRANK_MUCH, UNCHANGED, NO_BASE = CHANGES = (
    "grew",
    "shrank",
    "grew20",
    "shrank20",
    "unchanged",
    "no-base",
)
"""Revenue against the comparison; much = by a fifth or more of what it was; no-base = it was not above 0."""
MUCH = 5
NEVER_ORDERED = "never"
AMOUNT = r"-?[0-9]{1,14}(\.[0-9]{1,4})?"
DAYS = r"[0-9]{1,5}"
PERCENT = r"[0-9]{1,2}"


_ALTERNATIVES = ("layers", "directions", "tiers")
_NAMES = ("layers", "directions", "tiers", "change", "near", "missing", "least", "most", "quiet")
_FORMS = {
    "change": "|".join(CHANGES),
    "near": PERCENT,
    "missing": AMOUNT,
    "least": AMOUNT,
    "most": AMOUNT,
    "quiet": f"{DAYS}|{NEVER_ORDERED}",
}
_EXAMPLES = {
    "change": ", ".join(CHANGES),
    "near": "10",
    "missing": "5000",
    "least": "10000",
    "most": "50000.50",
    "quiet": f"90, {NEVER_ORDERED}",
}


@dataclass(frozen=True)
class PortfolioFilter:
    """Everything as it stands in the link; nothing = not asked for.

    layers, directions, tiers   ids; any of them
    change    one of CHANGES
    near      percent: the customer lacks at most so much of the value that the next layer begins with
    missing   amount (or orders): lacks at most so much to the next layer
    least, most   net revenue of the period
    quiet     days without an order since the last one, or NEVER_ORDERED
    text      part of name, initials or number; never in a link, a log or a cache that outlives the process
    """

    layers: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    change: str = ""
    near: str = ""
    missing: str = ""
    least: str = ""
    most: str = ""
    quiet: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        for name, form in _FORMS.items():
            value = getattr(self, name)
            if value and not re.fullmatch(form, value):
                raise Problem(
                    "The filter {value} is not understood. Give {form}.",
                    value=f"{name}={value}",
                    form=_EXAMPLES[name],
                )

    def codes(self) -> dict[str, str]:
        """What is asked for without the text, by name: for the trail and the sheet of filters."""
        held = {name: getattr(self, name) for name in _NAMES}
        return {name: ",".join(value) if isinstance(value, tuple) else value for name, value in held.items() if value}


EVERY_ROW = PortfolioFilter()
_TYPED = {
    "layer": "layers",
    "direction": "directions",
    "service_tier": "tiers",
    "change": "change",
    "near": "near",
    "to_next": "missing",
    "revenue_least": "least",
    "revenue_most": "most",
    "no_order_for": "quiet",
    "text": "text",
}
"""By the name that is typed on the command line."""


def portfolio_rows(
    figures: PortfolioFigures, layering: Layering, facts: PeriodFacts, tiers: np.ndarray, wanted: PortfolioFilter
) -> np.ndarray:
    """bool per customer: in the population, and all that ``wanted`` asks for holds (its text is the caller's).

    ``tiers``: int8 index into TIER_ROWS. Without a comparison no direction and no change holds. Raises Problem for a
    layer, tier or direction that there is not.
    """
    rows = layering.codes >= 0
    if wanted.layers:
        rows &= np.isin(layering.codes, _places(wanted.layers, layering.layers))
    if wanted.tiers:
        rows &= np.isin(tiers, _places(wanted.tiers, TIER_ROWS))
    if wanted.directions:
        places = _places(wanted.directions, DIRECTIONS)
        rows &= False if figures.direction is None else np.isin(figures.direction, places)
    if wanted.change:
        rows &= _has_changed(facts.revenue, figures.revenue_before, wanted.change)
    if wanted.near:
        rows &= is_near(figures.missing, layering, int(wanted.near))
    if wanted.missing:
        rows &= (figures.missing >= 0) & (figures.missing <= _units(wanted.missing, layering.base))
    if wanted.least:
        rows &= facts.revenue >= _units(wanted.least, REVENUE)
    if wanted.most:
        rows &= facts.revenue <= _units(wanted.most, REVENUE)
    if wanted.quiet:
        rows &= figures.days == NEVER if wanted.quiet == NEVER_ORDERED else figures.days >= int(wanted.quiet)
    return rows


def is_near(missing: np.ndarray, layering: Layering, percent: int) -> np.ndarray:
    """bool: lacks at most so many percent of the value with which the next layer begins."""
    return (missing >= 0) & (missing * 100 <= percent * (layering.values + missing))


def parse_portfolio_filters(texts: Iterable[str]) -> tuple[list[str], PortfolioFilter]:
    """``COLUMN=VALUE`` as on the command line: (those of the question, what the portfolio's own say together).

    The same column twice is an alternative where the portfolio knows alternatives. Raises Problem for a column that is
    neither's, and for a value that is not understood.
    """
    others: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        column, equals, value = (part.strip() for part in text.partition("="))
        if not equals or column in FILTER_COLUMNS:
            others.append(text)
        elif column not in _TYPED:
            raise Problem(
                "The filter column {column} is not known. Use {columns}.",
                column=column,
                columns=", ".join((*FILTER_COLUMNS, *_TYPED)),
            )
        else:
            found[_TYPED[column]] = (*found.get(_TYPED[column], ()), value)
    for name, values in found.items():
        if name not in _ALTERNATIVES and len(values) > 1:
            raise Problem("The filter {column} can be given once only.", column=_typed_name(name))
    asked: dict[str, Any] = {name: values if name in _ALTERNATIVES else values[0] for name, values in found.items()}
    return others, PortfolioFilter(**asked)


def _typed_name(name: str) -> str:
    return next(typed for typed, held in _TYPED.items() if held == name)


def _places(wanted: Iterable[str], names: tuple[str, ...]) -> list[int]:
    for value in wanted:
        if value not in names:
            raise Problem("{value} is not known here. Use {names}.", value=value, names=", ".join(names))
    return [names.index(value) for value in wanted]


def _units(amount: str, base: ValueBase) -> int:
    """Whole units; a part of one does not count."""
    return int(Decimal(amount) * base.scale)


def _has_changed(revenue: np.ndarray, before: np.ndarray | None, kind: str) -> np.ndarray:
    if before is None:
        return np.zeros(len(revenue), bool)
    change = revenue - before
    return {
        GREW: change > 0,
        SHRANK: change < 0,
        GREW_MUCH: (before > 0) & (change * MUCH >= before),
        SHRANK_MUCH: (before > 0) & (-change * MUCH >= before),
        UNCHANGED: change == 0,
        NO_BASE: before <= 0,
    }[kind]

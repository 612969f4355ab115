"""A scheme: the policy that resolves into cut values, one per band but the last (M5)."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from dashboard.logic.labels import Labels
from dashboard.logic.layer_names import RESERVED
from dashboard.logic.problems import Problem
from dashboard.logic.ranked_values import WHOLE, RankedValues, rank_position
from dashboard.logic.value_bases import REVENUE, VALUE_BASES, ValueBase

Mode = Literal["rank", "share", "absolute"]

MOST_BANDS = 12


@dataclass(frozen=True)
class Band:
    """One band of a scheme.

    ``limit`` is cumulative basis points from the top (rank, share), or the least value in whole units of the base
    (absolute; None for the last band, which takes every other active customer).
    """

    id: str
    limit: int | None
    labels: Labels


@dataclass(frozen=True)
class Scheme:
    """An ordered list of bands, highest first. A wrong one cannot be made: the Problem names scheme, key and remedy.

    rank       the cut is the value at position k = (n * bp + 9999) // 10000 counted from the top of n active customers
    share      the cut is the value of the first customer with running total * 10000 >= bp * total
    absolute   the cut is the band's own limit; ``value_base`` names the base it is in, and locks it
    ``is_example`` marks cuts that only show the form: each company sets its own.
    """

    name: str
    mode: Mode
    bands: tuple[Band, ...]
    labels: Labels
    value_base: str | None = None
    is_example: bool = False

    def __post_init__(self) -> None:
        _check_mode(self)
        _check_band_ids(self)
        if self.mode == "absolute":
            _check_amounts(self)
        else:
            _check_basis_points(self)

    @property
    def band_ids(self) -> tuple[str, ...]:
        return tuple(band.id for band in self.bands)

    def base(self, chosen: ValueBase | None = None) -> ValueBase:
        """The value base to use: the locked one, else the chosen one, else net revenue.

        Raises Problem where a locked scheme is asked for another base.
        """
        if self.value_base is None:
            return chosen or REVENUE
        locked = VALUE_BASES[self.value_base]
        if chosen is not None and chosen != locked:
            raise Problem(
                "Scheme {scheme} has its cuts in {locked}, so it cannot be used with {value}. Use {locked}.",
                scheme=self.name,
                locked=locked.name,
                value=chosen.name,
            )
        return locked

    def cut_values(self, ranked: RankedValues) -> tuple[int | None, ...]:
        """The cuts for the active customers' values: one per band but the last.

        None = the band is empty: nobody is active, or its cumulative share is 0.
        """
        limits = [band.limit or 0 for band in self.bands[:-1]]
        if len(ranked) == 0:
            return (None,) * len(limits)
        if self.mode == "absolute":
            return tuple(limits)
        if self.mode == "rank":
            positions = [rank_position(len(ranked), bp) for bp in limits]
        else:
            positions = [ranked.share_position(bp) for bp in limits]
        return tuple(ranked.at(k) if k else None for k in positions)


def _check_mode(scheme: Scheme) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", scheme.name):
        raise Problem(
            "Scheme {scheme}: this name cannot be used. Use up to 32 small letters, digits and _, a letter first.",
            scheme=scheme.name,
        )
    if scheme.mode not in get_args(Mode):
        raise Problem(
            "Scheme {scheme}: mode {value} is not known. Use rank, share or absolute.",
            scheme=scheme.name,
            value=scheme.mode,
        )
    if scheme.mode == "absolute" and scheme.value_base not in VALUE_BASES:
        raise Problem(
            "Scheme {scheme}: value is {value}. An absolute scheme says what its cuts are in: revenue, profit, orders.",
            scheme=scheme.name,
            value=scheme.value_base,
        )
    if scheme.mode != "absolute" and scheme.value_base is not None:
        raise Problem(
            "Scheme {scheme}: value is {value}, but only an absolute scheme is tied to one. Leave value out.",
            scheme=scheme.name,
            value=scheme.value_base,
        )


def _check_band_ids(scheme: Scheme) -> None:
    if not 1 <= len(scheme.bands) <= MOST_BANDS:
        raise Problem(
            "Scheme {scheme}: it has {value} bands. Give 1 to {most}.",
            scheme=scheme.name,
            value=len(scheme.bands),
            most=MOST_BANDS,
        )
    seen: set[str] = set()
    for band in scheme.bands:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,31}", band.id):
            raise Problem(
                "Scheme {scheme}: band id {value} cannot be used. Use up to 32 letters, digits and _, a letter first.",
                scheme=scheme.name,
                value=band.id,
            )
        if band.id.casefold() in {name.casefold() for name in RESERVED}:
            raise Problem(
                "Scheme {scheme}: band id {value} is the name of a layer that every scheme has. Choose another.",
                scheme=scheme.name,
                value=band.id,
            )
        if band.id.casefold() in seen:
            raise Problem(
                "Scheme {scheme}: band id {value} comes twice. Give each band its own.",
                scheme=scheme.name,
                value=band.id,
            )
        seen.add(band.id.casefold())


def _check_basis_points(scheme: Scheme) -> None:
    before = 0
    for band in scheme.bands:
        if band.limit is None or not before <= band.limit <= WHOLE:
            raise Problem(
                "Scheme {scheme}, band {band}: up_to is {value}. It counts from the top: not below the band before, "
                "at most 100 %.",
                scheme=scheme.name,
                band=band.id,
                value=_percent(band.limit),
            )
        before = band.limit
    if before != WHOLE:
        raise Problem(
            "Scheme {scheme}, band {band}: up_to is {value}. The last band goes up to 100 %.",
            scheme=scheme.name,
            band=scheme.bands[-1].id,
            value=_percent(before),
        )


def _percent(limit: int | None) -> str:
    return "—" if limit is None else f"{limit / 100:g} %"


def _check_amounts(scheme: Scheme) -> None:
    *inner, last = scheme.bands
    above: int | None = None
    for band in inner:
        if band.limit is None or band.limit <= 0 or (above is not None and band.limit >= above):
            raise Problem(
                "Scheme {scheme}, band {band}: from is not right. Give each band but the last an amount above 0, "
                "the highest band first.",
                scheme=scheme.name,
                band=band.id,
            )
        above = band.limit
    if last.limit is not None:
        raise Problem(
            "Scheme {scheme}, band {band}: leave from out. The last band takes all other active customers.",
            scheme=scheme.name,
            band=last.id,
        )

"""How complete (M23) and how fresh (M24) the files of customers are.

Completeness: required fields that are filled and valid / required fields. Freshness: required fields that are filled
and valid, and whose file was confirmed within its validity / required fields. Both are sums over customers, so those of
account managers add up to the company's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from dashboard.logic.decided_tiers import STRATEGIC, TIER_ROWS
from dashboard.logic.file_policy import FIELD_PLACES, FILE_FIELDS, SECTIONS, FilePolicy
from dashboard.logic.shares import Share

SHARE_COLUMNS = ("section", "group", "customers", "required", "good", "fresh")


@dataclass(frozen=True, eq=False)
class CustomerFiles:
    """Arrays of the same customers in the same order.

    filled, valid   bits by FIELD_PLACES; what is valid is filled
    tier            place in TIER_ROWS
    confirmed_on    datetime64[D], NaT = never
    weight          int64 money units, absolute net amounts of the twelve months: what a gap concerns
    """

    filled: np.ndarray
    valid: np.ndarray
    tier: np.ndarray
    is_person: np.ndarray
    is_at_risk: np.ndarray
    confirmed_on: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.filled)

    def of(self, rows: np.ndarray) -> "CustomerFiles":
        """Those customers only (flags or places)."""
        return replace(self, **{name: array[rows] for name, array in vars(self).items()})


@dataclass(frozen=True, eq=False)
class FileFacts:
    """``required``, ``good`` (filled and valid) and ``fresh`` (good, and confirmed in time): bits per customer."""

    required: np.ndarray
    good: np.ndarray
    fresh: np.ndarray
    is_confirmed: np.ndarray

    @property
    def missing(self) -> np.ndarray:
        """Required fields that are empty or wrong, as a number per customer."""
        return np.bitwise_count(self.required & ~self.good).astype(np.int64)

    @property
    def completeness(self) -> Share:
        return Share(_bits(self.good), _bits(self.required))

    @property
    def freshness(self) -> Share:
        return Share(_bits(self.fresh), _bits(self.required))


def file_facts(files: CustomerFiles, policy: FilePolicy, *, on: date) -> FileFacts:
    """Under ``policy`` at the end of the day ``on``. A confirmation dated later than ``on`` is not known then."""
    rules = np.array(
        [
            [
                policy.must_have(tier, is_person=bool(kind & 1), is_at_risk=bool(kind & 2))
                for kind in range(4)
            ]
            for tier in TIER_ROWS
        ],
        np.int64,
    )  # fmt: skip
    kind = files.is_person.astype(np.intp) + 2 * files.is_at_risk
    required = rules[files.tier.astype(np.intp), kind] if len(files) else np.zeros(0, np.int64)
    good = required & files.valid
    since = np.full(len(files), months_before(on, policy.months))
    since[files.tier == TIER_ROWS.index(STRATEGIC)] = months_before(on, policy.strategic_months)
    is_confirmed = (files.confirmed_on > since) & (files.confirmed_on <= np.datetime64(on, "D"))  # NaT is neither
    return FileFacts(required, good, np.where(is_confirmed, good, 0), is_confirmed)


def months_before(day: date, months: int) -> np.datetime64:
    """The same day so many months before, the last of a shorter month: 31 August less 6 is 28 (29) February."""
    month = np.datetime64(day, "M") - months
    last = (month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return min(month.astype("datetime64[D]") + np.timedelta64(day.day - 1, "D"), last)


def file_shares(facts: FileFacts, groups: np.ndarray, names: Sequence[str | None]) -> pd.DataFrame:
    """SHARE_COLUMNS: one row per section and group that has customers, and per group one with section None for all.

    ``groups``: a place in ``names`` per customer. Counts of fields as int64; a share is good / required.
    """
    customers = np.bincount(groups, minlength=len(names))
    rows = []
    for section in (None, *SECTIONS):
        bits = section_bits(section)
        sums = [
            np.bincount(groups, weights=np.bitwise_count(mask & bits), minlength=len(names)).astype(np.int64)
            for mask in (facts.required, facts.good, facts.fresh)
        ]
        rows += [
            (section, names[place], int(customers[place]), *(int(one[place]) for one in sums))
            for place in np.flatnonzero(customers)
        ]
    columns = [*zip(*rows, strict=True)] or [()] * len(SHARE_COLUMNS)
    kinds = (object, object, "int64", "int64", "int64", "int64")  # of objects: None would become NaN
    return pd.DataFrame(
        {
            name: pd.Series(list(column), dtype=kind)
            for name, column, kind in zip(SHARE_COLUMNS, columns, kinds, strict=True)
        }
    )


def section_bits(section: str | None) -> int:
    """The bits of a section's fields; of all for None."""
    return sum(1 << FIELD_PLACES[one.name] for one in FILE_FIELDS if section in (None, one.section))


def incomplete_first(files: CustomerFiles, facts: FileFacts, *, bits: int) -> np.ndarray:
    """Places of the customers that lack a required field among ``bits``: most revenue first, then most fields missing,
    then the order given."""
    missing = np.bitwise_count(facts.required & ~facts.good & bits).astype(np.int64)
    places = np.flatnonzero(missing)
    return places[np.lexsort((places, -missing[places], -files.weight[places]))]


def missing_fields(required: int, good: int) -> tuple[str, ...]:
    """Names of the required fields that are empty or wrong, in the order of the file."""
    lacking = required & ~good
    return tuple(one.name for one in FILE_FIELDS if lacking >> FIELD_PLACES[one.name] & 1)


def _bits(masks: np.ndarray) -> int:
    return int(np.bitwise_count(masks).sum(dtype=np.int64))

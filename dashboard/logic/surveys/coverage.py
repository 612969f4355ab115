"""Who was asked, who answered, and which part of the revenue they stand for (metrics.md, M43)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.intervals import wilson

COUNTS = (
    "customers", "invited", "delivered", "answered", "responses", "accounts_invited", "accounts_answered",
    "customers_heard", "revenue", "revenue_heard",
)  # fmt: skip
SHARES = {
    "delivered_share": ("delivered", "invited"),
    "contact_share": ("answered", "delivered"),
    "account_share": ("accounts_answered", "accounts_invited"),
    "customer_share": ("customers_heard", "customers"),
    "revenue_share": ("revenue_heard", "revenue"),
}
"""Numerator and denominator of each."""
SAMPLED = ("contact_share", "account_share", "customer_share")
"""With an interval: how readily people of that kind answer, of whom those asked are a sample. Deliveries and revenue
are counted in full."""
NEEDS_INVITES = ("invited", "delivered", "answered", "accounts_invited", "accounts_answered")
ADVISED_REVENUE = 0.8
"""CustomerGauge advises to hear accounts with 80 % of the revenue each quarter: an advice, no norm."""


@dataclass(frozen=True, eq=False)
class CustomerReach:
    """What one wave did to each customer: arrays of one length, the last row = no known customer.

    invited, delivered, answered   invitations, those that arrived, those of these that were answered
    responses                      answers received, asked for by an invitation or not
    revenue                        int64 money units, not below 0
    is_active                      bring in revenue
    has_invites                    False: nobody wrote down who was asked
    """

    invited: np.ndarray
    delivered: np.ndarray
    answered: np.ndarray
    responses: np.ndarray
    revenue: np.ndarray
    is_active: np.ndarray
    has_invites: bool

    @property
    def is_asked(self) -> np.ndarray:
        """bool: an account that an invitation reached. The last row is no account."""
        return (self.delivered > 0) & self.is_known

    @property
    def is_heard(self) -> np.ndarray:
        """bool: an account of which anybody answered."""
        return (self.responses > 0) & self.is_known

    @property
    def is_known(self) -> np.ndarray:
        return np.arange(len(self.responses)) < len(self.responses) - 1


def coverage_table(
    reach: CustomerReach, segments: Sequence[str | None] = ("",), segment: np.ndarray | None = None
) -> pd.DataFrame:
    """One row per segment, and a last one (segment None) for customers in none, where there are any.

    ``segment``: the place of each row of ``reach`` in ``segments``, -1 = in none. Columns: segment, COUNTS (Int64,
    money in units; those of NEEDS_INVITES null where nobody wrote down who was asked), SHARES, and for those of SAMPLED
    ``_low`` and ``_high``.
    """
    place = np.zeros(len(reach.responses), np.int64) if segment is None else np.asarray(segment, np.int64)
    size = len(segments)
    place = np.where(place < 0, size, place)
    asked, heard = reach.is_asked, reach.is_heard
    each = {
        "customers": reach.is_active,
        "invited": reach.invited,
        "delivered": reach.delivered,
        "answered": reach.answered,
        "responses": reach.responses,
        "accounts_invited": asked,
        "accounts_answered": asked & heard,
        "customers_heard": reach.is_active & heard,
        "revenue": reach.revenue,
        "revenue_heard": np.where(heard, reach.revenue, 0),
    }
    table = pd.DataFrame({"segment": pd.Series([*segments, None], dtype=object)})
    for name in COUNTS:
        sums = np.zeros(size + 1, np.int64)
        np.add.at(sums, place, each[name].astype(np.int64))
        table[name] = pd.array(sums, dtype="Int64")
    is_empty = (table[["customers", "invited", "responses"]] == 0).all(axis=1)
    kept = ~is_empty | (table.index < size)
    table = table[kept].reset_index(drop=True)
    if not reach.has_invites:
        table[list(NEEDS_INVITES)] = pd.NA
    return with_shares(table)


def with_shares(table: pd.DataFrame) -> pd.DataFrame:
    """The columns of SHARES (nan where the denominator is 0 or not known) and the Wilson intervals of SAMPLED."""
    found = table.copy()
    for name, (top, bottom) in SHARES.items():
        numerator, denominator = (found[one].to_numpy(float, na_value=np.nan) for one in (top, bottom))
        with np.errstate(invalid="ignore", divide="ignore"):
            found[name] = np.where(denominator > 0, numerator / denominator, np.nan)
        if name in SAMPLED:
            found[f"{name}_low"], found[f"{name}_high"] = wilson(found[name].to_numpy(), denominator)
    return found


def reach_table(reach: pd.DataFrame) -> pd.DataFrame:
    """The same columns from what the build published of an anonymous wave (mart ``survey_reach``, one cut). Revenue is
    known as a whole percentage only, and nothing of single customers."""
    table = pd.DataFrame({"segment": reach["segment"].astype(object).to_numpy()}, dtype=object)
    for name in COUNTS:
        known = reach[name] if name in reach else pd.Series([pd.NA] * len(reach))
        table[name] = pd.array(known.to_numpy(object), dtype="Int64")
    table["responses"] = table["answered"]
    is_unasked = table["invited"].isna() | (table["invited"] == 0)
    table["delivered"] = table[["delivered", "answered"]].max(axis=1)  # who answered has received
    table.loc[is_unasked, list(NEEDS_INVITES)] = pd.NA
    table = with_shares(table)
    table["revenue_share"] = reach["revenue_percent"].astype(float).to_numpy() / 100
    return table

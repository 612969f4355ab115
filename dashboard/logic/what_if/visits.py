"""What a change of layers means for those who visit: customers and visits per account manager and layer (M62)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np
import pandas as pd

from dashboard.logic.problems import Problem

_HUNDREDTHS = 100
MOST_VISITS = 366


def load_by_manager(
    manager_codes: np.ndarray,
    before_codes: np.ndarray,
    after_codes: np.ndarray,
    layers: Sequence[str],
    managers: Sequence[str | None],
) -> pd.DataFrame:
    """Customers per account manager and layer before and after, of the visible rows that are given.

    manager_codes   place in ``managers`` per customer (None among them = not assigned); below 0 = left out
    before_codes, after_codes   place in ``layers`` per customer; below 0 = not in the population

    Gives manager, layer, before, after (int64): every layer of each manager who has a customer before or after, in the
    order of ``managers`` and ``layers``. Column sums equal the counts of the pyramid before and after.
    """
    width = len(layers)
    before = _counts(manager_codes, before_codes, width, len(managers))
    after = _counts(manager_codes, after_codes, width, len(managers))
    kept = np.flatnonzero((before + after).any(axis=1))
    names = np.array([*managers, None], dtype=object)[:-1]  # the added None keeps numpy from guessing a text type
    return pd.DataFrame(
        {
            "manager": pd.Series(np.repeat(names[kept], width), dtype=object),
            "layer": pd.Series(np.tile(np.array(layers, dtype=object), len(kept)), dtype=object),
            "before": before[kept].ravel(),
            "after": after[kept].ravel(),
        }
    )


def _counts(managers: np.ndarray, codes: np.ndarray, width: int, height: int) -> np.ndarray:
    counted = (managers >= 0) & (codes >= 0)
    cells = managers[counted].astype(np.int64) * width + codes[counted]
    return np.bincount(cells, minlength=height * width).reshape(height, width)


def visits_due(load: pd.DataFrame, visits_per_year: Mapping[str, float]) -> pd.DataFrame:
    """``load_by_manager`` with visits_before and visits_after (float64): customers x visits per year of their layer.

    A layer that is not named is not visited; one below the bands is, if the setting says so. Worked out in whole
    hundredths, so the columns hold the nearest float of the exact figure. Raises Problem as ``checked_visits``.
    """
    hundredths = checked_visits(visits_per_year)
    each = load["layer"].map(hundredths).fillna(0).to_numpy(dtype=np.int64)
    return load.assign(
        visits_before=load["before"].to_numpy() * each / _HUNDREDTHS,
        visits_after=load["after"].to_numpy() * each / _HUNDREDTHS,
    )


@dataclass(frozen=True, eq=False)
class BusiestManagers:
    """Account managers, most visits due after the change first; all lists have their length.

    ids, names   None = not assigned, or a name that is not known
    customers    (before, after) of each, by layer id
    visits       (before, after) of each
    count        how many account managers there are in all
    """

    ids: list[str | None]
    names: list[str | None]
    customers: Mapping[str, list[tuple[int, int]]]
    visits: list[tuple[float, float]]
    count: int


def busiest_managers(load: pd.DataFrame, most: int) -> BusiestManagers:
    """At most ``most`` account managers of a load: account_manager_id, account_manager_name, layer, customers_before,
    customers_after, visits_before, visits_after; every layer of each manager, one manager after the other."""
    layers = load["layer"].drop_duplicates().tolist()

    def by_manager(column: str) -> np.ndarray:
        return load[column].to_numpy().reshape(-1, max(len(layers), 1))

    before, after = (by_manager(name).sum(axis=1) for name in ("visits_before", "visits_after"))
    shown = np.argsort(-after, kind="stable")[:most]
    was, is_now = (by_manager(name)[shown] for name in ("customers_before", "customers_after"))
    return BusiestManagers(
        ids=_texts(by_manager("account_manager_id")[shown, :1]),
        names=_texts(by_manager("account_manager_name")[shown, :1]),
        customers={
            layer: list(zip(was[:, place].tolist(), is_now[:, place].tolist(), strict=True))
            for place, layer in enumerate(layers)
        },
        visits=list(zip(before[shown].tolist(), after[shown].tolist(), strict=True)),
        count=len(after),
    )


def _texts(found: np.ndarray) -> list[str | None]:
    return [None if pd.isna(text) else str(text) for text in found.ravel()]


def checked_visits(visits_per_year: Mapping[str, float]) -> dict[str, int]:
    """Hundredths of visits per layer id. Raises Problem for a number below 0, above 366 or with more than two decimals,
    and for what is no number."""
    hundredths = {}
    for layer, number in visits_per_year.items():
        try:
            exact = Decimal(str(number)) * _HUNDREDTHS
        except InvalidOperation:
            exact = Decimal(-1)
        if not (exact.is_finite() and 0 <= exact <= MOST_VISITS * _HUNDREDTHS and exact == int(exact)):
            raise Problem(
                "{value} visits per year for layer {layer} are not possible. Give 0 to 366, with at most two decimals.",
                value=number,
                layer=layer,
            )
        hundredths[layer] = int(exact)
    return hundredths

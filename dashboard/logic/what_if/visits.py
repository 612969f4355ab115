"""What a change of layers means for those who visit: customers and visits per account manager and layer (M62)."""

from collections.abc import Mapping, Sequence
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

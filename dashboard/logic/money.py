"""Exact money: whole ten-thousandths in arrays, Decimal at the edges (metrics.md, Money and unknowns)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

import numpy as np
import pandas as pd

UNITS = 10_000
"""Money units per yuan (or whatever the reporting currency is): arrays hold int64 ten-thousandths."""

_STEP = Decimal("0.0001")
_EXACT_FLOATS = 1 << 53
_INT64 = 1 << 63


def to_decimal(units: int) -> Decimal:
    """Money units as a Decimal with exactly four places: 12345 -> 1.2345."""
    with localcontext() as context:
        context.prec = 60
        return Decimal(int(units)).scaleb(-4)


def to_units(amount: Decimal | int | str) -> int:
    """An amount as whole money units, rounded half away from zero. Raises ValueError for what is no finite number."""
    with localcontext() as context:
        context.prec = 60
        try:
            rounded = Decimal(amount).quantize(_STEP, rounding=ROUND_HALF_UP)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error
        return int(rounded.scaleb(4))


def rounded_quotient(numerator: int, denominator: int) -> int | None:
    """numerator / denominator as a whole number, half away from zero; None where the denominator is 0.

    With money units above and a count below, this is an average rounded to four decimals.
    """
    if denominator == 0:
        return None
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def decimal_column(units: Iterable[int | None] | pd.Series, *, places: int = 4) -> pd.Series:
    """A column of Decimals (None where unknown) from whole units of 10 ** -places; for exports and tables."""
    column = pd.Series(units)
    unknown = column.isna()
    with localcontext() as context:
        context.prec = 60
        decimals = [
            None if is_unknown else Decimal(int(value)).scaleb(-places)
            for value, is_unknown in zip(column, unknown, strict=True)
        ]
    return pd.Series(decimals, index=column.index, name=column.name, dtype=object)


def exact_total(values: np.ndarray) -> int:
    """The sum of an int64 array as a Python int, also beyond 63 bits. Good for up to 2 ** 31 values."""
    wide = np.asarray(values, dtype=np.int64)
    high = int((wide >> 32).sum(dtype=np.int64))
    low = int((wide & 0xFFFF_FFFF).sum(dtype=np.int64))
    return (high << 32) + low


def running_totals(values: np.ndarray) -> np.ndarray:
    """Cumulative sums of values >= 0: int64, or Python ints in an object array where 63 bits do not hold the total."""
    wide = np.asarray(values, dtype=np.int64)
    if exact_total(wide) < _INT64:
        return np.cumsum(wide, dtype=np.int64)
    return np.cumsum(wide.astype(object))


def totals_by_code(codes: np.ndarray, values: np.ndarray, count: int) -> list[int]:
    """Exact sums of ``values`` per code 0 .. count-1; codes below 0 are left out.

    One pass of ``bincount`` where no partial sum can leave the whole numbers that a float holds exactly (below
    2 ** 53), else one exact sum per code.
    """
    wide = np.asarray(values, dtype=np.int64)
    if exact_total(np.abs(wide)) < _EXACT_FLOATS:
        sums = np.bincount(codes.astype(np.intp) + 1, weights=wide, minlength=count + 1)
        return [int(total) for total in sums[1 : count + 1]]
    return [exact_total(wide[codes == code]) for code in range(count)]


def counts_by_code(codes: np.ndarray, count: int) -> list[int]:
    """How many rows carry each code 0 .. count-1; codes below 0 are left out."""
    return np.bincount(codes.astype(np.intp) + 1, minlength=count + 1)[1 : count + 1].tolist()


def round_significant(value: int, digits: int = 2) -> int:
    """Rounded to so many significant digits, half away from zero: what a viewer without scope *all* sees of a cut."""
    size = len(str(abs(value))) - digits
    if size <= 0:
        return value
    step = 10**size
    return (abs(value) + step // 2) // step * step * (1 if value >= 0 else -1)


def round_significant_array(values: np.ndarray, digits: int = 2) -> np.ndarray:
    """``round_significant`` for an int64 array (up to 4.6e18), element by element, exact."""
    wide = np.asarray(values, dtype=np.int64)
    size = np.abs(wide)
    powers = 10 ** np.arange(19, dtype=np.int64)
    length = np.searchsorted(powers, size, side="right")
    step = powers[np.clip(length - digits, 0, 18)]
    return np.sign(wide) * ((size + step // 2) // step * step)

"""Figures of cases told apart by something: department, channel, layer, month … (M29, M31, M37, M38 by segment)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.money import totals_by_code
from dashboard.logic.periods import month_text
from dashboard.logic.pyramid import nullable_whole_numbers

DIMENSIONS = ("layer", "department", "product_line", "channel", "cause", "region", "industry", "account_manager_id",
              "month", "respondent", "receiver")  # fmt: skip
PERSONS = ("respondent", "receiver")
"""Single persons of the company: only with the right to see figures of persons."""
LEAGUES = ("department", "respondent")
"""Told apart by who is answerable. The rates count all cases there too: what is open and overdue is mostly not judged
yet, and leaving it out would show every department without arrears. Who stands first goes by the justified cases."""
OF_CASES = {
    "department": "respondent_department",
    "product_line": "product_line",
    "channel": "channel",
    "cause": "cause_l1",
    "respondent": "respondent_id",
    "receiver": "first_receiver_id",
}
"""Dimensions that are a column of the cases."""


@dataclass(frozen=True, eq=False)
class Segments:
    """``values`` by place; ``codes``: the place of each case of the frame, -1 = not given."""

    values: tuple[str, ...]
    codes: np.ndarray


def column_segments(values: pd.Series) -> Segments:
    """By a column of texts or categories; values in their order."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("category")
    return Segments(tuple(map(str, values.cat.categories)), values.cat.codes.to_numpy(np.int64))


def month_segments(received_at: np.ndarray, window: ServiceWindow) -> Segments:
    """By the month of receipt; what was received before the window (and due, closed or called back in it) is -1."""
    months = np.arange(window.span.first, window.span.last + 1)
    number = received_at.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - window.span.first
    return Segments(
        tuple(month_text(int(month)) for month in months),
        np.where((number >= 0) & (number < len(months)), number, -1),
    )


def breakdown_table(
    flags: Mapping[str, np.ndarray],
    segments: Segments,
    compensation: np.ndarray,
    *,
    orders: Mapping[str | None, int] | None = None,
    every: bool = False,
    league: bool = False,
) -> pd.DataFrame:
    """One row per segment that has a case in any figure (``every``: those without too), the most received first
    (``league``: the most justified), not given last; months in their order. Each figure adds up to the whole.

    flags         of the whole frame, see ``rates`` and ``handling``
    compensation  int64 money units per case
    orders        exposure by segment value (None = not given); None = not known for this dimension

    Gives segment (None = not given), one count per flag, compensation (Int64 money units, null where no amount is
    known), orders (Int64), per_hundred_orders (float, null without orders).
    """
    size = len(segments.values) + 1
    place = np.where(segments.codes < 0, size - 1, segments.codes)
    columns: dict[str, object] = {"segment": pd.Series([*segments.values, None], dtype=object)}
    for name, flag in flags.items():
        columns[name] = np.bincount(place[flag], minlength=size)
    paid = flags["compensated"]
    totals = totals_by_code(np.where(paid, place, -1).astype(np.int64), compensation, size)
    has_amount = np.bincount(place[paid], minlength=size) > 0
    columns["compensation"] = nullable_whole_numbers(
        [total if known else None for total, known in zip(totals, has_amount, strict=True)]
    )
    frame = pd.DataFrame(columns)
    exposed = [None if orders is None else orders.get(value, 0) for value in frame["segment"]]
    frame["orders"] = nullable_whole_numbers(exposed)
    known = frame["orders"].fillna(0).to_numpy(np.float64)
    received = np.bincount(place[flags["received"]], minlength=size)
    frame["per_hundred_orders"] = np.divide(100.0 * received, known, out=np.full(size, np.nan), where=known > 0)
    some = np.zeros(size, bool)
    for flag in flags.values():
        some |= np.bincount(place[flag], minlength=size) > 0
    if every:
        some[:-1] = True
        return frame[some].reset_index(drop=True)
    kept = frame[some]
    ordered = kept.assign(is_last=kept["segment"].isna())
    first = ["justified", "received"] if league else ["received"]
    ordered = ordered.sort_values(["is_last", *first], ascending=[True, *(False for _name in first)], kind="stable")
    return ordered.drop(columns="is_last").reset_index(drop=True)


UNRECORDED = {
    "accepted_in_time": ("accepted_in_time", "accept_due"),
    "closed": ("closed", "closed_in_window"),
    "closed_in_time": ("in_time", "late", "open_past_due", "due", "overdue_open"),
    "called_back": ("called_back",),
    "satisfied": ("satisfied", "answered", "not_reached"),
}
"""What is not known where the files do not record a rate."""


def recorded_only(table: pd.DataFrame, recorded: frozenset[str]) -> pd.DataFrame:
    """Null, and not 0, in what no case of the company has a time or result for (``rates.recorded_stages``)."""
    lacking = [name for rate, names in UNRECORDED.items() if rate not in recorded for name in names]
    return table.assign(**{name: pd.array([None] * len(table), dtype="Int64") for name in lacking})


def orders_by_segment(months: pd.DataFrame) -> dict[str | None, int]:
    """Orders of a window by segment from ``logic.trend.segment_months``."""
    sums = months.groupby("segment", dropna=False, sort=False)["orders"].sum()
    return {None if pd.isna(value) else str(value): int(count) for value, count in sums.items()}


def rows_of(segments: Segments, value: str | None) -> np.ndarray:
    """A flag for each case: whether it is of this segment; nothing for a value that is not there."""
    if value is None:
        return segments.codes < 0
    if value not in segments.values:
        return np.zeros(len(segments.codes), bool)
    return segments.codes == segments.values.index(value)


def shares(table: pd.DataFrame, pairs: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """With a column more per (name, numerator, denominator): the quotient, null where the denominator is 0."""
    added = {
        name: np.divide(
            _floats(table[top]),
            _floats(table[bottom]),
            out=np.full(len(table), np.nan),
            where=np.nan_to_num(_floats(table[bottom])) > 0,
        )
        for name, top, bottom in pairs
    }
    return table.assign(**added)


def _floats(column: pd.Series) -> np.ndarray:
    return column.to_numpy(np.float64, na_value=np.nan)

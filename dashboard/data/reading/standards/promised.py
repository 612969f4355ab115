"""Lines promised and delivered, and what happened on the way: counted by the engine (M56, M58)."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import known_flags, money_units, query_columns, query_rows
from dashboard.data.reading.standards.ticket_parameters import wanted_customers
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.standards.promises import PROMISE_COUNTS, Logistics, Promises

NEEDED = ("promised_line", "delivery")
WORST = 10


def are_promises_known(marts: Marts) -> tuple[bool, bool]:
    """Whether any line has a promised day, and whether there is any delivery, in the whole company."""
    return marts.remember(("promises_known",), lambda: tuple(query_rows(marts, "promises_known")[0]), keep=1)


def promises(
    marts: Marts,
    window: ServiceWindow,
    visible: np.ndarray | None,
    *,
    tolerance: float,
    by: str = "",
    places: np.ndarray | None = None,
) -> pd.DataFrame:
    """One row per part: part (text) and PROMISE_COUNTS."""
    columns = _asked(marts, "promises", window, visible, places, tolerance=tolerance, by=by)
    frame = pd.DataFrame({name: column.to_pandas() for name, column in columns.items()})
    return frame.astype(dict.fromkeys(PROMISE_COUNTS, "int64"))


def all_promises(frame: pd.DataFrame) -> Promises:
    """The parts together."""
    return Promises(**{name: int(frame[name].sum()) for name in PROMISE_COUNTS})


def late_lines(marts: Marts, window: ServiceWindow, visible: np.ndarray | None) -> pd.DataFrame:
    """At most WORST lines; nothing is masked yet."""
    columns = _asked(marts, "late_lines", window, visible, None, most=WORST)
    return pd.DataFrame({name: column.to_pandas() for name, column in columns.items()})


def logistics(
    marts: Marts, window: ServiceWindow, visible: np.ndarray | None
) -> tuple[tuple[str | None, Logistics], ...]:
    """(carrier, figures), the carrier with most shipments first."""
    columns = _asked(marts, "logistics", window, visible, None)
    money: dict[str, Any] = {name: _money(columns[name]) for name in ("damaged_value", "short_value", "shipped_value")}
    counts = {
        name: columns[name].to_pylist() for name in ("shipments", "cases", "known", "promised", "late", "delay_days")
    }
    figures = (money | counts).items()
    return tuple(
        (carrier, Logistics(**{name: values[place] for name, values in figures}))
        for place, carrier in enumerate(columns["carrier"].to_pylist())
    )


def _money(column: pa.Array) -> list[int | None]:
    if pa.types.is_null(column.type):
        return [None] * len(column)
    units, known = money_units(column).tolist(), known_flags(column).tolist()
    return [unit if is_known else None for unit, is_known in zip(units, known, strict=True)]


def _asked(
    marts: Marts,
    name: str,
    window: ServiceWindow,
    visible: np.ndarray | None,
    places: np.ndarray | None,
    **parameters: Any,
) -> dict[str, pa.Array]:
    return query_columns(
        marts,
        name,
        needs=NEEDED,
        wanted=wanted_customers(marts, visible, (), places),
        everybody=visible is None,
        start=window.starts_on,
        through=window.through_on,
        **parameters,
    )

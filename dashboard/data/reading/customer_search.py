"""Finding single customers: by a part of their id or name, or by their exact ids. Never outside the viewer's scope."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_rows
from dashboard.logic.viewer import Viewer

FOUND_COLUMNS = ("customer_id", "customer_name", "account_manager_id", "account_manager_name")


def find_customers(marts: Marts, viewer: Viewer, text: str, limit: int) -> pd.DataFrame:
    """The customers in scope whose id or name holds ``text``: FOUND_COLUMNS, at most ``limit`` rows, the id itself
    first. A masked column is not searched: what it finds would tell what is in it."""
    text = text.strip()
    scope = None if viewer.scope.all else sorted(viewer.scope.account_managers - {""})
    found = []
    if text:
        found = query_rows(
            marts,
            "customer_search",
            text=text,
            by_id="customer_id" not in viewer.masks,
            by_name="customer_name" not in viewer.masks,
            account_managers=scope,
            most=limit,
        )
    return named_customers(marts, viewer, np.array([number for (number,) in found], np.int32))


def named_customers(marts: Marts, viewer: Viewer, customer_nos: np.ndarray) -> pd.DataFrame:
    """FOUND_COLUMNS of these customers, in this order, by one keyed query."""
    texts = customer_texts(marts, customer_nos)
    frame = pd.DataFrame({name: pd.Series(texts[name], dtype=object) for name in FOUND_COLUMNS})
    return masked(frame, viewer.masks)


def customer_numbers(marts: Marts, customer_ids: Sequence[str]) -> dict[str, int]:
    """customer_no by id, of those that exist anywhere in the company: scope is the caller's."""
    return dict(query_rows(marts, "customer_numbers", customer_ids=list(customer_ids))) if customer_ids else {}

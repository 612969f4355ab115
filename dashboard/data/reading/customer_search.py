"""Finding single customers by a part of their id or name. Never outside the viewer's scope."""

from functools import reduce

import numpy as np
import pandas as pd

from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_columns, whole_numbers
from dashboard.data.reading.visible_rows import rows_in_scope
from dashboard.logic.viewer import Viewer

FOUND_COLUMNS = ("customer_id", "customer_name", "account_manager_id", "account_manager_name")


def find_customers(marts: Marts, viewer: Viewer, text: str, limit: int) -> pd.DataFrame:
    """The customers in scope whose id or name holds ``text``: FOUND_COLUMNS, at most ``limit`` rows, the id itself
    first. A masked column is not searched: what it finds would tell what is in it."""
    text = text.strip()
    by_id, by_name = "customer_id" not in viewer.veiled, "customer_name" not in viewer.veiled
    if not text or not (by_id or by_name):
        return named_customers(marts, viewer, np.zeros(0, np.int32))
    scope = np.flatnonzero(rows_in_scope(marts, viewer.scope)) if not viewer.scope.all else np.zeros(0, np.int32)
    found = query_columns(
        marts,
        "customer_search",
        customer_nos=scope,
        text=text,
        by_id=by_id,
        by_name=by_name,
        everybody=viewer.scope.all,
        most=limit,
    )
    return named_customers(marts, viewer, whole_numbers(found["customer_no"], np.int32))


def matching_customers(marts: Marts, viewer: Viewer, text: str) -> np.ndarray:
    """customer_no (int32, ascending) of all customers of the company that ``text`` finds; none for a blank text.

    Before scope: the caller keeps those that the viewer may see (``visible_rows``). Columns hidden from the viewer are
    not searched.
    """
    found = []
    for word in text.split():
        parameters = {"by_id": "customer_id" not in viewer.veiled, "by_name": "customer_name" not in viewer.veiled}
        found.append(query_columns(marts, "matching_customers", text=word, **parameters)["customer_no"].to_numpy())
    return reduce(np.intersect1d, found) if found else np.zeros(0, np.int32)


def named_customers(marts: Marts, viewer: Viewer, customer_nos: np.ndarray) -> pd.DataFrame:
    """FOUND_COLUMNS of these customers, in this order, by one keyed query."""
    texts = customer_texts(marts, customer_nos)
    frame = pd.DataFrame({name: pd.Series(texts[name], dtype=object) for name in FOUND_COLUMNS})
    return masked(frame, viewer)

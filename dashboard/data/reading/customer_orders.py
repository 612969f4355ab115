"""The orders of one customer: the only question that looks at single orders."""

import numpy as np
import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import days, known_flags, money_units, query_columns
from dashboard.data.reading.visible_rows import visible_numbers
from dashboard.logic.viewer import Viewer

NOBODY = -1
"""Is the number of no customer, so that asking for it reads nothing."""


def orders_of_customer(marts: Marts, viewer: Viewer, customer_id: str) -> pd.DataFrame:
    """One row per order, newest first: order_id, order_date (datetime64), status, is_ordered, net_amount (int64 money
    units), profit (money units, null = not costed), lines. No rows for an unknown id and for one out of scope.
    """
    number = visible_numbers(marts, viewer, [customer_id]).get(customer_id, NOBODY)
    columns = query_columns(marts, "customer_orders", customer_no=number)
    frame = pd.DataFrame(
        {
            "order_id": np.array(columns["order_id"].to_pylist(), dtype=object),
            "order_date": days(columns["order_date"]).astype("datetime64[s]"),
            "status": np.array(columns["status"].to_pylist(), dtype=object),
            "is_ordered": columns["is_ordered"].to_numpy(zero_copy_only=False).astype(bool),
            "net_amount": money_units(columns["net_amount"]),
            "profit": pd.arrays.IntegerArray(money_units(columns["profit"]), ~known_flags(columns["profit"])),
            "lines": columns["lines"].to_numpy(zero_copy_only=False).astype("int64"),
        }
    )
    return masked(frame, viewer)

"""What is missing in the demo's data on purpose: dates that one office never wrote down, and files nobody keeps up.

Nothing is drawn: who is concerned follows from the customer's row, so that all other data stay as they were.
"""

from typing import Any

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.trade import Trade
from dashboard.data.demo.truths import booked_orders
from dashboard.logic.credit_codes import check_character

_PERIOD = 12


def forgets_promises(customer: np.ndarray) -> np.ndarray:
    """Orders of two customers in three have no promised date."""
    return customer % 3 > 0


def file_codes(size: int) -> list[str]:
    """Credit codes: a fifth has none, and every ninth of the others was typed wrong in its last place."""
    codes = []
    for row in range(size):
        body = f"91110{row % 10}00MA{row:07d}"
        right = check_character(body)
        wrong = "1" if right != "1" else "2"
        codes.append("" if row % 5 == 3 else body + (wrong if row % 9 == 4 else right))
    return codes


def file_confirmations(size: int, last_day: np.datetime64) -> list[str]:
    """The day a file was last confirmed: never for a quarter, else up to two years before the data end."""
    return ["" if row % 4 == 2 else str(last_day - row * 37 % 730) for row in range(size)]


def gap_truths(plan: DemoPlan, roster: Roster, trade: Trade, slips: Slips) -> dict[str, Any]:
    """What the page of data quality must find: orders of the last twelve months without a promised date, and files on
    record with a code that fails its check."""
    recent = [one for one in booked_orders(trade, slips) if one.month > plan.months - 1 - _PERIOD]
    off_file = {*slips.customer_unlisted.tolist(), *slips.customer_bad_date.tolist()}
    wrong = [row for row in range(roster.size) if row % 5 != 3 and row % 9 == 4 and row not in off_file]
    return {
        "orders_of_the_last_12_months": len(recent),
        "without_promised_date": sum(one.customer % 3 > 0 for one in recent),
        "wrong_credit_codes": len(wrong),
    }

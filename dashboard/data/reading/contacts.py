"""The people at the customers: personal data, masked for everybody on screen until one of them is revealed.

Nothing of this is remembered between calls: what is revealed for one session must not lie where others find it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_columns, query_rows
from dashboard.data.reading.visible_rows import visible_numbers, wanted_table
from dashboard.logic.problems import Problem
from dashboard.logic.roles import CONTACT_FIELDS, Right
from dashboard.logic.viewer import Viewer

CONTACT_COLUMNS = (
    "contact_id",
    "customer_id",
    "contact_name",
    "position",
    "level",
    "phone",
    "mobile",
    "email",
    "wechat",
    "birthday_mmdd",
    "is_primary",
)
CUSTOMERS_AT_ONCE = 50_000


def contacts_of(marts: Marts, viewer: Viewer, customer_id: str, today: date) -> pd.DataFrame:
    """One row per person who has not left, the primary ones first: CONTACT_COLUMNS (texts, None = not given), ways to
    reach them shown in part at most. No rows for an unknown id and for one out of scope."""
    found = _contacts(marts, _number(marts, viewer, customer_id), today)
    return masked(found, replace(viewer, partial=(viewer.partial | CONTACT_FIELDS) - viewer.masks))


def reveal_contact(
    marts: Marts, viewer: Viewer, customer_id: str, contact_id: str, today: date
) -> dict[str, object] | None:
    """One person with what is otherwise shown in part; what is hidden from the viewer stays hidden. None for a contact
    that is not there or out of scope. Raises Problem for a viewer without the right.

    The caller writes into the trail first that it is shown, and why.
    """
    if not viewer.may(Right.REVEAL):
        raise Problem("Contacts cannot be revealed by your role. If you need it, ask whoever looks after the roles.")
    found = _contacts(marts, _number(marts, viewer, customer_id), today)
    shown = masked(found[found["contact_id"] == contact_id], replace(viewer, partial=frozenset()))
    return {str(name): value for name, value in shown.iloc[0].items()} if len(shown) else None


def count_contacts(marts: Marts, customer_nos: np.ndarray, today: date) -> int:
    """Of these customers: scope is the caller's."""
    if not knows_contacts(marts):
        return 0
    return int(query_rows(marts, "contact_count", wanted=wanted_table(customer_nos), today=today)[0][0])


def contact_batches(marts: Marts, viewer: Viewer, customer_nos: np.ndarray, today: date) -> Iterator[pd.DataFrame]:
    """The contacts of these customers in pieces, for files: scope is the caller's. ``viewer`` is the one of files, from
    whom everything is hidden that the page shows in part."""
    for start in range(0, len(customer_nos), CUSTOMERS_AT_ONCE):
        yield masked(_contacts(marts, customer_nos[start : start + CUSTOMERS_AT_ONCE], today), viewer)


def knows_contacts(marts: Marts) -> bool:
    return "contact" in marts.build.marts


def _number(marts: Marts, viewer: Viewer, customer_id: str) -> np.ndarray:
    return np.array([*visible_numbers(marts, viewer, [customer_id]).values()], np.int32)


def _contacts(marts: Marts, customer_nos: np.ndarray, today: date) -> pd.DataFrame:
    """Unmasked."""
    if not len(customer_nos) or not knows_contacts(marts):
        return pd.DataFrame({name: pd.Series([], dtype=object) for name in CONTACT_COLUMNS})
    columns = query_columns(marts, "contacts", customer_nos=customer_nos, today=today)
    return pd.DataFrame({name: pd.Series(columns[name].to_pylist(), dtype=object) for name in CONTACT_COLUMNS})

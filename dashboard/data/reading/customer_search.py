"""Finding customers by a part of their id or name, pinyin included. Never outside the viewer's scope."""

from functools import reduce

import numpy as np
import pandas as pd

from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_columns, whole_numbers
from dashboard.data.reading.visible_rows import rows_in_scope
from dashboard.logic.search_text import search_words
from dashboard.logic.spoken import MOST_WAYS, spoken_ways
from dashboard.logic.viewer import Viewer

FOUND_COLUMNS = ("customer_id", "customer_name", "account_manager_id", "account_manager_name")


MOST_WORDS = 8
"""More words of a search are not looked at: each is a look at all customers."""


def find_customers(marts: Marts, viewer: Viewer, text: str, limit: int) -> pd.DataFrame:
    """The customers in scope that ``text`` finds (matching_customers): FOUND_COLUMNS, at most ``limit`` rows, the id
    itself first, then what begins with the text."""
    found = matching_customers(marts, viewer, text)
    found = found[rows_in_scope(marts, viewer.scope)[found]]
    if len(found):
        ranked = query_columns(
            marts,
            "customer_search",
            customer_nos=found,
            text=" ".join(search_words(text)),
            spoken=next(iter(spoken_ways("".join(search_words(text)))), None),
            by_id="customer_id" not in viewer.veiled,
            by_name="customer_name" not in viewer.veiled,
            most=limit,
        )
        found = whole_numbers(ranked["customer_no"], np.int32)
    return named_customers(marts, viewer, found)


def matching_customers(marts: Marts, viewer: Viewer, text: str) -> np.ndarray:
    """customer_no (int32, ascending) of all customers of the company in whose id, name, short name or pinyin (first
    letters or in full) each word of ``text`` stands, in whatever case, width and script; none for a blank text.

    Before scope: the caller keeps those that the viewer may see (``rows_in_scope``). A masked column is not searched,
    and with the name its pinyin is not: what they find would tell what is in them.
    """
    by_id, by_name = "customer_id" not in viewer.veiled, "customer_name" not in viewer.veiled
    words = search_words(text)[:MOST_WORDS]
    if not words or not (by_id or by_name):
        return np.zeros(0, np.int32)
    return reduce(np.intersect1d, (_matching(marts, word, by_id=by_id, by_name=by_name) for word in words))


def _matching(marts: Marts, word: str, *, by_id: bool, by_name: bool) -> np.ndarray:
    ways: list[str | None] = [*spoken_ways(word), *[None] * MOST_WAYS]
    found = query_columns(
        marts,
        "matching_customers",
        needs=("customer_search",),
        word=word,
        spoken_0=ways[0],
        spoken_1=ways[1],
        spoken_2=ways[2],
        by_id=by_id,
        by_name=by_name,
    )
    return whole_numbers(found["customer_no"], np.int32)


def named_customers(marts: Marts, viewer: Viewer, customer_nos: np.ndarray) -> pd.DataFrame:
    """FOUND_COLUMNS of these customers, in this order, by one keyed query."""
    texts = customer_texts(marts, customer_nos)
    frame = pd.DataFrame({name: pd.Series(texts[name], dtype=object) for name in FOUND_COLUMNS})
    return masked(frame, viewer)

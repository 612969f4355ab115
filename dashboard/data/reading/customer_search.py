"""Finding customers by a part of their id or name, pinyin included. Never outside the viewer's scope."""

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
    found, place = _found(marts, viewer, text, with_places=True)
    in_scope = rows_in_scope(marts, viewer.scope)[found]
    ranks = place[in_scope] << 32 | found[in_scope]  # one number sorts by both; of a million matches few are shown
    if len(ranks) > limit:
        ranks = np.partition(ranks, limit)[:limit]
    return named_customers(marts, viewer, (np.sort(ranks) & 0xFFFFFFFF).astype(np.int32))


def matching_customers(marts: Marts, viewer: Viewer, text: str) -> np.ndarray:
    """customer_no (int32, ascending) of all customers of the company in whose id, name, short name or pinyin (first
    letters or in full) each word of ``text`` stands, in whatever case, width and script; none for a blank text.

    Before scope: the caller keeps those that the viewer may see (``rows_in_scope``). A masked column is not searched,
    and with the name its pinyin is not: what they find would tell what is in them.
    """
    return np.sort(_found(marts, viewer, text, with_places=False)[0])


def _found(marts: Marts, viewer: Viewer, text: str, *, with_places: bool) -> tuple[np.ndarray, np.ndarray]:
    """customer_no, and how well the whole text fits each (int64, 0 = best)."""
    by_id, by_name = "customer_id" not in viewer.veiled, "customer_name" not in viewer.veiled
    words = search_words(text)[:MOST_WORDS]
    if not words or not (by_id or by_name):
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    whole = (" ".join(words), next(iter(spoken_ways("".join(words))), None)) if with_places else (None, None)
    first, *others = words
    found, place = _matching(marts, first, whole, by_id=by_id, by_name=by_name)
    for word in others:
        is_found = np.isin(found, _matching(marts, word, (None, None), by_id=by_id, by_name=by_name)[0])
        found, place = found[is_found], place[is_found]
    return found, place


def _matching(
    marts: Marts, word: str, whole: tuple[str | None, str | None], *, by_id: bool, by_name: bool
) -> tuple[np.ndarray, np.ndarray]:
    ways: list[str | None] = [*spoken_ways(word), *[None] * MOST_WAYS]
    columns = query_columns(
        marts,
        "matching_customers",
        needs=("customer_search",),
        word=word,
        spoken_0=ways[0],
        spoken_1=ways[1],
        spoken_2=ways[2],
        text=whole[0],
        spoken=whole[1],
        by_id=by_id,
        by_name=by_name,
    )
    return whole_numbers(columns["customer_no"], np.int32), whole_numbers(columns["place"], np.int64)


def named_customers(marts: Marts, viewer: Viewer, customer_nos: np.ndarray) -> pd.DataFrame:
    """FOUND_COLUMNS of these customers, in this order, by one keyed query."""
    texts = customer_texts(marts, customer_nos)
    frame = pd.DataFrame({name: pd.Series(texts[name], dtype=object) for name in FOUND_COLUMNS})
    return masked(frame, viewer)

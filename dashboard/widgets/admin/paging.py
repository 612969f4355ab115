"""The lists of this page: some rows at a time."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
ROWS = 25


def one_page(items: Sequence[T], name: str) -> Sequence[T]:
    """Those of the open page; the number comes from the browser, so it is kept within what there is."""
    pages = _pages(items)
    number = st.session_state.get(_key(name, pages))
    place = min(max(number, 1), pages) if isinstance(number, int) else 1
    return items[(place - 1) * ROWS : place * ROWS]


def page_choice(items: Sequence[T], name: str) -> None:
    """Below the list, where it is longer than a page. A shorter or longer list begins at its first page again."""
    pages = _pages(items)
    if pages > 1:
        st.pagination(pages, key=_key(name, pages), width="stretch")


def _pages(items: Sequence[T]) -> int:
    return max(1, -(-len(items) // ROWS))


def _key(name: str, pages: int) -> str:
    return f"{name}_page_{pages}"

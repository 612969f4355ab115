"""What a header is known again by: next month's file of the same kind has the same signature."""

import hashlib
import unicodedata
from collections.abc import Iterable


def signature(header: Iterable[str]) -> str:
    """SHA-256 over the cells in their order, as ``compared``; blank columns at the end do not count.

    It is kept with the profiles: what it is made of never changes (so the aliases' normalisation is not used here).
    """
    cells = [compared(cell) for cell in header]
    while cells and not cells[-1]:
        cells.pop()
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()


def compared(header: str) -> str:
    """A header as it is compared with another one: half width, small letters, no spaces. Units in brackets count."""
    return "".join(unicodedata.normalize("NFKC", header).casefold().split()).replace("\x1f", "")

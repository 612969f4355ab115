"""One column of a view, and what kind of value it holds."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "money", "count", "share", "number", "date", "moment", "flag"]


@dataclass(frozen=True)
class ViewColumn:
    """money: Decimal with four places; share, number: float; count: int; date; moment: date and time to the second;
    flag; text. None = unknown."""

    name: str
    kind: Kind


def columns(kinds: str) -> tuple[ViewColumn, ...]:
    """Written as ``name:kind name:kind``."""
    pairs = (pair.split(":") for pair in kinds.split())
    return tuple(ViewColumn(name, kind) for name, kind in pairs)  # ty: ignore[invalid-argument-type]

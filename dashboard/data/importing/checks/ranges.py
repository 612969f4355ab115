"""Which values a column may hold: the range of a number, the closed list of a text (contract.py, Column)."""

from dataclasses import dataclass

from dashboard.data.importing.checks.casting import NUMBERS
from dashboard.data.importing.sql_text import literal
from dashboard.data.tables import NUMBER, TEXT, Column

OUT_OF_RANGE, NOT_ALLOWED, TOO_LONG = "OUT_OF_RANGE", "NOT_ALLOWED", "CELL_TOO_LONG"


@dataclass(frozen=True)
class Outside:
    """When a readable value is none of those that may stand there; ``condition`` is never null."""

    code: str
    condition: str


def range_of(column: Column, value: str, cell_characters: int) -> Outside | None:
    """What rejects a value of the column; None where every value may stand there.

    A share is 0 to 1 where the contract says no other range: 35 without a percent sign is not guessed to be 35 %.
    """
    if column.type in NUMBERS:
        is_share = column.type == NUMBER and column.unit == "share"
        least = 0 if is_share and column.least is None else column.least
        most = 1 if is_share and column.most is None else column.most
        parts = [f"{value} < {least}" if least is not None else "", f"{value} > {most}" if most is not None else ""]
        outside = " or ".join(part for part in parts if part)
        return Outside(OUT_OF_RANGE, f"coalesce({outside}, false)") if outside else None
    if column.type == TEXT and column.allowed and column.is_closed:
        return Outside(NOT_ALLOWED, f"coalesce({unlisted(column, value)}, false)")
    if column.type == TEXT:  # bytes are told without looking at the text
        return Outside(
            TOO_LONG,
            f"coalesce(strlen({value}) > {cell_characters} and length({value}) > {cell_characters}, false)",
        )
    return None


def unlisted(column: Column, value: str) -> str:
    """The text is none of the allowed values; null for an empty one."""
    return f"{value} not in ({', '.join(literal(one.value) for one in column.allowed)})"

"""A header that shows a wide survey file: 题1 … 题27, Q1 … beside the number of the response (data-model.md, 5.5)."""

import re

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.mappings import Cell, Target
from dashboard.data.importing.mapping.signatures import compared
from dashboard.data.tables import TABLES

FEWEST = 3
"""Two numbered columns may be anything."""
_OF_ONE_ANSWER = ("answer_text", "dont_know")
"""One column of words beside the answers (建议) would be repeated with each of them."""
_ITEM = re.compile(r"(?:第(\d+)题|(?:题目?|问题|题号|question|item|q)[_.-]?(\d+)题?)(.*)")
_WORDS = re.compile("意见|建议|说明|其他|其它|备注|原因|comment|text|other|reason")


def proposed_answers(header: tuple[str, ...]) -> Target | None:
    """How survey_answers would be filled; None where the header shows no run of items, or is long already.

    Columns with words (Q3意见, 建议) are left out: an answer is a score; a mapping of their own reads them. What is
    required may be missing in it.
    """
    table = TABLES["survey_answers"]
    items = {cell: number for cell in header if (number := _number(cell))}
    if len(set(items.values())) < FEWEST or len(set(items.values())) < len(items):
        return None
    found = matches(table, [cell for cell in header if cell not in items])
    if "response_id" not in found or {"item_id", "score"} & found.keys():
        return None
    words = tuple((cell, short) for cell in items if (short := _short(cell)) != cell)
    cells = {
        **{
            column: Cell(header=match.header, factor=match.factor)
            for column, match in found.items()
            if column not in _OF_ONE_ANSWER
        },
        "item_id": Cell(items=tuple(items), values=words),
        "score": Cell(is_answer=True),
    }
    return Target(table, {column: cells[column] for column in table.names if column in cells})


def missing_columns(target: Target) -> tuple[str, ...]:
    """Required columns that the proposal does not fill: somebody has to say them."""
    return tuple(column for column in target.table.required if column not in target.cells)


def _number(cell: str) -> int | None:
    found = _ITEM.fullmatch(compared(cell))
    if not found or _WORDS.search(found[3]):
        return None
    return int(found[1] or found[2]) or None


def _short(cell: str) -> str:
    """The header up to its number, without the question that may follow in words."""
    return next(
        (cell[:end] for end in range(1, len(cell)) if _number(cell[:end]) == _number(cell) and _is_bare(cell[:end])),
        cell,
    )


def _is_bare(cell: str) -> bool:
    found = _ITEM.fullmatch(compared(cell))
    return found is not None and not found[3] and (found[1] is not None or compared(cell)[-1].isdigit())

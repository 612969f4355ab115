"""Looks as JSON and back: the worker looks, the page shows."""

from dataclasses import asdict
from typing import Any

from dashboard.data.importing.files.layouts import LeftOut
from dashboard.data.importing.files.looking import Ask, Look, Sheet
from dashboard.data.importing.jobs.plan import layout_of

LONGEST_CELL = 500
"""Characters of a cell that a preview shows."""


def look_json(look: Look) -> dict[str, Any]:
    rows = [[_short(cell) for cell in row] for row in look.rows]
    return {**asdict(look), "rows": rows}


def _short(cell: Any) -> Any:
    return cell[:LONGEST_CELL] + "…" if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell


def look_of(said: dict[str, Any]) -> Look:
    asks = (Ask(ask["field"], ask["column"], tuple(map(_pair, ask["answers"]))) for ask in said["asks"])
    return Look(
        name=said["name"],
        size=said["size"],
        kind=said["kind"],
        layout=layout_of(said["layout"]),
        saw=tuple((code, dict(values)) for code, values in said["saw"]),
        asks=tuple(asks),
        header=tuple(said["header"]),
        rows=tuple(tuple(row) for row in said["rows"]),
        lines=tuple(said["lines"]),
        left_out=tuple(LeftOut(**one) for one in said["left_out"]),
        sheets=tuple(Sheet(**one) for one in said["sheets"]),
    )


def _pair(answer: list[str]) -> tuple[str, str]:
    key, shown = answer
    return key, shown

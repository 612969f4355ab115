"""Tables of rates: a cell opens the cases behind it."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from dashboard.logic.cases.handling import HANDLING
from dashboard.logic.cases.rates import PARTS, THIN
from dashboard.logic.question import Question
from dashboard.widgets.complaints.rates.drill import open_cases, open_rate
from dashboard.widgets.complaints.rates.words import dimension_title, rate_title, segment_link, segment_titles
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_cell, fitted, show_table

SEGMENT, FEW = "segment", "*"
NAME_WIDTH, RATE_WIDTH, COUNT_WIDTH = 190, 122, 82
"""Pixels: nine columns fit into a page of 1,440."""
ALL = {**PARTS, **HANDLING}


def share_text(form: Formats, numerator: object, denominator: object) -> str:
    """``182/201 · 90.5%``, with a mark where there are few; empty of nothing."""
    if pd.isna(numerator) or pd.isna(denominator):
        return _("not recorded")
    top, bottom = int(str(numerator)), int(str(denominator))
    if not bottom:
        return form.not_known
    few = FEW if bottom < THIN else ""
    return f"{form.whole(top)}/{form.whole(bottom)} · {form.share(top / bottom)}{few}"


def rate_columns(form: Formats, table: pd.DataFrame, rates: Sequence[str]) -> dict[str, list[str]]:
    """The cells of each rate, by its name."""
    return {
        name: [
            share_text(form, top, bottom) for top, bottom in zip(table[ALL[name][0]], table[ALL[name][1]], strict=True)
        ]
        for name in rates
    }


def part_texts(form: Formats, table: pd.DataFrame, name: str) -> list[str]:
    """``120/158``: a rate of HANDLING as its two counts."""
    top, bottom = (table[one] for one in HANDLING[name])
    return [f"{form.whole(int(one))}/{form.whole(int(of))}" for one, of in zip(top, bottom, strict=True)]


def segment_table(
    opened: Opened,
    question: Question,
    table: pd.DataFrame,
    by: str,
    *,
    counts: Mapping[str, str],
    rates: Sequence[str],
    texts: Mapping[str, tuple[str, list[str]]],
    at: str,
) -> None:
    """One row per segment of ``table`` (``breakdown_table``). counts: columns by title, one of HANDLING
    as part/whole; rates: of PARTS and HANDLING;
    texts: further columns, (title, cells), whose cells open what the row received."""
    form, key = opened.formats, f"rate_table_{at}"
    values = list(table[SEGMENT])
    names = segment_titles(opened, question, by, values)
    cells: dict[str, object] = {SEGMENT: names}
    columns = [
        Column(
            SEGMENT, dimension_title(by), is_pinned=True, width=min(fitted([*names, dimension_title(by)]), NAME_WIDTH)
        )
    ]
    for name, title in counts.items():
        cells[name] = list(table[name]) if name not in HANDLING else part_texts(form, table, name)
        columns.append(Column(name, title, "count" if name not in HANDLING else "text", width=COUNT_WIDTH))
    for name, written in rate_columns(form, table, rates).items():
        cells[f"{name}_rate"] = written
        columns.append(Column(f"{name}_rate", rate_title(name), width=RATE_WIDTH))
    for name, (title, written) in texts.items():
        cells[name] = written
        columns.append(Column(name, title))
    show_table(
        pd.DataFrame(cells),
        columns,
        form,
        key=key,
        alt=dimension_title(by),
        select=lambda: _choose(key, table, by, at),
        mode="single-cell",
    )


def _choose(key: str, table: pd.DataFrame, by: str, at: str) -> None:
    """Open the cases of the cell: a rate opens what it missed, everything else what was received."""
    cell = chosen_cell(key)
    if cell is None or cell[0] >= len(table):
        return
    row, name = table.iloc[cell[0]], cell[1].removesuffix("_rate")
    segment = segment_link(by, None if pd.isna(row[SEGMENT]) else str(row[SEGMENT]))
    if cell[1].endswith("_rate") and name in ALL:
        top, bottom = (row[one] for one in ALL[name])
        if not pd.isna(top) and not pd.isna(bottom):
            open_rate(at, name, int(top), int(bottom), segment)
        return
    opened = {"compensation": "compensated"}.get(name, name)
    open_cases(
        at, opened if opened in ("compensated", "overdue_open", "not_reached", "justified") else "received", segment
    )


Draw = Callable[[], None]

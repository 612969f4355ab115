"""Before the cells of a reading are cast: which order of days and which decimal mark each column keeps to.

Nothing is guessed (metrics.md has no rule for it): a column that reads in two ways and tells nothing is refused, one
that contradicts itself is left as it is, so that its rows are rejected one by one, unless nearly all of it agrees.
Looked at is the beginning only.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import duckdb

from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.notations import Notation, found_day_order, found_decimal
from dashboard.data.importing.checks.transforms import transformed, valued
from dashboard.data.importing.files.readings import Reading
from dashboard.data.importing.mapping.plans import Cell, Plan
from dashboard.data.tables import DATE, MONEY, NUMBER, RATE, TIMESTAMP, Column
from dashboard.logic.problems import Problem

SAMPLE = 20_000
"""Records that are looked at."""
DISAGREE, MIXED, SLIPS = "DAY_MONTH_DISAGREE", "DAY_MONTH_MIXED", "DAY_MONTH_SLIPS"
_DAYS = (DATE, TIMESTAMP)
_MEASURES = (MONEY, RATE, NUMBER)
"""In a whole number a comma stands between thousands."""
SAMPLE_BYTES = 2**20
"""Of a text file, of which ``SAMPLE`` records are looked at if anything in them is odd."""
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_SHAPES = tuple(f"0{mark}{day}{mark}0000".encode() for mark in "/-. " for day in ("0", "00"))
_POINTS = (b"0.000.", b"0.000,")
_QUOTED = re.compile(rb'"[^",\n]*0,0')
_WIDE = b"\xef\xbc"
"""The first two bytes of full-width digits and marks."""
# cheap: are there cells at all that the plain reading does not take?
_ODD = {True: r"'^\s*[0-9０-９]{1,2}[-/. ][0-9０-９]{1,2}[-/. ][0-9０-９]{4}'", False: r"'[,，]|[.].*[.]'"}


def may_need_settling(reading: Reading) -> bool:
    """Whether any text at the beginning looks as if it could: a few milliseconds instead of a query."""
    if reading.is_parquet:
        return True
    with reading.path.open("rb") as stream:
        text = stream.read(SAMPLE_BYTES)
    text = text.translate(_ZEROS)
    if _WIDE in text or any(shape in text for shape in (*_SHAPES, *_POINTS)):
        return True
    # between cells with commas a comma stands in a number only within quotes
    return _QUOTED.search(text) is not None if reading.delimiter == "," else b"0,0" in text


def settled_plan(
    connection: duckdb.DuckDBPyConnection, plan: Plan, relation: str, book: MarkBook, name: str, delimiter: str = ""
) -> Plan:
    """The plan with an order of days and a decimal mark for every column that needs one.

    ``relation``: the text cells ``_c0`` …; ``name``: of the file, for the Problem that is raised where a column reads
    in two ways. A file with commas between its cells has points in its numbers, where its numbers do not say otherwise.
    """
    found = column_notations(connection, plan, relation)
    cells, is_open = settled_cells(plan, found, delimiter)
    for column in is_open:
        raise _ambiguous(name, cells[column], found[column].example, is_day=_is_day(plan, column))
    orders = {column: one.answer for column, one in found.items() if _is_day(plan, column) and one.answer}
    for column, one in found.items():
        if one.is_contradicted and _is_day(plan, column):
            book.remarks.append((SLIPS if one.answer else MIXED, column, one.example))
    if len(set(orders.values())) > 1:
        book.remarks.append((DISAGREE, ", ".join(orders), "; ".join(found[column].example for column in orders)))
    return replace(plan, cells=cells)


def settled_cells(
    plan: Plan, found: dict[str, Notation], delimiter: str = ""
) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """The cells with what was found put in, and the columns for which somebody has to say it."""
    marks = {one.answer for column, one in found.items() if not _is_day(plan, column) and one.answer}
    usual = marks.pop() if len(marks) == 1 else "." if delimiter == "," and not marks else None
    cells, is_open = dict(plan.cells), []
    for column, one in found.items():
        is_day, cell = _is_day(plan, column), cells[column]
        if one.is_open and (is_day or not usual):
            is_open.append(column)
        elif is_day:
            cells[column] = replace(cell, day_order=one.answer)
        else:
            cells[column] = replace(cell, decimal=one.answer or (usual if one.is_open else None))
    return cells, tuple(is_open)


def _is_day(plan: Plan, column: str) -> bool:
    return plan.table.by_name[column].type in _DAYS


def _unsettled(plan: Plan) -> Iterator[tuple[Column, Cell]]:
    """The columns whose text could need it and for which nobody has said it."""
    for name, cell in plan.cells.items():
        column = plan.table.by_name[name]
        if cell.header is None:
            continue
        if column.type in _DAYS and not cell.day_format and not cell.day_order:
            yield column, cell
        if column.type in _MEASURES and not cell.decimal:
            yield column, cell


def column_notations(connection: duckdb.DuckDBPyConnection, plan: Plan, relation: str) -> dict[str, Notation]:
    """Canonical column -> what its values tell, for the columns that the plain reading does not take whole."""
    columns = list(_unsettled(plan))
    if not columns:
        return {}
    texts = [valued(transformed(f"_c{plan.position(cell.header or '')}", cell.transforms), cell.values)
             for _column, cell in columns]  # fmt: skip
    cells = ", ".join(f"{text} as t{number}" for number, text in enumerate(texts))
    sample = f"select {cells} from (select * from ({relation}) limit {SAMPLE})"  # noqa: S608 - composed of quoted names
    odd = ", ".join(
        f"bool_or(regexp_matches(t{number}, {_ODD[column.type in _DAYS]}))"
        for number, (column, _cell) in enumerate(columns)
    )
    flags = connection.execute(f"select {odd} from ({sample})").fetchall()[0]  # noqa: S608
    wanted = [number for number, is_odd in enumerate(flags) if is_odd]
    if not wanted:
        return {}
    shown = ", ".join(f"t{number}" for number in wanted)
    values = list(zip(*connection.execute(f"select {shown} from ({sample})").fetchall(), strict=True))  # noqa: S608
    return {
        columns[number][0].name: (found_day_order if columns[number][0].type in _DAYS else found_decimal)(cells)
        for number, cells in zip(wanted, values, strict=True)
    }


def _ambiguous(name: str, cell: Cell, value: str, *, is_day: bool) -> Problem:
    if is_day:
        return Problem(
            "File {file}, column {column}: {value} may be day and month or month and day, and no other value of the "
            'column tells which. Say day_order = "dmy" or "mdy" in a mapping file.',
            file=name, column=cell.header, value=value,
        )  # fmt: skip
    return Problem(
        "File {file}, column {column}: the comma in {value} may stand before decimals or between thousands, and no "
        'other value tells which. Say decimal = "," or "." in a mapping file.',
        file=name, column=cell.header, value=value,
    )  # fmt: skip

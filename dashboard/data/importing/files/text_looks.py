"""A look at a text file, of whatever size: its beginning, its end and samples in between."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.data.importing.files.cell_kinds import day_orders, decimal_fit
from dashboard.data.importing.files.encoding_choice import looked_encodings, named_encoding, readings_of
from dashboard.data.importing.files.head_records import HeadRecord
from dashboard.data.importing.files.layouts import FOUND, Layout, LeftOut
from dashboard.data.importing.files.limits import NO_LIMITS_SAID, check_shape
from dashboard.data.importing.files.looking import SHOWN_ROWS, Ask, Look
from dashboard.data.importing.files.odd_records import bare_record
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.text_plans import TextPlan, text_plan
from dashboard.import_limits import ImportLimits
from dashboard.logic.problems import Problem

_SHOWN_VALUES = 3


def text_look(source: Source, layout: Layout = FOUND, limits: ImportLimits = NO_LIMITS_SAID) -> Look:
    """What the import would read, under what is said of the layout. Raises Problem for an empty file, and for one with
    too many columns.

    Lines left out at the end of a file over 1 MB have line 0: nobody counted the lines before them.
    """
    asks: list[Ask] = []
    if layout.encoding:
        encoding = named_encoding(layout.encoding)
    else:
        choices, line = looked_encodings(source.path)
        encoding = choices[0]
        if len(choices) > 1:
            asks.append(Ask("encoding", "", readings_of(line, choices)))
    plan = text_plan(source.path, encoding, layout)
    if plan is None:
        raise Problem("File {file} is empty. Give a file with a header line and records.", file=source.name)
    check_shape(limits, source.name, 0, len(plan.header))
    header, records = plan.header, _as_taken(plan)[:SHOWN_ROWS]
    columns = [[one.cells[place] for one in plan.records if len(one.cells) > place] for place in range(len(header))]
    if plan.is_nameless:
        header = tuple(f"column {place}" for place in range(1, len(header) + 1))
        asks.append(Ask("names", "", tuple(
            (name, ", ".join(cells[:_SHOWN_VALUES])) for name, cells in zip(header, columns, strict=True)
        )))  # fmt: skip
    found, more = _marks(plan.layout, header, columns)
    return Look(
        source.name, source.path.stat().st_size, "text", found, (*_seen(plan), *plan.saw), (*asks, *more), header,
        tuple(one.cells for one in records), tuple(one.first for one in records), _left_out(plan),
    )  # fmt: skip


def _as_taken(plan: TextPlan) -> list[HeadRecord]:
    """The records as the import takes them: a stray carriage return may end one, in a file that mixes line ends."""
    delimiter, width = plan.layout.delimiter or ",", len(plan.header)
    found: list[HeadRecord] = []
    for one in plan.records:
        if len(one.cells) == width or not any("\r" in cell for cell in one.cells):
            found.append(one)
            continue
        line = delimiter.join(one.cells).encode("utf-8", "replace")
        rows = bare_record(line, delimiter, width, may_split=not plan.dialect.swaps_ends).rows
        found += [HeadRecord(tuple(row), one.first, one.last) for row in rows]
    return found


def _seen(plan: TextPlan) -> list[tuple[str, dict[str, str]]]:
    layout = plan.layout
    seen = [
        ("ENCODING", {"encoding": layout.encoding or ""}),
        ("DELIMITER", {"delimiter": layout.delimiter or "", "columns": str(len(plan.header))}),
    ]
    if plan.dialect.escape or plan.dialect.quote != '"':
        seen.append(("QUOTE", {"quote": plan.dialect.quote, "escape": plan.dialect.escape}))
    if plan.dialect.swaps_ends:
        seen.append(("LINE_ENDS", {"line_end": "CR"}))
    first, last = layout.header or (0, 0)
    seen.append(("HEADER", {"line": str(first), "last": str(last)}) if first else ("NO_HEADER", {}))
    if plan.left_out:
        seen.append(("LINES_BEFORE", {"count": str(len(plan.left_out))}))
    if plan.footer:
        seen.append(("LINES_AFTER", {"count": str(len(plan.footer))}))
    return seen


def _left_out(plan: TextPlan) -> tuple[LeftOut, ...]:
    return (*plan.left_out, *(LeftOut(line, text) for line, text in zip(plan.footer_lines, plan.footer, strict=True)))


def _marks(layout: Layout, header: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[Layout, list[Ask]]:
    """Decimal mark and order of days: what a column proves holds for the file, what none proves is asked by column."""
    fits = {name: decimal_fit(cells) for name, cells in zip(header, columns, strict=True) if name}
    orders = {name: day_orders(cells) for name, cells in zip(header, columns, strict=True) if name}
    proven = {fit for fit in fits.values() if isinstance(fit, str)}
    sure = {order[0] for order in orders.values() if len(order) == 1}
    cells_of = dict(zip(header, columns, strict=True))
    asks: list[Ask] = []
    if layout.decimal is None and len(proven) == 1:
        layout = replace(layout, decimal=proven.pop())
    elif layout.decimal is None and layout.delimiter != ",":  # within quotes a comma before three digits is no decimal
        asks += [Ask("decimal", name, _decimal_answers(cells_of[name])) for name, fit in fits.items() if fit is True]
    if layout.day_order is None and len(sure) == 1:
        layout = replace(layout, day_order=sure.pop())
    elif layout.day_order is None:
        asks += [Ask("day_order", name, _day_answers(cells_of[name])) for name, order in orders.items()
                 if len(order) == 2]  # fmt: skip
    return layout, asks


def _decimal_answers(cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    cell = next(cell.strip() for cell in cells if any(mark in cell for mark in ".,"))
    other = {".": ",", ",": "."}
    return tuple(
        (mark, f"{cell} = {cell.replace(other[mark], '').replace(' ', '').replace(mark, '.')}") for mark in (".", ",")
    )


def _day_answers(cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    cell = next(cell.strip() for cell in cells if cell.strip())
    first, second, year = cell.replace("/", "-").replace(".", "-").split(" ")[0].split("-")[:3]
    return (("dmy", f"{cell} = {year}-{second:0>2}-{first:0>2}"), ("mdy", f"{cell} = {year}-{first:0>2}-{second:0>2}"))

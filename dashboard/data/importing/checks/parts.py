"""Text cells to typed, marked rows: one select per reading and table, written to Parquet in one pass."""

from dashboard.data.importing.checks.casting import (
    first_sql,
    value_sql,
)  # fmt: skip
from dashboard.data.importing.checks.marks import Mark, MarkBook
from dashboard.data.importing.checks.row_marks import (
    NO_AMOUNT,
    form_of,
    given_columns,
    is_negated,
    line_net,
    row_marks,
    summed,
    suspicions,
)
from dashboard.data.importing.checks.transforms import transformed, valued
from dashboard.data.importing.mapping.plans import Cell, Plan
from dashboard.data.importing.sql_text import any_of, identifier, literal
from dashboard.data.tables import Column, Table

__all__ = ["FILTERED", "NO_AMOUNT", "PARQUET", "POSITION_BITS", "Mark", "MarkBook", "column_list", "filled_columns",
           "part_select", "rows_select", "typed_nothing"]  # fmt: skip

FILTERED = "FILTERED_BY_MAPPING"
POSITION_BITS = 40
"""A row's position in the import: number of the reading << 40 | number of the row."""


def part_select(plan: Plan, relation: str, book: MarkBook, batch_id: str) -> str:
    """The select that gives the filled columns, batch_id, source_system and ``_marks`` of a relation of text cells."""
    table = plan.table
    given = {column.name: _text(plan, column.name, cell) for column, cell in given_columns(plan)}
    texts = [f"{text} as _r_{name}" for name, text in given.items()]
    flags = [f"_b_{name}" for name in plan.expressions] + (["_keep"] if plan.where else [])
    cells = [(column, f"_r_{column.name}", cell) for column, cell in given_columns(plan)]
    inner = f"select {', '.join(texts + flags)} from ({relation})"  # noqa: S608 - composed of quoted names
    firsts = [
        f"{first_sql(column.type, text, form_of(column, cell))} as _f_{column.name}" for column, text, cell in cells
    ]
    first = f"select *, {', '.join(firsts)} from ({inner})"  # noqa: S608
    values = [
        f"{value_sql(column.type, text, f'_f_{column.name}', form_of(column, cell))} as _v_{column.name}"
        for column, text, cell in cells
    ]
    typed = f"select *, {', '.join(values)} from ({first})"  # noqa: S608
    filled = filled_columns(plan)
    columns = [
        f"{_final(table, column, given)} as {identifier(column.name)}"
        for column in table.columns
        if column.name in filled
    ]
    marks = summed(row_marks(plan, book, given))
    marks = f"case when {any_of(suspicions(plan, given, book.cell_characters))} then {marks} else 0 end"
    if plan.where:
        marks = f"case when _keep then {marks} else {book.bit(FILTERED, '')} end"
    return (
        f"select {', '.join(columns)}, {literal(batch_id)} as batch_id, "  # noqa: S608
        f"{literal(plan.source_system)} as source_system, ({marks})::bigint as _marks from ({typed})"
    )


def filled_columns(plan: Plan) -> set[str]:
    """The contract columns that a plan fills. The others are left out of the files: empty columns cost a quarter of the
    time of a load, and readers add them by name."""
    computed = {"net_amount"} if plan.table.name == "order_lines" else set()
    if plan.table.numbering:
        computed.add(plan.table.numbering.number)
    never_null = {column.name for column in plan.table.columns if column.blank is not None}
    return set(plan.cells) | computed | never_null


def _text(plan: Plan, name: str, cell: Cell) -> str:
    if cell.value is not None:
        return f"{literal(cell.value)}::varchar"
    text = f"_m_{name}" if cell.sql is not None else f"_c{plan.position(cell.header or '')}"
    return valued(transformed(text, cell.transforms), cell.values)


def _final(table: Table, column: Column, given: dict[str, str]) -> str:
    """The canonical value: what was given, a line's quantity x price, a return's sign."""
    if column.blank is not None:
        blank = literal(column.blank)
        return f"coalesce(_v_{column.name}, {blank})" if column.name in given else f"{blank}::{column.type}"
    if table.name != "order_lines" or column.name not in ("net_amount", "direct_cost", "qty"):
        return f"_v_{column.name}" if column.name in given else f"null::{column.type}"
    value = line_net(given) if column.name == "net_amount" else f"_v_{column.name}"
    if column.name not in given and column.name != "net_amount":
        return f"null::{column.type}"
    if "is_return" in given:
        return f"case when {is_negated(given)} and {value} > 0 then -({value}) else {value} end"
    return value


def rows_select(table: Table, parts: list[str]) -> str:
    """All parts as one relation with all contract columns and ``_pos``, the row's position in the import."""
    selects = [
        f"select *, {number << POSITION_BITS} + file_row_number as _pos "  # noqa: S608
        f"from read_parquet({literal(path)}, file_row_number=true, hive_partitioning=false)"
        for number, path in enumerate(parts)
    ]
    return "\nunion all by name\n".join([typed_nothing(table), *selects])


def typed_nothing(table: Table) -> str:
    """An empty relation with the contract's columns: beside it, files may lack what they do not fill."""
    columns = ", ".join(f"null::{column.type} as {identifier(column.name)}" for column in table.columns)
    return f"select {columns} where false"


PARQUET = "format parquet, parquet_version v2, compression lz4_raw, dictionary_size_limit 1000"
"""Delta encoding and small dictionaries: measured at nine tenths of the time and four fifths of the bytes."""


def column_list(table: Table, prefix: str = "", without: str = "") -> str:
    """The contract columns, optionally qualified, or all but one."""
    return ", ".join(prefix + identifier(name) for name in table.names if name != without)

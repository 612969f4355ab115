"""Text cells to typed, marked rows: one select per reading and table, written to Parquet in one pass."""

from collections.abc import Iterable, Iterator

from dashboard.data.importing.checks.casting import (
    BAD_CODES,
    Form,
    first_sql,
    may_be_rounded_sql,
    rounded_sql,
    value_sql,
)  # fmt: skip
from dashboard.data.importing.checks.marks import Mark, MarkBook
from dashboard.data.importing.checks.ranges import range_of
from dashboard.data.importing.checks.transforms import transformed, valued
from dashboard.data.importing.mapping.plans import Cell, Plan
from dashboard.data.importing.sql_text import any_of, identifier, literal
from dashboard.data.tables import DATE, MONEY, TEXT, TIMESTAMP, Column, Table

__all__ = ["FILTERED", "NO_AMOUNT", "PARQUET", "POSITION_BITS", "Mark", "MarkBook", "column_list", "filled_columns",
           "part_select", "rows_select", "typed_nothing"]  # fmt: skip

FILTERED = "FILTERED_BY_MAPPING"
NO_AMOUNT = "MISSING_AMOUNT"
ROUNDED, NEGATED, EMPTY_WORD = "ROUNDED", "RETURN_NEGATED", "EMPTY_WORD"
POSITION_BITS = 40
"""A row's position in the import: number of the reading << 40 | number of the row."""


def part_select(plan: Plan, relation: str, book: MarkBook, batch_id: str) -> str:
    """The select that gives the filled columns, batch_id, source_system and ``_marks`` of a relation of text cells."""
    table = plan.table
    given = {column.name: _text(plan, column.name, cell) for column, cell in _given(plan)}
    texts = [f"{text} as _r_{name}" for name, text in given.items()]
    flags = [f"_b_{name}" for name in plan.expressions] + (["_keep"] if plan.where else [])
    cells = [(column, f"_r_{column.name}", cell) for column, cell in _given(plan)]
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
    marks = _summed(_marks(plan, book, given))
    marks = f"case when {any_of(_suspicions(plan, given, book.cell_characters))} then {marks} else 0 end"
    if plan.where:
        marks = f"case when _keep then {marks} else {book.bit(FILTERED, '')} end"
    return (
        f"select {', '.join(columns)}, {literal(batch_id)} as batch_id, "  # noqa: S608
        f"{literal(plan.source_system)} as source_system, ({marks})::bigint as _marks from ({typed})"
    )


def filled_columns(plan: Plan) -> set[str]:
    """The contract columns that a plan fills. The others are left out of the files: empty columns cost a quarter of the
    time of a load, and readers add them by name."""
    computed = {"line_no", "net_amount"} if plan.table.name == "order_lines" else set()
    never_null = {column.name for column in plan.table.columns if column.blank is not None}
    return set(plan.cells) | computed | never_null


def _given(plan: Plan) -> list[tuple[Column, Cell]]:
    return [(plan.table.by_name[name], cell) for name, cell in plan.cells.items()]


def form_of(column: Column, cell: Cell) -> Form:
    """How the cells of a column are to be read."""
    return Form(cell.day_format, cell.factor, column.is_month, cell.decimal, cell.day_order, column.allowed)


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
    value = _line_net(given) if column.name == "net_amount" else f"_v_{column.name}"
    if column.name not in given and column.name != "net_amount":
        return f"null::{column.type}"
    if "is_return" in given:
        return f"case when {_is_negated(given)} and {value} > 0 then -({value}) else {value} end"
    return value


def _line_net(given: dict[str, str]) -> str:
    product = "try_cast(_v_qty * _v_unit_price as decimal(18,4))" if {"qty", "unit_price"} <= set(given) else None
    if "net_amount" not in given:
        return product or f"null::{MONEY}"
    if product is None:
        return "_v_net_amount"
    return f"case when _v_net_amount is null and {_is_blank('net_amount')} then {product} else _v_net_amount end"


def _is_negated(given: dict[str, str]) -> str:
    return f"coalesce(_v_is_return and ({_line_net(given)}) > 0, false)"


def _is_blank(name: str) -> str:
    return f"says_nothing(_r_{name})"


_Bit = tuple[str, int]
"""A condition that is true or false, never null, and the bit that it sets."""


def _summed(bits: Iterable[_Bit]) -> str:
    """The conditions as one number. Columns that share a bit set it once."""
    conditions: dict[int, list[str]] = {}
    for condition, bit in bits:
        conditions.setdefault(bit, []).append(condition)
    return " + ".join(f"({any_of(its)})::bigint * {bit}" for bit, its in conditions.items()) or "0"


def _marks(plan: Plan, book: MarkBook, given: dict[str, str]) -> Iterator[_Bit]:
    """The rules that a row's own cells break."""
    for column, cell in _given(plan):
        name = column.name
        if column.is_required:
            code = "MISSING_DATE" if column.type in (DATE, TIMESTAMP) else "MISSING_KEY"
            # the clean-up runs only where there is no value
            blank = f"case when _v_{name} is null then {_is_blank(name)} else false end"
            if name in plan.expressions:
                blank = f"(({blank}) and not _b_{name})"
            yield blank, book.bit(code, name)
        if column.type != TEXT:
            unreadable = f"case when _v_{name} is null then not says_nothing(_r_{name}) else false end"
            yield unreadable, book.bit(BAD_CODES[column.type], name)
        if column.type != TEXT and not column.is_required:
            word = f"says_nothing(_r_{name}) and not is_blank(_r_{name})"
            yield f"case when _v_{name} is null then {word} else false end", book.bit(EMPTY_WORD, name, rejects=False)
        if outside := range_of(column, f"_v_{name}", book.cell_characters):
            yield outside.condition, book.bit(outside.code, name)
        if column.type == MONEY:
            lost = rounded_sql(f"_r_{name}", f"_v_{name}", form_of(column, cell))
            yield lost, book.bit(ROUNDED, name, rejects=False)
        if name in plan.expressions:
            yield f"_b_{name}", book.bit("BAD_EXPRESSION", name)
    yield from _amount_marks(plan, book, given)


def _suspicions(plan: Plan, given: dict[str, str], longest: int) -> Iterator[str]:
    """Cheap conditions of which at least one holds for every row with a mark: only there the marks are worked out."""
    for column, cell in _given(plan):
        if column.type != TEXT or column.is_required:
            yield f"_v_{column.name} is null" + ("" if column.is_required else f" and _r_{column.name} is not null")
        if column.type == MONEY:
            yield f"coalesce({may_be_rounded_sql(f'_r_{column.name}', form_of(column, cell))}, false)"
        if outside := range_of(column, f"_v_{column.name}", longest):
            yield outside.condition
        if column.name in plan.expressions:
            yield f"_b_{column.name}"
    amounts = [name for name in ("net_amount", "gross_amount") if name in given]
    if plan.table.name == "orders" and amounts:
        yield " and ".join(f"_v_{name} is null" for name in amounts)
    if plan.table.name == "order_lines":
        yield f"({_line_net(given)}) is null"
        if "is_return" in given:
            yield "_v_is_return"


def _amount_marks(plan: Plan, book: MarkBook, given: dict[str, str]) -> Iterator[_Bit]:
    """No amount at all, returns in positive figures (metrics.md, Orders)."""
    amounts = [name for name in ("net_amount", "gross_amount") if name in given]
    blank = " and ".join(_empty(plan, name) for name in amounts)
    if plan.table.name == "orders" and amounts:
        yield blank, book.bit(NO_AMOUNT, amounts[-1])
    if plan.table.name == "order_lines":
        product = {"qty", "unit_price"} <= set(given)
        no_product = f"({_empty(plan, 'qty')} or {_empty(plan, 'unit_price')})" if product else "true"
        no_net = blank or "true"
        yield f"({no_net}) and {no_product}", book.bit(NO_AMOUNT, "net_amount")
        if product:
            factors = "_v_qty is not null and _v_unit_price is not null"
            unfit = f"({no_net}) and {factors} and ({_line_net(given)}) is null"
            yield f"coalesce({unfit}, false)", book.bit("BAD_AMOUNT", "net_amount")
        if "is_return" in given:
            yield _is_negated(given), book.bit(NEGATED, "is_return", rejects=False)


def _empty(plan: Plan, name: str) -> str:
    """The cell holds nothing; an expression that failed is a fault of its own."""
    blank = f"case when _v_{name} is null then {_is_blank(name)} else false end"
    return f"({blank} and not _b_{name})" if name in plan.expressions else f"({blank})"


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


def column_list(table: Table, prefix: str = "") -> str:
    """The contract columns, optionally qualified."""
    return ", ".join(prefix + identifier(name) for name in table.names)

"""What a row's own cells hold against it, as SQL over its texts (``_r_``) and values (``_v_``) that ``parts`` gives."""

from collections.abc import Iterable, Iterator

from dashboard.data.importing.checks.casting import (
    BAD_CODES,
    Form,
    may_be_rounded_sql,
    rounded_sql,
)  # fmt: skip
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.ranges import range_of
from dashboard.data.importing.mapping.plans import Cell, Plan
from dashboard.data.importing.sql_text import any_of
from dashboard.data.tables import DATE, MONEY, TEXT, TIMESTAMP, Column

NO_AMOUNT = "MISSING_AMOUNT"
ROUNDED, NEGATED, EMPTY_WORD = "ROUNDED", "RETURN_NEGATED", "EMPTY_WORD"


def given_columns(plan: Plan) -> list[tuple[Column, Cell]]:
    return [(plan.table.by_name[name], cell) for name, cell in plan.cells.items()]


def form_of(column: Column, cell: Cell) -> Form:
    """How the cells of a column are to be read."""
    return Form(
        cell.day_format,
        cell.factor,
        column.is_month,
        cell.decimal,
        cell.day_order,
        column.allowed,
        column.is_required,
    )


def line_net(given: dict[str, str]) -> str:
    product = "try_cast(_v_qty * _v_unit_price as decimal(18,4))" if {"qty", "unit_price"} <= set(given) else None
    if "net_amount" not in given:
        return product or f"null::{MONEY}"
    if product is None:
        return "_v_net_amount"
    return f"case when _v_net_amount is null and {_is_blank('net_amount')} then {product} else _v_net_amount end"


def is_negated(given: dict[str, str]) -> str:
    return f"coalesce(_v_is_return and ({line_net(given)}) > 0, false)"


def _is_blank(name: str) -> str:
    return f"says_nothing(_r_{name})"


def _unknown_word(name: str) -> str:
    """A text stands there, and it says that nothing is known."""
    return f"case when _v_{name} is null then coalesce(_f_{name} <> '', false) else false end"


_Bit = tuple[str, int]
"""A condition that is true or false, never null, and the bit that it sets."""


def summed(bits: Iterable[_Bit]) -> str:
    """The conditions as one number. Columns that share a bit set it once."""
    conditions: dict[int, list[str]] = {}
    for condition, bit in bits:
        conditions.setdefault(bit, []).append(condition)
    return " + ".join(f"({any_of(its)})::bigint * {bit}" for bit, its in conditions.items()) or "0"


def row_marks(plan: Plan, book: MarkBook, given: dict[str, str]) -> Iterator[_Bit]:
    """The rules that a row's own cells break."""
    for column, cell in given_columns(plan):
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
        if column.type == TEXT and not column.is_required:
            yield _unknown_word(name), book.bit(EMPTY_WORD, name, rejects=False)
        if outside := range_of(column, f"_v_{name}", book.cell_characters):
            yield outside.condition, book.bit(outside.code, name)
        if column.type == MONEY:
            lost = rounded_sql(f"_r_{name}", f"_v_{name}", form_of(column, cell))
            yield lost, book.bit(ROUNDED, name, rejects=False)
        if name in plan.expressions:
            yield f"_b_{name}", book.bit("BAD_EXPRESSION", name)
    yield from _amount_marks(plan, book, given)


def suspicions(plan: Plan, given: dict[str, str], longest: int) -> Iterator[str]:
    """Cheap conditions of which at least one holds for every row with a mark: only there the marks are worked out."""
    for column, cell in given_columns(plan):
        if column.type != TEXT or column.is_required:
            yield f"_v_{column.name} is null" + ("" if column.is_required else f" and _r_{column.name} is not null")
        if column.type == TEXT and not column.is_required:
            yield _unknown_word(column.name)
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
        yield f"({line_net(given)}) is null"
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
            unfit = f"({no_net}) and {factors} and ({line_net(given)}) is null"
            yield f"coalesce({unfit}, false)", book.bit("BAD_AMOUNT", "net_amount")
        if "is_return" in given:
            yield is_negated(given), book.bit(NEGATED, "is_return", rejects=False)


def _empty(plan: Plan, name: str) -> str:
    """The cell holds nothing; an expression that failed is a fault of its own."""
    blank = f"case when _v_{name} is null then {_is_blank(name)} else false end"
    return f"({blank} and not _b_{name})" if name in plan.expressions else f"({blank})"

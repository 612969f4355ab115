"""One column of a mapping file: a header, or a table with ``column``, ``value``, ``sql`` or ``unpivot``."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from dashboard.data.importing.checks.transforms import NAMES, check_transform
from dashboard.data.importing.mapping.mappings import Cell
from dashboard.data.importing.mapping.toml_layout import DAY_ORDERS, DECIMALS
from dashboard.logic.problems import Problem

ANSWER = "value"
"""``{ unpivot = "value" }``: what stands in the columns that another one names."""
_LEAST, _MOST = Decimal("0.000001"), 10**12


def cell_of(file: str, table: str, column: str, value: Any) -> Cell:
    """The cell that a value of TOML says. Raises Problem that names table, column, field and remedy."""
    match value:
        case str() if value:
            return Cell(header=value)
        case {"value": str() | int() | Decimal() | bool() as constant} if len(value) == 1:
            return Cell(value=str(constant).lower() if isinstance(constant, bool) else str(constant))
        case {"sql": str(sql)} if len(value) == 1 and sql:
            return Cell(sql=sql)
        case {"column": str(header)} if header:
            return _detailed(file, table, column, Cell(header=header), value, "column")
        case {"unpivot": "value"}:
            return _detailed(file, table, column, Cell(is_answer=True), value, "unpivot")
        case {"unpivot": str(pattern)} if pattern:
            return _detailed(file, table, column, Cell(items=(pattern,)), value, "unpivot")
        case {"unpivot": [*headers]} if headers and all(isinstance(header, str) and header for header in headers):
            return _detailed(file, table, column, Cell(items=tuple(headers)), value, "unpivot")
    raise Problem(
        "Mapping file {file}, [{table}], {column}: give a source column, "
        '{{ column = "…", format = "…" }}, {{ value = "…" }} or {{ sql = "…" }}.',
        file=file, table=table, column=column,
    )  # fmt: skip


def _detailed(file: str, table: str, column: str, cell: Cell, said: Mapping[str, Any], origin: str) -> Cell:
    """The cell with format, values, transform, decimal, day_order and factor."""
    for field, value in said.items():
        match field, value:
            case _ if field == origin:
                continue
            case "format", str() if value and not cell.items:
                cell = replace(cell, day_format=value)
            case "values", {**words} if all(isinstance(word, str | int | Decimal) for word in words.values()):
                cell = replace(cell, values=tuple((key, _word(word)) for key, word in words.items()))
            case "transform", str():
                cell = replace(cell, transforms=_transforms(file, table, column, [value]))
            case "transform", [*names] if all(isinstance(name, str) for name in names):
                cell = replace(cell, transforms=_transforms(file, table, column, names))
            case "decimal", "." | "," if not cell.items:
                cell = replace(cell, decimal=value)
            case "day_order", "ymd" | "dmy" | "mdy" if not cell.items:
                cell = replace(cell, day_order=value)
            case "factor", int() | Decimal() if not cell.items and _is_factor(value):
                cell = replace(cell, factor=value)
            case _:
                raise Problem(
                    "Mapping file {file}, [{table}], {column}: {field} = {value} is not understood. Beside the column "
                    "there may be format (of a date), values (a table of words), transform (of {transforms}), decimal "
                    "(of {decimals}), day_order (of {orders}) and factor (a number).",
                    file=file, table=table, column=column, field=field, value=value,
                    transforms=", ".join(NAMES), decimals=" ".join(DECIMALS), orders=", ".join(DAY_ORDERS),
                )  # fmt: skip
    return cell


def _is_factor(value: int | Decimal) -> bool:
    return not isinstance(value, bool) and Decimal(value).is_finite() and _LEAST <= value <= _MOST


def _word(word: str | int | Decimal) -> str:
    return str(word).lower() if isinstance(word, bool) else str(word)


def _transforms(file: str, table: str, column: str, names: list[str]) -> tuple[str, ...]:
    for name in names:
        try:
            check_transform(name)
        except Problem as problem:
            raise Problem(
                "Mapping file {file}, [{table}], {column}: {problem}",
                file=file, table=table, column=column, problem=problem,
            ) from problem  # fmt: skip
    return tuple(names)


def cell_value(cell: Cell) -> Any:
    """The cell as a value of TOML."""
    if cell.value is not None:
        return {"value": cell.value}
    if cell.sql is not None:
        return {"sql": cell.sql}
    said: dict[str, Any] = {}
    if cell.day_format:
        said["format"] = cell.day_format
    if cell.values:
        said["values"] = dict(cell.values)
    if cell.transforms:
        said["transform"] = list(cell.transforms)
    said |= {name: kept for name in ("decimal", "day_order") if (kept := getattr(cell, name))}
    if cell.factor != 1:
        said["factor"] = cell.factor
    if cell.header is not None:
        return {"column": cell.header, **said} if said else cell.header
    return {"unpivot": ANSWER if cell.is_answer else list(cell.items), **said}

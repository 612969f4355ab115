"""``[file]`` of a mapping file: the layout of the files that it is for."""

from collections.abc import Mapping
from typing import Any

from dashboard.data.importing.files.encoding_choice import NAMES
from dashboard.data.importing.files.layouts import NO_HEADER, Layout
from dashboard.logic.problems import Problem

_KINDS = (
    "encoding, delimiter, quote, escape, header (a line, [first, last], or 0 where there is none), names (a list), "
    "footer (a number of lines), sheet, cells, decimal (. or ,), day_order (ymd, dmy or mdy)"
)
DECIMALS, DAY_ORDERS = (".", ","), ("ymd", "dmy", "mdy")


def layout_of(file: str, said: Any) -> Layout:
    """The layout that ``[file]`` says. Raises Problem that names the field."""
    if not isinstance(said, Mapping):
        raise Problem("Mapping file {file}: write [file] as a table. Its fields are {kinds}.", file=file, kinds=_KINDS)
    fields: dict[str, Any] = {}
    for field, value in said.items():
        match field, value:
            case "encoding", str() if value.lower() in NAMES:
                fields[field] = NAMES[value.lower()]
            case "delimiter", str() if len(value) == 1 and value not in "\"'\r\n":
                fields[field] = value
            case "quote", "" | '"' | "'":
                fields[field] = value
            case "escape", "" | "\\":
                fields[field] = value
            case "header", _ if (lines := _header(value)) is not None:
                fields[field] = lines
            case "names", [*names] if names and all(isinstance(name, str) for name in names):
                fields[field] = tuple(names)
            case "footer", int() if value >= 0 and not isinstance(value, bool):
                fields[field] = value
            case "sheet" | "cells", str() if value:
                fields[field] = value
            case "decimal", "." | ",":
                fields[field] = value
            case "day_order", "ymd" | "dmy" | "mdy":
                fields[field] = value
            case _:
                raise Problem(
                    "Mapping file {file}, [file]: {field} = {value} is not understood. The fields are {kinds}.",
                    file=file, field=field, value=value, kinds=_KINDS,
                )  # fmt: skip
    return Layout(**fields)


def layout_values(layout: Layout) -> dict[str, Any]:
    """The fields that are said, as TOML holds them."""
    said = {field: value for field, value in vars(layout).items() if value is not None and value != ()}
    if layout.header is not None:
        first, last = layout.header
        said["header"] = first if first == last else [first, last]
    if layout.names:
        said["names"] = list(layout.names)
    return said


def _header(value: Any) -> tuple[int, int] | None:
    match value:
        case bool():
            return None
        case int() if value >= 0:
            return NO_HEADER if value == 0 else (value, value)
        case [int(first), int(last)] if 1 <= first <= last and not isinstance(first, bool):
            return (first, last)
    return None

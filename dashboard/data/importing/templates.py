"""Files to fill in, made from the contracts: headers that are understood, two example rows, what each column takes."""

import csv
from io import BytesIO, StringIO
from typing import Any, Literal

import xlsxwriter

from dashboard.data.importing.template_examples import allowed_words, example_rows
from dashboard.data.importing.template_words import column_kind, column_notes, head_words, sheet_name
from dashboard.data.tables import TABLES, Column, Table
from dashboard.logic.problems import Problem

Language = Literal["en", "zh"]
Format = Literal["xlsx", "csv"]
MEDIA = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
_LAST_ROW = 10_000
"""To there a cell offers its values."""
_LONGEST_LIST = 255
"""Excel's limit for the values of a list, with their commas."""


def template_bytes(table: str, language: str, format: str) -> bytes:
    """The template of a table as a file. Raises Problem for a table or format that is not known.

    ``language``: en or zh (zh_Hans is understood too). CSV is UTF-8 with a mark at its beginning, which Excel needs.
    """
    contract = TABLES.get(table)
    if contract is None:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=table, candidates=", ".join(TABLES)
        )
    if format not in MEDIA:
        raise Problem("Format {value} is not known for templates. Choose csv or xlsx.", value=format)
    return _workbook(contract, language) if format == "xlsx" else _text(contract, language)


def template_name(table: str, language: str, format: str) -> str:
    """The name of its file."""
    return f"{TABLES[table].title('zh') if language.startswith('zh') else table}.{format}"


def _header(table: Table, language: str) -> list[str]:
    return [column.title(language) for column in table.columns]


def _text(table: Table, language: str) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([_header(table, language), *example_rows(table, language)])
    return stream.getvalue().encode("utf-8-sig")


def _workbook(table: Table, language: str) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(table.title(language)[:31])
        # as text: a number with zeros in front stays what it is
        as_text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "num_format": "@"})
        must = book.add_format({"bold": True, "num_format": "@", "bg_color": "#FFF2CC"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            title = column.title(language)
            sheet.set_column(place, place, max(12, 2 * len(title) if not title.isascii() else len(title) + 2), as_text)
            sheet.write_string(0, place, title, must if column.is_required else head)
            _offer(sheet, place, column, language)
        for line, row in enumerate(example_rows(table, language), start=1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, cell, as_text)
        _explain(book, table, language)
    return stream.getvalue()


def _offer(sheet: Any, place: int, column: Column, language: str) -> None:
    """A cell offers what it may hold; something else is only warned of, as on import."""
    values = allowed_words(column, language)
    if values and len(",".join(values)) <= _LONGEST_LIST:
        sheet.data_validation(
            1, place, _LAST_ROW, place, {"validate": "list", "source": values, "error_type": "warning"}
        )


def _explain(book: Any, table: Table, language: str) -> None:
    """The second sheet: a line per column."""
    sheet = book.add_worksheet(sheet_name(language))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 3, 22, wrapped)
    sheet.set_column(4, 4, 90, wrapped)
    sheet.freeze_panes(1, 0)
    for place, word in enumerate(head_words(language)):
        sheet.write_string(0, place, word, bold)
    for line, column in enumerate(table.columns, start=1):
        cells = (column.title(language), column.name, *column_kind(table, column, language))
        for place, cell in enumerate((*cells, column_notes(column, language))):
            sheet.write_string(line, place, cell)

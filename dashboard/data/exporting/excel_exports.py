"""A view as an Excel workbook: the rows, and a second sheet that says what they are."""

from collections.abc import Callable
from typing import Any, BinaryIO

import xlsxwriter

from dashboard.data.exporting.about import TRANSLATED
from dashboard.data.exporting.view_column import Kind
from dashboard.data.exporting.view_columns import records
from dashboard.data.exporting.views import ViewResult
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_

MOST_ROWS = 1_048_575
"""Excel's limit without the header."""
_LONGEST_TEXT = 32_767
_LONGEST_FOOTER = 240
_NUMBER_FORMATS: dict[Kind, str] = {
    "money": "#,##0.00##",
    "count": "#,##0",
    "share": "0.0000%",
    "number": "0.000000",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_WIDTHS: dict[Kind, int] = {
    "text": 22,
    "money": 18,
    "count": 12,
    "share": 12,
    "number": 14,
    "date": 12,
    "moment": 20,
    "flag": 10,
}


def write_xlsx(result: ViewResult, stream: BinaryIO, translate: Callable[[str], str], watermark: str = "") -> None:
    """Write the workbook. Texts stay texts: neither formulas nor links are made of them. Raises Problem for more rows
    than Excel can hold."""
    if result.rows > MOST_ROWS:
        raise Problem(
            "Excel holds at most {most} rows, and there are more. Filter them, or use csv or parquet.", most=MOST_ROWS
        )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(result.name)
        sheet.freeze_panes(1, 0)
        formats = [book.add_format({"num_format": _NUMBER_FORMATS.get(one.kind, "@")}) for one in result.columns]
        for place, column in enumerate(result.columns):
            sheet.set_column(place, place, max(_WIDTHS[column.kind], len(column.name) + 2))
            sheet.write_string(0, place, column.name, bold)
        line = 0
        for frame in result.batches():
            for row in records(frame):
                line += 1
                for place, value in enumerate(row):
                    _write_cell(sheet, line, place, value, formats[place])
        sheet.autofilter(0, 0, line, len(result.columns) - 1)
        if watermark:
            # In a footer & begins a code.
            sheet.set_footer(f"&L&8{watermark.replace('&', '&&')[:_LONGEST_FOOTER]}")
        _write_about(book, bold, result, translate, watermark)


def _write_cell(sheet: Any, line: int, place: int, value: Any, cell_format: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(line, place, value[:_LONGEST_TEXT])
    elif isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(line, place, value, cell_format)
    else:
        # A spreadsheet's numbers are floats: exact to 15 digits, the other formats keep all.
        sheet.write_number(line, place, float(value), cell_format)


def _write_about(book: Any, bold: Any, result: ViewResult, translate: Callable[[str], str], watermark: str) -> None:
    sheet = book.add_worksheet(translate(N_("About"))[:31])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 80, book.add_format({"text_wrap": True}))
    line = 0
    for what, value in result.about:
        sheet.write_string(line, 0, translate(what), bold)
        sheet.write_string(line, 1, translate(value) if what in TRANSLATED else value)
        line += 1
    if watermark:
        sheet.write_string(line, 0, translate(N_("Taken out")), bold)
        sheet.write_string(line, 1, watermark)
        line += 1
    line += 1
    for place, title in enumerate((N_("Figure"), N_("Definition"), N_("Formula"))):
        sheet.write_string(line, place, translate(title), bold)
    for metric in result.definitions:
        line += 1
        sheet.write_string(line, 0, f"{translate(metric.name)} ({metric.id})")
        sheet.write_string(line, 1, translate(metric.definition))
        sheet.write_string(line, 2, translate(metric.formula))

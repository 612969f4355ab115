"""Workbooks of 100,000 orders with ten columns, each kind imported by the command line: read, checked, a batch made."""

import datetime as dt
import shutil
import statistics
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
import xlwt

from bench.processes import Cost, run
from bench.rows import Options, Row, spread

SECONDS = 4.0
HEADER = ("订单号", "客户编号", "订单日期", "金额", "状态", "币种", "地区", "业务员", "产品", "备注")
FIRST = dt.date(2024, 1, 1)
XLS_ROWS = 65_535
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)
Cells = tuple[str, str, dt.date, float, str, str, str, str, str, str]


def measure_workbooks(options: Options) -> list[Row]:
    """One row per kind. The bar is the issue's: 100,000 x 10 in 4 seconds, here for the whole command."""
    rows = 2_000 if options.is_quick else 100_000
    folder = options.folder / "workbooks"
    folder.mkdir(parents=True, exist_ok=True)
    kinds: list[tuple[str, int, Callable[[Path, int], None], str]] = [
        ("XLSX", rows, _xlsx, "plain.xlsx"),
        ("XLSX, one column of formulas", rows, _xlsx_formulas, "formulas.xlsx"),
        ("XLS", min(rows, XLS_ROWS), _xls, "old.xls"),
        ("ODS", rows, _ods, "open.ods"),
    ]
    measured = []
    for name, count, write, file in kinds:
        path = folder / f"{count}-{file}"
        if not path.exists():
            write(path, count)
        costs = [_imported(folder, path, count) for _ in range(min(options.repeats, 3))]
        figures = {
            **spread("seconds", [cost.wall for cost in costs], 2),
            "cpu_seconds": round(statistics.median(cost.cpu for cost in costs), 2),
            "peak_mb": round(max(cost.peak_mb for cost in costs)),
            "megabytes": round(path.stat().st_size / 1e6, 1),
        }
        measured.append(Row(f"{name}, {count:,} x {len(HEADER)}", figures, at_most={"seconds": SECONDS}))
    return measured


def _imported(folder: Path, path: Path, count: int) -> Cost:
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    cost = run(["-m", "dashboard", "--home", str(home), "import", str(path), "--no-build", "--no-profiles"])
    assert f"{count:,} records read, {count:,} accepted" in cost.output, cost.output
    shutil.rmtree(home)
    return cost


def _order(number: int) -> Cells:
    day = FIRST + dt.timedelta(days=number % 700)
    return (f"SO{number:07d}", f"C{number % 5000:05d}", day, number * 1.25, "完成", "CNY", "华东", f"E{number % 50}",
            f"P{number % 300}", "无")  # fmt: skip


def _xlsx(path: Path, count: int, *, is_computed: bool = False) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("订单"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    for row in range(1, count + 1):
        for column, value in enumerate(_order(row)):
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, day)
            elif column == 3 and is_computed:
                sheet.write_formula(row, column, f"={row}*1.25", None, value)
            else:
                sheet.write(row, column, value)
    book.close()


def _xlsx_formulas(path: Path, count: int) -> None:
    _xlsx(path, count, is_computed=True)


def _xls(path: Path, count: int) -> None:
    book = xlwt.Workbook()
    sheet, day = book.add_sheet("订单"), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row in range(count + 1):
        for column, value in enumerate(_order(row) if row else HEADER):
            sheet.write(row, column, value, *([day] if isinstance(value, dt.date) else []))
    book.save(str(path))


def _ods(path: Path, count: int) -> None:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="订单">'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(head.encode())
            for row in range(count + 1):
                cells = "".join(_ods_cell(value) for value in (_order(row) if row else HEADER))
                content.write(f"<table:table-row>{cells}</table:table-row>".encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def _ods_cell(value: str | float | dt.date) -> str:
    if isinstance(value, dt.date):
        said = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, float):
        said = f'office:value-type="float" office:value="{value}"'
    else:
        said = 'office:value-type="string"'
    return f"<table:table-cell {said}><text:p>{value}</text:p></table:table-cell>"

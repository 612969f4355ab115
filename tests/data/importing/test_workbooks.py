"""Workbooks of each kind, written by other libraries, come in cell for cell; what is no record is named."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import Layout, LeftOut
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.workbook_looks import workbook_look
from dashboard.logic.problems import Problem

HEAD = ["订单号", "客户编号", "订单日期", "金额"]


def xlsx(home, sheets: dict[str, list[list]], name: str = "o.xlsx", hidden: tuple[str, ...] = (), merges=()) -> Path:
    """A workbook by openpyxl. ``merges``: ranges of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    for cells in merges:
        book.worksheets[0].merge_cells(cells)
    path = home.files / name
    book.save(path)
    return path


def look(path: Path, **layout):
    return workbook_look(Source(path.name, path), Layout(**layout))


def test_the_erp_list_with_titles_groups_and_sums(home):
    rows = [
        ["2025年销售订单一览表"], ["导出条件：全部", None, None, None], [],
        ["订单", None, "客户", None, "金额（万元）"],
        ["订单号", "订单日期", "编号", "名称", None],
        ["SO1", date(2025, 1, 2), "C1", "甲公司", 1.5], ["SO2", date(2025, 1, 3), "C2", "乙公司", 0.25],
        ["合计", None, None, None, 1.75], [], ["制表人：张三"],
    ]  # fmt: skip
    path = xlsx(home, {"一月": rows}, merges=("A1:E1", "A4:B4", "C4:D4", "E4:E5"))
    found = look(path)
    assert found.header == ("订单号", "订单日期", "客户编号", "客户名称", "金额（万元）")
    assert (found.layout.sheet, found.layout.header, found.layout.footer) == ("一月", (4, 5), 2)
    assert found.rows[0] == ("SO1", "2025-01-02", "C1", "甲公司", "1.5")
    assert found.lines == (6, 7)
    assert found.left_out == (
        LeftOut(1, "2025年销售订单一览表"), LeftOut(2, "导出条件：全部"), LeftOut(8, "合计 1.75"),
        LeftOut(10, "制表人：张三"),
    )  # fmt: skip
    report = home.run(path).batches[0]
    assert (report.table, report.read, report.accepted) == ("orders", 2, 2)
    assert report.amount_accepted == Decimal(17500)
    assert report.files[0].name == "o.xlsx › 一月"
    assert [line for line, _text in report.files[0].left_out] == [1, 2, 8, 10]


def test_cells_of_every_type_become_the_text_that_is_checked(home):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["名称", "a", "b", "c", "d", "e", "f", "g", "h"])
    sheet.append(["x", 1.0, 0.1 + 0.2, "001", True, datetime(2025, 1, 2, 3, 4, 5), time(3, 4, 5), 0.35, 1e-7])
    sheet.append(["y", -5, 123456.78, " z ", False, datetime(2025, 1, 2), timedelta(hours=30, minutes=5), 1234567, 2.5])
    sheet["H2"].number_format = "0.00%"
    book.save(home.files / "t.xlsx")
    assert look(home.files / "t.xlsx").rows == (
        ("x", "1", "0.3", "001", "true", "2025-01-02 03:04:05", "03:04:05", "0.35", "0.0000001"),
        ("y", "-5", "123456.78", " z ", "false", "2025-01-02", "30:05:00", "1234567", "2.5"),
    )


@pytest.mark.parametrize("is_1904", [False, True])
def test_both_date_systems_give_the_same_day(home, is_1904):
    book = xlsxwriter.Workbook(home.files / "d.xlsx", {"date_1904": is_1904})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["A", "C1"])
    sheet.write_datetime(1, 2, datetime(2024, 2, 29), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    sheet.write_number(1, 3, 12.5)
    book.close()
    assert home.run(home.files / "d.xlsx").batches[0].accepted == 1
    assert home.rows("orders", "order_date, gross_amount") == [(date(2024, 2, 29), Decimal("12.5"))]


def test_xls_with_errors_dates_and_numbers(home):
    book = xlwt.Workbook()
    sheet = book.add_sheet("订单")
    for column, name in enumerate(HEAD):
        sheet.write(0, column, name)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, key in enumerate(("A", "B", "C"), start=1):
        sheet.write(row, 0, key)
        sheet.write(row, 1, 1001)
        sheet.write(row, 2, date(2025, 3, row), day)
        if key != "B":
            sheet.write(row, 3, row * 1.25)
    sheet.row(2).set_cell_error(3, "#DIV/0!")
    book.save(str(home.files / "o.xls"))
    report = home.run(home.files / "o.xls").batches[0]
    assert (report.read, report.accepted, report.reasons) == (3, 2, {"CELL_ERROR": 1})
    assert home.rows("orders", "order_id, customer_id, order_date, gross_amount") == [
        ("A", "1001", date(2025, 3, 1), Decimal("1.25")), ("C", "1001", date(2025, 3, 3), Decimal("3.75")),
    ]  # fmt: skip
    assert home.quarantine("file, line, columns, text") == [("o.xls › 订单", 3, ["金额"], "B,1001,2025-03-02,#DIV/0!")]


def _ods(path: Path, rows: list[list[tuple[dict, str]]]) -> None:
    document, table = OpenDocumentSpreadsheet(), Table(name="订单")
    for cells in rows:
        row = TableRow()
        for attributes, text in cells:
            cell = TableCell(**attributes)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def test_ods(home):
    text = {"valuetype": "string"}
    rows = [[(text, name) for name in HEAD]]
    rows.append([(text, "A"), ({"valuetype": "float", "value": 1001.0}, "1001"),
                 ({"valuetype": "date", "datevalue": "2025-01-02"}, "02.01.25"),
                 ({"valuetype": "currency", "value": 12.5, "currency": "CNY"}, "12,50")])  # fmt: skip
    rows.append([(text, "B"), (text, "007"), ({"valuetype": "date", "datevalue": "2025-01-03T10:11:12"}, "x"),
                 ({"valuetype": "percentage", "value": 0.35}, "35 %")])  # fmt: skip
    _ods(home.files / "o.ods", rows)
    report = home.run(home.files / "o.ods").batches[0]
    assert (report.accepted, report.files[0].encoding) == (2, "ods")
    assert home.rows("orders", "order_id, customer_id, order_date, gross_amount") == [
        ("A", "1001", date(2025, 1, 2), Decimal("12.5")), ("B", "007", date(2025, 1, 3), Decimal("0.35")),
    ]  # fmt: skip


def test_errors_reject_only_where_the_column_is_imported(home):
    rows = [[*HEAD, "查找"], ["A", "C1", date(2025, 1, 2), 1, "#N/A"], ["B", "#REF!", date(2025, 1, 2), 2, "ok"]]
    report = home.run(xlsx(home, {"S": rows})).batches[0]
    assert (report.read, report.accepted, report.reasons) == (2, 1, {"CELL_ERROR": 1})
    assert home.quarantine("file, line, codes, columns") == [("o.xlsx › S", 3, ["CELL_ERROR"], ["客户编号"])]


def test_formulas_are_never_calculated_and_those_without_a_value_are_counted(home):
    path = xlsx(home, {"S": [HEAD, ["A", "C1", date(2025, 1, 2), "=1+1"], ["B", "C1", date(2025, 1, 2), 7]]})
    report = home.run(path).batches[0]
    assert (report.read, report.reasons) == (2, {"MISSING_AMOUNT": 1})
    assert report.warnings["FORMULAS_WITHOUT_VALUE"] == 1
    book = xlsxwriter.Workbook(home.files / "v.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["Z", "C1", "2025-01-02"])
    sheet.write_formula(1, 3, "=1/0+WEBSERVICE(1)", value=42)
    book.close()
    assert home.run(home.files / "v.xlsx").batches[0].amount_accepted == 42


def test_lost_digits_and_leading_zeros_are_noted(home):
    rows = [HEAD, ["A", 310112199001011234, date(2025, 1, 2), 1], ["B", 17, date(2025, 1, 2), 2],
            ["1.23E+17", "C", date(2025, 1, 2), 3]]  # fmt: skip
    warnings = home.run(xlsx(home, {"S": rows})).batches[0]
    assert (warnings.warnings["DIGITS_LOST"], warnings.warnings["LEADING_ZEROS_MAY_BE_LOST"]) == (2, 1)
    assert "o.xlsx › S:2 客户编号" in warnings.examples["DIGITS_LOST"]


def test_sheets_of_one_kind_are_read_one_after_the_other(home):
    def month(number: int) -> list[list]:
        return [HEAD, [f"M{number}", "C1", date(2025, number, 2), number]]

    path = xlsx(home, {"一月": month(1), "二月": month(2), "空": [], "旧": month(3)}, hidden=("旧",))
    report = home.run(path).batches[0]
    assert [file.name for file in report.files] == ["o.xlsx › 一月", "o.xlsx › 二月"]
    assert home.rows("orders", "order_id") == [("M1",), ("M2",)]
    saw = dict(look(path).saw)
    assert saw["SHEETS_ALIKE"] == {"sheets": "一月, 二月"}
    assert (saw["SHEETS_HIDDEN"], saw["SHEETS_IGNORED"]) == ({"sheets": "旧"}, {"sheets": "空"})


def test_sheets_of_different_kinds_each_find_their_table_and_the_rest_is_named(home):
    path = xlsx(home, {
        "说明": [["请先阅读", "然后填写"], ["第一步", "打开"]], "客户": [["客户编号", "客户名称"], ["C1", "甲"]],
        "订单": [HEAD, ["A", "C1", date(2025, 1, 2), 1]],
    })  # fmt: skip
    report = home.run(path)
    assert {batch.table: batch.accepted for batch in report.batches} == {"customers": 1, "orders": 1}
    assert report.batches[0].warnings["SHEETS_IGNORED"] >= 1


def test_sheets_that_tell_no_table_are_named_and_asked_for(home):
    path = xlsx(home, {"甲": [["x", "y"], ["1", "2"]], "乙": [["p", "q"], ["3", "4"]]})
    with pytest.raises(Problem, match="甲, 乙"):
        home.run(path)
    asked = look(path).asks
    assert (asked[0].field, asked[0].answers) == ("sheet", (("甲", "甲"), ("乙", "乙")))


def test_sheet_and_range_as_said(home):
    rows = [["x"], [None, *HEAD, "z"], [None, "A", "C1", date(2025, 1, 2), 1, "z"],
            [None, "B", "C1", date(2025, 1, 2), 2, "z"], [None, "no", "no"]]  # fmt: skip
    path = xlsx(home, {"一": rows, "二": rows}, hidden=("二",))
    layout = Layout(sheet="二", cells="B2:E3")
    assert look(path, sheet="二", cells="B2:E3").rows == (("A", "C1", "2025-01-02", "1"),)
    report = home.run(path, choices=Choices(FileChoice(layout=layout))).batches[0]
    assert (report.read, report.files[0].name) == (1, "o.xlsx › 二")
    with pytest.raises(Problem, match=r"has no sheet 三\. Its sheets are 一, 二"):
        look(path, sheet="三")
    with pytest.raises(Problem, match="not a range"):
        look(path, cells="B2-E3")


def test_only_hidden_sheets_are_not_read_in_silence(home):
    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("旧").append(HEAD)
    book["旧"].append(["A", "C1", date(2025, 1, 2), 1])
    book["旧"].sheet_state = "hidden"
    book.save(home.files / "h.xlsx")
    with pytest.raises(Problem, match="only its hidden sheets 旧"):
        home.run(home.files / "h.xlsx")


def test_blank_rows_and_repeated_headers_are_no_records(home):
    rows = [HEAD, ["A", "C1", date(2025, 1, 2), 1], [], HEAD, ["B", "C1", date(2025, 1, 3), 2]]
    report = home.run(xlsx(home, {"S": rows})).batches[0]
    assert (report.read, report.accepted) == (2, 2)
    assert [line for line, _text in report.files[0].left_out] == [3, 4]


def test_same_workbook_again_changes_nothing(home):
    path = xlsx(home, {"S": [HEAD, ["A", "C1", date(2025, 1, 2), 1]]})
    assert home.run(path).changed
    assert not home.run(path).changed


@pytest.mark.parametrize(("header", "noted"), [("金额", 1), ("金额（万元）", 0)])
def test_a_unit_in_a_title_that_no_header_repeats_is_noted(home, header, noted):
    rows = [["销售订单", None, None, "单位：万元"], [*HEAD[:3], header], ["A", "C1", date(2025, 1, 2), 1]]
    report = home.run(xlsx(home, {"S": rows})).batches[0]
    assert report.warnings.get("UNIT_IN_TITLE", 0) == noted


def test_notes_of_a_workbook_are_counted_once_and_those_of_sheets_each(home):
    def month(number: int) -> list[list]:
        return [HEAD, [f"M{number}", "C1", date(2025, number, 2), number], [f"F{number}", "C1", "2025-01-02", "=1"]]

    path = xlsx(home, {"一月": month(1), "二月": month(2), "旧": month(3)}, hidden=("旧",))
    warnings = home.run(path).batches[0].warnings
    assert (warnings["SHEETS_HIDDEN"], warnings["FORMULAS_WITHOUT_VALUE"]) == (1, 2)

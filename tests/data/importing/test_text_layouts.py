"""Delimiters, quotes, headers, titles and sums of text files: found by looking, or as the steward said."""

import pytest

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import FOUND, NO_HEADER, Layout
from dashboard.data.importing.files.looking import Look
from dashboard.data.importing.files.sources import Source
from dashboard.data.importing.files.text_looks import text_look
from dashboard.logic.problems import Problem

HEADER = ("订单号", "客户编号", "订单日期", "金额")
ROWS = (("S1", "C1", "2024-03-05", "10.5"), ("S2", "C2", "2024-03-06", "11"))
TABLE = "订单号,客户编号,订单日期,金额\nS1,C1,2024-03-05,10.5\nS2,C2,2024-03-06,11\n"


@pytest.fixture
def look(tmp_path):
    def looked(content: str | bytes, layout: Layout = FOUND) -> Look:
        path = tmp_path / "o.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return text_look(Source("o.csv", path), layout)

    return looked


def read(home, content: str | bytes, layout: Layout = FOUND):
    """The import of a file as orders, under a layout."""
    path = home.file("o.csv", content)
    return home.run(path, choices=Choices(FileChoice(table="orders", layout=layout)))


def lines_left_out(found) -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in found.left_out]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x01"])
def test_delimiter_is_found(look, delimiter):
    found = look(TABLE.replace(",", delimiter))
    assert (found.layout.delimiter, found.header, found.rows) == (delimiter, HEADER, ROWS)


def test_colon_is_a_delimiter_only_where_no_other_is(look):
    assert look("a:b:c\nx:y:z\n").layout.delimiter == ":"
    assert look("时刻,备注x\n10:30:00,开门\n11:30:00,关门\n").layout.delimiter == ","


def test_semicolons_go_before_decimal_commas(look):
    found = look("Auftrag;Kunde;Betrag\nA1;K1;1.234,50\nA2;K2;2,50\n")
    assert (found.layout.delimiter, found.layout.decimal) == (";", ",")
    assert found.rows[0] == ("A1", "K1", "1.234,50")


def test_first_line_of_excel_names_the_delimiter(look):
    found = look("sep=;\n" + TABLE.replace(",", ";"))
    assert (found.layout.delimiter, found.header, lines_left_out(found)) == (";", HEADER, [(1, "sep=;")])


def test_single_quotes_are_found(look):
    found = look("'订单号','金额'\n'S1','it''s'\n'S2','a,b'\n")
    assert found.layout.quote == "'"
    assert (found.header, found.rows) == (("订单号", "金额"), (("S1", "it's"), ("S2", "a,b")))


def test_backslash_before_quotes_is_found(look):
    found = look('"订单号","金额"\n"S1","say \\"hi\\" to"\n"S2","C:\\\\x"\n')
    assert (found.layout.escape, found.rows) == ("\\", (("S1", 'say "hi" to'), ("S2", "C:\\x")))


def test_quotes_may_be_said_to_be_ordinary(look):
    found = look('订单号,备注\nS1,"5\nS2,6"\n', Layout(quote=""))
    assert found.rows == (("S1", '"5'), ("S2", '6"'))


def test_titles_before_and_sums_after_are_left_out_and_listed(look, home):
    text = f"销售订单明细表\n导出时间：2024-04-01\n\n{TABLE}\n合计,,,21.5\n制表人：张三,审核：李四\n\n"
    found = look(text)
    expected = [(1, "销售订单明细表"), (2, "导出时间：2024-04-01"), (8, "合计,,,21.5"), (9, "制表人：张三,审核：李四")]
    assert (found.layout.header, found.layout.footer) == ((4, 4), 2)
    assert (found.header, found.rows, found.lines, lines_left_out(found)) == (HEADER, ROWS, (5, 6), expected)
    report = read(home, text).batches[0]
    assert (report.read, report.accepted) == (2, 2)


def test_physical_lines_of_rejects_count_the_titles(home):
    read(home, "标题\n\n" + TABLE + "S3,C3,never,1\n合计,,,1\n")
    assert home.quarantine("line, text") == [(6, "S3,C3,never,1")]


def test_sum_in_the_middle_is_a_record_that_is_rejected(home):
    report = read(home, TABLE + "小计,,,21.5\nS3,C3,2024-03-07,1\n").batches[0]
    assert (report.read, report.accepted, report.rejected) == (4, 3, 1)
    assert home.quarantine("line, text") == [(4, "小计,,,21.5")]


@pytest.mark.parametrize(
    "last",
    [
        "合计,,,21.5",
        "总计：,,,21.5",
        "Total,,,21.5",
        "制表人：张三",
        "共 2 条",
        "(2 rows affected)",
        "- end of report -",
    ],
)
def test_last_lines_that_are_no_records(look, last):
    found = look(TABLE + last + "\n")
    assert (found.rows, lines_left_out(found)) == (ROWS, [(4, last)])


@pytest.mark.parametrize("last", ["Total SA,C3,2024-03-07,1", "S3,合计,2024-03-07,1", "S3,C3", "S3,C3,2024-03-07"])
def test_last_lines_that_are_records(look, last):
    assert (look(TABLE + last + "\n").lines, look(TABLE + last + "\n").left_out) == ((2, 3, 4), ())


def test_footer_as_it_was_said(home):
    report = read(home, TABLE + "S3,C3,2024-03-07,1\n\n", Layout(footer=1)).batches[0]
    assert (report.read, report.accepted) == (2, 2)


def test_merged_title_with_all_its_delimiters_is_no_header(look):
    assert look("订单明细,,,\n" + TABLE).layout.header == (2, 2)


def test_two_header_lines_are_joined(look):
    found = look("客户,,订单,,\n编号,名称,编号,日期,金额\nC1,n,S1,2024-03-05,1\n")
    assert found.layout.header == (1, 2)
    assert found.header == ("客户编号", "客户名称", "订单编号", "订单日期", "订单金额")
    found = look("订单号,客户,,订单日期\n,编号,名称,\nS1,C1,n,2024-03-05\n")
    assert found.header == ("订单号", "客户编号", "客户名称", "订单日期")


def test_header_lines_as_they_were_said(look):
    found = look("x\na,b\nc,d\n1,2\n", Layout(header=(2, 3)))
    assert (found.header, found.rows, lines_left_out(found)) == (("a c", "b d"), (("1", "2"),), [(1, "x")])


def test_file_without_header_is_asked_for_names_and_loses_no_record(look, home):
    text = TABLE.split("\n", 1)[1]
    found = look(text)
    assert (found.layout.header, found.rows, found.lines) == (NO_HEADER, ROWS, (1, 2))
    assert [(ask.field, ask.answers[1]) for ask in found.asks] == [("names", ("column 2", "C1, C2"))]
    with pytest.raises(Problem, match=r"o\.csv, line 1: no header was found.*S1 \| C1"):
        read(home, text)
    report = read(home, text, Layout(names=("order_id", "customer_id", "order_date", "net_amount"))).batches[0]
    assert (report.read, report.accepted) == (2, 2)


def test_repeated_header_gets_a_number(look):
    found = look("订单号,备注,备注\nS1,a,b\n")
    assert (found.header, found.rows) == (("订单号", "备注", "备注 (2)"), (("S1", "a", "b"),))
    assert ("REPEATED_HEADER", {"header": "备注", "column": "备注 (2)"}) in found.saw


def test_blank_columns(look):
    assert look("订单号,,金额,\nS1,,1,x\n").header == ("订单号", "", "金额", "column 4")
    assert look("订单号,金额\nS1,1,\nS2,2,\n").header == ("订单号", "金额", "")
    assert look("订单号,金额,\nS1,1\nS2,2\n").header == ("订单号", "金额")


def test_trailing_delimiters_of_all_records(home):
    text = "\n".join(line + "," if line[:1] == "S" else line for line in TABLE.split("\n"))
    assert read(home, text).batches[0].accepted == 2


@pytest.mark.parametrize("line_end", ["\r", "\r\n", "\n"])
def test_line_ends(home, look, line_end):
    text = TABLE.replace("\n", line_end)
    assert look(text).rows == ROWS
    assert read(home, text).batches[0].accepted == 2


def test_line_end_within_a_cell_of_a_file_with_carriage_returns(look):
    assert look('订单号,备注\rS1,"two\rlines"\rS2,"x\ny"\r').rows == (("S1", "two\rlines"), ("S2", "x\ny"))


def test_mixed_line_ends(home):
    text = "order_id,customer_id,order_date,net_amount\r\nA,C1,2024-03-05,1\rB,C1,2024-03-05,2\nC,C1,2024-03-05,3\r\n"
    assert read(home, text).batches[0].accepted == 3


def test_files_that_were_joined(home):
    once = TABLE.encode()
    report = read(home, once + b"\xef\xbb\xbf" + once.replace(b"S1", b"S3").replace(b"S2", b"S4")).batches[0]
    assert (report.read, report.accepted) == (4, 4)
    assert [row[0] for row in home.rows("orders", "order_id")] == ["S1", "S2", "S3", "S4"]


def test_what_looking_cannot_decide_is_asked(look):
    found = look("a;b\n1,234;03/04/2024\n2,345;05/06/2024\n")
    assert [(ask.field, ask.column, ask.answers) for ask in found.asks] == [
        ("decimal", "a", ((".", "1,234 = 1234"), (",", "1,234 = 1.234"))),
        ("day_order", "b", (("dmy", "03/04/2024 = 2024-04-03"), ("mdy", "03/04/2024 = 2024-03-04"))),
    ]


def test_one_day_over_twelve_proves_the_order_for_all(look):
    found = look("a;b\nx;03/04/2024\ny;25/06/2024\n")
    assert (found.layout.day_order, found.asks) == ("dmy", ())


def test_empty_file_is_refused(look):
    with pytest.raises(Problem, match=r"o\.csv is empty"):
        look("\n\n")


def test_large_file_is_looked_at_from_both_ends(look):
    body = "".join(f"S{number},C1,2024-03-05,1.5\n" for number in range(80_000))
    found = look("标题\n" + TABLE + body + "合计,,,1\n")
    assert (found.header, len(found.rows), found.layout.footer) == (HEADER, 200, 1)
    assert lines_left_out(found) == [(1, "标题"), (0, "合计,,,1")]

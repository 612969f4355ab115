"""Files as real systems write them, by hand: ledgers, print exports, survey platforms, half-repaired CSV, each with
what a data steward would expect of it. Amounts and counts are written down here, never taken from the importer."""

# ruff: noqa: E501 - the lines of the files as they are

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl
import xlwt

HEADER = "订单号,客户编号,订单日期,不含税金额"


@dataclass(frozen=True)
class Hand:
    """One file with its truth.

    content    its bytes
    table      where its records must go
    columns    what is compared, as SQL; ``stored`` the rows in the order of the file, as text
    reasons    code -> rejected records that carry it; ``rejected``: how many there are
    notes      codes that must be among the warnings of the table
    left_out   physical lines that are no records
    options    of the import, where the steward was asked
    asks       what the import must say, if anything, before ``options`` are given
    mends      line -> column -> the right cell: what the steward corrects in the rejects file; "" removes the record
    """

    name: str
    content: bytes
    table: str
    columns: str
    stored: tuple[tuple[str | None, ...], ...]
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    options: dict[str, object] = field(default_factory=dict)
    asks: str = ""
    mends: dict[int, dict[str, str]] = field(default_factory=dict)


MAKERS: list[Callable[[], Hand]] = []


def hand(make: Callable[[], Hand]) -> Callable[[], Hand]:
    MAKERS.append(make)
    return make


def hand_written() -> list[Hand]:
    return [make() for make in MAKERS]


def text(*lines: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    return "".join(line + end for line in lines).encode(encoding)


def xlsx(*rows: tuple, merges: tuple[str, ...] = (), hidden: tuple[str, ...] = (), title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    for column in hidden:
        sheet.column_dimensions[column].hidden = True
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def xls(*rows: tuple) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, place, cell)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


ORDER = "order_id, customer_id, order_date::varchar, net_amount::varchar"
HEAD = tuple(HEADER.split(","))


@hand
def u8_order_list() -> Hand:
    """用友 U8: titles, sums in the middle and at the end."""
    rows = [
        ("销售订单列表",), ("会计期间：2024.01-2024.03", None, None, "打印日期：2024-04-01"), (),
        ("订单号", "订单日期", "客户编码", "客户简称", "无税金额", "制单人"),
        ("SO001", "2024-01-05", "0101", "甲", 1200.5, "张三"), ("SO002", "2024-01-09", "0102", "乙", 300, "张三"),
        ("小计", None, None, None, 1500.5, None),
        ("SO003", "2024-02-01", "0101", "甲", 99.99, "李四"),
        ("合计", None, None, None, 1600.49, None), ("制表人：张三",),
    ]  # fmt: skip
    stored = (("SO001", "0101", "2024-01-05", "1200.5000"), ("SO002", "0102", "2024-01-09", "300.0000"),
              ("SO003", "0101", "2024-02-01", "99.9900"))  # fmt: skip
    return Hand("u8.xls", xls(*rows), "orders", ORDER, stored, 1, {"NO_RECORD": 1},
                left_out=(1, 2, 9, 10), mends={7: {}})  # fmt: skip


@hand
def k3_merged_order_lines() -> Hand:
    """金蝶 K/3: the order's fields are merged over its lines; the amounts are each line's own."""
    rows = [
        ("订单号", "行号", "产品代码", "数量", "单价", "金额"),
        ("SEORD01", 1, "P1", 2, 10.5, 21), (None, 2, "P2", 1, 4, 4), (None, 3, "P3", 3, 1, 3),
        ("SEORD02", 1, "P1", 5, 10, 50), (None, 2, "P9", 1, 0.5, 0.5),
    ]  # fmt: skip
    stored = (("SEORD01", "1", "P1", "21.0000"), ("SEORD01", "2", "P2", "4.0000"), ("SEORD01", "3", "P3", "3.0000"),
              ("SEORD02", "1", "P1", "50.0000"), ("SEORD02", "2", "P9", "0.5000"))  # fmt: skip
    return Hand("k3.xlsx", xlsx(*rows, merges=("A2:A4", "A5:A6")), "order_lines",
                "order_id, line_no::varchar, product_id, net_amount::varchar", stored,
                options={"table": "order_lines"}, notes=("MERGED_FILLED",))  # fmt: skip


@hand
def merged_total_over_lines() -> Hand:
    """One amount merged over two lines belongs to both together: it is never counted twice."""
    rows = [("订单号", "行号", "产品代码", "金额"), ("A1", 1, "P1", 100), (None, 2, "P2", None), ("A2", 1, "P1", 5)]
    return Hand("merged-sum.xlsx", xlsx(*rows, merges=("A2:A3", "D2:D3")), "order_lines",
                "order_id, line_no::varchar, net_amount::varchar",
                (("A1", "1", "100.0000"), ("A2", "1", "5.0000")), 1, {"MISSING_AMOUNT": 1},
                options={"table": "order_lines"}, notes=("MERGED_FILLED",), mends={3: {"金额": "0"}})  # fmt: skip


@hand
def sap_tabs() -> Hand:
    """SAP Business One: tabs, UTF-16, a thousands mark, a blank first column, sums."""
    content = text("\tDocument Number\tCustomer/Vendor Code\tPosting Date\tTotal Before Discount",
                   "\t4500000001\tC20000\t2024/03/05\t1,234.50", "\t4500000002\tC20001\t2024/03/06\t-12.00",
                   "Total\t\t\t\t1,222.50", encoding="utf-16")  # fmt: skip
    return Hand("b1.txt", content, "orders", ORDER,
                (("4500000001", "C20000", "2024-03-05", "1234.5000"), ("4500000002", "C20001", "2024-03-06", "-12.0000")),
                left_out=(4,))  # fmt: skip


@hand
def grasp_order_list() -> Hand:
    """管家婆: GBK, a title, a column of numbers, blanks around everything, sums with words between."""
    content = text("单据列表,,,,,", "序号,单号,往来单位,日期,金额,备注", "1, XSD-1 ,甲公司 ,2024-03-05, 12.00 ,",
                   "2, XSD-2 ,乙公司 ,2024-03-06, 7.50 ,急", "合计,,,,19.50,", encoding="gbk")  # fmt: skip
    return Hand("gjp.csv", content, "orders", ORDER.replace("net", "gross"),
                (("XSD-1", "甲公司", "2024-03-05", "12.0000"), ("XSD-2", "乙公司", "2024-03-06", "7.5000")),
                left_out=(1, 5), options={"table": "orders"}, notes=("CUSTOMER_BY_NAME",))  # fmt: skip


@hand
def superdata_flat() -> Hand:
    """速达: the bar between cells, dates without zeros, trailing minus."""
    content = text("单据号|客户编码|单据日期|金额", "XS0001|K01|2024-3-5|1,200.00", "XS0002|K02|2024-3-15|12.00-",
                   encoding="gbk")  # fmt: skip
    return Hand("suda.txt", content, "orders", ORDER.replace("net", "gross"),
                (("XS0001", "K01", "2024-03-05", "1200.0000"), ("XS0002", "K02", "2024-03-15", "-12.0000")),
                options={"table": "orders"})  # fmt: skip


@hand
def waybills() -> Hand:
    """物流: quantities with a dash where nothing was broken, times, a MySQL date that is none."""
    content = text("发货单号,订单号,发货日期,签收日期,发货数量,货损数量,承运商", "YD1,A1,2024-03-05 08:30,2024-03-07,12,-,顺丰",
                   "YD2,A2,2024/3/6,0000-00-00,3,/,-", "YD3,A3,20240307,NULL,4,1,德邦")  # fmt: skip
    stored = (("YD1", "2024-03-05", "2024-03-07", "12.0000", None, "顺丰"), ("YD2", "2024-03-06", None, "3.0000", None, "-"),
              ("YD3", "2024-03-07", None, "4.0000", "1.0000", "德邦"))  # fmt: skip
    columns = (
        "delivery_id, shipped_on::varchar, arrived_on::varchar, qty_shipped::varchar, damaged_qty::varchar, carrier"
    )
    return Hand("waybills.csv", content, "deliveries", columns, stored, notes=("EMPTY_WORD",))


@hand
def lims_commissions() -> Hand:
    """LIMS: 委托单, ticks for urgent, dates in hanzi."""
    content = text("委托单号,委托方编号,委托日期,是否加急,检测费,报告签发日期", "W-1,0007,2024年3月5日,√,1200元,2024年03月12日",
                   "W-2,0008,2024年3月6日,否,￥800.00,—", encoding="gb18030")  # fmt: skip
    return Hand("lims.csv", content, "orders",
                "order_id, customer_id, order_date::varchar, gross_amount::varchar, is_rush::varchar, completed_date::varchar",
                (("W-1", "0007", "2024-03-05", "1200.0000", "true", "2024-03-12"),
                 ("W-2", "0008", "2024-03-06", "800.0000", "false", None)),
                options={"mapping": '[orders]\norder_id = "委托单号"\ncustomer_id = "委托方编号"\norder_date = "委托日期"\n'
                         'is_rush = "是否加急"\ngross_amount = "检测费"\ncompleted_date = "报告签发日期"\n'},
                notes=("EMPTY_WORD", "TAX_UNKNOWN"))  # fmt: skip


@hand
def hotline_log() -> Hand:
    """12345: a text over several lines, quotes in quotes, an emoji, an upset citizen."""
    content = text("投诉编号,客户编号,受理时间,投诉内容", 'T1,C1,2024-03-05 08:30:00,"他说""再也不来了""😡\n请回电"',
                   "T2,C2,2024/3/6 21:05,𠮷野家订单，无", "T3,C3,2024-03-07 25:00,x")  # fmt: skip
    return Hand("hotline.csv", content, "cases", "case_id, customer_id, received_at::varchar",
                (("T1", "C1", "2024-03-05 08:30:00"), ("T2", "C2", "2024-03-06 21:05:00")), 1, {"BAD_TIME": 1},
                options={"mapping": '[cases]\ncase_id = "投诉编号"\nkind = { value = "complaint" }\ncustomer_id = "客户编号"\nreceived_at = "受理时间"\n'},
                mends={5: {"受理时间": "2024-03-07 15:00"}})  # fmt: skip


@hand
def receivables_with_marks() -> Hand:
    """A bank's list: ="…" around account numbers, tabs behind ids, both against the making of numbers."""
    content = text("收款单号,客户编码,到账日期,到账金额", '="00012301",="00123"\t,2024-03-05,"1,234.50"',
                   '"=""00012302""",\t00123,2024-03-06,(8.00)', "'00012303,00124,2024-03-07,５０．００")  # fmt: skip
    stored = (("00012301", "00123", "2024-03-05", "1234.5000"), ("00012302", "00123", "2024-03-06", "-8.0000"),
              ("00012303", "00124", "2024-03-07", "50.0000"))  # fmt: skip
    return Hand("bank.csv", content, "payments", "payment_id, customer_id, paid_on::varchar, amount::varchar", stored)


@hand
def wps_tabs_in_ids() -> Hand:
    """WPS: GBK, tabs behind every id, so that the same customer stands there in two ways."""
    content = text(HEADER, "0001\t,00123\t,2024-03-05,10", "0002\t,00123,2024-03-06,20.00\t", encoding="gbk")
    return Hand("wps.csv", content, "orders", ORDER,
                (("0001", "00123", "2024-03-05", "10.0000"), ("0002", "00123", "2024-03-06", "20.0000")))  # fmt: skip


@hand
def ids_in_scientific_notation() -> Hand:
    """Excel has turned ids into numbers: they are taken, and it is said that they cannot be right."""
    content = text(HEADER, "1.23457E+11,C1,2024-03-05,10", "A2,2.5E+15,2024-03-05,10")
    return Hand("scientific.csv", content, "orders", ORDER,
                (("1.23457E+11", "C1", "2024-03-05", "10.0000"), ("A2", "2.5E+15", "2024-03-05", "10.0000")),
                notes=("CODE_LOST",))  # fmt: skip


@hand
def short_and_serial_dates() -> Hand:
    """Two-digit years, months alone and Excel's day numbers are not guessed."""
    content = text(HEADER, "A1,C1,24-3-5,1", "A2,C1,2024年3月,2", "A3,C1,45000,3", "A4,C1,2024-3-5,4")
    mends = {2: {"订单日期": "2024-03-05"}, 3: {"订单日期": "2024-03-01"}, 4: {"订单日期": "2023-03-15"}}
    return Hand("dates.csv", content, "orders", ORDER, (("A4", "C1", "2024-03-05", "4.0000"),), 3, {"BAD_DATE": 3},
                mends=mends)  # fmt: skip


@hand
def serial_dates_by_mapping() -> Hand:
    """The same numbers, once the steward has said what they are."""
    content = text(HEADER, "A1,C1,45000,1", "A2,C1,45000.75,2", "A3,C1,45O01,3")
    mapping = ('[orders]\norder_id = "订单号"\ncustomer_id = "客户编号"\nnet_amount = "不含税金额"\n'
               'order_date = { column = "订单日期", format = "excel" }\n')  # fmt: skip
    return Hand("serial.csv", content, "orders", ORDER,
                (("A1", "C1", "2023-03-15", "1.0000"), ("A2", "C1", "2023-03-15", "2.0000")), 1, {"BAD_DATE": 1},
                options={"mapping": mapping}, mends={4: {"订单日期": "45001"}})  # fmt: skip


@hand
def amounts_as_people_write_them() -> Hand:
    rows = ("A1,C1,2024-03-05,12.5万", "A2,C1,2024-03-05,(300.00)", "A3,C1,2024-03-05,12.00-", "A4,C1,2024-03-05,¥1200元",
            "A5,C1,2024-03-05,负300", "A6,C1,2024-03-05,3千元", "A7,C1,2024-03-05,-", "A8,C1,2024-03-05,壹佰元",
            "A9,C1,2024-03-05,１２．５０", "B1,C1,2024-03-05,约100", "B2,C1,2024-03-05,1 234.50")  # fmt: skip
    stored = (("A1", "125000.0000"), ("A2", "-300.0000"), ("A3", "-12.0000"), ("A4", "1200.0000"), ("A6", "3000.0000"),
              ("A9", "12.5000"), ("B2", "1234.5000"))  # fmt: skip
    mends = {6: {"不含税金额": "-300"}, 8: {"不含税金额": "0"}, 9: {"不含税金额": "100"}, 11: {"不含税金额": "100"}}
    return Hand("amounts.csv", text(HEADER, *rows), "orders", "order_id, net_amount::varchar", stored, 4,
                {"BAD_AMOUNT": 3, "MISSING_AMOUNT": 1}, mends=mends)  # fmt: skip


@hand
def units_twice() -> Hand:
    """A cell with 万 under a header with 万元: which of the two counts is not guessed."""
    content = text("订单号,客户编号,订单日期,不含税金额（万元）", "A1,C1,2024-03-05,12.5", "A2,C1,2024-03-05,12.5万")
    return Hand("units.csv", content, "orders", "order_id, net_amount::varchar", (("A1", "125000.0000"),), 1,
                {"BAD_AMOUNT": 1}, mends={3: {"不含税金额（万元）": "12.5"}})  # fmt: skip


@hand
def words_for_nothing() -> Hand:
    """In a required column they are missing, in another empty, in a text they stay."""
    content = text("订单号,客户编号,订单日期,不含税金额,承诺日期,备注,是否加急", "A1,C1,2024-03-05,1,-,-,无", "A2,C1,2024-03-05,2,无,无,/",
                   "A3,C1,/,3,2024-03-09,,否", "A4,C1,2024-03-05,NULL,N/A,NULL,是", "A5,C1,2024-03-05,#N/A,,,",
                   "A6,C1,2024-03-05,6,2024-02-30,,", "A7,　,2024-03-05,7,,,")  # fmt: skip
    stored = (("A1", "1.0000", None, "false"), ("A2", "2.0000", None, None))
    mends = {4: {"订单日期": "2024-03-05"}, 5: {"不含税金额": "4"}, 6: {"不含税金额": "5"}, 7: {"承诺日期": "2024-03-01"},
             8: {"客户编号": "C1"}}  # fmt: skip
    return Hand("nothing.csv", content, "orders",
                "order_id, net_amount::varchar, promised_date::varchar, is_rush::varchar", stored, 5,
                {"MISSING_DATE": 1, "MISSING_AMOUNT": 1, "BAD_AMOUNT": 1, "BAD_DATE": 1, "MISSING_KEY": 1},
                notes=("EMPTY_WORD",), mends=mends)  # fmt: skip


@hand
def double_header() -> Hand:
    rows = [("订单", None, "客户", None, "金额", None), ("订单号", "订单日期", "客户编号", "客户名称", "不含税金额", "税额"),
            ("A1", "2024-03-05", "C1", "甲", 100, 13)]  # fmt: skip
    return Hand("double.xlsx", xlsx(*rows, merges=("A1:B1", "C1:D1", "E1:F1")), "orders",
                f"{ORDER}, tax_amount::varchar", (("A1", "C1", "2024-03-05", "100.0000", "13.0000"),),
                options={"table": "orders"})  # fmt: skip


@hand
def printed_pages() -> Hand:
    """A print export: title, header and foot of the page come again; they are no records."""
    page = ["销售订单列表", HEADER]
    content = text(*page, "A1,C1,2024-03-05,1", "A2,C1,2024-03-05,2", "第 1 页 共 2 页", *page, "A3,C1,2024-03-05,3",
                   "第 2 页 共 2 页")  # fmt: skip
    return Hand("pages.csv", content, "orders", "order_id, net_amount::varchar",
                (("A1", "1.0000"), ("A2", "2.0000"), ("A3", "3.0000")), 2, {"SHORT_RECORD": 1, "NO_RECORD": 1}, left_out=(1, 7, 9),
                mends={5: {}, 6: {}})  # fmt: skip


@hand
def printed_sheet() -> Hand:
    """The same in a workbook."""
    rows = [("销售订单列表",), HEAD, ("A1", "C1", "2024-03-05", 1), ("第 1 页 共 2 页",), HEAD, ("A2", "C1", "2024-03-05", 2),
            ("第 2 页 共 2 页",)]  # fmt: skip
    return Hand("pages.xlsx", xlsx(*rows), "orders", "order_id, net_amount::varchar", (("A1", "1.0000"), ("A2", "2.0000")),
                1, {"NO_RECORD": 1}, left_out=(1, 5, 7), mends={4: {}})  # fmt: skip


@hand
def hidden_columns() -> Hand:
    """A hidden column is read: it is in the file."""
    rows = [(*HEAD, "税额"), ("A1", "C1", "2024-03-05", 10, 1.3)]
    return Hand(
        "hidden.xlsx", xlsx(*rows, hidden=("E",)), "orders", "order_id, tax_amount::varchar", (("A1", "1.3000"),)
    )


@hand
def excel_utf8() -> Hand:
    """Excel's "CSV UTF-8": a mark at the beginning, quotes only where needed, rows of blanks at the end."""
    content = b"\xef\xbb\xbf" + text(HEADER, 'A1,C1,2024/3/5,"1,200.00 "', ",,,", ",,,")
    return Hand("utf8.csv", content, "orders", ORDER, (("A1", "C1", "2024-03-05", "1200.0000"),), left_out=(3, 4))


@hand
def numbers_export() -> Hand:
    """Apple Numbers: the table's name as a title, semicolons, decimal commas."""
    content = text("Table 1", "order_id;customer_id;order_date;net_amount", "A1;C1;31/12/2023;1.234,50",
                   "A2;C2;05/01/2024;7,25", end="\n")  # fmt: skip
    return Hand("numbers.csv", content, "orders", ORDER,
                (("A1", "C1", "2023-12-31", "1234.5000"), ("A2", "C2", "2024-01-05", "7.2500")), left_out=(1,))  # fmt: skip


@hand
def mixed_encodings() -> Hand:
    """Two exports in one file, GBK first and UTF-8 behind: nobody can read that; it is said, with the line."""
    content = text(HEADER, "甲1,客户,2024-03-05,1", encoding="gbk") + text(
        "乙2,客户€,2024-03-05,2", "丙3,é😡,2024-03-05,2"
    )
    return Hand("mixed.csv", content, "orders", ORDER, (), asks="line")


@hand
def mojibake() -> Hand:
    """What was broken before stays as it is: no guess mends it."""
    content = text("订单号,客户编号,订单日期,不含税金额,地区", "A1,C1,2024-03-05,1,åŒ—äº¬", "A2,C1,2024-03-05,2,锟斤拷")
    return Hand("mojibake.csv", content, "orders", "order_id, region", (("A1", "åŒ—äº¬"), ("A2", "锟斤拷")))


@hand
def rare_characters() -> Hand:
    """Four-byte characters of GB18030, private use, emoji, a zero width space at an id."""
    content = text(HEADER + ",地区", "A1,㐂䶮𠮷,2024-03-05,1,\ue5e5", "A2\u200b,C2,2024-03-05,2,😀", encoding="gb18030")
    return Hand("rare.csv", content, "orders", "order_id, customer_id, region", (("A1", "㐂䶮𠮷", "\ue5e5"), ("A2\u200b", "C2", "😀")),
                options={"encoding": "gb18030"})  # fmt: skip


@hand
def survey_platform() -> Hand:
    """问卷星: 序号, 提交答卷时间, then the questions with their whole text."""
    rows = [
        (
            "序号",
            "提交答卷时间",
            "所用时间",
            "来源",
            "1、您对服务是否满意？",
            "2、您是否会推荐我们？",
            "3、您对价格满意吗？",
        ),
        (1, "2024/3/5 10:11:12", "63秒", "微信", 5, 10, 4),
        (2, "2024/3/5 11:00:00", "80秒", "链接", 4, "(跳过)", 3),
    ]
    mapping = ('[survey_answers]\nresponse_id = "序号"\nsurvey_id = { value = "2024" }\nanswered_at = "提交答卷时间"\n'
               'item_id = { unpivot = ["1、*", "2、*", "3、*"], values = { "1、您对服务是否满意？" = "Q1", '
               '"2、您是否会推荐我们？" = "Q2", "3、您对价格满意吗？" = "Q3" } }\n'
               'score = { unpivot = "value", values = { "(跳过)" = "" } }\n')  # fmt: skip
    stored = (("1", "Q1", "5.0"), ("1", "Q2", "10.0"), ("1", "Q3", "4.0"), ("2", "Q1", "4.0"), ("2", "Q2", None),
              ("2", "Q3", "3.0"))  # fmt: skip
    return Hand("wjx.xlsx", xlsx(*rows), "survey_answers", "response_id, item_id, score::double::varchar", stored,
                options={"mapping": mapping})  # fmt: skip


@hand
def service_tickets() -> Hand:
    """Telecom tickets: times of day in words, minutes and seconds, an open ticket."""
    content = text(
        "工单编号,客户编号,报修时间,完成时间",
        "G1,C1,2024-03-05 下午 3:20,2024-03-05 18:00",
        "G2,C2,2024-03-06T08:00:00Z,-",
    )
    mapping = ('[service_tickets]\nticket_id = "工单编号"\nservice_code = { value = "repair" }\ncustomer_id = "客户编号"\nreported_at = "报修时间"\n'
               'finished_at = "完成时间"\n')  # fmt: skip
    return Hand("tickets.csv", content, "service_tickets", "ticket_id, reported_at::varchar, finished_at::varchar",
                (("G1", "2024-03-05 15:20:00", "2024-03-05 18:00:00"), ("G2", "2024-03-06 16:00:00", None)),
                options={"mapping": mapping}, notes=("EMPTY_WORD",))  # fmt: skip


@hand
def shares() -> Hand:
    """Percent signs, and a bare number that may be a share or a percentage: refused, not guessed."""
    content = text("合同编号,客户编号,约定份额", "H1,C1,35%", "H2,C1,0.4", "H3,C1,60", "H4,C1,１２．５％", "H5,C1,-")
    return Hand("shares.csv", content, "contracts", "contract_id, share_agreed::varchar",
                (("H1", "0.35"), ("H2", "0.4"), ("H4", "0.125"), ("H5", None)), 1, {"OUT_OF_RANGE": 1},
                notes=("EMPTY_WORD",), mends={4: {"约定份额": "60%"}})  # fmt: skip


@hand
def one_slip_among_many_dates() -> Hand:
    """Forty dates with the day first, one with the month first: the forty are read, the one is not."""
    rows = [f"A{number},C1,{13 + number % 15}/03/2024,1" for number in range(40)]
    content = text(HEADER, *rows, "B1,C1,03/25/2024,1", "B2,C1,04/03/2024,1")
    days = [(f"A{number}", f"2024-03-{13 + number % 15}") for number in range(40)]
    stored = (*days, ("B2", "2024-03-04"))
    return Hand("slip.csv", content, "orders", "order_id, order_date::varchar", stored, 1, {"BAD_DATE": 1},
                notes=("DAY_MONTH_SLIPS",), mends={42: {"订单日期": "2024-03-25"}})  # fmt: skip


@hand
def dates_that_disagree() -> Hand:
    """Both orders, neither by far: no date is believed that only an order can tell."""
    content = text(HEADER, "A1,C1,25/03/2024,1", "A2,C1,03/25/2024,2", "A3,C1,2024-03-05,3")
    return Hand("mixed-days.csv", content, "orders", "order_id, order_date::varchar", (("A3", "2024-03-05"),), 2,
                {"BAD_DATE": 2}, notes=("DAY_MONTH_MIXED",),
                mends={2: {"订单日期": "2024-03-25"}, 3: {"订单日期": "2024-03-25"}})  # fmt: skip


@hand
def ambiguous_dates() -> Hand:
    content = text(HEADER, "A1,C1,03/04/2024,1", "A2,C1,05/06/2024,2")
    return Hand("open-days.csv", content, "orders", ORDER, (), asks="day and month or month and day")


@hand
def html_spaces() -> Hand:
    """Copied from a web page: no-break spaces around ids and amounts."""
    content = text(HEADER, "\u00a0A1\u00a0,C1\u00a0,2024-03-05,\u00a012.00\u00a0", "A2,\u00a0C1,2024-03-05\u00a0,7")
    return Hand("web.csv", content, "orders", ORDER,
                (("A1", "C1", "2024-03-05", "12.0000"), ("A2", "C1", "2024-03-05", "7.0000")))  # fmt: skip


@hand
def numbers_as_ids() -> Hand:
    """Ids that a workbook keeps as numbers, and one kept as text with its zeros."""
    rows = [
        HEAD,
        (1001, 7, "2024-03-05", 1),
        ("0001002", "0007", "2024-03-05", 2),
        (1003.0, 12345678901, "2024-03-05", 3),
    ]
    return Hand("number-ids.xlsx", xlsx(*rows), "orders", "order_id, customer_id",
                (("1001", "7"), ("0001002", "0007"), ("1003", "12345678901")))  # fmt: skip


@hand
def excel_errors() -> Hand:
    rows = [HEAD, ("A1", "C1", "2024-03-05", "#N/A"), ("A2", "C1", "2024-03-05", 2)]
    return Hand("errors.xlsx", xlsx(*rows), "orders", "order_id", (("A2",),), 1, {"CELL_ERROR": 1},
                mends={2: {"不含税金额": "1"}})  # fmt: skip


@hand
def only_blank_lines_between() -> Hand:
    """Blank lines, lines of delimiters and of spaces between records."""
    content = text(HEADER, "A1,C1,2024-03-05,1", "", ",,,", " , ,\t,", "A2,C1,2024-03-05,2", "   ")
    return Hand("blank.csv", content, "orders", "order_id", (("A1",), ("A2",)), 3,
                {"MISSING_KEY": 2, "SHORT_RECORD": 1}, mends={4: {}, 5: {}, 7: {}})  # fmt: skip


@hand
def sums_in_the_middle() -> Hand:
    """Sums after each customer in a CSV: those at the end are left out, those before are rejected, none is counted."""
    content = text("客户编号,订单号,订单日期,不含税金额", "C1,A1,2024-03-05,1", "C1,A2,2024-03-05,2", "小计,,,3", "C2,A3,2024-03-05,4",
                   "小计,,,4", "总计,,,7", encoding="gbk")  # fmt: skip
    return Hand("sums.csv", content, "orders", "order_id, net_amount::varchar",
                (("A1", "1.0000"), ("A2", "2.0000"), ("A3", "4.0000")), 1, {"NO_RECORD": 1}, left_out=(6, 7), mends={4: {}})  # fmt: skip

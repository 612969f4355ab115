"""Three exports of old systems that nothing was tuned for go in without code, and their control totals match to the
cent. The figures come from the makers below, never from the importer."""

import json
import random
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

PROJECT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


def imported(home: Path, *arguments: str) -> dict[str, dict]:
    """Table -> batch, as the command line prints it in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "import", *arguments, "--home", str(home), "--no-build", "--json"],
        cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {batch["table"]: batch for batch in json.loads(done.stdout)["batches"]}


def erp_order_list(path: Path) -> tuple[int, Decimal]:
    """An order list as an ERP prints it: title and period in merged cells, amounts in 万元, sums and signature below.
    Returns the number of orders and their net total in yuan."""
    chance = random.Random(11)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "销售订单明细"
    sheet["A1"] = "华东特种钢有限公司销售订单明细表"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "期间：2025年1月1日 至 2025年3月31日　　　　单位：万元"
    sheet.merge_cells("A2:H2")
    sheet.append([])
    sheet.append(
        [
            "序号",
            "订单编号",
            "订单日期",
            "客户编码",
            "客户名称",
            "不含税金额（万元）",
            "税额（万元）",
            "价税合计（万元）",
        ]
    )
    total = Decimal(0)
    count = 137
    for number in range(1, count + 1):
        net = Decimal(chance.randrange(1, 90_000_000)) / 1_000_000  # 万元 with the cents of yuan
        tax = (net * Decimal("0.13")).quantize(Decimal("0.000001"))
        total += net * 10_000
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(90))
        customer = chance.randrange(1, 40)
        sheet.append(
            [number, f"XS2025{number:05d}", day, f"00{customer:03d}", f"客户{customer}公司", float(net), float(tax),
             float(net + tax)]
        )  # fmt: skip
    sheet.append(["合计", None, None, None, None, float(total / 10_000), None, None])
    sheet.append(["制表人：王芳", None, None, None, None, None, "打印日期：2025-04-02"])
    book.save(path)
    return count, total


def test_an_order_list_of_an_erp_in_ten_thousands_under_merged_titles(tmp_path):
    count, total = erp_order_list(tmp_path / "销售订单明细表.xlsx")
    batch = imported(tmp_path / "home", str(tmp_path / "销售订单明细表.xlsx"))["orders"]
    assert (batch["read"], batch["accepted"], batch["rejected"]) == (count, count, 0)
    assert Decimal(batch["amount_accepted"]) == total
    left_out = " ".join(line["text"] for line in batch["files"][0]["left_out"])
    assert "合计" in left_out
    assert "制表人" in left_out


GERMAN = """
[orders]
order_id = "Belegnr."
customer_id = "Kundennr."
order_date = "Belegdatum"

[customers]
customer_id = "Kundennr."
customer_name = "Kunde"

[order_lines]
order_id = "Belegnr."
line_no = "Pos."
product_id = "Artikel"
qty = "Menge"
unit_price = "Einzelpreis"
net_amount = "Betrag netto"
"""


def german_lines(path: Path) -> tuple[int, int, Decimal]:
    """Invoice lines in cp1252 with semicolons and decimal commas. Returns lines, orders and their net total."""
    chance = random.Random(12)
    lines = ["Belegnr.;Pos.;Belegdatum;Kundennr.;Kunde;Artikel;Menge;Einzelpreis;Betrag netto"]
    total, count = Decimal(0), 0
    orders = 83
    for number in range(orders):
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(120))
        customer = chance.randrange(30)
        for position in range(1, chance.randrange(2, 6)):
            quantity = Decimal(chance.randrange(1, 4_000)) / 4
            price = Decimal(chance.randrange(100, 2_000_000)) / 100
            net = (quantity * price).quantize(Decimal("0.01"))
            total += net
            count += 1
            lines.append(
                f"R{number:04d};{position};{day:%d.%m.%Y};{customer:05d};Müller & Söhne {customer} GmbH;"
                f"A-{position:03d};{german(quantity)};{german(price)};{german(net)}"
            )
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))
    return count, orders, total


def german(number: Decimal) -> str:
    """1.234.567,89"""
    return f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def test_a_flat_file_in_cp1252_with_semicolons_and_decimal_commas(tmp_path):
    count, orders, total = german_lines(tmp_path / "rechnungen.txt")
    (tmp_path / "rechnungen.toml").write_text(GERMAN, encoding="utf-8")
    batches = imported(
        tmp_path / "home", str(tmp_path / "rechnungen.txt"), "--mapping", str(tmp_path / "rechnungen.toml")
    )
    lines = batches["order_lines"]
    assert (lines["read"], lines["accepted"], lines["rejected"]) == (count, count, 0)
    assert Decimal(lines["amount_accepted"]) == total
    assert batches["orders"]["rows_written"] == orders
    assert batches["orders"]["rejected"] == 0


def complaint_log(path: Path) -> tuple[int, Decimal]:
    """A complaint log of a Chinese service desk: two date columns written in two ways, texts with commas and line ends.
    Returns the number of cases and the compensation paid."""
    chance = random.Random(13)
    rows = ["投诉编号,客户编号,投诉类型,受理时间,结案时间,责任部门,投诉内容,赔偿金额"]
    paid = Decimal(0)
    count = 211
    kinds = ("投诉", "申诉", "质量异议")
    for number in range(count):
        taken = datetime(2025, 1, 1, 8) + timedelta(minutes=chance.randrange(200_000))
        closed = taken + timedelta(hours=chance.randrange(1, 400))
        money = Decimal(chance.randrange(0, 500_000)) / 100
        paid += money
        text = f"货到三天才通知，包装破损{number}件\n请尽快处理, 谢谢" if number % 7 == 0 else f"报告延误第{number}次"
        rows.append(
            f"TS{number:05d},K{chance.randrange(60):04d},{kinds[number % 3]},"
            f"{taken.year}年{taken.month}月{taken.day}日 {taken:%H:%M},{closed:%d/%m/%Y %H:%M},业务{number % 4}部,"
            f'"{text}","{money:,.2f}"'
        )
    path.write_bytes("\r\n".join([*rows, ""]).encode("gb18030"))
    return count, paid


def test_a_complaint_log_in_gb18030_with_two_date_columns(tmp_path):
    count, paid = complaint_log(tmp_path / "投诉台账.csv")
    batch = imported(tmp_path / "home", str(tmp_path / "投诉台账.csv"))["cases"]
    assert (batch["read"], batch["accepted"], batch["rejected"]) == (count, count, 0)
    assert batch["files"][0]["encoding"] == "gb18030"
    assert Decimal(batch["amount_accepted"]) == paid

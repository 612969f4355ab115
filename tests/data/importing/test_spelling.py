"""Headers are compared by what they say, not by how they are written (data-model.md, 5.1)."""

from decimal import Decimal

import pytest

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.data.tables import CUSTOMERS, ORDERS, TABLES


@pytest.mark.parametrize(
    ("written", "meant", "factor"),
    [
        ("订单金额(万元)", "订单金额", 10_000),
        ("金额（元）", "金额", 1),
        ("订单金额［千元］", "订单金额", 1_000),
        ("注册资本（单位：百万元）", "注册资本", 1_000_000),
        ("注册资本(人民币亿元)", "注册资本", 100_000_000),
        ("合同金额/万元", "合同金额", 10_000),
        ("金额（万）", "金额", 10_000),
        ("Amount (thousand)", "amount", 1_000),
        ("*客户名称", "客户名称", 1),
        ("客户名称※", "客户名称", 1),
        ("订单日期 ", "订单日期", 1),
        ("数量[吨]", "数量", 1),
        ("数量（千克）", "数量", 1),
        ("订单\n日期", "订单日期", 1),
        ("1.客户编号", "客户编号", 1),
        ("12、客户 编号", "客户编号", 1),
        ("（1）客户编号", "客户编号", 1),
        ("客戶編號", "客户编号", 1),
        ("Ｃｕｓｔｏｍｅｒ＿Ｉｄ", "customerid", 1),
        ("客户\u200b编号：", "客户编号", 1),
        ("金额(不含税)", "金额不含税", 1),
        ("金额（本位币）", "金额本位币", 1),
        ("税率(%)", "税率", 1),
        ("Item No.", "itemno", 1),
        ("万元", "万元", 1),
        ("2024年", "2024年", 1),
        ("", "", 1),
    ],
)
def test_header_as_it_is_compared(written, meant, factor):
    assert normalised(written) == (meant, factor)


def test_unit_of_money_counts_for_amounts_alone():
    assert matches(ORDERS, ["订单号（万元）"])["order_id"].factor == 1
    assert matches(CUSTOMERS, ["员工人数（千）"])["employees"].factor == 1
    assert matches(CUSTOMERS, ["注册资本（万元）"])["registered_capital"].factor == 10_000


def test_percent_counts_for_shares_alone():
    assert matches(TABLES["contracts"], ["份额(%)"])["share_agreed"].factor == Decimal("0.01")
    assert matches(TABLES["contracts"], ["份额"])["share_agreed"].factor == 1
    assert matches(TABLES["survey_answers"], ["得分(%)"])["score"].factor == 1


def test_amount_without_tax_is_not_the_amount():
    found = matches(ORDERS, ["金额（不含税）", "金额（含税）"])
    assert {name: match.header for name, match in found.items()} == {
        "net_amount": "金额（不含税）", "gross_amount": "金额（含税）",
    }  # fmt: skip

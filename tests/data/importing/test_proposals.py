"""Columns that are proposed to a person: exact, alike, near; the command line takes no near one."""

import pytest

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.proposals import NEAR, likeness, proposed_columns
from dashboard.data.tables import CUSTOMERS, ORDERS


def test_exact_alike_and_near():
    proposed = proposed_columns(ORDERS, ("订单号", "客戶編號", "下订单日期", "订单金额(万元)", "天气"))
    assert {name: (found.header, found.how, found.factor) for name, found in proposed.items()} == {
        "order_id": ("订单号", "exact", 1),
        "customer_id": ("客戶編號", "alike", 1),
        "order_date": ("下订单日期", "near", 1),
        "gross_amount": ("订单金额(万元)", "alike", 10_000),
    }
    assert NEAR <= proposed["order_date"].score < 1
    assert "order_date" not in matches(ORDERS, ("下订单日期",))


def test_of_two_of_a_kind_the_first_is_proposed():
    assert proposed_columns(ORDERS, ("订单编号", "订单号"))["order_id"].header == "订单编号"


def test_header_is_proposed_once():
    proposed = proposed_columns(CUSTOMERS, ("客户编号", "客户的名称", "客户名"))
    headers = [found.header for found in proposed.values()]
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize(
    ("one", "other"),
    [("本币无税单价", "本币无税金额"), ("税率", "税额"), ("客户编号", "客户名称"), ("订单数", "订单号")],
)
def test_what_ends_otherwise_is_something_else(one, other):
    assert likeness(one, other) < NEAR


@pytest.mark.parametrize(
    ("one", "other"), [
    ("客户编码", "客户编号"), ("客户的编号", "客户编号"), ("统一社会信用代码号码", "统一社会信用代码"),
                       ("Custmer Name", "customer_name"), ("合同签订日期", "合同签定日期")]
)  # fmt: skip
def test_what_says_the_same_in_other_words_is_near(one, other):
    assert likeness(one, other) >= NEAR

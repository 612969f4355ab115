"""Exports of 用友, 金蝶 and SAP Business One find their columns without help (issue 5: at least 95 %)."""

from itertools import chain

import pytest
from erp_headers import CUSTOMER_LISTS, ORDER_LISTS

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.mapping.proposals import proposed_tables
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem

LISTS = {**ORDER_LISTS, **CUSTOMER_LISTS}
FLAT = ("orders", "order_lines", "customers", "products")
"""An order export holds lines with the order's fields repeated, and what the customer and the product are called."""
FOREIGN_SHARE = 0.35
"""Of all headers of the lists this much has no place in the contracts; the lists name them one by one."""
WITHOUT_A_PLACE = {
    "销售类型", "销售部门", "税率", "规格型号", "报价", "含税单价", "预完工日期", "累计发货数量", "累计开票金额",
    "制单人", "本币无税金额", "本币税额", "本币价税合计", "法人", "开户银行", "银行账号", "邮政编码", "联系人",
    "电话", "手机", "停用日期", "交易类型名称", "销售组织名称", "规格描述", "客户采购订单号", "备注", "销售组织",
    "关闭状态", "税率%", "是否赠品", "累计出库数量", "创建人", "单据状态", "创建组织", "使用组织", "国家",
    "联系电话", "传真", "结算币别", "收款条件", "金额（本位币）", "税率(%)", "税额（本位币）", "价税合计（本位币）",
    "部门", "制单", "审核", "关闭标志", "移动电话", "邮编", "Document Date", "Customer/Vendor Ref. No.",
    "Total Discount", "Gross Profit", "Remarks", "Warehouse Code", "DocEntry", "TaxDate", "NumAtCard", "DiscSum",
    "Comments", "WhsCode", "单据日期", "注释", "仓库代码", "BP Type", "Bill-to Zip Code", "Telephone 1",
    "Contact Person", "Account Balance", "Payment Terms Code",
}  # fmt: skip


def _found(name: str) -> dict[str, set[str]]:
    """Header -> every ``table.column`` that it finds."""
    header = tuple(LISTS[name])
    tables = FLAT if name in ORDER_LISTS else ("customers",)
    found: dict[str, set[str]] = {cell: set() for cell in header}
    for table in tables:
        for column, match in matches(TABLES[table], header).items():
            found[match.header].add(f"{table}.{column}")
    return found


@pytest.mark.parametrize("name", LISTS)
def test_headers_find_their_columns(name):
    found = _found(name)
    wanted = {cell: column for cell, column in LISTS[name].items() if column}
    missed = {cell: column for cell, column in wanted.items() if column not in found[cell]}
    assert len(missed) <= 0.05 * len(wanted), missed


def test_all_lists_together_miss_nothing():
    missed = [
        (name, cell) for name in LISTS
        for cell, column in LISTS[name].items() if column and column not in _found(name)[cell]
    ]  # fmt: skip
    assert missed == []


def test_headers_without_a_place_are_these_and_not_more_than_said():
    foreign = [cell for columns in LISTS.values() for cell, column in columns.items() if column is None]
    assert set(foreign) == WITHOUT_A_PLACE
    assert len(foreign) <= FOREIGN_SHARE * len(list(chain(*LISTS.values())))
    assert all(15 <= len(columns) <= 40 for columns in LISTS.values())


@pytest.mark.parametrize("name", ORDER_LISTS)
def test_headers_without_a_place_do_not_fill_a_column_of_orders_or_lines(name):
    """制单人 is nobody's operator, 部门 is no employee's, the amount in local money is not a second amount."""
    found = _found(name)
    taken = {
        cell: columns for cell, column in LISTS[name].items()
        if column is None and (columns := {one for one in found[cell] if one.startswith("order")})
    }  # fmt: skip
    assert taken == {}


@pytest.mark.parametrize("name", CUSTOMER_LISTS)
def test_customer_exports_are_taken_for_customers(name):
    assert found_table("x.xlsx", tuple(LISTS[name])).name == "customers"


@pytest.mark.parametrize("name", ORDER_LISTS)
def test_order_exports_with_lines_are_both_and_said_to_be(name):
    header = tuple(LISTS[name])
    with pytest.raises(Problem, match="fit the tables order_lines, orders"):
        found_table("x.xlsx", header)
    assert {fit.table for fit in proposed_tables(header)[:2]} == {"orders", "order_lines"}


def test_customer_is_a_name_beside_a_number_and_the_number_without_one():
    beside = matches(TABLES["orders"], ["单据编号", "日期", "客户编码", "客户", "价税合计"])
    alone = matches(TABLES["orders"], ["单据编号", "日期", "客户", "价税合计"])
    assert (beside["customer_id"].header, alone["customer_id"].header) == ("客户编码", "客户")


def test_amount_is_net_beside_the_sum_with_tax_and_gross_alone():
    both = matches(TABLES["orders"], ["金额", "价税合计"])
    assert {name: match.header for name, match in both.items()} == {"net_amount": "金额", "gross_amount": "价税合计"}
    assert set(matches(TABLES["orders"], ["金额"])) == {"gross_amount"}

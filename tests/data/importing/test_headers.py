"""Which delimiter, which column, which table (data-model.md 5.1; contracts.md, import without --table)."""

import pytest

from dashboard.data.importing.files.dialects import USUAL
from dashboard.data.importing.files.head_records import found_delimiter
from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.tables import CUSTOMERS, ORDERS, TABLES
from dashboard.logic.problems import Problem


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_gives_known_columns(delimiter):
    assert found_delimiter([delimiter.join(["order_id", '"a, b; c"', "order_date"])], USUAL) == delimiter


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("订单号,客户编号,订单日期,金额", "orders"),
        ("Order ID,Customer-Id,ORDER_DATE,promised,delivered,amount,cost,product line,region", "orders"),
        ("订单号,客户编号,客户名称,订单日期,金额", "orders"),
        ("订单号,行号,产品编号,数量,单价", "order_lines"),
        ("客户编号,客户名称,地区,客户经理", "customers"),
        ("工号,姓名,部门", "employees"),
        ("产品编号,产品名称,单位", "products"),
    ],
)
def test_table_is_found_by_its_headers(header, table):
    assert found_table("x.csv", tuple(header.split(","))).name == table


def test_flat_file_without_mapping_is_ambiguous_and_names_the_candidates():
    header = ("订单号", "客户编号", "订单日期", "产品编号", "数量", "单价", "金额")
    with pytest.raises(Problem, match="order_lines, orders"):
        found_table("flat.csv", header)


def test_unknown_headers_name_all_tables():
    with pytest.raises(Problem, match="orders, products"):
        found_table("x.csv", ("a", "b"))


def test_every_column_is_found_under_each_of_its_headers():
    for table in TABLES.values():
        for column in table.columns:
            for alias in (column.name, column.name.upper().replace("_", " "), *column.aliases):
                assert set(matches(table, [alias])) == {column.name}, (table.name, alias)


def test_traditional_full_width_and_spaced_headers():
    found = matches(CUSTOMERS, ["客戶編號", "客户 名称", "ＣＲＥＤＩＴ_ＣＯＤＥ"])
    assert {name: match.header for name, match in found.items()} == {
        "customer_id": "客戶編號", "customer_name": "客户 名称", "credit_code": "ＣＲＥＤＩＴ_ＣＯＤＥ",
    }  # fmt: skip


def test_unit_in_brackets_gives_a_factor():
    assert matches(ORDERS, ["订单金额（万元）"])["gross_amount"].factor == 10_000


def test_exact_alias_goes_before_a_normalised_one():
    with pytest.raises(Problem, match="both stand for order_id"):
        matches(ORDERS, ["订单号", "订单编号"])


def test_rejects_columns_are_ignored():
    assert matches(ORDERS, ["_file", "_line", "_codes", "_reasons", "_columns", "_values"]) == {}

"""Marts of real orders against figures computed independently, in plain Python (expected.json of the data set)."""

# ruff: noqa: S608 - the SQL here is made of constants

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.logic.periods import month_text
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

ORDERS = """
select InvoiceNo as order_id, arg_min(CustomerID, InvoiceDate) as customer_id, min(InvoiceDate)::date as order_date
from kept group by InvoiceNo
"""
LINES = """
select InvoiceNo as order_id, row_number() over ()::int as line_no, StockCode as product_id,
    Quantity::decimal(18, 4) as qty, UnitPrice::decimal(18, 4) as unit_price
from kept
"""
KEPT = {
    "sales_only": "CustomerID is not null and InvoiceNo not like 'C%' and Quantity > 0 and UnitPrice > 0",
    "net_of_returns": "CustomerID is not null",
}

pytestmark = pytest.mark.public_data


@pytest.fixture(scope="module")
def expected(public_data: Path) -> dict:
    return json.loads((public_data / "online_retail" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=KEPT)
def variant(request: pytest.FixtureRequest, public_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """The name of the variant, and its marts."""
    source = public_data / "online_retail" / "online_retail.parquet"
    with duckdb.connect() as connection:
        connection.read_parquet(str(source)).filter(KEPT[request.param]).create_view("kept")
        orders, lines = (connection.sql(sql).to_arrow_table() for sql in (ORDERS, LINES))
    home = Home(tmp_path_factory.mktemp(request.param) / "home")
    imported(home, {"orders": orders, "order_lines": lines})
    build(home, SETTINGS)
    return request.param, open_marts(home)


def rows(marts: Marts, sql: str) -> list[tuple]:
    return marts.cursor().execute(sql).fetchall()


@pytest.mark.slow
def test_layers_at_the_last_complete_month_equal_the_independent_ones(variant, expected):
    name, marts = variant
    assert month_text(marts.build.default_as_of) == "2011-11"
    wanted = expected[name]["as_of 2011-11-30"]
    found = {
        layer: (customers, revenue)
        for layer, customers, revenue in rows(
            marts,
            "select layer, sum(customers), sum(revenue) from layer_month where scheme = 'curry' and month_no = "
            f"{marts.build.default_as_of} group by layer",
        )
    }
    for layer in ("Top", "Big", "Medium", "Small"):
        assert found[layer] == (wanted["layers"][layer]["customers"], Decimal(wanted["layers"][layer]["revenue"]))
    assert sum(revenue for _, revenue in found.values()) == Decimal(wanted["revenue_all_in_window"])
    assert sum(customers for customers, _ in found.values()) == wanted["customers_ever"]


def test_months_equal_the_independent_ones(variant, expected):
    name, marts = variant
    found = rows(
        marts,
        "select month_no, sum(revenue), sum(active_customers), sum(new_customers) from month group by 1 order by 1",
    )
    if name != "sales_only":  # only the sales are given by month; here the trend and the windows must agree
        total = sum(revenue for month, revenue, _, _ in found if month <= marts.build.default_as_of)
        assert total == Decimal(expected[name]["as_of 2011-11-30"]["revenue_all_in_window"])
        return
    wanted = expected[name]["revenue_by_month_float_sum"]
    assert {month_text(month): round(float(revenue), 2) for month, revenue, _, _ in found} == wanted
    active = {month_text(month): customers for month, _, customers, _ in found}
    assert active == expected[name]["active_customers_by_month"]
    new = {month_text(month): customers for month, _, _, customers in found}
    assert new == expected["new_customers_by_month_sales_only"]
    assert sum(new.values()) == expected[name]["customers"]


def test_orders_and_lines_are_all_there(variant, expected):
    name, marts = variant
    orders, lines = rows(marts, "select count(*), sum(lines) from order_value")[0]
    assert marts.build.notes["ORPHAN_LINES"] == 0
    if name == "sales_only":
        assert (orders, lines) == (expected[name]["invoices"], expected[name]["lines"])
    else:
        assert lines == expected["raw"]["rows"] - expected["raw"]["rows_without_customer"]

"""What the build finds missing in the data: worked out by hand on small companies."""

from datetime import date

import pytest

from dashboard.data.building.build import build
from dashboard.data.reading.marts import open_marts
from dashboard.logic.data_needs import ORDER_COLUMNS
from dashboard.logic.file_policy import FIELD_PLACES
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

CODE = "91350100M000100Y43"


def rows(marts, sql):
    return marts.cursor().execute(sql).fetchall()


def bits(*names):
    return sum(1 << FIELD_PLACES[name] for name in names)


def gap(*names):
    return sum(1 << ORDER_COLUMNS.index(name) for name in names)


def fields(marts, table):
    found = rows(
        marts,
        "select column_name, count_rows, filled, distinct_values, linked, malformed, accepted, rejected, newest_on "  # noqa: S608 - names of ours
        f"from field_quality where table_name = '{table}'",
    )
    return {name: tuple(rest) for name, *rest in found}


def test_orders_of_the_period_are_summed_by_what_they_lack(small_company):
    """o1: everything but a cost is missing. o2 has lines, one without a cost, none with a product or a quantity."""
    never = gap(*ORDER_COLUMNS[:7])
    lines = never + gap("order_lines.product_id", "order_lines.qty", "order_lines.direct_cost")
    no_line = never + gap("orders.product_line")
    found = rows(
        small_company, "select customer_no, gaps, orders, net_abs::int, uncosted_abs::int from order_gap order by 1, 2"
    )
    assert found == [
        (0, no_line, 1, 100, 0),
        (0, lines, 1, 60, 10),
        (1, no_line + gap("orders.direct_cost"), 2, 130, 130),
        (2, no_line + gap("orders.direct_cost"), 1, 80, 80),
        (4, no_line + gap("orders.direct_cost"), 1, 0, 0),
        (5, never + gap("order_lines.product_id", "order_lines.direct_cost"), 1, 5, 1),
    ]


@pytest.mark.slow
def test_orders_before_and_after_the_period_count_for_nothing(home):
    """Data through 10 March 2025: the default as-of is February, its period begins in March 2024."""
    days = ("2024-02-29", "2024-03-01", "2025-02-28", "2025-03-10")
    orders = [
        {"order_id": f"o{n}", "customer_id": "A", "order_date": day, "net_amount": 10**n} for n, day in enumerate(days)
    ]
    imported(home, {"orders": orders})
    build(home, SETTINGS)
    assert rows(open_marts(home), "select sum(orders)::int, sum(net_abs)::int from order_gap") == [(2, 110)]


def test_fields_of_customers_are_bits(small_company):
    found = rows(small_company, "select customer_no, filled, valid from customer_file order by 1")
    assert [filled for _, filled, _ in found] == [
        bits("customer_name", "account_manager", "region", "industry", "service_tier", "first_contact_date"),
        bits("customer_name", "account_manager", "region", "department"),
        bits("customer_name", "account_manager", "industry"),
        bits("customer_name", "account_manager", "region", "first_contact_date"),
        0,
        0,
        0,
    ]
    assert all(filled == valid for _, filled, valid in found)


@pytest.fixture
def known(home):
    """A right and a wrong credit code; contacts who can be reached, who cannot, and who left."""
    imported(
        home,
        {
            "customers": [
                {"customer_id": "A", "credit_code": CODE, "customer_type": "企业", "kyc_confirmed_at": "2024-01-01"},
                {"customer_id": "B", "credit_code": CODE[:-1] + "4", "customer_type": "个人"},
            ],
            "contacts": [
                {"contact_id": "L1", "customer_id": "A", "name": "Li", "mobile": "138 0000 0000", "is_primary": True},
                {"contact_id": "L2", "customer_id": "B", "name": "Wang", "email": "nobody"},
                {"contact_id": "L3", "customer_id": "B", "name": "W", "phone": "010-123456", "valid_to": "2024-02-01"},
            ],
            "orders": [
                {"order_id": "o1", "customer_id": "A", "order_date": "2024-02-29", "net_amount": 1,
                 "promised_date": "2024-03-31"},
                {"order_id": "o2", "customer_id": "Z", "order_date": "2024-02-01", "net_amount": 1},
            ],
        },
    )  # fmt: skip
    build(home, SETTINGS)
    return open_marts(home)


def test_a_wrong_credit_code_is_filled_and_not_valid_and_who_left_reaches_nobody(known):
    found = rows(
        known, "select filled, valid, is_person, is_at_risk, kyc_confirmed_on from customer_file order by customer_no"
    )
    assert found == [
        (*[bits("credit_code", "customer_type", "contact", "contact_way", "primary_contact")] * 2,
         False, False, date(2024, 1, 1)),
        (bits("credit_code", "customer_type", "contact", "contact_way"), bits("customer_type", "contact"),
         True, False, None),
        (0, 0, False, False, None),
    ]  # fmt: skip


def test_columns_are_counted(known):
    customers, orders, contacts = (fields(known, table) for table in ("customers", "orders", "contacts"))
    assert customers["customer_id"] == (2, 2, 2, None, 0, 2, 0, None)
    assert customers["credit_code"][:2] == (2, 2)
    assert customers["credit_code"][4] == 1, "malformed"
    assert customers["kyc_confirmed_at"] == (2, 1, None, None, 0, 2, 0, date(2024, 1, 1))
    assert customers["address"][:2] == (2, 0)
    assert orders["promised_date"] == (2, 1, None, None, 0, 2, 0, date(2024, 3, 31))
    assert orders["customer_id"][3] == 1, "of two orders, one names a customer on file"
    assert (contacts["phone"][4], contacts["mobile"][4], contacts["email"][4]) == (0, 0, 1)
    assert "products" not in {table for (table,) in rows(known, "select distinct table_name from field_quality")}


def test_each_batch_tells_what_it_brought_and_superseded_cells_are_not_counted(home):
    """The second file gives o1 again without its promised date."""
    first = [
        {"order_id": f"o{n}", "customer_id": "A", "order_date": f"2024-02-0{n}", "net_amount": 1,
         "promised_date": "2024-03-01"} for n in (1, 2)
    ]  # fmt: skip
    imported(home, {"orders": first})
    again = {key: value for key, value in first[0].items() if key != "promised_date"}
    imported(home, {"orders": [again | {"net_amount": 2}]}, superseded={"orders": [("orders-1", 0)]})
    build(home, SETTINGS)
    marts = open_marts(home)
    found = rows(
        marts,
        "select count_rows, filled, rejected from field_batch where table_name = 'orders' "
        "and column_name = 'promised_date' order by batch_id",
    )
    assert found == [(1, 1, 0), (1, 0, 0)]
    assert fields(marts, "orders")["promised_date"][:2] == (2, 1)
    assert rows(marts, "select sum(count_rows)::int from field_batch where column_name = 'order_id'") == [(2,)]

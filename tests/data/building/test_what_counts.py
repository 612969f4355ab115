"""Which rows a build counts, and the dates it derives (metrics.md, Time; contracts.md, Modes)."""

# ruff: noqa: S608 - the SQL here is made of constants

from datetime import date

import pyarrow.parquet as pq
import pytest

from dashboard.data.building.build import NothingToBuild, build, last_complete_month
from dashboard.data.reading.marts import open_marts
from dashboard.logic.problems import Problem
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

JAN, FEB, MAR = 24288, 24289, 24290
LINE = {"order_id": "o2", "line_no": 1, "net_amount": 7}


def order(order_id: str, day: str, amount: int | str, customer: str = "A", **more: object) -> dict:
    return {"order_id": order_id, "customer_id": customer, "order_date": day, "net_amount": amount, **more}


def rows(home, sql):
    return open_marts(home).cursor().execute(sql).fetchall()


def test_superseded_versions_of_orders_lines_and_customers_do_not_count(home):
    imported(home, {
        "orders": [order("o1", "2024-01-05", 1), order("o2", "2024-01-06", 2)],
        "order_lines": [LINE | {"net_amount": 5}, LINE | {"line_no": 2}],
        "customers": [{"customer_id": "A", "customer_name": "Old"}],
    })  # fmt: skip
    imported(
        home,
        {
            "orders": [order("o1", "2024-01-07", 10)],
            "order_lines": [LINE],
            "customers": [{"customer_id": "A", "customer_name": "New"}],
        },
        superseded={
            "orders": [("orders-1", 0)],
            "order_lines": [("order_lines-1", 0), ("order_lines-1", 1)],
            "customers": [("customers-1", 0)],
        },
        mode="upsert",
    )
    facts = build(home, SETTINGS)
    assert rows(home, "select order_id, cast(net_amount as int), lines from order_value order by 1") == [
        ("o1", 10, 0),
        ("o2", 7, 1),
    ]
    assert rows(home, "select customer_name from customer") == [("New",)]
    assert {name: count.rows for name, count in facts.tables.items() if count.rows} == {
        "orders": 2,
        "order_lines": 1,
        "customers": 1,
    }
    assert facts.tables["orders"].batches == 2


def test_replace_retires_earlier_batches_and_what_they_superseded(home):
    imported(home, {"orders": [order("o1", "2024-01-05", 1)]})
    imported(home, {"orders": [order("o1", "2024-01-05", 2)]}, superseded={"orders": [("orders-1", 0)]}, mode="upsert")
    imported(home, {"orders": [order("o9", "2024-01-05", 9)]}, mode="replace")
    facts = build(home, SETTINGS)
    assert rows(home, "select order_id from order_value") == [("o9",)]
    assert (facts.tables["orders"].rows, facts.tables["orders"].batches) == (1, 1)
    assert facts.imports == ("00000003-00000003",)


@pytest.mark.slow
def test_nothing_after_a_month_moves_what_was_said_of_it(home):
    """T9: no look-ahead, at the level of the marts."""
    early = [order("o1", "2024-01-05", 10), order("o2", "2024-02-06", 20, "B"), order("o3", "2024-02-07", -3, "A")]
    imported(home, {"orders": early})
    build(home, SETTINGS)
    questions = (
        "select customer_id, m.* exclude (customer_no) from customer_month as m "
        f"inner join customer using (customer_no) where month_no <= {FEB} order by all",
        f"select * from month where month_no <= {FEB} order by all",
        f"select * from layer_month where month_no <= {FEB} order by all",
    )
    before = [rows(home, question) for question in questions]
    imported(home, {"orders": [order("o4", "2024-03-01", 999, "A"), order("o5", "2024-03-02", 5, "0 comes first")]})
    build(home, SETTINGS)
    assert [rows(home, question) for question in questions] == before
    assert all(before)


@pytest.mark.slow
def test_layers_of_every_scheme_hold_the_whole_population_and_all_revenue_of_the_window(home):
    many = [
        order(
            f"o{number}", f"20{22 + number % 3}-{1 + number % 12:02d}-15", number * 7919 % 5000 - 400, f"c{number % 90}"
        )
        for number in range(900)
    ]
    imported(
        home,
        {"orders": many, "customers": [{"customer_id": f"c{n}", "account_manager_id": f"m{n % 4}"} for n in range(95)]},
    )
    build(home, SETTINGS)
    for scheme, month, customers, revenue in rows(
        home, "select scheme, month_no, sum(customers), sum(revenue) from layer_month group by 1, 2"
    ):
        assert customers == 95, (scheme, month)
        assert [(revenue,)] == rows(
            home, f"select sum(revenue) from month where month_no between {month - 11} and {month}"
        )
    assert rows(home, "select count(distinct scheme), count(distinct month_no) from layer_month") == [(3, 36)]


@pytest.mark.slow
def test_data_reach_until_the_latest_ordered_order_or_what_the_operator_said(home):
    imported(home, {"orders": [order("o1", "2024-01-05", 1), order("o2", "2024-02-20", 1, status="draft")]})
    facts = build(home, SETTINGS)
    assert (facts.data_from, facts.data_through, facts.default_as_of) == (date(2024, 1, 1), date(2024, 1, 5), JAN)
    imported(home, {"orders": [order("o3", "2024-02-10", 1)]}, data_through=date(2024, 2, 29))
    facts = build(home, SETTINGS)
    assert (facts.data_through, facts.last_month, facts.default_as_of) == (date(2024, 2, 29), FEB, FEB)
    imported(home, {"orders": [order("o4", "2024-03-02", 1)]})
    facts = build(home, SETTINGS)
    assert (facts.data_through, facts.last_month, facts.default_as_of) == (date(2024, 3, 2), MAR, FEB)


@pytest.mark.slow
def test_orders_after_what_the_operator_said_do_not_lengthen_the_data(home):
    imported(
        home, {"orders": [order("o1", "2024-01-05", 1), order("o2", "2024-03-20", 1)]}, data_through=date(2024, 2, 10)
    )
    facts = build(home, SETTINGS)
    assert (facts.last_month, facts.default_as_of) == (FEB, JAN)
    assert rows(home, "select distinct month_no from layer_month order by 1") == [(JAN,), (FEB,)]


def test_data_that_end_before_they_begin_are_refused(home):
    imported(home, {"orders": [order("o1", "2024-01-05", 1)]}, data_through=date(2023, 12, 31))
    with pytest.raises(Problem, match="said to reach until 2023-12-31, but the first order is of 2024-01-05"):
        build(home, SETTINGS)


@pytest.mark.parametrize(
    ("day", "first", "expected"),
    [(date(2024, 2, 29), JAN, FEB), (date(2024, 2, 28), JAN, JAN), (date(2024, 1, 5), JAN, JAN)],
)
def test_default_as_of_is_the_last_complete_month(day, first, expected):
    assert last_complete_month(day, first) == expected


def test_without_orders_there_is_nothing_to_build(home):
    with pytest.raises(NothingToBuild, match="There are no orders"):
        build(home, SETTINGS)
    imported(home, {"orders": [order("o1", "2024-01-05", 1, status="取消")]})
    with pytest.raises(NothingToBuild, match="all are cancelled or drafts"):
        build(home, SETTINGS)


@pytest.mark.slow
def test_every_mart_is_served_and_a_large_one_stays_in_parquet(home, monkeypatch):
    imported(home, {"orders": [order(f"o{n}", "2024-01-05", n, f"c{n % 3}") for n in range(9)]})
    monkeypatch.setattr("dashboard.data.building.served.LARGEST_TABLE", 8)
    facts = build(home, SETTINGS)
    assert rows(home, "select count(*), sum(net_amount) from order_value") == [(9, 36)]
    for name, parts in facts.marts.items():
        written = sum(pq.read_metadata(home.builds / part.path).num_rows for part in parts)
        assert rows(home, f"select count(*) from {name}") == [(written,)] == [(facts.mart_rows(name),)]
    clustered = pq.read_table(home.builds / facts.marts["order_value"][0].path)["customer_no"].to_pylist()
    assert clustered == sorted(clustered)


@pytest.mark.slow
def test_sums_beyond_what_a_float_holds_stay_exact_in_the_layers(home):
    huge = ["30000000000000.0001", "30000000000000.0003", "-20000000000000.0005"]
    imported(home, {"orders": [order(f"o{n}", "2024-01-05", amount, f"c{n}") for n, amount in enumerate(huge)]})
    build(home, SETTINGS)
    assert rows(home, "select layer, cast(revenue as varchar) from layer_month where scheme = 'amount' order by 1") == [
        ("Big", "60000000000000.0004"),
        ("Inactive", "-20000000000000.0005"),
    ]

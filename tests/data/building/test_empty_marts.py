"""Marts of tables that nobody imported: what is written without SQL is what the SQL would give."""

import pyarrow.parquet as pq
import pytest

from dashboard.data.building import build as building
from dashboard.data.building.build import build
from dashboard.data.building.empty_marts import ROWS_FROM, has_no_rows
from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.building.mart_sql import MARTS
from dashboard.data.home import Home
from dashboard.data.tables import TABLES
from tests.data.building.conftest import SETTINGS
from tests.data.building.imported import imported

PUBLISHED = sorted(set(ROWS_FROM) & set(MART_SCHEMAS))


def test_names_are_known():
    assert set(ROWS_FROM) <= set(MARTS)
    assert {table for tables in ROWS_FROM.values() for table in tables} <= set(TABLES)


@pytest.mark.parametrize("mart", sorted(ROWS_FROM))
def test_any_of_its_tables_makes_it_a_mart_of_the_engine(mart):
    assert has_no_rows(mart, {"orders"})
    for table in ROWS_FROM[mart]:
        assert not has_no_rows(mart, {"orders", table})
    assert not has_no_rows("customer", set())


def test_the_engine_would_write_the_same(tmp_path, monkeypatch):
    home = Home(tmp_path)
    order = {"order_id": "o1", "customer_id": "c1", "order_date": "2024-01-31", "net_amount": "1"}
    imported(home, {"orders": [order]})
    written = {}
    for way in ("quick", "engine"):
        if way == "engine":
            monkeypatch.setattr(building, "has_no_rows", lambda _mart, _imported: False)
        facts = build(home, SETTINGS)
        written[way] = {name: _read(home, facts, name) for name in PUBLISHED}
    assert written["quick"] == written["engine"]
    assert {rows for rows, _ in written["quick"].values()} == {0}


def _read(home, facts, name):
    tables = [pq.read_table(home.builds / part.path) for part in facts.marts[name]]
    return sum(table.num_rows for table in tables), [str(table.schema.types) for table in tables]

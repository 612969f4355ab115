"""The public data set, from its Parquet and from its 305 daily files, in both variants (expected.json)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
pytestmark = [pytest.mark.public_data, pytest.mark.slow]


@pytest.fixture(params=["online_retail.parquet", "by-day.zip"])
def source(request, public_data):
    return public_data / "online_retail" / request.param


@pytest.fixture
def expected(public_data):
    return json.loads((public_data / "online_retail" / "expected.json").read_text())


def test_net_of_returns(home, source, expected):
    raw = expected["raw"]
    orders, lines = home.run(source, mapping=EXAMPLES / "online_retail.toml").batches
    for batch in (orders, lines):
        assert batch.read == raw["rows"]
        assert batch.rejected == batch.filtered == raw["rows_without_customer"]
        assert batch.reasons == {"FILTERED_BY_MAPPING": raw["rows_without_customer"]}
    assert lines.rows_written == raw["rows"] - raw["rows_without_customer"]
    assert lines.amount_read == Decimal(str(raw["sum_qty_x_price_all_rows"]))
    assert len(set(home.rows("orders", "customer_id"))) == raw["customers_non_null"]
    if source.suffix == ".zip":
        assert len(orders.files) == raw["files"]


def test_sales_only(home, source, expected):
    sales = expected["sales_only"]
    orders, lines = home.run(source, mapping=EXAMPLES / "online_retail_sales_only.toml").batches
    assert lines.rows_written == sales["lines"]
    assert orders.rows_written == sales["invoices"]
    assert len(set(home.rows("orders", "customer_id"))) == sales["customers"]
    by_month = sum(Decimal(str(value)) for value in sales["revenue_by_month_float_sum"].values())
    assert abs(lines.amount_accepted - by_month) < Decimal("0.1")  # the months are given rounded to cents

"""What was left out of the demo on purpose is found through the product."""

import pytest

from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(demo_of):
    company, home = demo_of(customers=200, months=24, seed=1)
    return company.truths["gaps"], Reader(open_marts(home), operator(), SHIPPED)


def test_the_planted_gap_is_told_first(demo):
    truths, reader = demo
    first = reader.data_gaps().gaps[0]
    assert (first.table, first.column) == ("orders", "promised_date")
    assert (first.rows, first.empty) == (truths["orders_of_the_last_12_months"], truths["without_promised_date"])


def test_wrong_credit_codes_are_counted(demo):
    truths, reader = demo
    found = reader.field_quality()
    codes = found[(found["table_name"] == "customers") & (found["column_name"] == "credit_code")].iloc[0]
    assert codes["malformed"] == truths["wrong_credit_codes"] > 0

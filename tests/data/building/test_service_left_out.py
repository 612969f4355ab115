"""A build without service does none of its work, and the least of service brings all of it back."""

from datetime import datetime

import pytest

from dashboard.data.building.build import build
from dashboard.data.building.service_calendar import FIRST, LAST
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported

ORDER = {"order_id": "o", "customer_id": "A", "order_date": "2024-03-29", "net_amount": 1}
LINE = {"order_id": "o", "line_no": 1, "net_amount": 1}
DELIVERY = {"delivery_id": "d", "order_id": "o", "shipped_on": "2024-04-02"}
DAY = "2024-04-01"


def built(folder, tables):
    home = Home(folder / "home")
    imported(home, {"orders": [ORDER], **tables})
    build(home, Settings(threads=2))
    return open_marts(home)


def count(marts, mart):
    with marts.cursor() as cursor:
        return cursor.execute(f"select count(*) from {mart}").fetchall()[0][0]  # noqa: S608


@pytest.mark.parametrize(
    ("tables", "lines"),
    [
        ({}, 0),
        ({"order_lines": [LINE], "deliveries": [DELIVERY]}, 0),
        ({"orders": [ORDER | {"first_promised_date": DAY}]}, 1),
        ({"orders": [ORDER | {"promised_date": DAY}]}, 1),
        ({"order_lines": [LINE | {"promised_date": DAY}]}, 1),
        ({"deliveries": [DELIVERY | {"promised_arrival": DAY}]}, 1),
    ],
)
def test_a_day_promised_anywhere_makes_promised_lines(tmp_path, tables, lines):
    assert count(built(tmp_path, tables), "promised_line") == lines


def test_the_calendar_is_one_day_where_nothing_was_received_or_reported(tmp_path):
    assert count(built(tmp_path, {}), "clock_day") == 1


@pytest.mark.parametrize(
    "tables",
    [
        {"cases": [{"case_id": "1", "kind": "complaint", "customer_id": "A", "received_at": datetime(2024, 3, 1)}]},
        {"service_tickets": [{"ticket_id": "1", "service_code": "s", "reported_at": datetime(2024, 3, 1)}]},
    ],
)
def test_a_case_or_a_ticket_has_the_whole_calendar(tmp_path, tables):
    assert count(built(tmp_path, tables), "clock_day") == (LAST - FIRST).days + 1

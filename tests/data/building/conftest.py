"""One small company whose marts were worked out by hand, and an empty home."""

from pathlib import Path

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported

SETTINGS = Settings(threads=2)

EMPLOYEES = [
    {"employee_id": "E1", "name": "Li Wei", "department": "North"},
    {"employee_id": "E2", "name": "Wang Fang"},
    {"employee_id": "E3", "name": "Wang Fang"},
    {"employee_id": "E4", "name": "Zhao", "department": "South"},
]
CUSTOMERS = [
    {"customer_id": "A", "customer_name": "Alpha", "account_manager_id": "E1", "region_code": "R1", "city": "X",
     "industry": "Food", "industry_code": "C13", "service_tier": "key", "first_contact_date": "2023-05-01"},
    {"customer_id": "B", "customer_name": "Beta", "account_manager_id": "Zhao", "province": "P2", "department": "HQ"},
    {"customer_id": "C", "customer_name": "Gamma", "account_manager_id": "Wang Fang", "industry_code": "C14"},
    {"customer_id": "D", "customer_name": "Delta", "account_manager_id": " Nobody ", "city": "Y",
     "first_contact_date": "2024-02-10"},
    {"customer_id": "E"},
]  # fmt: skip
ORDERS = [
    {"order_id": "o1", "customer_id": "A", "order_date": "2024-01-05", "net_amount": 100, "direct_cost": 60},
    {"order_id": "o2", "customer_id": "A", "order_date": "2024-01-20", "net_amount": 45, "direct_cost": 1},
    {"order_id": "o3", "customer_id": "A", "order_date": "2024-02-01", "net_amount": 999, "status": " Cancelled "},
    {"order_id": "o4", "customer_id": "B", "order_date": "2024-01-31", "gross_amount": 113, "tax_amount": 13},
    {"order_id": "o5", "customer_id": "B", "order_date": "2024-02-29", "net_amount": -30, "status": "完成"},
    {"order_id": "o6", "customer_id": "C", "order_date": "2024-02-10", "gross_amount": 80},
    {"order_id": "o7", "customer_id": "S", "order_date": "2024-01-02", "gross_amount": 5},
    {"order_id": "o8", "customer_id": "X", "order_date": "2024-02-03", "net_amount": 5, "status": "取消"},
    {"order_id": "o9", "customer_id": "E", "order_date": "2024-02-15", "net_amount": 0, "status": ""},
    {"order_id": "oa", "customer_id": "E", "order_date": "2024-02-16", "net_amount": 7, "status": "草稿"},
]
LINES = [
    {"order_id": "o2", "line_no": 1, "net_amount": 50, "direct_cost": 20},
    {"order_id": "o2", "line_no": 2, "net_amount": 10, "is_return": True},
    {"order_id": "o7", "line_no": 1, "qty": 3, "unit_price": "0.3335"},
    {"order_id": "o7", "line_no": 2, "qty": "-0.5", "unit_price": "0.0001"},
    {
        "order_id": "o7",
        "line_no": 3,
        "qty": "2",
        "unit_price": "5",
        "net_amount": 4,
        "direct_cost": 3,
        "is_return": True,
    },
    {"order_id": "zz", "line_no": 1, "net_amount": 7},
    {"order_id": "zz", "line_no": 2, "net_amount": 8},
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").ensure()


@pytest.fixture(scope="module")
def small_company(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    """The company above, built and opened."""
    home = Home(tmp_path_factory.mktemp("small") / "home")
    imported(home, {"employees": EMPLOYEES, "customers": CUSTOMERS})
    imported(home, {"orders": ORDERS, "order_lines": LINES}, rejected=2)
    build(home, SETTINGS)
    return open_marts(home)

"""Product lines and targets in the marts, worked out by hand, and against the months they must add up to."""

from decimal import Decimal

import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.settings import Settings
from tests.data.building.imported import imported
from tests.data.line_company import PRODUCTS, import_line_company

SETTINGS = Settings(threads=2)
JAN, FEB = 2024 * 12, 2024 * 12 + 1
ORDERS = [
    {"order_id": "o1", "customer_id": "A", "order_date": "2024-01-05", "net_amount": 100, "product_line": "Test"},
    {"order_id": "o2", "customer_id": "A", "order_date": "2024-01-09", "net_amount": 1, "product_line": "Header"},
    {"order_id": "o3", "customer_id": "A", "order_date": "2024-01-10", "net_amount": 1},
    {"order_id": "o4", "customer_id": "B", "order_date": "2024-02-10", "net_amount": 5},
    {"order_id": "o5", "customer_id": "B", "order_date": "2024-02-11", "net_amount": 1, "product_line": "Header"},
    {"order_id": "o6", "customer_id": "B", "order_date": "2024-02-12", "net_amount": 9, "status": "取消"},
    {"order_id": "o7", "customer_id": "A", "order_date": "2024-02-12", "net_amount": 9},
]
LINES = [
    # o2: two lines of one order; a return outweighs one of them
    {"order_id": "o2", "line_no": 1, "product_id": "p1", "net_amount": 50, "direct_cost": 20},
    {"order_id": "o2", "line_no": 2, "product_id": "p2", "net_amount": 10, "is_return": True},
    {"order_id": "o2", "line_no": 3, "product_id": "p2", "net_amount": 4},
    # o3: one line; products and lines unknown
    {"order_id": "o3", "line_no": 1, "product_id": "nobody knows", "net_amount": 7, "direct_cost": 3},
    {"order_id": "o3", "line_no": 2, "product_id": "p3", "net_amount": 2},
    # o5: one known line, one without: that one has the order's own
    {"order_id": "o5", "line_no": 1, "product_id": "p2", "net_amount": 30},
    {"order_id": "o5", "line_no": 2, "net_amount": 3},
    # o6 is cancelled
    {"order_id": "o6", "line_no": 1, "product_id": "p1", "net_amount": 8},
    {"order_id": "o6", "line_no": 2, "product_id": "p2", "net_amount": 8},
    # o7: all of one line, whatever the order says
    {"order_id": "o7", "line_no": 1, "product_id": "p1", "net_amount": 8},
    {"order_id": "o7", "line_no": 2, "product_id": "p1", "net_amount": 1},
]


@pytest.fixture(scope="module")
def lines_home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("lines") / "home")
    customers = [{"customer_id": "A", "account_manager_id": "E1", "region_code": "R1"}, {"customer_id": "B"}]
    imported(home, {"customers": customers, "products": PRODUCTS})
    imported(home, {"orders": ORDERS, "order_lines": LINES})
    build(home, SETTINGS)
    return home


def rows(home, sql):
    return open_marts(home).cursor().execute(sql).fetchall()


def test_an_order_has_the_line_of_its_products_else_its_own(lines_home):
    assert rows(
        lines_home,
        "select order_id, line_id, is_split from order_value left join product_line using (line_no) order by 1",
    ) == [
        ("o1", "Test", False),
        ("o2", "Header", True),
        ("o3", None, False),
        ("o4", None, False),
        ("o5", "Header", True),
        ("o6", None, True),
        ("o7", "Test", False),
    ]


def test_a_split_order_is_divided_by_its_lines(lines_home):
    found = rows(
        lines_home,
        "select order_id, line_id, net_amount::int, profit::int, costed_abs::int, net_abs::int from order_part "
        "left join product_line using (line_no) "
        "order by 1, 2",
    )
    assert found == [
        ("o2", "Audit", -6, None, 0, 14),
        ("o2", "Test", 50, 30, 50, 50),
        ("o5", "Audit", 30, None, 0, 30),
        ("o5", "Header", 3, None, 0, 3),
    ]


def test_line_months_row_by_row(lines_home):
    """A is new in January and counts in each of its lines; orders are those with a positive amount in the line."""
    found = rows(
        lines_home,
        "select month_no, account_manager_id, region, product_line, active_customers, new_customers, ordered, orders, "
        "revenue::int, profit::int, costed_abs::int, net_abs::int from line_month "
        "order by 1, 2 nulls last, 4 nulls last",
    )
    assert found == [
        (JAN, "E1", "R1", "Audit", 1, 1, 1, 0, -6, None, 0, 14),
        (JAN, "E1", "R1", "Test", 1, 1, 2, 2, 150, 30, 50, 150),
        (JAN, "E1", "R1", None, 1, 1, 1, 1, 9, 4, 7, 9),
        (FEB, "E1", "R1", "Test", 1, 0, 1, 1, 9, None, 0, 9),
        (FEB, None, None, "Audit", 1, 1, 1, 1, 30, None, 0, 30),
        (FEB, None, None, "Header", 1, 1, 1, 1, 3, None, 0, 3),
        (FEB, None, None, None, 1, 1, 1, 1, 5, None, 0, 5),
    ]


def test_money_of_the_lines_adds_up_to_the_months(tmp_path):
    """Returns, several lines in one order, orders without lines, unknown products, blank lines: all at random."""
    home = Home(tmp_path / "home")
    import_line_company(home, orders=400)
    build(home, SETTINGS)
    sums = (
        "select month_no, account_manager_id, region, industry, sum(revenue), sum(profit), sum(costed_abs), "
        "sum(net_abs) from {mart} group by all order by all"
    )
    by_line, by_month = (rows(home, sums.format(mart=mart)) for mart in ("line_month", "month"))
    assert by_line == by_month
    assert len(by_month) > 40
    assert len(rows(home, "select distinct product_line from line_month")) == 4


def test_every_line_has_at_most_the_customers_of_its_month(lines_home):
    assert rows(
        lines_home,
        "select count(*) from line_month as l join month as m on m.month_no = l.month_no "
        "and m.account_manager_id is not distinct from l.account_manager_id "
        "where l.active_customers > m.active_customers or l.new_customers > m.new_customers",
    ) == [(0,)]


EMPLOYEES = [
    {"employee_id": "E1", "name": "Li Wei"},
    {"employee_id": "E2", "name": "Wang Fang"},
    {"employee_id": "E3", "name": "Wang Fang"},
]


def target(scope_type, scope_id, metric, month, value):
    return {
        "scope_type": scope_type, "scope_id": scope_id, "metric_id": metric, "period_month": month, "value": value,
    }  # fmt: skip


def test_targets_have_one_name_for_scope_metric_and_employee(tmp_path):
    home = Home(tmp_path / "home")
    targets = [
        target("公司", "", "净营收", "2024-01-01", 100),
        target("Company", "", "Revenue", "2024-02-01", 200),
        target("员工", "Li Wei", "毛利", "2024-01-01", 7),
        target("employee", "Wang Fang", "orders", "2024-01-01", 8),
        target("客户", "A", "成交客户数", "2024-01-01", 9),
        target("产品线", "Test", "新增客户数", "2024-01-01", "1.5"),
        target("部门", "", "订单数", "2024-01-01", 1),  # whose?
        target("公司", "", "拜访次数", "2024-01-01", 1),  # not a metric of these pages
        target("星球", "", "净营收", "2024-01-01", 1),
        target("员工", "E1", "毛利", "2024-01-01", 6),  # the same as Li Wei's: the larger counts
    ]
    imported(home, {"employees": EMPLOYEES, "orders": ORDERS, "targets": targets})
    facts = build(home, SETTINGS)
    assert rows(home, "select * from target order by scope_type, metric_id, month_no") == [
        ("company", "", "revenue", JAN, Decimal(100)),
        ("company", "", "revenue", FEB, Decimal(200)),
        ("customer", "A", "active_customers", JAN, Decimal(9)),
        ("employee", "Wang Fang", "orders", JAN, Decimal(8)),
        ("employee", "E1", "profit", JAN, Decimal(7)),
        ("line", "Test", "new_customers", JAN, Decimal("1.5")),
    ]
    assert facts.notes["TARGETS_NOT_USED"] == 4
    assert facts.tables["targets"].rows == 10


@pytest.mark.slow
def test_a_replaced_target_is_gone(tmp_path):
    home = Home(tmp_path / "home")
    imported(home, {"orders": ORDERS, "targets": [target("公司", "", "净营收", "2024-01-01", 100)]})
    imported(
        home, {"targets": [target("公司", "", "净营收", "2024-01-01", 50)]}, superseded={"targets": [("targets-1", 0)]}
    )
    build(home, SETTINGS)
    assert rows(home, "select target_value::int from target") == [(50,)]

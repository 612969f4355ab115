"""A company at random whose orders have lines of several products: returns, orders without lines, unknown products,
blank lines, missing costs, managers, regions and industries."""

import random

from dashboard.data.home import Home
from tests.data.building.imported import imported

PRODUCTS = [
    {"product_id": "p1", "line_id": "Test"},
    {"product_id": "p2", "line_id": "Audit"},
    {"product_id": "p3", "product_name": "of no line"},
]


def import_line_company(home: Home, *, orders: int, seed: int = 5) -> None:
    """Import customers, products, orders of January to June 2024 and their lines; nothing is built."""
    draw = random.Random(seed)
    customers = [
        {
            "customer_id": f"c{number:02d}",
            "account_manager_id": draw.choice(["E1", "E2", None]),
            "region_code": draw.choice(["R1", None]),
            "industry": draw.choice(["I1", "I2", None]),
        }
        for number in range(20)
    ]
    headers = [
        {
            "order_id": f"o{number}",
            "customer_id": f"c{draw.randrange(25):02d}",
            "net_amount": f"{draw.uniform(-99, 500):.4f}",
            "order_date": f"2024-{draw.randrange(1, 7):02d}-15",
            "direct_cost": draw.choice([None, "1.5"]),
            "status": draw.choice([None, None, "取消"]),
            "product_line": draw.choice([None, "Test", "Header"]),
        }
        for number in range(orders)
    ]
    lines = [
        {
            "order_id": f"o{number}",
            "line_no": line,
            "product_id": draw.choice([None, "p1", "p2", "p3", "p9"]),
            "net_amount": f"{draw.uniform(-50, 300):.4f}",
            "direct_cost": draw.choice([None, "7.1234"]),
            "is_return": draw.random() < 0.1,
        }
        for number in range(orders)
        for line in range(draw.choice([0, 0, 1, 2, 5]))
    ]
    imported(home, {"customers": customers, "products": PRODUCTS, "orders": headers, "order_lines": lines})

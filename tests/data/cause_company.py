"""A company whose complaints name causes in every way; its data end on 31 December 2024.

Revenue of 2024: A 1,000, B 500, C -100 (a return); X is in no order. Complaints received in 2024:

    case  customer  cause written as                     compensation  rework
    1     A         OWN_OPS / 未按期运达                   10            5
    2     A         业务人员操作有误 / 货损丢失              20
    3     B         own operations
    4     B         CUSTOMER                             100
    5     C         不可抗力 / 天气
    6     A         系统故障 / 网络 (not in the tree)                    1
    7     B         -
    8     X         SALES
    9     A         an objection: 产品质量                 7
    10    A         OWN_OPS, of 2023                     1000
"""

from datetime import datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

ORDERS = [
    {"order_id": "o0", "customer_id": "A", "order_date": "2023-01-02", "net_amount": 7},
    {"order_id": "o1", "customer_id": "A", "order_date": "2024-12-31", "net_amount": 1000},
    {"order_id": "o2", "customer_id": "B", "order_date": "2024-02-01", "net_amount": 500},
    {"order_id": "o3", "customer_id": "C", "order_date": "2024-03-01", "net_amount": -100},
]
_CASES = [
    ("1", "A", "OWN_OPS", "未按期运达", 10, 5),
    ("2", "A", "业务人员操作有误", "货损丢失", 20, None),
    ("3", "B", "own operations", None, None, None),
    ("4", "B", "CUSTOMER", None, 100, None),
    ("5", "C", "不可抗力", "天气", None, None),
    ("6", "A", "系统故障", "网络", None, 1),
    ("7", "B", None, None, None, None),
    ("8", "X", "SALES", None, None, None),
    ("9", "A", "产品质量", None, 7, None),
    ("10", "A", "OWN_OPS", None, 1000, None),
]


def cause_company(folder: Path) -> Home:
    home = Home(folder)
    cases = [
        {"case_id": case, "kind": "objection" if case == "9" else "complaint", "customer_id": customer,
         "received_at": datetime(2023 if case == "10" else 2024, 5, 6, 9, int(case)), "cause_l1": main,
         "cause_l2": detail, "compensation": money, "rework_cost": rework}
        for case, customer, main, detail, money, rework in _CASES
    ]  # fmt: skip
    imported(home, {"orders": ORDERS, "cases": cases})
    build(home, Settings(threads=2))
    return home

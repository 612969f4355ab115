"""Files of a small company with complaints, for the tests of their rates.

Data to 20 June 2024, window July 2023 to then. Of department A ten complaints were received on
1 June, of B five; each was due on the 10th. A closed the first eight on the 5th, the ninth on the 12th, the tenth is
open; B closed all five on the 5th. One more of A was received and due in June 2023: open, before the window. One
complaint came on the 19th and is due on the 29th. Those closed on the 5th were called back on the 6th: A's first was
not reached, the second dissatisfied, all others satisfied. Everything but the last was judged as justified.
"""

from datetime import date, datetime
from pathlib import Path

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.settings import Settings
from tests.data.building.imported import imported

CUSTOMERS = [
    {"customer_id": f"C{place}", "customer_name": f"客户{place}", "region_code": ("East", "West")[place % 2],
     "account_manager_id": ("E1", "E2")[place % 2]}
    for place in range(4)
]  # fmt: skip
MONTHS = [(2023, month) for month in range(1, 13)] + [(2024, month) for month in range(1, 7)]
ORDERS = [
    {"order_id": f"O{year}{month}{place}", "customer_id": f"C{place}", "order_date": f"{year}-{month:02d}-05",
     "net_amount": "100"}
    for year, month in MONTHS
    for place in range(4)
]  # fmt: skip


def _case(number: int, **more: object) -> dict[str, object]:
    usual = {
        "case_id": f"{number:04d}",
        "kind": "complaint",
        "customer_id": f"C{number % 4}",
        "received_at": datetime(2024, 6, 1, 9),
        "due_at": datetime(2024, 6, 10, 18),
        "acknowledged_at": datetime(2024, 6, 1, 10),
        "respondent_department": "A",
        "channel": "热线",
        "form": "phone",
        "justified": "yes",
    }
    return usual | more


def _closed(number: int, **more: object) -> dict[str, object]:
    result = {0: "not_reached", 1: "dissatisfied"}.get(number, "satisfied")
    times = {"closed_at": datetime(2024, 6, 5, 9), "called_back_at": datetime(2024, 6, 6, 9)}
    return _case(number, **(times | {"callback_result": result} | more))


CASES = [
    *(_closed(number) for number in range(8)),
    _case(8, closed_at=datetime(2024, 6, 12, 9)),
    _case(9, acknowledged_at=None),
    *(_closed(number, respondent_department="B") for number in range(10, 15)),
    _case(15, received_at=datetime(2023, 6, 1, 9), due_at=datetime(2023, 6, 10, 9)),
    _case(16, received_at=datetime(2024, 6, 19, 9), due_at=datetime(2024, 6, 29, 9), justified=None),
    _case(17, kind="appeal", closed_at=datetime(2024, 6, 12, 9)),
    _case(18, kind="praise", form="letter", due_at=None, solicited=True),
    _case(19, received_at=datetime(2024, 7, 3, 9), due_at=datetime(2024, 7, 9, 9)),
]


def complaint_home(folder: Path, cases: list[dict]) -> Path:
    """A home with these cases, imported and built."""
    home = Home(folder)
    tables = {"customers": CUSTOMERS, "orders": ORDERS, **({"cases": cases} if cases else {})}
    imported(home, tables, data_through=date(2024, 6, 20))
    build(home, Settings(threads=1))
    return home.root

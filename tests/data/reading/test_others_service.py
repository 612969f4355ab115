"""Scope before sums, for all questions about cases, tickets, promises and deliveries: whatever becomes of customers of
others, one's own answers stay the same to the last figure (T10).

Two companies of the same customers, orders and moments of receipt. In the second everything else about the customers of
E2 is different: who is answerable, causes, outcomes, money, times, breakages. E1 must not notice.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.data.building.build import build
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.service_views import SERVICE_VIEWS
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.breakdown import DIMENSIONS
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.roles import ROLES
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import CUTS, MEASURES, SpcAsked
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of
from dashboard.settings import Settings
from tests.data.building.imported import imported
from tests.data.reading.test_scope_property import ASKS, asked
from tests.data.service_company import STANDARDS

pytestmark = pytest.mark.slow

THROUGH = dt.date(2024, 5, 31)
MINE, OTHERS = ("A1", "A2", "A3"), ("B1", "B2", "B3", "B4")
ALIEN = "Zweitabteilung"
"""Only of the customers of others: no answer may hold it."""


def _rows(seed: int) -> dict[str, list[dict]]:
    """``seed`` moves only what is known of the customers of others, beside their orders."""
    drawn, others = Random(1), Random(seed)
    customers = [*MINE, *OTHERS]
    orders, cases, steps, tickets, deliveries = [], [], [], [], []
    for number in range(140):
        customer = customers[number % len(customers)]
        random = drawn if customer in MINE else others
        mark = "" if customer in MINE else ALIEN
        day = dt.date(2023, 3, 1) + dt.timedelta(days=3 * number)
        order = {"order_id": f"o{number}", "customer_id": customer, "order_date": day.isoformat(), "net_amount": 100}
        promised = day + dt.timedelta(days=10)
        came = promised + dt.timedelta(days=random.choice((-2, 0, 5, 40)))
        orders.append(order | {"first_promised_date": promised.isoformat(), "completed_date": came.isoformat(),
                               "operator_id": random.choice(("E3", "E4")), "product_line": "Test"})  # fmt: skip
        deliveries.append(
            {"delivery_id": f"d{number}", "order_id": f"o{number}", "shipped_on": day.isoformat(),
             "arrived_on": came.isoformat(), "carrier": mark + random.choice(("Swift", "Slow")),
             "damaged_value": random.choice((None, 0, 30))}
        )  # fmt: skip
        at = dt.datetime.combine(day, dt.time(9, 15))
        hours = random.choice((3, 30, 300))
        tickets.append(
            {"ticket_id": f"t{number}", "customer_id": customer, "service_code": random.choice(("REP", "INS", "LAB")),
             "reported_at": at, "finished_at": random.choice((None, at + dt.timedelta(hours=hours))),
             "department": mark + random.choice(("D1", "D2")), "is_repeat": random.random() < 0.2}
        )  # fmt: skip
        cases.append(
            {"case_id": f"K{number}", "kind": random.choice((*KINDS, "complaint", "complaint", "praise")),
             "customer_id": customer, "received_at": at, "respondent_id": random.choice(("E3", "E4")),
             "order_id": f"o{number}", "respondent_department": mark + random.choice(("Lab", "Sales")),
             "cause_l1": mark + random.choice(("QUALITY", "OWN_OPS")), "cause_l2": mark + random.choice(("a", "b")),
             "channel": random.choice(("phone", "letter")), "justified": random.choice(("yes", "no", "partly")),
             "acknowledged_at": random.choice((None, at + dt.timedelta(hours=2))),
             "closed_at": random.choice((None, at + dt.timedelta(hours=hours))), "due_at": at + dt.timedelta(days=4),
             "compensation": random.choice((None, 10, 70)), "rework_cost": random.choice((None, 5)),
             "callback_result": random.choice((None, "satisfied", "dissatisfied")),
             "called_back_at": at + dt.timedelta(days=20), "outcome": random.choice(("accepted", "rejected")),
             "description": f"{mark} wrote", "remedy_requested": mark or "money",
             "reopened_from": f"K{number - 7}" if number > 7 and random.random() < 0.2 else None}
        )  # fmt: skip
        for seq, event in enumerate(random.sample(("assessed", "replied", "paused", "reassigned"), 2), start=1):
            steps.append({"case_id": f"K{number}", "seq": seq, "event": event, "at": at + dt.timedelta(hours=seq),
                          "by": random.choice(("E1", "E3", "E4")), "reason": mark or "why"})  # fmt: skip
    managers = {one: "E1" if one in MINE else "E2" for one in customers}
    return {
        "customers": [{"customer_id": one, "customer_name": f"Name {one}", "account_manager_id": managers[one],
                       "region_code": "R1"} for one in customers],
        "employees": [{"employee_id": f"E{n}", "name": f"Person {n}", "department": "Lab"} for n in range(1, 5)],
        "orders": orders, "cases": cases, "case_events": steps, "service_tickets": tickets, "deliveries": deliveries,
        "service_standards": STANDARDS,
    }  # fmt: skip


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Marts, Marts]:
    found = []
    for seed in (2, 3):
        home = Home(tmp_path_factory.mktemp("homes") / f"others{seed}")
        imported(home, _rows(seed), data_through=THROUGH)
        build(home, Settings(threads=2))
        found.append(open_marts(home))
    return found[0], found[1]


SUPERVISOR = viewer_of(
    "head", "head", [(ROLES["supervisor"], Scope(account_managers=frozenset({"E1"})))], employees=("E9",)
)
"""With the right to see persons: nothing is left out for want of it."""


def _more(reader: Reader) -> Iterator[tuple[str, Any]]:
    """Questions with every kind, dimension, measure and cut; and every file."""
    question = asked(reader)[0]
    for kind in KINDS:
        for by in DIMENSIONS:
            yield f"breakdown {kind} {by}", reader.complaint_breakdown(question, kind, by)
        for measure in MEASURES:
            yield f"series {kind} {measure}", reader.case_series(question, SpcAsked(kind, measure))
        for by in CUTS:
            for value in reader.case_cuts(question, kind, by):
                yield f"cut {by} {value}", reader.case_months(question, SpcAsked(kind, by=by, value=value))
        yield f"causes {kind}", reader.causes(question, kind, measure="value").table
        yield f"cost {kind}", reader.quality_cost(question, kind)
        yield f"recusal {kind}", reader.recusal_rows(question, kind)
        for name in SERVICE_VIEWS:
            yield f"file {name} {kind}", view(name, reader, question, service=ServiceAsked(kind)).frame
    for one in reader.standards(question):
        if one.standard.is_usable:
            yield (
                f"parts {one.standard.id}",
                [reader.standard_parts(question, one.standard, by) for by in ("department", "region", "tier")],
            )
            yield f"worst {one.standard.id}", reader.worst_tickets(question, one.standard)
            window = reader.service_window(question)
            yield f"months {one.standard.id}", reader.standard_months(question, one.standard, window)
    yield "tickets", reader.ticket_rows(question)
    yield "records", [reader.case_record(question, f"K{number}") for number in range(140)]


NEITHER = {"case_conflicts"}
"""Answers that hold codes of people as their company numbers them; their rows are asked beside."""


def _answers(marts: Marts, viewer: Viewer) -> dict[str, str]:
    reader = Reader(marts, viewer, SHIPPED)
    found = {name: "\n".join(_told(ask(reader))) for name, ask in ASKS.items() if name not in NEITHER}
    return found | {name: "\n".join(_told(answer)) for name, answer in _more(reader)}


def _told(value: Any) -> Iterator[str]:
    """Everything inside an answer, in its order; not whose build or whole company it stands in."""
    if isinstance(value, pd.DataFrame):
        yield value.astype(object).to_csv(float_format="%.9g")
    elif isinstance(value, (np.ndarray, pd.Series)):
        yield str(value.tolist())
    elif isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _told(one)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _told(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in ("marts", "company", "_company", "reader", "viewer", "build"):
                yield field.name
                yield from _told(getattr(value, field.name))
    elif not type(value).__module__.startswith("dashboard."):
        yield repr(value)


def test_nothing_that_becomes_of_others_customers_changes_ones_own_answers(companies: tuple[Marts, Marts]) -> None:
    first, second = (_answers(marts, SUPERVISOR) for marts in companies)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert [name for name, text in first.items() if ALIEN in text or "B1" in text] == []


def test_the_companies_do_differ(companies: tuple[Marts, Marts]) -> None:
    """Else the test above would pass by looking away."""
    first, second = (_answers(marts, operator()) for marts in companies)
    same = {name for name in first if first[name] == second.get(name)}
    for name in ("complaint_figures", "complaint_breakdown", "causes", "stage_times", "case_work", "standards",
                 "promises", "logistics", "iceberg", "quality_cost", "late_tickets"):  # fmt: skip
        assert name not in same, name
    assert sum(ALIEN in text for text in first.values()) > 30

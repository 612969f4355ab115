"""How long each question about tickets and promises takes: python -m bench.tickets HOME. Nothing is remembered between
two questions; the home is one that was made before (``python -m bench service`` leaves one with a million tickets)."""

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

from dashboard.data.home import Home
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.standards import promised, tickets
from dashboard.data.reading.standards.ticket_parameters import company_standards, company_time
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, month_no

REPEATS = 7


def questions(marts: Marts) -> dict[str, Callable[[], object]]:
    """By name: for everybody, and for three customers in ten."""
    through = marts.build.data_through
    window = ServiceWindow(MonthSpan(month_no(through) - 11, month_no(through)), through)
    count = len(company_customers(marts))
    some = np.random.default_rng(1).random(count) < 0.3
    places = np.arange(count, dtype=np.int32) % 7
    first = company_standards(marts)[0]
    found: dict[str, Callable[[], object]] = {}
    for who, seen in (("all", None), ("30 %", some)):
        found |= {
            f"standards, {who}": lambda seen=seen: tickets.standard_attainments(marts, window, seen),
            f"months, {who}": lambda seen=seen: tickets.parts(marts, window, seen, first, "month"),
            f"by department, {who}": lambda seen=seen: tickets.parts(marts, window, seen, first, "department"),
            f"by region, {who}": lambda seen=seen: tickets.parts(marts, window, seen, first, "place", places),
            f"worst tickets, {who}": lambda seen=seen: tickets.worst(marts, window, seen, first),
            f"promises, {who}": lambda seen=seen: promised.promises(marts, window, seen, tolerance=1.0),
            f"latest lines, {who}": lambda seen=seen: promised.late_lines(marts, window, seen),
        }
    found["late tickets"] = lambda: tickets.late_tickets(marts, window.starts_on, through)
    found["every ticket as a file"] = lambda: tickets.listed(marts, window, None)
    return found


def milliseconds(ask: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(REPEATS):
        begin = perf_counter()
        ask()
        taken.append(1000 * (perf_counter() - begin))
    return taken


def main() -> None:
    marts = open_marts(Home(Path(sys.argv[1])))
    company_time(marts)
    for name, ask in questions(marts).items():
        taken = milliseconds(ask)
        print(f"{name:28} median {statistics.median(taken):6.0f} ms, longest {max(taken):6.0f} ms")


if __name__ == "__main__":
    main()

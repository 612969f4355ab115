"""Service of a large company: what the build takes of 50,000 cases, 400,000 steps and a million tickets, and how long
the questions of each page take, for a company nobody asked about yet and for a filter nobody set before."""

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench.homes import imported_home
from bench.processes import Cost, run
from bench.rows import Options, Row, percentile, spread
from bench.servers import our_server
from bench.service_files import ServiceSize, service_files
from bench.websocket import Session
from dashboard.data.home import Home
from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.viewer import operator

BUILD_S, PAGE_MS = 15, 500
QUICK = ServiceSize(cases=2_000, tickets=20_000)
PAGES = ("complaints", "cases", "iceberg", "recusal", "standards")
Ask = Callable[[Reader, Question], object]


def _standards(reader: Reader, question: Question) -> None:
    reader.standards(question)
    standard = reader.company_standards()[0]
    reader.standard_months(question, standard, reader.service_window(question))
    reader.standard_parts(question, standard, "department")
    reader.worst_tickets(question, standard)


def _promises(reader: Reader, question: Question) -> None:
    reader.promises(question)
    reader.promise_months(question, 1.0, reader.service_window(question))
    reader.late_lines(question)


def _complaints(reader: Reader, question: Question) -> None:
    reader.complaint_figures(question, "complaint")
    reader.complaint_exposure(question)
    for by in ("department", "month"):
        reader.complaint_breakdown(question, "complaint", by)
    reader.intake(question)


def _cases(reader: Reader, question: Question) -> None:
    choice = CaseChoice()
    reader.case_work(question, choice)
    reader.stage_times(question, choice)
    reader.case_completeness(question, choice)
    reader.case_rows(question, reader.visible_cases(question).frame["case_no"].to_numpy())


def _causes(reader: Reader, question: Question) -> None:
    reader.causes(question, "complaint")
    reader.quality_cost(question)
    reader.objection_rates(question)


def _iceberg(reader: Reader, question: Question) -> None:
    reader.iceberg(question)
    reader.silent(question, SilentRule()).frame(0, 25)
    reader.complaint_effect(question)


ASKS: dict[str, Ask] = {
    "complaints, rates": _complaints,
    "complaints, trend": lambda reader, question: reader.case_series(question, SpcAsked()),
    "complaints, causes": _causes,
    "cases": _cases,
    "iceberg": _iceberg,
    "recusal": lambda reader, question: reader.recusal_rows(question),
    "standards": _standards,
    "promises": _promises,
}


def measure_service(options: Options) -> list[Row]:
    """Import and build in processes of their own; then the questions of the pages, and the pages themselves."""
    size = QUICK if options.is_quick else ServiceSize()
    files = service_files(options.folder / "service", size)
    place = options.folder / f"service-home-{size.cases}"
    rows = [_loaded(place, files, size, options), *_asked(place, options)]
    return [*rows, *_visited(place, options)]


def _loaded(place: Path, files: list[Path], size: ServiceSize, options: Options) -> Row:
    """Seconds of the imports together, the build after them, and the same build of the company without its service."""
    service = {"cases", "case_events", "service_tickets", "service_standards"}
    bare = imported_home(place.with_name(f"{place.name}-bare"), [file for file in files if file.stem not in service])
    imported_home(place, files)
    repeats = min(options.repeats, 3)
    builds, without = ([_build(home) for _ in range(repeats)] for home in (place, bare))
    medians = [statistics.median(cost.wall for cost in costs) for costs in (builds, without)]
    figures = {
        **spread("build_s", [cost.wall for cost in builds], 2),
        "cpu_s": round(statistics.median(cost.cpu for cost in builds), 2),
        "without_service_s": round(medians[1], 2),
        "times": round(medians[0] / medians[1], 2),
        "peak_mb": round(max(cost.peak_mb for cost in builds)),
    }
    return Row(f"build, {size.cases:,} cases, {size.tickets:,} tickets", figures, at_most={"build_s": BUILD_S})


def _build(home: Path) -> Cost:
    return run(["-m", "dashboard", "build"], DASHBOARD_HOME=str(home))


def _asked(place: Path, options: Options) -> list[Row]:
    """Cold: nothing is in memory yet. Else one account manager after the other, whom nobody asked about before."""
    rows = []
    for name, ask in ASKS.items():
        reader = Reader(open_marts(Home(place)), operator(), SHIPPED)
        question = Question(reader.build.default_as_of)
        cold = _ms(ask, reader, question)
        again = _ms(ask, reader, question)
        others = [
            _ms(ask, reader, replace(question, filters=(("account_manager_id", (f"E{number:02d}",)),)))
            for number in range(min(options.repeats, 12))
        ]
        figures = {**spread("filtered_ms", others), "cold_ms": round(cold, 1), "again_ms": round(again, 1)}
        rows.append(Row(f"questions: {name}", figures, at_most={"filtered_ms": PAGE_MS}))
    return rows


def _ms(ask: Ask, reader: Reader, question: Question) -> float:
    started = time.perf_counter()
    ask(reader, question)
    return 1000 * (time.perf_counter() - started)


def _visited(place: Path, options: Options) -> list[Row]:
    """Each page by a visitor of their own, as often as asked; the first visit of all is told apart."""
    with our_server(place) as server:
        return [_row(page, asyncio.run(_visits(server.port, page, 1 + options.repeats))) for page in PAGES]


async def _visits(port: int, page: str, visits: int) -> list[float]:
    found = []
    for _ in range(visits):
        async with Session(port, page) as session:
            run_of_page = await session.visit()
        if run_of_page.errors:
            raise RuntimeError(f"{page}: {run_of_page.errors[0]}")
        found.append(1000 * run_of_page.seconds)
    return found


def _row(page: str, ms: list[float]) -> Row:
    first, *later = ms
    figures = {**spread("ms", later), "p95_ms": round(percentile(later, 95), 1), "first_ms": round(first, 1)}
    return Row(f"page /{page}, over the websocket", figures, at_most={"ms": PAGE_MS})

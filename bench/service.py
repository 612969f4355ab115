"""Service of a large company: what the build takes of 50,000 cases, 400,000 steps and a million tickets, and how long
the questions of each page take, for a company nobody asked about yet and for a filter nobody set before."""

import asyncio
from pathlib import Path

from bench.costs import Ask, build_figures, question_rows, visits_ms
from bench.rows import Options, Row, percentile, spread
from bench.servers import our_server
from bench.service_files import ServiceSize, service_files
from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.data.reading.reader import Reader
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.question import Question
from dashboard.logic.spc.measures import SpcAsked

BUILD_S, PAGE_MS = 15, 500
QUICK = ServiceSize(cases=2_000, tickets=20_000)
PAGES = ("complaints", "cases", "iceberg", "recusal", "standards")
TABLES = frozenset({"cases", "case_events", "service_tickets", "service_standards"})


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
    """The build; then the questions of the pages, and the pages themselves."""
    size = QUICK if options.is_quick else ServiceSize()
    files = service_files(options.folder / "service", size)
    place = options.folder / f"service-home-{size.cases}"
    what = f"build, {size.cases:,} cases, {size.tickets:,} tickets"
    figures = build_figures(place, files, TABLES, options, part="service")
    built = Row(what, figures, at_most={"build_s": BUILD_S})
    return [built, *question_rows(place, ASKS, options, most_ms=PAGE_MS), *_visited(place, options)]


def _visited(place: Path, options: Options) -> list[Row]:
    """Each page by a visitor of their own, as often as asked; the first visit of all is told apart."""
    with our_server(place) as server:
        return [_row(page, asyncio.run(visits_ms(server.port, page, [""] * (1 + options.repeats)))) for page in PAGES]


def _row(page: str, ms: list[float]) -> Row:
    first, *later = ms
    figures = {**spread("ms", later), "p95_ms": round(percentile(later, 95), 1), "first_ms": round(first, 1)}
    return Row(f"page /{page}, over the websocket", figures, at_most={"ms": PAGE_MS})

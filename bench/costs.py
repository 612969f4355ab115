"""What one part of the product costs: the build with its files and without them, its questions, and its pages."""

import statistics
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.homes import imported_home
from bench.processes import Cost, run
from bench.rows import Options, Row, spread
from bench.websocket import Session
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator

Ask = Callable[[Reader, Question], object]


def build_figures(
    place: Path, files: list[Path], tables: Collection[str], options: Options, *, part: str
) -> dict[str, float]:
    """Seconds of the build in the home ``place``, and of the same build of the company without the files of
    ``tables``, the tables of this ``part``. Imports and builds run in processes of their own."""
    bare = imported_home(place.with_name(f"{place.name}-bare"), [file for file in files if file.stem not in tables])
    imported_home(place, files)
    repeats = min(options.repeats, 3)
    builds, without = ([_build(home) for _ in range(repeats)] for home in (place, bare))
    medians = [statistics.median(cost.wall for cost in costs) for costs in (builds, without)]
    return {
        **spread("build_s", [cost.wall for cost in builds], 2),
        "cpu_s": round(statistics.median(cost.cpu for cost in builds), 2),
        f"without_{part}_s": round(medians[1], 2),
        "times": round(medians[0] / medians[1], 2),
        "peak_mb": round(max(cost.peak_mb for cost in builds)),
    }


def _build(home: Path) -> Cost:
    return run(["-m", "dashboard", "build"], DASHBOARD_HOME=str(home))


def question_rows(place: Path, asks: Mapping[str, Ask], options: Options, *, most_ms: float) -> list[Row]:
    """Cold: nothing is in memory yet. Else one account manager after the other, whom nobody asked about before."""
    rows = []
    for name, ask in asks.items():
        reader = Reader(open_marts(Home(place)), operator(), SHIPPED)
        question = Question(reader.build.default_as_of)
        cold = _ms(ask, reader, question)
        again = _ms(ask, reader, question)
        others = [
            _ms(ask, reader, replace(question, filters=(("account_manager_id", (manager,)),)))
            for manager in account_managers(options)
        ]
        figures = {**spread("filtered_ms", others), "cold_ms": round(cold, 1), "again_ms": round(again, 1)}
        rows.append(Row(f"questions: {name}", figures, at_most={"filtered_ms": most_ms}))
    return rows


def _ms(ask: Ask, reader: Reader, question: Question) -> float:
    started = time.perf_counter()
    ask(reader, question)
    return 1000 * (time.perf_counter() - started)


def account_managers(options: Options) -> list[str]:
    """As many of the typical company's as there are repeats; it has twelve."""
    return [f"E{number:02d}" for number in range(min(options.repeats, 12))]


async def visits_ms(port: int, page: str, queries: Sequence[str]) -> list[float]:
    """A visit with each of ``queries``, each by a visitor of their own. Raises RuntimeError where the page fails."""
    found = []
    for query in queries:
        async with Session(port, page, query=query) as session:
            run_of_page = await session.visit()
        if run_of_page.errors:
            raise RuntimeError(f"{page}?{query}: {run_of_page.errors[0]}")
        found.append(1000 * run_of_page.seconds)
    return found

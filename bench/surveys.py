"""Surveys of a typical company: what the build takes of 500,000 answers in ten waves, how long their counts take for a
filter nobody set before, and each view of the page for a visitor of their own."""

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
from bench.survey_files import SURVEY_TABLES, WAVES, SurveySize, survey_files
from bench.websocket import Session
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator

BUILD_S, PAGE_MS = 10, 400
QUICK = SurveySize(responses=60)
VIEWS = ("waves", "items", "priorities", "coverage")
Ask = Callable[[Reader, Question], object]


def _all_waves(reader: Reader, question: Question) -> None:
    for wave in reader.waves(question):
        reader.scores(question, wave)


def _by_layer(reader: Reader, question: Question) -> None:
    reader.scores(question, reader.waves(question)[-1], "layer")


ASKS: dict[str, Ask] = {"counts of all waves": _all_waves, "counts of the last wave by layer": _by_layer}


def measure_surveys(options: Options) -> list[Row]:
    """Import and build in processes of their own; then the counts, and the views of the page."""
    size = QUICK if options.is_quick else SurveySize()
    files = survey_files(options.folder / "surveys", size)
    place = options.folder / f"surveys-home-{size.responses}"
    rows = [_loaded(place, files, size, options), *_asked(place, options)]
    return [*rows, *_visited(place, options)]


def _loaded(place: Path, files: list[Path], size: SurveySize, options: Options) -> Row:
    """Seconds of the build, and of the same build of the company without its surveys."""
    bare = imported_home(
        place.with_name(f"{place.name}-bare"), [file for file in files if file.stem not in SURVEY_TABLES]
    )
    imported_home(place, files)
    repeats = min(options.repeats, 3)
    builds, without = ([_build(home) for _ in range(repeats)] for home in (place, bare))
    medians = [statistics.median(cost.wall for cost in costs) for costs in (builds, without)]
    figures = {
        **spread("build_s", [cost.wall for cost in builds], 2),
        "cpu_s": round(statistics.median(cost.cpu for cost in builds), 2),
        "without_surveys_s": round(medians[1], 2),
        "peak_mb": round(max(cost.peak_mb for cost in builds)),
    }
    return Row(f"build, {size.answers:,} answers in {WAVES} waves", figures, at_most={"build_s": BUILD_S})


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
    """Each view by visitors of their own: the first of all, who looks at the whole company; then each with the filter
    of another account manager, whom nobody asked about before; then the whole company again."""
    rows = []
    for view in VIEWS:
        with our_server(place) as server:
            managers = [f"&manager=E{number:02d}" for number in range(min(options.repeats, 12))]
            first, *others = asyncio.run(_visits(server.port, view, ["", *managers, *[""] * options.repeats]))
        filtered, again = others[: len(managers)], others[len(managers) :]
        figures = {
            **spread("filtered_ms", filtered),
            **spread("ms", again),
            "p95_ms": round(percentile([*filtered, *again], 95), 1),
            "first_ms": round(first, 1),
        }
        bars = dict.fromkeys(("filtered_ms", "ms"), PAGE_MS)
        rows.append(Row(f"page /surveys, view {view}, over the websocket", figures, at_most=bars))
    return rows


async def _visits(port: int, view: str, filters: list[str]) -> list[float]:
    found = []
    for chosen in filters:
        async with Session(port, "surveys", query=f"view={view}{chosen}") as session:
            run_of_page = await session.visit()
        if run_of_page.errors:
            raise RuntimeError(f"surveys, {view}{chosen}: {run_of_page.errors[0]}")
        found.append(1000 * run_of_page.seconds)
    return found

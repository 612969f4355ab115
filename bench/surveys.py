"""Surveys of a typical company: what the build takes of 500,000 answers in ten waves, how long their counts take for a
filter nobody set before, and each view of the page for a visitor of their own."""

import asyncio
from pathlib import Path

from bench.costs import Ask, account_managers, build_figures, question_rows, visits_ms
from bench.rows import Options, Row, percentile, spread
from bench.servers import our_server
from bench.survey_files import SURVEY_TABLES, WAVES, SurveySize, survey_files
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question

BUILD_S, PAGE_MS = 10, 400
QUICK = SurveySize(responses=60)
VIEWS = ("waves", "items", "priorities", "coverage")


def _all_waves(reader: Reader, question: Question) -> None:
    for wave in reader.waves(question):
        reader.scores(question, wave)


def _by_layer(reader: Reader, question: Question) -> None:
    reader.scores(question, reader.waves(question)[-1], "layer")


ASKS: dict[str, Ask] = {"counts of all waves": _all_waves, "counts of the last wave by layer": _by_layer}


def measure_surveys(options: Options) -> list[Row]:
    """The build; then the counts, and the views of the page."""
    size = QUICK if options.is_quick else SurveySize()
    files = survey_files(options.folder / "surveys", size)
    place = options.folder / f"surveys-home-{size.responses}"
    what = f"build, {size.answers:,} answers in {WAVES} waves"
    figures = build_figures(place, files, SURVEY_TABLES, options, part="surveys")
    built = Row(what, figures, at_most={"build_s": BUILD_S})
    return [built, *question_rows(place, ASKS, options, most_ms=PAGE_MS), *_visited(place, options)]


def _visited(place: Path, options: Options) -> list[Row]:
    """Each view by visitors of their own: the first of all, who looks at the whole company; then each with the filter
    of another account manager, whom nobody asked about before; then the whole company again."""
    rows = []
    for view in VIEWS:
        with our_server(place) as server:
            whole = f"view={view}"
            managers = [f"{whole}&manager={manager}" for manager in account_managers(options)]
            queries = [whole, *managers, *[whole] * options.repeats]
            first, *others = asyncio.run(visits_ms(server.port, "surveys", queries))
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

"""The benchmark measures what it says: same data for all, equal answers, a slider that really moves."""

import asyncio
import filecmp
from pathlib import Path

import pytest

from bench.engines import DuckDB, Numpy, Ours, Pandas
from bench.moving import Hand
from bench.orders import make_bad_variant, make_gb18030_variant, make_order_files
from bench.rows import Row, percentile
from bench.servers import our_server_saying_hello
from bench.service_files import ServiceSize, service_files
from bench.survey_files import SurveySize, survey_files
from bench.totals import make_totals
from bench.websocket import ScriptRun, Session
from bench.what_if import measure_trial, trials


def test_bars_and_percentiles() -> None:
    row = Row("a page", {"ms": 30, "times": 14}, at_most={"ms": 25}, at_least={"times": 15})
    assert row.missed() == ["a page: ms 30, bar at most 25", "a page: times 14, bar at least 15"]
    assert [percentile(range(1, 21), percent) for percent in (0, 50, 95, 100)] == [1, 10, 19, 20]


@pytest.mark.slow
def test_the_generator_writes_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = (make_order_files(tmp_path / name, 2000, 300) for name in ("first", "second"))
    assert filecmp.cmp(first.clean, second.clean, shallow=False)
    lines = first.clean.read_text(encoding="utf-8").splitlines()
    bad = make_bad_variant(first).read_text(encoding="utf-8").splitlines()
    assert (len(lines), len(bad)) == (2001, 2001)
    assert sum(one != other for one, other in zip(lines, bad, strict=True)) == 20
    assert make_gb18030_variant(first).read_text(encoding="gb18030") == first.clean.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("is_buffered", [False, True])
def test_all_engines_answer_alike(tmp_path: Path, is_buffered: bool) -> None:
    totals = make_totals(3000)
    assert (totals.revenue == 0).any()
    assert (totals.revenue < 0).any()
    others = {"duckdb": DuckDB(totals, tmp_path / "totals.duckdb"), "numpy": Numpy(totals)}
    if not is_buffered:
        others["pandas"] = Pandas(totals)
    ours = Ours(totals, with_buffer=is_buffered)
    for trial in trials(totals, 3, is_buffered):
        assert measure_trial(ours, others, trial).keys() >= others.keys()
    others["duckdb"].con.close()


@pytest.mark.slow
def test_a_move_over_the_websocket_changes_the_page(tmp_path: Path) -> None:
    async def visited_and_moved() -> tuple[ScriptRun, ScriptRun]:
        async with Session(server.port) as session:
            first = await session.visit()
            assert session.slider("percent").fragment
            return first, await Hand(session, "percent").move()

    with our_server_saying_hello(tmp_path / "home") as server:
        first, move = asyncio.run(visited_and_moved())
        assert server.cpu_seconds() > 0
        assert server.resident_mb() > 10
    assert "Hello, 1.0 %." in first.texts
    assert len(move.texts) == 1
    assert move.texts[0].startswith("Hello, ")
    assert move.texts[0] != "Hello, 1.0 %."
    assert move.errors == ()
    assert 0 < move.bytes < 5000


@pytest.mark.slow
def test_the_service_of_a_large_company_is_the_same_every_time_and_as_large_as_asked(tmp_path: Path) -> None:
    size = ServiceSize(cases=70, tickets=90)
    first, second = ({file.name: file for file in service_files(tmp_path / name, size)} for name in ("first", "second"))
    assert all(filecmp.cmp(first[name], second[name], shallow=False) for name in first)
    lines = {name: file.read_text(encoding="utf-8").splitlines()[1:] for name, file in first.items()}
    assert (len(lines["cases.csv"]), len(lines["case_events.csv"]), len(lines["service_tickets.csv"])) == (70, 560, 90)
    closed = {line.split(",")[0] for line in lines["case_events.csv"] if "结案" in line}
    assert len(closed) == 69, "one case in seventy is still open"


@pytest.mark.slow
def test_surveys_are_the_same_every_time_and_who_answered_was_asked(tmp_path: Path) -> None:
    size = SurveySize(responses=7)
    first, second = ({file.name: file for file in survey_files(tmp_path / name, size)} for name in ("first", "second"))
    assert all(filecmp.cmp(first[name], second[name], shallow=False) for name in first)
    lines = {name: file.read_text(encoding="utf-8").splitlines()[1:] for name, file in first.items()}
    answers = [line.split(",") for line in lines["survey_answers.csv"]]
    assert len(answers) == size.answers == 10 * 30 * 7
    asked = {tuple(line.split(",")[1:3]) for line in lines["survey_invites.csv"]}
    assert {(wave, customer) for _, wave, _, customer, *_ in answers} <= asked
    recommending = {int(score) for _, _, item, _, _, score, _ in answers if item == "Q29"}
    assert recommending <= set(range(11))
    assert max(recommending) > 6

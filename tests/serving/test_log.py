"""The server's log: kind and place of an error, and nothing of what the error quotes."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bench.websocket import Session
from dashboard.logic.problems import Problem
from dashboard.serving.log import log_without_values, without_values
from tests import patience
from tests.data.hand_made_build import Customer, Order, hand_made_build
from tools.ports import free_port

NAME, PHONE = "王小明", "13800001234"
PLANTED = f"{NAME} {PHONE}"
PROJECT = Path(__file__).resolve().parents[2]


def _raised(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def _stumble(text: str = PLANTED) -> None:
    raise ValueError(text)


def _lead_on() -> None:
    try:
        _stumble()
    except ValueError as error:
        raise RuntimeError(f"because of {error}") from error


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Generator[Callable[[], str]]:
    """``log()``: what a formatter made of the records so far."""
    make = logging.getLogRecordFactory()
    hooks = (sys.excepthook, sys.unraisablehook)
    monkeypatch.setattr("threading.excepthook", None)
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept()
    log_without_values()
    logging.getLogger().addHandler(handler)
    yield lambda: "\n".join(lines)
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(make)
    sys.excepthook, sys.unraisablehook = hooks


def test_an_error_is_told_by_kind_file_line_and_function() -> None:
    told = without_values(_raised(_stumble)).splitlines()
    assert told[0] == "Traceback (most recent call last):"
    assert told[-2:] == [f'  File "{__file__}", line {_stumble.__code__.co_firstlineno + 1}, in _stumble', "ValueError"]


def test_what_led_to_it_is_told_too() -> None:
    told = without_values(_raised(_lead_on))
    assert NAME not in told
    assert told.index("ValueError") < told.index("direct cause") < told.index("RuntimeError")
    group = without_values(ExceptionGroup(PLANTED, [ValueError(PLANTED), KeyError(PHONE)]))
    assert group.split("\n\n") == ["ExceptionGroup", "One of a group:", "ValueError", "One of a group:", "KeyError"]


def test_of_a_problem_the_sentence_is_told_with_its_places_open() -> None:
    told = without_values(Problem("Customer {name} is not there.", name=NAME))
    assert told == "dashboard.logic.problems.Problem: Customer {name} is not there."


def test_every_way_of_writing_it_into_the_log(log: Callable[[], str]) -> None:
    own = logging.getLogger("tests.anybody")
    try:
        _lead_on()
    except RuntimeError as error:
        own.exception("with the stack")
        own.error("as a value: %s", error)
        own.warning("in the sentence: %s", str(error))
        own.warning(f"written out: {error!r}")
        own.warning("the cause: %(why)s", {"why": error.__cause__})
    own.error("handed on: %s", _raised(_stumble))
    own.error("handed on with its stack", exc_info=_raised(_stumble))
    own.error("wrong places %d %d", _raised(_stumble))
    text = log()
    assert NAME not in text
    assert PHONE not in text
    assert "as a value: …" in text
    assert "the cause: …" in text
    assert "in _stumble" in text


def test_what_is_no_error_is_told_as_it_is(log: Callable[[], str]) -> None:
    logging.getLogger("tests.anybody").warning("serving %s", "here")
    assert "serving here" in log()


def test_what_nobody_caught_is_told_so_too(log: Callable[[], str]) -> None:
    error = _raised(_stumble)
    sys.excepthook(type(error), error, error.__traceback__)
    assert "Nobody caught this" in log()
    assert "in _stumble" in log()
    assert PHONE not in log()


_SERVER = """
import sys
from functools import partial
from pathlib import Path
import dashboard.server as server
server.make_app = partial(server.make_app, Path(sys.argv[2]))
server.serve("127.0.0.1", int(sys.argv[1]))
"""
_SCRIPT = f"""
import asyncio, logging, threading
import duckdb
import pandas as pd
import streamlit as st
from dashboard.widgets.problem_shown import problems_as_sentences

def ask_duckdb():
    duckdb.connect().sql("select cast('{PLANTED}' as integer)").fetchall()

def ask_pandas():
    pd.to_datetime("{PLANTED}")

async def never_awaited():
    raise ValueError("{PLANTED}")

async def drop():
    asyncio.ensure_future(never_awaited())
    await asyncio.sleep(0.05)

with problems_as_sentences():
    ask_duckdb()
other = threading.Thread(target=ask_pandas)
other.start()
other.join()
asyncio.run(drop())
ask_pandas()
"""


@pytest.mark.slow
def test_a_real_server_says_where_it_failed_and_not_of_whom(tmp_path: Path) -> None:
    home, script, log = tmp_path / "home", tmp_path / "planted.py", tmp_path / "server.log"
    hand_made_build(home, [Customer("A")], [Order("A", date(2024, 1, 5), "100")], data_through=date(2024, 1, 31))
    script.write_text(_SCRIPT, encoding="utf-8")
    port = free_port()
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, str(port), str(script)],
            cwd=PROJECT, env={**os.environ, "DASHBOARD_HOME": str(home)}, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        patience.wait_for(f"http://127.0.0.1:{port}/readyz", server, "the server")

        async def visit() -> tuple[str, ...]:
            async with Session(port) as session:
                run = await session.visit()
                return run.texts + run.errors

        with ThreadPoolExecutor(1) as thread:
            seen = thread.submit(lambda: asyncio.run(visit())).result()
    finally:
        server.terminate()
        server.wait(120)
    told = log.read_text(encoding="utf-8") + "".join(
        path.read_text(encoding="utf-8") for path in (home / "logs").rglob("*") if path.is_file()
    )
    for personal in (NAME, PHONE):
        assert personal not in told
        assert personal not in "".join(seen)
    for place in ("in ask_duckdb", "in ask_pandas", "in never_awaited", "ConversionException", "planted.py"):
        assert place in told, told

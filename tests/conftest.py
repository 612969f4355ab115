"""What all tests share: the public data sets, and an honest last word on what did not run."""

import gc
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from playwright.sync_api import Browser, sync_playwright

from dashboard.commands.running import run

PROJECT = Path(__file__).resolve().parent.parent
PUBLIC_DATA = Path(os.environ.get("PYRAMIDION_DATA", PROJECT.parent / "shared" / "data"))
# A new Chromium looks up its maker's hosts at every start; these switches keep it quiet.
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# The same examples every time, so that a test is red for everybody or for nobody; `make explore` looks for new ones.
# No deadline and no limit for making examples: how busy the machine is is no property of the program.
NO_HURRY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, **NO_HURRY)
settings.register_profile("everyday", max_examples=30, derandomize=True, **NO_HURRY)
settings.register_profile("explore", max_examples=300, derandomize=False, **NO_HURRY)


def pytest_configure(config: pytest.Config) -> None:
    """Without the slow tests each property is tried on fewer examples, where it does not say how many it needs."""
    profile = "everyday" if "not slow" in config.option.markexpr else "same"
    is_exploring = "PYRAMIDION_EXPLORE" in os.environ
    settings.load_profile("explore" if is_exploring else profile)
    if not is_exploring:
        # Hypothesis mixes in numbers and words of all modules of ours that are loaded. Which these are hangs on what
        # ran before in the same process, and so would the examples, derandomized or not.
        providers._get_local_constants = providers.Constants


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What importing and collecting makes stays to the end: looking through it for garbage again and again while it is
    made was nearly half of the time that collecting took."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(capsysbinary: pytest.CaptureFixture[bytes]) -> Cli:
    """Run a command here; gives status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return call


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The folder of the public data sets; without it the test is named as not run in the last lines."""
    if not PUBLIC_DATA.is_dir():
        pytest.skip(f"public data not found at {PUBLIC_DATA} (set PYRAMIDION_DATA)")
    return PUBLIC_DATA


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; without it the test is named as not run in the last lines."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("chromium is not installed (apt-get install chromium fonts-noto-cjk)")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Generator[Browser]:
    """The one browser of a test run: Playwright allows one at a time in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
        yield browser
        browser.close()


def pytest_unconfigure() -> None:
    """What was left out of the collector's sight is cleared away at the end of the process like everything else."""
    gc.unfreeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every test that did not run, and why: a skip is never silent."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("did not run")
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}")

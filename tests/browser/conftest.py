"""A real server in a second process, a real Chromium, and a list of every request that would leave the machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

PROJECT = Path(__file__).resolve().parents[2]
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-connection-state') === 'CONNECTED'
    && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"],[data-stale="true"]');
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def run_dashboard(home: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run the command line as a user would; its standard output. Fails the test with its error output."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=PROJECT,
        env={**os.environ, "DASHBOARD_HOME": str(home), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(home: Path) -> Generator[str]:
    """A fresh server on this home; yields its address once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "DASHBOARD_HOME": str(home)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 90
        while True:
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server did not become ready"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, small enough to be made for each test run."""
    home = tmp_path_factory.mktemp("homes") / "demo"
    run_dashboard(home, "demo", "--customers", "400", "--months", "48")
    return home


@pytest.fixture(scope="session")
def address(demo_home: Path) -> Generator[str]:
    with serving(demo_home) as at:
        yield at


@dataclass
class Visitor:
    """One browser tab: opens paths of one server, waits until Streamlit is idle, notes what goes wrong."""

    page: Page
    address: str
    strangers: list[str] = field(default_factory=list)
    """Requests that would have left the machine (they are aborted)."""
    complaints: list[str] = field(default_factory=list)
    """Errors on the browser's console."""

    def open(self, path: str = "/") -> "Visitor":
        self.page.goto(self.address + path)
        return self.idle()

    def idle(self, timeout: float = 30_000) -> "Visitor":
        self.page.wait_for_function(IDLE, timeout=timeout)
        return self

    def sees(self, text: str, timeout: float = 20_000) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=timeout)


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, address: str) -> Generator[Visit]:
    """Make visitors: ``visit(locale="zh-CN", dark=True, width=400)``. No request may leave the machine."""
    made: list[Visitor] = []

    def make(
        *, locale: str = "en-US", dark: bool = False, width: int = 1440, height: int = 900, at: str = address
    ) -> Visitor:
        context = browser.new_context(
            locale=locale,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        visitor = Visitor(context.new_page(), at)

        def watch(route: Route) -> None:
            parts = urlsplit(route.request.url)
            if parts.hostname == "127.0.0.1" or parts.scheme in ("data", "blob"):
                route.continue_()
            else:
                visitor.strangers.append(route.request.url)
                route.abort()

        visitor.page.route("**/*", watch)
        visitor.page.on(
            "console", lambda message: visitor.complaints.append(message.text) if message.type == "error" else None
        )
        made.append(visitor)
        return visitor

    yield make
    strangers = [url for visitor in made for url in visitor.strangers]
    for visitor in made:
        visitor.page.context.close()
    assert strangers == [], "requests that would leave the machine"

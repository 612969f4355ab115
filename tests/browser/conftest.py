"""A real server in a second process, a real Chromium, and a list of every request that would leave the machine."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FloatRect, Locator, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests import patience
from tools.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
AT_ONCE = """
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...how) {
    const moving = animate.apply(this, how);
    if (moving.effect.getComputedTiming().endTime < Infinity) {
      moving.finish();
      queueMicrotask(() => {  // the browser itself tells it with the next picture only
        moving.dispatchEvent(new Event('finish'));
        moving.cancel();
      });
    }
    return moving;
  };
"""
"""Streamlit's expanders grow for half a second, for visitors who ask for reduced motion as well, as all of ours do. To
press a button in one that is half open, the browser is made to scroll inside it; where the rest opens before the mouse
is let go, the button is elsewhere by then and the press is none."""
ASKED = """
  const page = () => document.documentElement;
  const fieldOf = (bytes, wanted) => {  // of a message in Protocol Buffers: a number, or where a part of it stands
    let at = 0;
    const number = () => {
      let read = 0, place = 1;
      for (; bytes[at] > 127; place *= 128) read += (bytes[at++] & 127) * place;
      return read + bytes[at++] * place;
    };
    while (at < bytes.length) {
      const tag = number(), value = number(), isPart = (tag & 7) === 2;
      if (tag >> 3 === wanted) return isPart ? bytes.subarray(at, at + value) : value;
      if (isPart) at += value;
    }
  };
  let asked = 0, begun = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener('message', ({data}) => {
        const message = new Uint8Array(data), ended = fieldOf(message, 6);  // script_finished
        if (fieldOf(message, 4)) begun = asked;  // new_session: what is asked for later, a later run answers
        const drawn = () => asked === begun && page().removeAttribute('data-asked');
        if (ended !== undefined && ended !== 2) setTimeout(() => requestAnimationFrame(drawn));  // 2: for another run
      });
      this.addEventListener('close', () => page().removeAttribute('data-asked'));
    }
    send(message) {
      const run = fieldOf(message, 11);  // rerun_script; with is_auto_rerun nobody waits for it, and it may be refused
      if (run && !fieldOf(run, 6)) page().setAttribute('data-asked', ++asked);
      super.send(message);
    }
  };
"""
"""Marks the page from the moment somebody's act asks for a run until a run has ended: a while after a click Streamlit's
own mark still says that nothing runs."""
APP = '[data-testid="stApp"]'
WORKING = f'html[data-asked] {APP}, {APP}:not([data-test-script-state="notRunning"])'
AT_REST = f"""() => !document.querySelector(`{WORKING}, [data-testid="stSkeleton"], [data-stale="true"]`)"""
IDLE = f"""() => document.querySelector(`{APP}[data-test-connection-state="CONNECTED"]`) && ({AT_REST})()"""
TWO_FRAMES = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"

CUT = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const cut = [];
  if (main.scrollWidth > main.clientWidth + 1) cut.push('the page scrolls sideways');
  const texts = 'p, h1, h2, h3, label, button, th, td, [data-testid="stMetricValue"] *';
  for (const element of main.querySelectorAll(texts)) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (!element.innerText || !box.width || style.visibility === 'hidden') continue;
    if (element.closest('[data-testid="stDataFrame"]')) continue;
    const hidden = ['hidden', 'clip'].includes(style.overflowX);
    if (hidden && element.scrollWidth > element.clientWidth + 1) cut.push('cut: ' + element.innerText);
    if (box.right > innerWidth + 1 || box.left < -1) cut.push('outside: ' + element.innerText);
  }
  return cut;
}"""
PATIENCE_MS = 90_000
"""For everything that is waited for, runs of the page included: only there so that a hang ends, other work beside."""
expect.set_options(timeout=PATIENCE_MS)
ROW, CHECK = 53, 20
"""Pixels into a grid: the middle of the first row, and its box."""
MOST_TOLD = 6_000
"""Characters of a page printed when a test fails."""
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit's front end asks below a page's own address before it asks at the root: its own 404, not ours."""


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
        timeout=900,  # the demo took more than 300 seconds on a machine with a load of 30
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(home: Path, **environment: str) -> Generator[str]:
    """A fresh server on this home; yields its address once it is ready."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "DASHBOARD_HOME": str(home), **environment},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        patience.wait_for(f"{address}/readyz", process, "the server")
        yield address
    finally:
        process.terminate()
        process.wait(120)


@pytest.fixture(scope="session")
def fresh_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, small enough to be made for each test run. Nobody serves it: for copies, because in a home that
    is served files come and go while they are copied."""
    home = tmp_path_factory.mktemp("homes") / "demo"
    run_dashboard(home, "demo", "--customers", "400", "--months", "48")
    return home


@pytest.fixture(scope="session")
def demo_home(fresh_demo: Path) -> Path:
    """The demo company that all visitors share who want no server of their own."""
    return shutil.copytree(fresh_demo, fresh_demo.with_name("served"))


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

    def __post_init__(self) -> None:
        """Every click, entry and expectation waits for the end of a run, as people do: a page that is being drawn moves
        under the pointer, and a click between two places is no click. Reads (``inner_text``, ``count``, ``evaluate``)
        and clicks of the mouse at a place do not wait: ``idle`` before them. Whoever has left for the provider of the
        sign-in waits for nothing."""
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.add_init_script(f"(() => {{{AT_ONCE}{ASKED}}})()")
        self.page.add_locator_handler(self.page.locator(WORKING), self.at_rest, no_wait_after=True)

    def at_rest(self) -> None:
        self.page.wait_for_function(AT_REST)

    def open(self, path: str = "/") -> "Visitor":
        self.page.goto(self.address + path)
        return self.idle()

    def idle(self) -> "Visitor":
        self.page.wait_for_function(IDLE)
        return self

    def place(self, part: Locator) -> FloatRect:
        """Where this stands in the window, in sight and at rest: for clicks that go by place."""
        part.wait_for()
        self.idle()
        part.scroll_into_view_if_needed()
        before = None
        while (box := part.bounding_box()) != before:
            before = box
            self.page.evaluate(TWO_FRAMES)
            self.idle()
        assert box is not None, "it was taken away"
        return box

    def click_grid(self, x: float = CHECK, y: float = ROW) -> None:
        """Click into the first grid of the page; without a place: the box of its first row."""
        grid = self.page.locator('[data-testid="stDataFrame"]').first
        grid.locator("canvas").first.wait_for()
        self.idle()
        grid.click(position={"x": x, "y": y})

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def choose(self, label: str, option: str) -> None:
        """Open a selector (of one value or of many) and pick one of its options."""
        field = self.page.get_by_role("combobox", name=label, exact=True)
        boxes = self.page.locator('[data-testid="stSelectbox"], [data-testid="stMultiSelect"]')
        box = boxes.filter(has=field)
        expect(box).to_have_count(1)  # one that has moved stands at both places until the page is cleared up
        box.get_by_role("button", name="Open").click()
        field.fill(option)  # a long list holds only those in sight
        self.page.get_by_role("option", name=option).first.click()

    def hover(self, trace: int, point: int) -> tuple[float, float]:
        """Rest the mouse on a bar of the first chart until the chart says what it is; where that was. A chart that has
        just been drawn may not hear the first movement."""
        chart = self.page.locator(".js-plotly-plot").first
        bar = chart.locator(".barlayer .trace").nth(trace).locator(".point path").nth(point)
        said = chart.locator(".hoverlayer .hovertext").first
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while True:
            box = self.place(bar)
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            self.page.mouse.move(x - 2, y, steps=4)
            self.page.mouse.move(x, y, steps=4)
            with suppress(PlaywrightTimeout):
                said.wait_for(timeout=2_000)
                return x, y
            assert time.monotonic() < deadline, "the chart says nothing"

    def headline(self) -> str:
        return self.page.get_by_role("heading", level=2).first.inner_text()

    def tables(self) -> list[str]:
        """The texts of the tables that are not grids, in the order of the page."""
        return self.page.locator('[data-testid="stMain"] table').all_inner_texts()

    def picture(self) -> str:
        """What the first chart was drawn from."""
        return self.page.evaluate("JSON.stringify(document.querySelector('.js-plotly-plot').data)")

    def saw(self) -> str:
        """The texts on the page and the state of its script."""
        with suppress(PlaywrightError):
            state = self.page.locator('[data-testid="stApp"]').get_attribute("data-test-script-state", timeout=5_000)
            return f"script {state}\n{self.page.locator('body').inner_text(timeout=5_000)[:MOST_TOLD]}"
        return "nothing: the page does not answer"

    def cut_texts(self) -> list[str]:
        """Texts of the main part that are wider than their box or stick out of the window.

        After a change of width the page hears of it a moment later and is drawn once more: until then is no verdict.
        """
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while (cut := self.page.evaluate(CUT)) and time.monotonic() < deadline:
            self.page.wait_for_timeout(200)
        return cut


Visit = Callable[..., Visitor]
VISITORS = pytest.StashKey[list[Visitor]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What every visitor last saw stands in the report of a test that failed."""
    report = yield
    if report.failed and report.when == "call":
        report.sections += [
            (f"what a visitor saw at {visitor.page.url}", visitor.saw()) for visitor in item.stash.get(VISITORS, [])
        ]
    return report


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Generator[Visit]:
    """Make visitors: ``visit(locale="zh-CN", dark=True, width=400)``. No request may leave the machine."""
    made = request.node.stash[VISITORS] = []

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

        def listen(message: ConsoleMessage) -> None:
            url = str(message.location.get("url", ""))
            if message.type == "error" and not url.endswith(PROBES):
                visitor.complaints.append(f"{message.text} {url}")

        visitor.page.on("console", listen)
        made.append(visitor)
        return visitor

    yield make
    strangers = [url for visitor in made for url in visitor.strangers]
    for visitor in made:
        visitor.page.context.close()
    assert strangers == [], "requests that would leave the machine"

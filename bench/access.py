"""What the sign-in, whose customers somebody sees and what is masked add to a run: the same pages in turn for the
operator, who does not sign in, and for people who have. Then the guard alone, with both kinds of records."""

import asyncio
import random
import tempfile
from collections.abc import Generator, Mapping
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.portfolio import portfolio_home
from bench.rows import Options, Row, percentile
from bench.servers import HERE, our_server
from bench.signing_in import LoginServer, Person, our_login_server
from bench.websocket import ScriptRun, Session
from dashboard.data.home import Home
from dashboard.data.records.deputies import name_deputy
from dashboard.data.records.grants import grant_role
from dashboard.data.records.store import open_records
from tools.postgresql import MISSING, postgresql_programs, running_cluster

ADDED_MS = 5
PAGES = {"Pyramid": "pyramid", "My customers": "portfolio"}
ROUNDS_PER_REPEAT, GUARDS_PER_REPEAT = 30, 40
THINK_S = 0.03
"""Before each run. A session comes again after ten others, so that every run asks the records."""
MANAGER, DEPUTY_OF, COLLEAGUES = "M01", "M02", 100
OPERATOR, CHANCE = "operator, no login", "operator once more (chance)"
LOOKING_AS = f"operator looking as {MANAGER}, no login"
PEOPLE = {
    "executive, signed in": (Person("u-executive", "executive"), OPERATOR),
    "analyst (names masked), signed in": (Person("u-analyst", "analyst"), OPERATOR),
    f"account manager {MANAGER}, signed in": (Person("u-manager", "account_manager", MANAGER), LOOKING_AS),
}
"""Each with whom they are compared."""
BESIDE = {CHANCE: OPERATOR, **{name: other for name, (_, other) in PEOPLE.items()}}


@dataclass
class Visitor:
    """Sessions and their script runs, both by page."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    view_as: str = ""
    sessions: dict[str, Session] = field(default_factory=dict)
    runs: dict[str, list[ScriptRun]] = field(default_factory=lambda: {page: [] for page in PAGES.values()})


def measure_access(options: Options) -> list[Row]:
    """p50 and p95 of a page that is run again, by who is looking, and by how much the two lie over those of somebody
    who sees the same without a login; milliseconds of the guard alone."""
    home = portfolio_home(options)
    with ExitStack() as stack:
        plain, login = stack.enter_context(our_server(home)), stack.enter_context(_login_server(home))
        visitors = {name: Visitor(plain.port) for name in (OPERATOR, CHANCE)}
        visitors[LOOKING_AS] = Visitor(plain.port, view_as=MANAGER)
        for name, (person, _) in PEOPLE.items():
            visitors[name] = Visitor(login.server.port, *login.headers_of(person))
        asyncio.run(_visited(visitors, ROUNDS_PER_REPEAT * options.repeats))
    rows = [_row(title, page, name, visitors) for title, page in PAGES.items() for name in visitors]
    return [*rows, *_guard_rows(home, GUARDS_PER_REPEAT * options.repeats)]


async def _visited(visitors: Mapping[str, Visitor], rounds: int) -> None:
    """Every round each page of each visitor in another order: nobody always comes after the same one."""
    places, chance = [(visitor, page) for visitor in visitors.values() for page in PAGES.values()], random.Random(1)
    async with AsyncExitStack() as stack:
        for visitor, page in places:
            session = Session(visitor.port, page, headers=visitor.headers, token=visitor.token)
            visitor.sessions[page] = await stack.enter_async_context(session)
            _sound(await session.visit())
            if visitor.view_as:
                _sound(await session.write("view_as", visitor.view_as))
            for _ in range(2):
                _sound(await session.visit())
        for _ in range(rounds):
            chance.shuffle(places)
            for visitor, page in places:
                await asyncio.sleep(THINK_S)
                visitor.runs[page].append(_sound(await visitor.sessions[page].visit()))


def _sound(run: ScriptRun) -> ScriptRun:
    if run.errors or not run.texts:
        raise RuntimeError(f"access: {(*run.errors, 'an empty page')[0]}")
    return run


def _row(title: str, page: str, name: str, visitors: Mapping[str, Visitor]) -> Row:
    own = _percentiles(visitors[name].runs[page])
    figures = {f"p{percent}_ms": round(ms, 1) for percent, ms in own.items()}
    if name in BESIDE:
        other = _percentiles(visitors[BESIDE[name]].runs[page])
        figures |= {f"p{percent}_added_ms": round(ms - other[percent], 1) for percent, ms in own.items()}
    figures["bytes"] = max(run.bytes for run in visitors[name].runs[page])
    return Row(f"{title}, {name}", figures, {"p95_added_ms": ADDED_MS} if name in PEOPLE else {})


def _percentiles(runs: list[ScriptRun]) -> dict[int, float]:
    return {percent: percentile([1000 * run.seconds for run in runs], percent) for percent in (50, 95)}


def _guard_rows(home: Path, runs: int) -> list[Row]:
    rows = []
    with _login_server(home, script=HERE / "guard_page.py") as login:
        rows += asyncio.run(_guard_row("SQLite", login, runs))
    programs = postgresql_programs()
    if programs is None:
        print(f"  The guard with PostgreSQL is not measured: {MISSING}")
        return rows
    with (
        running_cluster(programs) as cluster,
        _login_server(home, cluster.url(cluster.new_database()), HERE / "guard_page.py") as login,
    ):
        rows += asyncio.run(_guard_row("PostgreSQL on this machine", login, runs))
    return rows


async def _guard_row(records: str, login: LoginServer, runs: int) -> list[Row]:
    """What the guard page says: its first look of a run, and the second."""
    person, _ = PEOPLE[f"account manager {MANAGER}, signed in"]
    headers, token = login.headers_of(person)
    found: list[tuple[float, float]] = []
    async with Session(login.server.port, headers=headers, token=token) as session:
        for _ in range(runs + 3):
            await asyncio.sleep(THINK_S)
            anew, again, role = _sound(await session.visit()).texts[-1].split()
            assert role == person.role, role
            found.append((float(anew), float(again)))
    return [
        Row(
            f"guard alone, records in {records}, {which}",
            {f"p{percent}_ms": round(percentile(ms[3:], percent), 2) for percent in (50, 95)},
            {"p95_ms": ADDED_MS},
        )
        for which, ms in zip(("asked anew", "again in the same run"), zip(*found, strict=True), strict=True)
    ]


@contextmanager
def _login_server(home: Path, records_url: str = "", script: Path | None = None) -> Generator[LoginServer]:
    """With records of its own: roles of others, and a colleague whose deputy the account manager is."""
    with tempfile.TemporaryDirectory() as folder:
        url = records_url or f"sqlite:///{folder}/records.sqlite3"
        store = open_records(Home(home), url)
        told = {"reason": "bench", "by": "bench", "now": datetime.now(UTC), "valid_from": date.today()}
        for number in range(COLLEAGUES):
            grant_role(store, login=f"u-{number}", role="executive", **told)
        name_deputy(store, absent_id=DEPUTY_OF, deputy_id=MANAGER, valid_until=date.today() + timedelta(days=1), **told)
        store.close()
        settings = {"DASHBOARD_RECORDS_URL": url, "DASHBOARD_TRAIL_HEADS": f"{folder}/heads.txt"}
        roles = {person.role: person.role for person, _ in PEOPLE.values()}
        with our_login_server(home, roles, script, **settings) as server:
            yield server

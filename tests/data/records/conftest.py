"""Every test of the records runs on SQLite and, not among the everyday ones, on PostgreSQL, each on a fresh one."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from dashboard.data.home import Home
from dashboard.data.records.migrating import migrate
from dashboard.data.records.store import RecordsStore, sqlite_url
from tools.postgresql import MISSING, Cluster, postgresql_programs, running_cluster


@pytest.fixture(scope="session")
def postgresql() -> Generator[Cluster]:
    """A server of this test run; without the package the test is named as not run in the last lines."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip(MISSING)
    with running_cluster(programs) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Cluster) -> str:
    """A database with the present schema, to be copied: quicker than going through the migrations each time."""
    name = postgresql.new_database()
    store = RecordsStore(postgresql.url(name))
    migrate(store)
    store.close()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for SQLite: a file."""
    file = tmp_path_factory.mktemp("sqlite") / "template"
    store = RecordsStore(f"sqlite:///{file}")
    migrate(store)
    store.close()
    return file


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty_url(request: pytest.FixtureRequest, home: Home) -> Generator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield str(sqlite_url(home))
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = cluster.new_database()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def records_url(request: pytest.FixtureRequest, home: Home) -> Generator[str]:
    """The URL of a database with the present schema and nothing in it."""
    if request.param == "sqlite":
        home.records.mkdir(parents=True)
        url = sqlite_url(home)
        shutil.copyfile(request.getfixturevalue("sqlite_template"), str(url.database))
        yield str(url)
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = cluster.new_database(request.getfixturevalue("postgresql_template"))
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def store(records_url: str) -> Generator[RecordsStore]:
    """An empty store of the present schema."""
    store = RecordsStore(records_url)
    yield store
    store.close()

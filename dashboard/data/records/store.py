"""The transactional store of what people enter: SQLite (WAL) in the home, or PostgreSQL by URL. One place.

Analytical files can always be made again; records never are. So a write is one transaction, on disk before it returns.
"""

import sqlite3
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Executable, Row, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from dashboard.data.home import Home
from dashboard.logic.problems import Problem
from dashboard.settings import Settings

BUSY_SECONDS = 10
"""How long a writer waits for the one before it."""
ASKED_AGAIN_SECONDS = 0.005
"""After which pause it asks SQLite again."""
FILE = "records.sqlite3"


class RecordsStore:
    """One database. ``reading`` and ``writing`` give a session each; what was read may be kept, the session is not.
    ``rows`` is for what every click asks."""

    def __init__(self, url: str | URL) -> None:
        """Raises Problem for another kind of database, or a SQLite file that cannot be made."""
        self.url = _checked(url)
        file = database_file(self)
        self._opened = _private_file(file) if file is not None else None
        self.engine = _engine(self.url)
        alone = {"is_alone": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._without_transaction = self.engine.execution_options(**alone)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def rows(
        self, statement: Executable, parameters: Mapping[str, object] | None = None
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """What one statement reads, without a transaction around it: it sees one moment anyway, and beginning and
        ending one would be two more ways to PostgreSQL and back. Raises Problem where the store cannot be read."""
        with _problems(self.url), self._without_transaction.connect() as connection:
            return connection.execute(statement, parameters).all()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Raises Problem where the store cannot be read."""
        with self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """One transaction: all of it or nothing, on disk when the ``with`` is left. Raises Problem for a collision with
        another writer (somebody changed the same thing meanwhile) or where the store cannot be written."""
        with self._session() as session, session.begin():
            session.connection(execution_options={"writing": True})
            yield session

    @contextmanager
    def _session(self) -> Generator[Session]:
        with _problems(self.url), Session(self.engine, expire_on_commit=False) as session:
            yield session

    def is_replaced(self) -> bool:
        """Whether the SQLite file that is open no longer lies in its place (a copy was put back by hand): what went
        into it would be lost."""
        file = database_file(self)
        try:
            return file is not None and file.stat().st_ino != self._opened
        except OSError:
            return True

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _problems(url: URL) -> Generator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Problem(
            "Somebody changed this at the same moment, or it is not valid. Look at it again and repeat your change."
        ) from error
    except (SQLAlchemyError, sqlite3.OperationalError) as error:
        raise Problem(
            "The records store {store} cannot be used ({reason}). What was saved before is kept.",
            store=shown_url(url),
            reason=_reason(error),
        ) from error


_lock = threading.Lock()
_open: dict[URL, RecordsStore] = {}


def open_records(home: Home, url: str | None = None) -> RecordsStore:
    """The store of this home, brought up to the present schema; one per process and URL. ``url``: the setting
    ``records_url``; none = SQLite in the home. Raises Problem where it cannot be opened."""
    # These two work on a store, so they import this module.
    from dashboard.data.records.migrating import migrate
    from dashboard.data.records.scenario_files import take_over_scenario_files

    wanted = _checked(url or sqlite_url(home))
    with _lock:
        store = _open.get(wanted)
        if store is not None and store.is_replaced():
            _open.pop(wanted).close()
            store = None
        if store is None:
            store = RecordsStore(wanted)
            migrate(store)
            take_over_scenario_files(store, home)
            _open[wanted] = store
        return store


def home_records(home: Home, settings: Settings) -> RecordsStore:
    """The store that the settings of this home name. Raises Problem where it cannot be opened."""
    return open_records(home, settings.records_url.get_secret_value() if settings.records_url else None)


def sqlite_url(home: Home) -> URL:
    return URL.create("sqlite", database=str(home.records / FILE))


def shown_url(url: URL) -> str:
    """Where it is: without user, password and options."""
    return URL.create(url.get_backend_name(), host=url.host, port=url.port, database=url.database).render_as_string()


def database_file(store: RecordsStore) -> Path | None:
    """The SQLite file; None for PostgreSQL."""
    return Path(store.url.database) if store.is_sqlite and store.url.database else None


def _private_file(file: Path) -> int:
    """Make the file and its folder, for their owner only; SQLite gives -wal and -shm the file's rights. Its inode."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.parent.chmod(0o700)
        file.touch(mode=0o600)
        file.chmod(0o600)
        return file.stat().st_ino
    except OSError as error:
        raise Problem(
            "The records in {folder} cannot be written ({reason}). Make the folder writable.",
            folder=file.parent,
            reason=error.strerror,
        ) from error


@lru_cache(maxsize=8)
def _checked(url: str | URL) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Without the error it came from: that one may name parts of the password.
        raise Problem(
            "The setting records_url is no database URL. Use postgresql+psycopg://user@host/name, or leave it out."
        ) from None
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed
    raise Problem(
        "The records are kept in a SQLite file or in PostgreSQL, not in {kind}.", kind=f"{kind} {parsed.database or ''}"
    )


def _reason(error: SQLAlchemyError | sqlite3.OperationalError) -> str:
    """What is wrong with the database in a line. Of other errors the kind only: their words may hold what was typed."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error)
    if isinstance(error, OperationalError) and error.orig is not None:
        return str(error.orig).strip().split("\n")[0]
    return type(error.orig if isinstance(error, DBAPIError) and error.orig else error).__name__


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=10,
            # synchronous_commit: what was acknowledged is on disk, whatever the server's own setting.
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": f"-c lock_timeout={BUSY_SECONDS}s -c synchronous_commit=on",
            },
        )
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: a writer takes the write lock at once, so that two wait for
        # each other instead of failing half-way.
        connection.isolation_level = None
        _wait_for_others(connection, BUSY_SECONDS)
        # WAL: readers go on while somebody writes. The first to open a new file switches it, and SQLite refuses all
        # others that try in that moment at once, whatever busy_timeout says (it waits for a statement's first lock).
        _asked_until_free(connection, "pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("writing"):
            _begin_writing(connection.connection.driver_connection)
        elif not options.get("is_alone"):
            connection.exec_driver_sql("begin")

    return engine


def _begin_writing(connection: sqlite3.Connection) -> None:
    """SQLite itself asks for the lock after ever longer pauses, of a tenth of a second in the end. Among many who
    write, whoever has just written comes first again, and one who finds it taken a hundred times is given up."""
    _wait_for_others(connection, 0)
    try:
        _asked_until_free(connection, "begin immediate")
    finally:
        _wait_for_others(connection, BUSY_SECONDS)


def _wait_for_others(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"pragma busy_timeout = {int(seconds * 1000)}")


def _asked_until_free(connection: sqlite3.Connection, statement: str) -> None:
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            # The low byte is the kind; the others say why it is busy.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(ASKED_AGAIN_SECONDS)

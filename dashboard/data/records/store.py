"""The transactional store of what people enter: SQLite (WAL) in the home, or PostgreSQL by URL. One place.

Analytical files can always be made again; records never are. So a write is one transaction, on disk before it returns.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from dashboard.data.home import Home
from dashboard.logic.problems import Problem

BUSY_MILLISECONDS = 10_000
FILE = "records.sqlite3"


class RecordsStore:
    """One database. ``reading`` and ``writing`` give a session each; nothing of it outlives the ``with``."""

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        self.engine = _engine(self.url)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Raises Problem where the store cannot be read."""
        with self._session() as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """One transaction: all of it or nothing. Raises Problem for a collision with another writer (somebody changed
        the same thing meanwhile) or where the store cannot be written."""
        with self._session() as session, session.begin():
            session.connection(execution_options={"writing": True})
            yield session

    @contextmanager
    def _session(self) -> Generator[Session]:
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                yield session
        except IntegrityError as error:
            raise Problem(
                "Somebody changed this at the same moment, or it is not valid. Look at it again and repeat your change."
            ) from error
        except SQLAlchemyError as error:
            raise Problem(
                "The records store {store} cannot be used ({reason}). What was saved before is kept.",
                store=shown_url(self.url),
                reason=type(error).__name__,
            ) from error

    def close(self) -> None:
        self.engine.dispose()


_lock = threading.Lock()
_open: dict[str, RecordsStore] = {}


def open_records(home: Home, url: str | None = None) -> RecordsStore:
    """The store of this home, brought up to the present schema; one per process and URL. ``url``: the setting
    ``records_url``; none = SQLite in the home. Raises Problem where it cannot be opened."""
    from dashboard.data.records.migrating import migrate

    wanted = url or sqlite_url(home)
    with _lock:
        store = _open.get(wanted)
        if store is None:
            if not url:
                _make_folder(home)
            store = RecordsStore(wanted)
            migrate(store)
            _open[wanted] = store
        return store


def sqlite_url(home: Home) -> str:
    return f"sqlite:///{home.records / FILE}"


def shown_url(url: URL) -> str:
    """The URL without its password."""
    return url.render_as_string(hide_password=True)


def _make_folder(home: Home) -> None:
    try:
        home.records.mkdir(parents=True, exist_ok=True, mode=0o700)
        (home.records / FILE).touch(mode=0o600)
    except OSError as error:
        raise Problem(
            "The records in {folder} cannot be written ({reason}). Make the folder writable.",
            folder=home.records,
            reason=error.strerror,
        ) from error


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Problem(
            "The setting records_url is no database URL. Use postgresql+psycopg://user@host/name, or leave it out."
        ) from error
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return parsed
    raise Problem("The records are kept in SQLite or PostgreSQL, not in {kind}.", kind=parsed.get_backend_name())


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10)
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: "begin immediate" below takes the write lock at once, so
        # that two writers wait for each other instead of failing half-way.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = wal",
            "synchronous = full",
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "foreign_keys = on",
        ):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        is_writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("begin immediate" if is_writing else "begin")

    return engine


def database_file(store: RecordsStore) -> Path | None:
    """The SQLite file; None for PostgreSQL."""
    return Path(store.url.database) if store.is_sqlite and store.url.database else None

"""A published build, opened for reading: one instance per build and process, one cursor per call (engine.md, 7)."""

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from dashboard.data.home import Home
from dashboard.data.store import BuildFacts, current_build_id, manifest_file, read_manifest, served_file
from dashboard.logic.problems import Problem

__all__ = ["BuildFacts", "Marts", "current_build_id", "open_marts"]

T = TypeVar("T")

REMEMBERED_PER_KIND = 6
READING_MEMORY = "128MB"
KEPT_OPEN_PER_HOME = 2
HOMES_KEPT_OPEN = 8
OPEN_ATTEMPTS = 5


class Marts:
    """One published build, opened read-only. The served file stays open, so garbage collection cannot take it
    away; Parquet views live as long as the grace period of ``old_builds``.

    Do not make one yourself: ``open_marts`` keeps one per build, whoever asks.
    """

    def __init__(self, home: Home, build: BuildFacts) -> None:
        self.build = build
        self._connection = _opened(home, build)
        self._lock = threading.Lock()
        self._memory = Memory()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A new cursor: one per call or thread; use fetchall(), never leave a result half read."""
        with self._lock:
            return self._connection.cursor()

    def remember(self, key: Hashable, make: Callable[[], T], *, keep: int = REMEMBERED_PER_KIND) -> T:
        """The value for ``key``, made once and kept while it is among the last ``keep`` of its kind.

        The kind is the key's first element (a tuple) or the key. The viewer's scope is part of a scoped key.
        """
        return self._memory.remember(key, make, keep)


class Memory:
    """A small thread-safe store of things that are dear to make: last used stay, per kind. Failures are not kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kinds: dict[Hashable, OrderedDict[Hashable, _Slot]] = {}

    def remember(self, key: Hashable, make: Callable[[], T], keep: int = REMEMBERED_PER_KIND) -> T:
        kind = key[0] if isinstance(key, tuple) and key else key
        with self._lock:
            slots = self._kinds.setdefault(kind, OrderedDict())
            slot = slots.setdefault(key, _Slot())
            slots.move_to_end(key)
            while len(slots) > keep:
                slots.popitem(last=False)
        with slot.lock:  # two visitors who ask for the same arrays make them once
            if not slot.is_made:
                slot.value = make()
                slot.is_made = True
            return slot.value


class _Slot:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_made = False
        self.value: Any = None


_lock = threading.Lock()
_in_use: "weakref.WeakValueDictionary[tuple[Path, str], Marts]" = weakref.WeakValueDictionary()
_kept: OrderedDict[Path, OrderedDict[str, Marts]] = OrderedDict()


def open_marts(home: Home, build_id: str | None = None) -> Marts:
    """The build named, else the current one. Raises Problem where there is none.

    The last few stay open, of the last few homes: each has a file and threads of its own. An older one closes when its
    last user lets go of it. CURRENT is read inside the lock (outside it, threads flip-flopped between versions) and
    again when opening fails, since a publish may be under way.
    """
    with _lock:
        failure: Exception | None = None
        for _ in range(OPEN_ATTEMPTS):
            wanted = build_id or current_build_id(home)
            if wanted is None:
                raise Problem("There is no build in {folder} yet. Import data first.", folder=home.root)
            try:
                return _kept_open(home, wanted)
            except (duckdb.Error, Problem, OSError) as error:
                failure = error
                if current_build_id(home) == wanted or build_id:
                    break
        if isinstance(failure, Problem):
            raise failure
        raise Problem(
            "The build {build} in {folder} cannot be opened. Run: python -m dashboard build",
            build=wanted,
            folder=home.root,
        ) from failure


def _kept_open(home: Home, build_id: str) -> Marts:
    marts = _in_use.get((home.root, build_id))
    if marts is not None and not manifest_file(home, build_id).exists():
        # Collected, or somebody's data was erased from it: what is still open must not be shown any longer.
        _forget(home, build_id)
        marts = None
    if marts is None:
        marts = Marts(home, read_manifest(home, build_id))
        _in_use[(home.root, build_id)] = marts
    kept = _kept.setdefault(home.root, OrderedDict())
    _kept.move_to_end(home.root)
    while len(_kept) > HOMES_KEPT_OPEN:
        _kept.popitem(last=False)
    kept[build_id] = marts
    kept.move_to_end(build_id)
    while len(kept) > KEPT_OPEN_PER_HOME:
        kept.popitem(last=False)
    return marts


def _forget(home: Home, build_id: str) -> None:
    _in_use.pop((home.root, build_id), None)
    _kept.get(home.root, OrderedDict()).pop(build_id, None)


def _opened(home: Home, build: BuildFacts) -> duckdb.DuckDBPyConnection:
    """An in-memory instance whose views show the served file and, for marts too big for it, the build's Parquet.

    After that nothing else on the machine can be read, attached, loaded or set through it.
    """
    served = served_file(home, build.build_id)
    connection = duckdb.connect(
        ":memory:",
        config={
            # What it reads often is remembered as arrays; blocks beyond this are read again, sorts beyond it spill.
            "memory_limit": READING_MEMORY,
            "temp_directory": str(home.scratch / f"reading-{build.build_id}"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
        },
    )
    connection.execute(f"attach '{_quoted(served)}' as served (read_only)")
    held = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    allowed = []
    for name, parts in build.marts.items():
        files = [home.builds / part.path for part in parts]
        if name in held:
            connection.execute(f"create view {name} as select * from served.main.{name}")  # noqa: S608 - mart names are ours
        else:
            allowed += files
            listed = ", ".join(f"'{_quoted(path)}'" for path in files)
            connection.execute(f"create view {name} as select * from read_parquet([{listed}])")  # noqa: S608
    if allowed:
        listed = ", ".join(f"'{_quoted(path)}'" for path in allowed)
        connection.execute(f"set allowed_paths = [{listed}]")
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

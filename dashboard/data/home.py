"""The folder that holds one company's batches, builds and settings (contracts.md, DASHBOARD_HOME)."""

import json
import os
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.logic.problems import Problem


@dataclass(frozen=True)
class Home:
    """Paths of one home. Demo and real batches never share one."""

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", Path(self.root).absolute())

    @property
    def imports(self) -> Path:
        """One folder per import; an import exists when its manifest does."""
        return self.root / "imports"

    @property
    def builds(self) -> Path:
        """One folder of immutable Parquet per build; a build exists when its manifest does."""
        return self.root / "builds"

    @property
    def current(self) -> Path:
        """One line: the id of the published build."""
        return self.root / "CURRENT"

    @property
    def served(self) -> Path:
        """The derived read-only ``marts-<build>.duckdb`` files."""
        return self.root / "served"

    @property
    def scratch(self) -> Path:
        """Half-made things; whatever lies here may be deleted when no writer runs."""
        return self.root / "scratch"

    @property
    def records(self) -> Path:
        """What people entered: it cannot be built again, and is never cleared away."""
        return self.root / "records"

    @property
    def erased_file(self) -> Path:
        """Who was erased, as digests: an import must not bring them back."""
        return self.root / "erased.json"

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def schemes_file(self) -> Path:
        return self.root / "schemes.toml"

    def ensure(self) -> "Home":
        """Make the folders. Raises Problem where the place cannot be written."""
        try:
            for folder in (self.root, self.imports, self.builds, self.served, self.scratch):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _not_writable(self.root, error) from error
        return self

    def has_data(self) -> bool:
        """True if at least one import was committed here."""
        return self.imports.is_dir() and any(self.imports.glob("*/manifest.json"))

    @contextmanager
    def writing(self, by: str = "") -> Generator[None]:
        """Hold the single writer's lock while importing. The system frees it when the process dies.

        ``by`` and the time are noted beside it, for whoever is refused meanwhile.
        """
        holder = self.root / "writer.holder.lock"
        with _held(self.root / "writer.lock", lambda: _other_writer(holder)):
            holder.unlink(missing_ok=True)
            since = datetime.now(UTC).isoformat(timespec="seconds")
            with suppress(OSError):  # a full disk must not stop what may free it
                write_atomically(holder, json.dumps({"since": since, "by": by}).encode())
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)

    @contextmanager
    def building(self) -> Generator[None]:
        """Hold the builder's lock: one build at a time."""
        with _held(self.root / "builder.lock", lambda: _other_builder(self.root)):
            yield


@contextmanager
def _held(path: Path, refusal: Callable[[], Problem]) -> Generator[None]:
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise refusal() from error
    except OSError as error:
        raise _not_writable(path.parent, error) from error
    try:
        yield
    finally:
        lock.release()


def _other_writer(holder: Path) -> Problem:
    """Whoever holds the lock may have noted nothing yet, or have died long ago while a new one begins."""
    try:
        said = json.loads(holder.read_bytes())
        since, by = str(said["since"]), str(said["by"])
    except (OSError, ValueError, KeyError, TypeError):
        return Problem("Another import is running in {folder}. Wait until it is done.", folder=holder.parent)
    if not by:
        return Problem("Another import is running in {folder} since {since}. Wait until it is done.",
                       folder=holder.parent, since=since)  # fmt: skip
    return Problem("Another import is running in {folder} since {since}, started by {by}. Wait until it is done.",
                   folder=holder.parent, since=since, by=by)  # fmt: skip


def _other_builder(folder: Path) -> Problem:
    return Problem("Another build is running in {folder}. Wait until it is done.", folder=folder)


def _not_writable(folder: Path, error: OSError) -> Problem:
    return Problem(
        "The data folder {folder} cannot be written ({reason}). Choose another with --home or DASHBOARD_HOME.",
        folder=folder,
        reason=error.strerror,
    )


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` so that a reader sees the old content or the new one, also after a power cut."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""The folder that holds one company's batches, builds and settings (contracts.md, DASHBOARD_HOME)."""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.logic.problems import Problem
from dashboard.logic.words import N_


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
    def writing(self) -> Generator[None]:
        """Hold the single writer's lock while importing. The system frees it when the process dies."""
        with _held(self.root / "writer.lock", N_("Another import is running in {folder}. Wait until it is done.")):
            yield

    @contextmanager
    def building(self) -> Generator[None]:
        """Hold the builder's lock: one build at a time."""
        with _held(self.root / "builder.lock", N_("Another build is running in {folder}. Wait until it is done.")):
            yield


@contextmanager
def _held(path: Path, refusal: str) -> Generator[None]:
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Problem(refusal, folder=path.parent) from error
    except OSError as error:
        raise _not_writable(path.parent, error) from error
    try:
        yield
    finally:
        lock.release()


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

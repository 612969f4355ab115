"""An empty home and a short way to import text as a file."""

from pathlib import Path

import duckdb
import pytest

from dashboard.data.batches import current_relation, live_batches
from dashboard.data.home import Home
from dashboard.data.importing.report import BatchReport, ImportReport
from dashboard.data.importing.running import import_files
from dashboard.settings import Settings

SETTINGS = Settings(threads=2)


class ImportHome:
    """A home in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.files = root / "files"
        self.files.mkdir()
        self.home = Home(root / "home")

    def file(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def run(self, *paths: Path, **options) -> ImportReport:
        return import_files(self.home, paths, settings=options.pop("settings", SETTINGS), **options)

    def orders(self, content: str | bytes, name: str = "orders.csv", **options) -> BatchReport:
        """Import one file of orders and give its report."""
        return self.run(self.file(name, content), **options).batches[0]

    def mapped(self, content: str, mapping: str, **options) -> ImportReport:
        return self.run(self.file("flat.csv", content), mapping=self.file("map.toml", mapping), **options)

    def rows(self, table: str, columns: str) -> list[tuple]:
        """The current rows: what the build will read."""
        batches = live_batches(self.home)[table]
        sql = f"select {columns} from ({current_relation(table, batches)}) as r order by batch_id, row_no"  # noqa: S608
        with duckdb.connect() as connection:
            return connection.execute(sql).fetchall()

    def quarantine(self, columns: str = "file, line, codes, columns, text") -> list[tuple]:
        paths = sorted(self.home.imports.glob("*/quarantine.parquet"))
        with duckdb.connect() as connection:
            return connection.execute(
                f"select {columns} from read_parquet($p)",  # noqa: S608
                {"p": [str(p) for p in paths]},
            ).fetchall()

    def state(self) -> dict[str, bytes]:
        """Every file that counts, with its content."""
        kept = [path for path in self.home.root.rglob("*") if path.is_file() and path.suffix != ".lock"]
        return {str(path.relative_to(self.home.root)): path.read_bytes() for path in kept}


@pytest.fixture
def home(tmp_path: Path) -> ImportHome:
    return ImportHome(tmp_path)

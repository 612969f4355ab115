"""Every reading read once, into typed and marked parts of each target table."""

from pathlib import Path
from typing import NamedTuple

import duckdb

from dashboard.data.importing.checks.casting import MACROS
from dashboard.data.importing.checks.date_orders import may_need_settling, settled_plan
from dashboard.data.importing.checks.marks import MarkBook
from dashboard.data.importing.checks.parts import PARQUET, part_select
from dashboard.data.importing.checks.staging import Staged, careful_reading, copy_once
from dashboard.data.importing.checks.unpivoted import unpivoted
from dashboard.data.importing.files.readings import InputFile, Reading
from dashboard.data.importing.mapping.expressions import evaluate
from dashboard.data.importing.mapping.plans import Plan
from dashboard.data.importing.progress import Progress
from dashboard.data.importing.sql_text import literal
from dashboard.settings import Settings


def import_connection(settings: Settings, scratch: Path) -> duckdb.DuckDBPyConnection:
    """The database of one import: in memory, spilling to its scratch folder, no extension ever fetched."""
    connection = duckdb.connect(
        config={
            "threads": settings.threads,
            "memory_limit": settings.import_memory,
            "temp_directory": str(scratch / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
    )
    # it lifts repeated parts out of lazy branches and runs them on every row (casting.py)
    connection.execute("set disabled_optimizers='common_subexpressions'")
    for macro in MACROS:
        connection.execute(macro)
    return connection


class Loaded(NamedTuple):
    """One group of files after its readings were read: its scratch folder, the meaning of the marks, and the parts."""

    work: Path
    books: dict[str, MarkBook]
    staged: list[Staged]
    parts: dict[str, list[Path]]


class Loader:
    """Loads readings. One table without expressions goes straight into its part, else the text cells are kept first."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        scratch: Path,
        files: list[InputFile],
        memory: str,
        progress: Progress,
    ) -> None:
        self._db = connection
        self._scratch = scratch
        self._files = files
        self._memory = memory
        self._progress = progress

    def load(
        self, readings: list[Reading], plans: dict[str, list[Plan]], books: dict[str, MarkBook], import_id: str
    ) -> tuple[list[Staged], dict[str, list[Path]]]:
        """The staged readings, and per table one part (Parquet) for each of them."""
        staged: list[Staged] = []
        parts: dict[str, list[Path]] = {table: [] for table in plans}
        plans = {
            table: [
                plan if plan.unpivot else self._settled(plan, reading, reading.relation, books[table])
                for plan, reading in zip(its, readings, strict=True)
            ]
            for table, its in plans.items()
        }
        is_straight = len(plans) == 1 and not any(_is_computed(plan) for its in plans.values() for plan in its)
        for number, reading in enumerate(readings):
            self._progress(f"Loading {self._files[reading.runs.file[0]].name}")
            raw = self._scratch / f"cells-{number}.parquet"
            if not is_straight:
                staged.append(self._copied(reading, number, raw))
            for table, its in plans.items():
                plan, batch = its[number], f"{import_id}-{table}"
                part = self._scratch / f"part-{number}-{table}.parquet"
                parts[table].append(part)
                if is_straight:
                    staged.append(self._copied(reading, number, part, plan, books[table], batch))
                    continue
                cells = raw
                if plan.unpivot:
                    cells = self._scratch / f"answers-{number}.parquet"
                    staged[-1] = unpivoted(self._db, staged[-1], plan, cells)
                    plan = self._settled(plan, reading, staged[-1].relation, books[table])
                computed = bool(plan.expressions or plan.where)
                relation = self._computed(cells, plan, number) if computed else staged[-1].relation
                select = part_select(plan, relation, books[table], batch)
                self._db.execute(f"copy ({select}) to {literal(str(part))} ({PARQUET})")
        return staged, parts

    def _settled(self, plan: Plan, reading: Reading, relation: str, book: MarkBook) -> Plan:
        """With the order of days and the decimal mark that the file keeps to."""
        if not may_need_settling(reading):
            return plan
        name = self._files[reading.runs.file[0]].name
        return settled_plan(self._db, plan, relation, book, name, reading.delimiter)

    def _copied(
        self, reading: Reading, number: int, output: Path, plan: Plan | None = None, book: MarkBook | None = None,
        batch_id: str = "",
    ) -> Staged:  # fmt: skip
        """One pass over a reading; a second look by the careful reader where DuckDB's cannot be trusted with it."""

        def select(taken: Reading) -> str:
            return part_select(plan, taken.relation, book, batch_id) if plan and book else taken.relation

        is_tidy = reading.is_tidy and plan is not None and _is_as_written(plan)
        staged = copy_once(self._db, reading, select(reading), output, is_tidy=is_tidy)
        if staged is None:
            file = reading.runs.file[0]
            self._progress(f"Second look at {self._files[file].name}")
            careful = careful_reading(reading, file, number, self._scratch)
            staged = copy_once(self._db, careful, select(careful), output)
        if staged is None:
            raise AssertionError("a transcript is never given back")
        return staged

    def _computed(self, raw: Path, plan: Plan, number: int) -> str:
        """The text cells with the results of the mapping's expressions beside them."""
        self._progress(f"Mapping {plan.table.name}")
        mapped = self._scratch / f"mapped-{number}-{plan.table.name}.parquet"
        evaluate(raw, mapped, plan.header, plan.expressions, plan.where, self._memory)
        return f"select * from read_parquet({literal(str(mapped))})"  # noqa: S608 - our own path


def _is_as_written(plan: Plan) -> bool:
    """Whether all text comes from the file's cells and is not changed."""
    return all(cell.header is not None and not cell.values and not cell.transforms for cell in plan.cells.values())


def _is_computed(plan: Plan) -> bool:
    """Whether the text cells are kept first."""
    return bool(plan.expressions or plan.where or plan.unpivot)

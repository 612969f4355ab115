"""CSV files that DuckDB makes: a statement each, in which every row follows from its number."""

from collections.abc import Mapping
from pathlib import Path

import duckdb


def generated_files(folder: Path, statements: Mapping[str, str], numbers: Mapping[str, int]) -> list[Path]:
    """``NAME.csv`` of each statement, unless it is there already. ``numbers`` by the words that stand for them in the
    statements, with their ``$``; a word that begins with another one comes before it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    with duckdb.connect() as con:
        for name, select in statements.items():
            files.append(folder / f"{name}.csv")
            if files[-1].exists():
                continue
            for word, number in numbers.items():
                select = select.replace(word, str(number))
            copy_whole(con, select, files[-1])
    return files


def copy_whole(con: duckdb.DuckDBPyConnection, select: str, target: Path, options: str = "header") -> None:
    """Write to a neighbour and rename: a run that was stopped leaves nothing that looks finished."""
    unfinished = target.with_suffix(".part")
    con.execute(f"copy ({select}) to '{unfinished}' (format csv, {options})")
    unfinished.rename(target)

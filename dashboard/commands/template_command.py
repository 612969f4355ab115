"""``template``: files to fill in and import."""

import argparse
from pathlib import Path

from dashboard.commands.output import print_lines
from dashboard.data.importing.templates import template_bytes, template_name
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem


def run(chosen: argparse.Namespace) -> None:
    tables = tuple(TABLES) if chosen.all else (chosen.table,)
    contents = {table: template_bytes(table, chosen.language, chosen.format) for table in tables}
    where = chosen.output or Path()
    is_folder = chosen.all or chosen.output is None or where.is_dir()
    written = []
    for table, content in contents.items():
        path = where / template_name(table, chosen.language, chosen.format) if is_folder else where
        written.append(_written(path, content))
    print_lines(str(path) for path in written)


def _written(path: Path, content: bytes) -> Path:
    """A file that is there stays: somebody may have filled it in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise Problem("File {file} is there already. Move it away, or name another with -o PATH.", file=path) from error
    except OSError as error:
        raise Problem("File {file} cannot be written ({reason}).", file=path, reason=error.strerror) from error
    return path

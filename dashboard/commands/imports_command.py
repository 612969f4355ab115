"""``imports``, ``undo``, ``redo``, ``where``: what was imported, taking it back, and where a row came from."""

import argparse
from dataclasses import asdict

from dashboard.commands.import_command import built
from dashboard.commands.output import account, print_json, print_lines
from dashboard.data.home import Home
from dashboard.data.import_list import StatedImport, stated_imports
from dashboard.data.importing.undoing import redo, undo
from dashboard.data.lineage import RejectedOrigin, RowOrigin, lineage, rejected_with
from dashboard.data.status import load_status
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem
from dashboard.settings import home_folder

ORIGIN = "command line"


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    {"imports": _list, "undo": _take, "redo": _take, "where": _where}[chosen.command](home, chosen)


def _list(home: Home, chosen: argparse.Namespace) -> None:
    stated = stated_imports(home)
    if chosen.json:
        print_json({"imports": [one.as_json() for one in stated]})
    elif stated:
        print_lines(line for one in stated for line in _import_lines(one))
    else:
        print_lines(["Nothing is imported yet. Run: python -m dashboard import PATH"])


def _import_lines(one: StatedImport) -> list[str]:
    record = one.record
    who = f" by {record.by}" if record.by else ""
    where = f" ({record.origin})" if record.origin else ""
    lines = [f"{record.import_id}  {one.state}  {record.mode}  {record.imported_at}{who}{where}"]
    lines += [
        f"  {batch.table}: {batch.accepted:,} accepted, {batch.rejected:,} rejected, {batch.rows:,} rows"
        for batch in record.batches
    ]
    if one.event:
        lines.append(f"  {one.event.kind} {one.event.at}" + (f" by {one.event.by}" if one.event.by else ""))
    return lines


def _take(home: Home, chosen: argparse.Namespace) -> None:
    """``undo`` and ``redo``. Reads what is published first: status 1 must mean that nothing changed."""
    load_status(home)
    event = (undo if chosen.command == "undo" else redo)(home, chosen.import_id, account(), origin=ORIGIN)
    done = "counts no more" if event.kind == "undo" else "counts again"
    build_id = load_status(home).build_id if chosen.no_build else built(home, f"Import {event.import_id} {done}.")
    if chosen.json:
        print_json({"import_id": event.import_id, "event": event.kind, "at": event.at, "build": build_id})
    else:
        print_lines([f"Import {event.import_id} {done}.", f"Build: {build_id or 'none yet'}"])


def _where(home: Home, chosen: argparse.Namespace) -> None:
    key = _key(chosen.table, chosen.key)
    rows = lineage(home, chosen.table, key)
    rejected = rejected_with(home, chosen.table, next(iter(key.values())))
    if chosen.json:
        print_json({"rows": [asdict(row) for row in rows], "rejected": [asdict(one) for one in rejected]})
        return
    lines = [*map(_row_line, rows), *map(_rejected_line, rejected)]
    print_lines(lines or [f"No row of {chosen.table} has {', '.join(f'{k}={v}' for k, v in key.items())}."])


def _key(table: str, given: list[str]) -> dict[str, str]:
    """``COLUMN=VALUE``, or values of the key's columns in order."""
    if table not in TABLES:
        raise Problem(
            "Table {table} is not known. Choose one of {candidates}.", table=table, candidates=", ".join(TABLES)
        )
    contract, key = TABLES[table], {}
    open_columns = [*contract.key]
    for text in given:
        name, mark, value = text.partition("=")
        if not (mark and name in contract.by_name):
            left = [column for column in open_columns if column not in key]
            if not left:
                raise Problem("{value} is one value too many; the key of {table} is {columns}.", value=text,
                              table=table, columns=", ".join(contract.key))  # fmt: skip
            name, value = left[0], text
        key[name] = value
    return key


def _row_line(row: RowOrigin) -> str:
    line = f", line {row.line}" if row.line else ""
    who = f" by {row.by}" if row.by else ""
    state = f"superseded by {row.superseded_by}" if row.superseded_by else row.state
    return f"{' '.join(row.key)}: {row.file or '?'}{line}; import {row.import_id} of {row.imported_at}{who}; {state}"


def _rejected_line(one: RejectedOrigin) -> str:
    return f"rejected, {', '.join(one.codes)}: {one.file}, line {one.line}; import {one.import_id}: {one.text[:200]}"

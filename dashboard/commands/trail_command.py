"""``trail``: who did what, and whether that list is whole."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time

from dashboard.commands.output import print_json, print_lines, tell
from dashboard.data.exporting.exports import safe_cell
from dashboard.data.home import Home
from dashboard.data.records.trail import Trail, home_trail
from dashboard.logic.problems import Problem
from dashboard.logic.trail import Action, Entry
from dashboard.settings import home_folder, load_settings

COLUMNS = ("seq", "at", "who", "session_id", "action", "subject", "rows", "reason", "details", "hash")
AT_ONCE = 1000


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    trail = home_trail(home, load_settings(home.settings_file))
    {"verify": _verify, "head": _head, "show": _show}[chosen.what](trail, chosen)


def _verify(trail: Trail, chosen: argparse.Namespace) -> None:
    verdict = trail.verify()
    remarks = [text.format(**values) for text, values in verdict.remarks]
    if chosen.json:
        print_json(
            {
                "ok": verdict.ok,
                "entries": verdict.entries,
                "first_broken": verdict.first_broken,
                "sentence": verdict.sentence,
                "remarks": remarks,
            }
        )
    else:
        for remark in remarks:
            tell(remark)
    if not verdict.ok:
        raise Problem(verdict.text, **verdict.values)
    if not chosen.json:
        print_lines([verdict.sentence])


def _head(trail: Trail, chosen: argparse.Namespace) -> None:
    head = trail.write_head()
    if head is None:
        raise Problem("The log has no entry yet, so it has no head.")
    if chosen.json:
        print_json({"day": head.day, "seq": head.seq, "hash": head.hash, "file": str(trail.heads.path)})
    else:
        # As it stands in the file, so that it can be mailed or sent to a log elsewhere.
        print_lines([f"{head.day} {head.seq} {head.hash}"])


def _show(trail: Trail, chosen: argparse.Namespace) -> None:
    if chosen.format == "json":
        print_json({"entries": [_record(entry) for entry in _entries(trail, chosen)]})
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in _entries(trail, chosen):
        record = _record(entry) | {"details": json.dumps(entry.details, ensure_ascii=False, sort_keys=True)}
        writer.writerow([safe_cell(cell) if isinstance(cell := record[name], str) else cell for name in COLUMNS])


def _record(entry: Entry) -> dict[str, object]:
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {name: moment if name == "at" else getattr(entry, name) for name in COLUMNS}


def _entries(trail: Trail, chosen: argparse.Namespace) -> Iterator[Entry]:
    remaining, before = chosen.limit, None
    actions = [Action(name) for name in chosen.action] if chosen.action else None
    since = datetime.combine(chosen.since, time(), UTC) if chosen.since else None
    while remaining:
        some = trail.entries(actions=actions, who=chosen.who, since=since, before=before, limit=min(remaining, AT_ONCE))
        if not some:
            return
        yield from some
        remaining, before = remaining - len(some), some[-1].seq

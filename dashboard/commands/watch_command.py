"""``watch``: a drop folder whose files are imported as they arrive, and put away with their reports."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.commands.import_command import asked_choices, built, report_lines, with_profiles
from dashboard.commands.output import account, tell
from dashboard.data.home import Home
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.running import import_files
from dashboard.data.importing.watching import DropFolder, is_busy, today, watching
from dashboard.data.status import load_status
from dashboard.logic.problems import Problem
from dashboard.settings import home_folder, load_settings

_LAYOUT = ("delimiter", "header_line", "sheet", "range", "decimal", "day_order", "period")
"""Options of ``import`` that a drop folder leaves to looking."""


@dataclass
class _Done:
    """What became of one file: it goes to the archive, to what failed, or (``is_waiting``) stays for the next look."""

    path: Path
    lines: list[str]
    document: dict[str, Any]
    is_good: bool = False
    is_waiting: bool = False


def run(chosen: argparse.Namespace) -> None:
    """Watch until SIGTERM, SIGINT or, with ``--once``, for two looks; raises Problem then where a file failed."""
    home = Home(home_folder(chosen.home))
    load_status(home)
    asked = argparse.Namespace(**{**vars(chosen), **dict.fromkeys(_LAYOUT)})
    asked_choices(asked)  # a mistake in the options is said now, not for every file
    folder = DropFolder.of(chosen.folder, chosen.archive)
    failed = 0
    with watching(folder.folder), _ended() as end:
        tell(f"Watching {folder.folder}.")
        folder.arrived()
        while not end.wait(chosen.interval):
            failed += _round(home, folder, asked, end)
            if chosen.once:
                break
        tell("Stopped watching." if end.is_set() else "Done.")
    if chosen.once and failed:
        raise Problem("{count} of the files could not be imported; see {folder}.", count=failed, folder=folder.failed)


@contextmanager
def _ended() -> Generator[threading.Event]:
    """Set by SIGTERM and SIGINT; the import that is under way is finished first."""
    end = threading.Event()
    before = {kind: signal.signal(kind, lambda *_: end.set()) for kind in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield end
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _round(home: Home, folder: DropFolder, asked: argparse.Namespace, end: threading.Event) -> int:
    """Import all that arrived, build once, put everything away. Returns how many failed."""
    done: list[_Done] = []
    for path in folder.arrived():
        if end.is_set():
            break
        done.append(_taken(home, path, asked))
    build = _build(home, asked, done)
    for one in done:
        if not (one.is_waiting or folder.is_same(one.path)):
            _wait_for_it(one)
        document = {"item": one.path.name, "at": datetime.now().astimezone().isoformat(timespec="seconds"),
                    **one.document, **(build if one.is_good else {})}  # fmt: skip
        if one.is_waiting:
            tell(f"{one.path.name}: {one.lines[0]}")
        else:
            lines = [*one.lines, *(f"{name}: {value or 'none yet'}" for name, value in build.items() if one.is_good)]
            target = folder.put_away(
                one.path, is_good=one.is_good, day=today(datetime.now().astimezone()), lines=lines, document=document
            )
            document["moved_to"] = str(target)
            tell(f"{one.path.name}: {document['outcome']}, moved to {target}")
        if asked.json:
            sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")
            sys.stdout.flush()
    return sum(not (one.is_good or one.is_waiting) for one in done)


def _wait_for_it(one: _Done) -> None:
    """What was imported, or refused, is not what lies there now: that is for the next looks."""
    if one.path.exists():
        sentence = "It was written on while it was imported, and is imported again."
    else:
        sentence = "It went away before it could be put away."
    one.is_waiting, one.lines = True, [sentence]
    one.document["outcome"] = "waiting"


def _taken(home: Home, path: Path, asked: argparse.Namespace) -> _Done:
    """Import one file or folder, whatever comes of it."""
    tell(f"Importing {path.name}")
    try:
        settings = load_settings(home.settings_file)
        one = argparse.Namespace(**{**vars(asked), "paths": [path]})
        choices, profile = with_profiles(home, settings, one, asked_choices(one))
        report = import_files(
            home, [path], settings=settings, choices=choices, mode=asked.mode, strict=asked.strict,
            provenance=Provenance(account(), "watch", profile), progress=tell,
        )  # fmt: skip
    except Problem as problem:
        outcome = "waiting" if is_busy(problem) else "failed"
        return _Done(path, [str(problem)], {"outcome": outcome, "problem": str(problem)}, is_waiting=is_busy(problem))
    except Exception as error:  # one file must not stop the others
        sentence = f"Something unexpected went wrong ({type(error).__name__}: {error}). Nothing was changed."
        return _Done(path, [sentence], {"outcome": "failed", "problem": sentence})
    document = {
        "outcome": "imported" if report.changed else "unchanged", "import_id": report.import_id,
        "batches": report.as_json(),
    }  # fmt: skip
    return _Done(path, report_lines(report), document, is_good=True)


def _build(home: Home, asked: argparse.Namespace, done: list[_Done]) -> dict[str, Any]:
    """The build after a round: its id, or why there is none; the imports are kept whatever it says."""
    if asked.no_build or not any(one.is_good for one in done):
        return {}
    try:
        return {"build": built(home)}
    except Problem as problem:
        tell(str(problem))
        return {"build": None, "build_problem": str(problem)}

"""Scenarios that an earlier version kept as JSON files in the home: taken over into the store once."""

import json
import logging
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from dashboard.data.home import Home
from dashboard.data.records.models import Saved
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.typed_texts import LONGEST_ID, check_name, check_note, storable
from dashboard.data.records.versions import append, one_at_a_time, remove
from dashboard.logic.problems import Problem
from dashboard.logic.trail import one_line

LOCK = 7_264_004
TAKEN_OVER = "scenarios.taken-over"
"""What the folder is called then; kept for a time (data/retention.py)."""
LONGEST_FILE = 64_000
"""Bytes: that version wrote none longer."""
_FILE = re.compile(r"([0-9]{8}T[0-9]{6}-[0-9a-f]{12})\.json")


def take_over_scenario_files(store: RecordsStore, home: Home) -> None:
    """Every scenario under its old id, removed ones as removed; then the folder gets another name.

    What is there already is left out, so it may be broken off and begun again. A damaged file is named in the log and
    stays where all originals are. Raises Problem where the folder cannot be read or renamed.
    """
    folder = home.records / "scenarios"
    if not folder.is_dir():
        return
    try:
        with store.writing() as session:
            one_at_a_time(session, LOCK)
            for file in sorted(folder.iterdir()):
                if _FILE.fullmatch(file.name):
                    _take_over(session, file)
        _put_aside(folder)
    except FileNotFoundError:
        return  # another process was faster: it had them all in the store before it renamed the folder
    except OSError as error:
        raise Problem(
            "The scenarios in {folder} cannot be taken over ({reason}). Make the folder readable and writable.",
            folder=folder,
            reason=error.strerror,
        ) from error


def _take_over(session: Session, file: Path) -> None:
    scenario_id = file.name.removesuffix(".json")
    if session.get(Saved, scenario_id) is not None:
        return
    try:
        fields = _fields(_read(file))
    except _DAMAGE as error:
        logging.getLogger(__name__).warning("The scenario file %s is damaged (%s): left out", file, error)
        return
    by = fields["author"]
    version = append(session, Saved, thing_id=scenario_id, by=by, now=fields.pop("created_at"), **fields)
    removed = file.with_name(f"{scenario_id}.removed.json")
    if removed.exists():
        by, at = _removal(removed, version)
        remove(session, version, by=by, now=at)


_DAMAGE = (ValueError, OverflowError, TypeError, KeyError, AttributeError, RecursionError, Problem)


def _read(file: Path) -> Any:
    with file.open("rb") as stream:
        content = stream.read(LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        raise ValueError("longer than such a file can be")
    return json.loads(content)


def _fields(read: Any) -> dict[str, Any]:
    """Raises one of _DAMAGE for what that version never wrote."""
    check_name(read["name"])
    check_note(read["note"])
    author = one_line(_text(read["author"]), LONGEST_ID)
    return {
        "kind": "scenario",
        "page": "what-if",
        "name": read["name"],
        "note": read["note"],
        "author": author,
        # As they would be saved now: the operator saw all customers, anybody else was an account manager.
        "visibility": "company" if author == "operator" else "everybody",
        "build_id": one_line(_text(read["build_id"]), LONGEST_ID),
        "data_through": date.fromisoformat(read["data_through"]),
        "parameters": {name: tuple(map(_text, _list(values))) for name, values in read["parameters"].items()},
        "created_at": _moment(read["created_at"]),
    }


def _removal(file: Path, version: Saved) -> tuple[str, datetime]:
    """Who removed it and when; a damaged note of that removes it all the same."""
    try:
        read = _read(file)
        return one_line(_text(read["removed_by"]), LONGEST_ID), _moment(read["removed_at"])
    except _DAMAGE:
        return version.author, version.created_at


def _put_aside(folder: Path) -> None:
    """A second time only where somebody went back to the earlier version in between."""
    names = (TAKEN_OVER, *(f"{TAKEN_OVER}-{number}" for number in range(2, 100)))
    folder.rename(next(place for name in names if not (place := folder.with_name(name)).exists()))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment.astimezone(UTC)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text is needed")
    return storable(value)


def _list(values: Any) -> list:
    if not isinstance(values, list):
        raise TypeError(f"{type(values).__name__} where a list is needed")
    return values

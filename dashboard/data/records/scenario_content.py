"""A scenario, and how it stands in its file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard.data.records.typed_texts import check_name, check_note
from dashboard.logic.problems import Problem

LONGEST_FILE = 64_000
"""Bytes: far above what a page's choices, a name and a note need."""


@dataclass(frozen=True)
class Scenario:
    """``parameters`` are those of the what-if page's link, by name. ``created_at`` is in UTC; ``build_id`` and
    ``data_through`` say on which data it was made."""

    id: str
    name: str
    note: str
    author: str
    created_at: datetime
    build_id: str
    data_through: date
    parameters: Mapping[str, tuple[str, ...]]


def file_content(fields: Mapping[str, Any]) -> bytes:
    """What is written: what is no text (half a character, from a link) becomes a question mark."""
    return json.dumps(fields, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat()).encode(
        "utf-8", "replace"
    )


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file. Raises Problem that names the file where it is none of this store's."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LONGEST_FILE + 1)
        if len(content) > LONGEST_FILE:
            raise ValueError("longer than this store writes")
        return _scenario(path.name.removesuffix(".json"), json.loads(content))
    except (OSError, ValueError, OverflowError, TypeError, KeyError, AttributeError, RecursionError, Problem) as error:
        raise Problem(
            "The scenario file {file} is damaged. Put back a copy of it, or move it away.", file=path
        ) from error


def _scenario(scenario_id: str, read: Any) -> Scenario:
    """Raises TypeError, ValueError, OverflowError, KeyError or Problem for what this store never wrote."""
    check_name(read["name"])
    check_note(read["note"])
    parameters = {key: tuple(map(_text, _list(values))) for key, values in read["parameters"].items()}
    created_at = datetime.fromisoformat(read["created_at"])
    if created_at.tzinfo is None:
        raise ValueError("created_at has no time zone")
    return Scenario(
        id=scenario_id,
        **{name: _text(read[name]) for name in ("name", "note", "author", "build_id")},
        created_at=created_at.astimezone(UTC),
        data_through=date.fromisoformat(read["data_through"]),
        parameters=parameters,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text is needed")
    return value


def _list(values: Any) -> list:
    if not isinstance(values, list):
        raise TypeError(f"{type(values).__name__} where a list is needed")
    return values

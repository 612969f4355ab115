"""Saved scenarios: what somebody tried on the what-if page, under a name.

A scenario holds parameters and never results: whoever opens it sees what these give with their own rights. Pages know
the ``ScenarioStore`` only, so that another store can take the files over.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from dashboard.data.home import Home, write_atomically
from dashboard.data.records.scenario_content import LONGEST_FILE, Scenario, file_content, read_scenario
from dashboard.data.records.typed_texts import check_name, check_note
from dashboard.logic.problems import Problem

__all__ = ["Scenario", "ScenarioFiles", "ScenarioStore"]


class ScenarioStore(Protocol):
    """Where scenarios are kept. Every method raises Problem where that place cannot be read or written."""

    def all(self) -> tuple[Scenario, ...]:
        """Those that can be read, newest first."""
        ...

    def damaged(self) -> tuple[Problem, ...]:
        """One sentence for each that cannot be read; the others are not held up by it."""
        ...

    def get(self, scenario_id: str) -> Scenario:
        """Raises Problem for an id that is not there (any more)."""
        ...

    def save(
        self,
        *,
        name: str,
        note: str,
        author: str,
        created_at: datetime,
        build_id: str,
        data_through: date,
        parameters: Mapping[str, Iterable[str]],
    ) -> Scenario:
        """Keep it under a new id; texts are kept as typed. Raises Problem for a name or note that cannot be kept."""
        ...

    def remove(self, scenario_id: str, *, by: str, removed_at: datetime) -> None:
        """From now on it is not listed; what was saved stays on file. Raises Problem as ``get``."""
        ...


class ScenarioFiles:
    """One JSON file per scenario in the home's records, written whole and never changed; removing adds a second file.

    Two scenarios share nothing, so any number of processes may save at once.
    """

    def __init__(self, home: Home) -> None:
        self._folder = home.records / "scenarios"

    def all(self) -> tuple[Scenario, ...]:
        read = [one for one in self._read() if isinstance(one, Scenario)]
        return tuple(sorted(read, key=lambda one: (one.created_at, one.id), reverse=True))

    def damaged(self) -> tuple[Problem, ...]:
        return tuple(one for one in self._read() if isinstance(one, Problem))

    def get(self, scenario_id: str) -> Scenario:
        # What is asked for becomes a file name: nothing but an id is let through.
        if not _ID.fullmatch(scenario_id) or scenario_id not in self._ids():
            raise Problem(
                "There is no scenario {scenario}. Choose one of the list, or ask its author for it.",
                scenario=scenario_id,
            )
        return read_scenario(self._file(scenario_id))

    def save(
        self,
        *,
        name: str,
        note: str,
        author: str,
        created_at: datetime,
        build_id: str,
        data_through: date,
        parameters: Mapping[str, Iterable[str]],
    ) -> Scenario:
        check_name(name)
        check_note(note)
        moment = created_at.astimezone(UTC)
        scenario = Scenario(
            id=f"{moment:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}",
            name=name,
            note=note,
            author=author,
            created_at=moment,
            build_id=build_id,
            data_through=data_through,
            parameters={key: tuple(values) for key, values in parameters.items()},
        )
        content = file_content(asdict(scenario))
        if len(content) > LONGEST_FILE:
            raise Problem("The scenario {scenario} holds too many choices. Leave some of them out.", scenario=name)
        self._write(self._file(scenario.id), content)
        return scenario

    def remove(self, scenario_id: str, *, by: str, removed_at: datetime) -> None:
        self.get(scenario_id)
        tombstone = {"id": scenario_id, "removed_by": by, "removed_at": removed_at.astimezone(UTC)}
        self._write(self._file(scenario_id, _REMOVED), file_content(tombstone))

    def _file(self, scenario_id: str, ending: str = "") -> Path:
        return self._folder / f"{scenario_id}{ending}.json"

    def _ids(self) -> list[str]:
        """Of those not removed. Half-made files have other names and are never seen."""
        try:
            names = {path.name.removesuffix(".json") for path in self._folder.iterdir() if path.name.endswith(".json")}
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Problem(
                "The scenarios in {folder} cannot be read ({reason}).", folder=self._folder, reason=error.strerror
            ) from error
        return sorted(name for name in names if _ID.fullmatch(name) and f"{name}{_REMOVED}" not in names)

    def _read(self) -> Iterable[Scenario | Problem]:
        for scenario_id in self._ids():
            try:
                yield read_scenario(self._file(scenario_id))
            except Problem as problem:
                yield problem

    def _write(self, path: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomically(path, content)
        except OSError as error:
            raise Problem(
                "The scenario cannot be saved in {folder} ({reason}). Make the folder writable.",
                folder=self._folder,
                reason=error.strerror,
            ) from error


_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{12}")
_REMOVED = ".removed"

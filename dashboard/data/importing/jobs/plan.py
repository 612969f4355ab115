"""What the steward chose for a job, kept as JSON so that any session goes on where another left off."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import FOUND, Layout
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.uploaded import all_files
from dashboard.data.importing.mapping.flat_orders import PLANNED, targets_of
from dashboard.data.importing.mapping.plans import Cell, MappingFile, composed, is_closed, mapping_of
from dashboard.logic.problems import Problem

PLAN = "plan.json"
REJECTS = "rejects"
"""Folder of a job: the records that a trial would reject."""


@dataclass(frozen=True)
class FilePlan:
    """One file.

    table, cells  what it feeds (a name of PLANNED) and from which columns; cells None: the headers' own names tell
    profile       the remembered mapping that they come from
    toml          that mapping itself, where it holds what no field of the page can show (wide files)
    layout        what was said of the file; the rest is found by looking
    header        the header for which table and cells were proposed
    first_header  that of the first look, by which a profile is known again
    is_kept       the profile is taken as it was remembered: there is nothing new to remember
    keeps         the profile brought a layout: what is proposed stays for the header that it shows
    is_sure       nothing of the proposal needs a second look
    """

    table: str = ""
    cells: dict[str, Cell] | None = None
    profile: str = ""
    toml: str = ""
    layout: Layout = FOUND
    header: tuple[str, ...] = ()
    first_header: tuple[str, ...] = ()
    keeps: bool = False
    is_kept: bool = False
    is_sure: bool = False
    is_left_out: bool = False


@dataclass(frozen=True)
class Plan:
    """``mode`` and ``period`` as ``import_files`` takes them; ``files`` by the names that their looks have."""

    mode: str = "append"
    period: str = ""
    files: dict[str, FilePlan] = field(default_factory=dict)

    def of(self, name: str) -> FilePlan:
        return self.files.get(name, FilePlan())

    @property
    def digest(self) -> str:
        """Says whether a trial is of this plan."""
        return hashlib.sha256(json.dumps(as_json(self), sort_keys=True).encode()).hexdigest()

    def with_file(self, name: str, **changes: Any) -> "Plan":
        return replace(self, files={**self.files, name: replace(self.of(name), **changes)})


def load_plan(job: Job) -> Plan:
    return plan_of(job.read(PLAN) or {})


def save_plan(job: Job, plan: Plan) -> None:
    job.write(PLAN, as_json(plan))


def checked(job: Job, plan: Plan) -> str:
    """Says of which plan and which files a check was: what came in or was chosen since was not checked."""
    files = [[file.number, file.name, file.size, file.is_whole] for file in all_files(job)]
    return hashlib.sha256(json.dumps([plan.digest, files]).encode()).hexdigest()


def as_json(plan: Plan) -> dict[str, Any]:
    """Factors that are no whole numbers become texts."""
    return json.loads(json.dumps(asdict(plan), default=str))


def plan_of(said: dict[str, Any]) -> Plan:
    files = {name: _file_plan(one) for name, one in said.get("files", {}).items()}
    return Plan(said.get("mode", "append"), said.get("period", ""), files)


def _file_plan(said: dict[str, Any]) -> FilePlan:
    cells = said.get("cells")
    known = None if cells is None else {column: _cell(one) for column, one in cells.items()}
    values: dict[str, Any] = {**_known(FilePlan, said), "cells": known, "layout": layout_of(said.get("layout", {}))}
    return FilePlan(**values)


def _cell(said: dict[str, Any]) -> Cell:
    pairs = tuple((written, read) for written, read in said.get("values", ()))
    factor = said.get("factor", 1)
    values: dict[str, Any] = {**_known(Cell, said), "values": pairs}
    return replace(Cell(**values), factor=Decimal(factor) if isinstance(factor, str) else factor)


def layout_of(said: dict[str, Any]) -> Layout:
    return Layout(**_known(Layout, said))


def _known(kind: type[Layout] | type[Cell] | type[FilePlan], said: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no tuples."""
    names = {one.name for one in fields(kind)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in names}


def mapping_for(plan: FilePlan, name: str) -> MappingFile | None:
    """The mapping that was composed; None where the headers' own names tell all. ``name``: of the source system.

    Raises Problem for one that holds expressions: those are for the command line.
    """
    if plan.toml:
        mapping = mapping_of(plan.toml, plan.profile or name)
    elif plan.cells is None:
        return None
    else:
        mapping = composed(plan.profile or name, targets_of(PLANNED[plan.table], plan.cells))
    if not is_closed(mapping):
        raise Problem(
            "The mapping {name} holds expressions. Use it at the command line: --mapping FILE.", name=mapping.name
        )
    return mapping


def choices_of(plan: Plan) -> Choices:
    """As ``import_files`` takes them."""
    return Choices(files={name: _choice(one) for name, one in plan.files.items() if not one.is_left_out})


def _choice(plan: FilePlan) -> FileChoice:
    """A mapping says itself which tables it feeds: one may feed several."""
    mapping = mapping_for(plan, f"browser-{plan.table}")
    return FileChoice(None if mapping else plan.table or None, mapping, plan.layout)

"""What the worker saw, by kind of file: files with the same header are corrected together."""

from dataclasses import dataclass
from typing import Any

from dashboard.data.importing.files.looking import Ask, Look
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.looks import look_of
from dashboard.data.importing.jobs.plan import FilePlan, Plan, load_plan, mapping_for, save_plan
from dashboard.data.importing.jobs.proposing import missing_columns, settled, shown_cells
from dashboard.data.importing.mapping.trying import Tried, tried
from dashboard.logic.problems import Problem
from dashboard.widgets.imported.remembered import remembered


@dataclass(frozen=True)
class KindOfFile:
    """Files with one header and one layout; the first one stands for all. ``tried``: its rows under the plan."""

    number: int
    looks: tuple[Look, ...]
    plan: FilePlan
    tried: Tried | None = None

    @property
    def look(self) -> Look:
        return self.looks[0]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(look.name for look in self.looks)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Of the file as a whole; of marks and days those of columns that are taken."""
        whole = tuple(ask for ask in self.look.asks if ask.field not in ("names", "decimal", "day_order"))
        return (*whole, *(ask for table in (self.tried.tables if self.tried else ()) for ask in table.asks))

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """Questions that nobody has answered."""
        return tuple(ask for ask in self.asks if getattr(self.plan.layout, ask.field, None) is None)

    @property
    def is_ready(self) -> bool:
        return self.plan.is_left_out or (
            bool(self.plan.table) and not missing_columns(self.plan) and not self.open_asks
        )

    @property
    def is_known(self) -> bool:
        """Nothing of it needs a second look."""
        return self.is_ready and (self.plan.is_sure or self.plan.is_left_out)


@dataclass(frozen=True)
class Looked:
    """``failed``: names and problems of files that cannot be read."""

    plan: Plan
    kinds: tuple[KindOfFile, ...]
    failed: tuple[tuple[str, dict[str, Any]], ...]
    ignored: tuple[str, ...]
    not_looked_at: tuple[str, ...]

    @property
    def needs_a_look(self) -> bool:
        """A profile brought a layout, or columns got numbers for names: the files look different with it."""
        return any(
            kind.plan.keeps or any(ask.field == "names" and kind.plan.layout.names for ask in kind.look.asks)
            for kind in self.kinds
        )

    @property
    def is_ready(self) -> bool:
        failed_in_use = [name for name, _problem in self.failed if not self.plan.of(name).is_left_out]
        return bool(self.kinds) and not failed_in_use and all(kind.is_ready for kind in self.kinds)

    @property
    def is_known(self) -> bool:
        return self.is_ready and not self.ignored and all(kind.is_known for kind in self.kinds)


def looked(job: Job) -> Looked | None:
    """The last look, with a proposal for each file; None before the first. Raises Problem."""
    said = job.read("look.json")
    if said is None:
        return None
    looks = tuple(look_of(one["look"]) for one in said["looks"] if "look" in one)
    before = load_plan(job)
    plan = settled(before, looks, remembered)
    if plan != before:
        save_plan(job, plan)
    by_kind: dict[object, list[Look]] = {}
    for look in looks:
        by_kind.setdefault((look.header, look.kind, look.layout, plan.of(look.name).table), []).append(look)
    kinds = tuple(
        KindOfFile(number, tuple(its), plan.of(its[0].name), _tried(its[0], plan.of(its[0].name)))
        for number, its in enumerate(by_kind.values())
    )
    failed = tuple((one["name"], one["problem"]) for one in said["looks"] if "problem" in one)
    return Looked(plan, kinds, failed, tuple(said["ignored"]), tuple(said["not_looked_at"]))


def _tried(look: Look, plan: FilePlan) -> Tried | None:
    """The rows of the look as they would be read; None where they cannot be tried yet."""
    if not plan.table or plan.is_left_out or not (plan.toml or shown_cells(plan)):
        return None
    try:
        mapping = mapping_for(plan, "browser")
        return tried(look, mapping, None if mapping else plan.table)
    except Problem:
        return None  # the check of the whole file says it

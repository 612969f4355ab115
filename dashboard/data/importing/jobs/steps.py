"""What the worker does for each kind of order. Everything here runs in its process."""

import shutil
from collections.abc import Callable
from typing import Any

from dashboard.data.building.build import NothingToBuild, build
from dashboard.data.importing.asked import Provenance
from dashboard.data.importing.jobs.job import Job
from dashboard.data.importing.jobs.look_step import Steps, paths_of
from dashboard.data.importing.jobs.plan import REJECTS, checked, choices_of, load_plan
from dashboard.data.importing.jobs.worker import problem_json
from dashboard.data.importing.report import ImportReport
from dashboard.data.importing.running import import_files
from dashboard.data.importing.trial import trial
from dashboard.data.importing.undoing import redo, undo
from dashboard.logic.problems import Problem
from dashboard.settings import Settings


def trial_run(job: Job, _order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """What the import would give and what it would do to the figures; nothing changes."""
    plan = load_plan(job)
    shutil.rmtree(job.folder / REJECTS, ignore_errors=True)
    tried = trial(
        job.home, paths_of(job, plan), settings=settings, choices=choices_of(plan), mode=plan.mode,
        period=plan.period or None, rejects_to=job.folder / REJECTS, progress=Steps(job, "trial"),
    )  # fmt: skip
    effect = tried.effect.as_json() if tried.effect else None
    job.write("trial.json", {"report": report_json(tried.report), "effect": effect, "plan": checked(job, plan)})
    return {}


def commit_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Import, then build; the uploaded files go in between.

    Whoever ends this process before the import is committed has changed nothing. Raises Problem for what was not
    checked as it is now: a colleague may work on the same job.
    """
    plan, progress = load_plan(job), Steps(job, "import")
    if order.get("checked") not in (None, checked(job, plan)):
        raise Problem("The files, or what was chosen for them, changed after they were checked. Check them again.")
    report = import_files(
        job.home, paths_of(job, plan), settings=settings, choices=choices_of(plan), mode=plan.mode,
        period=plan.period or None, progress=progress,
        provenance=Provenance(order["by"], "browser", order["profile"]),
    )  # fmt: skip
    progress.begin("build", is_committed=True)
    shutil.rmtree(job.folder / "files", ignore_errors=True)  # what was imported is kept as imports are
    return {"report": report_json(report), "import_id": report.import_id, **_built(job, settings, progress)}


def undo_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return _taken(undo, job, order, settings)


def redo_run(job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    return _taken(redo, job, order, settings)


def build_run(job: Job, _order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """The figures alone: the worker of an import that stands died before it had made them."""
    return _built(job, settings, Steps(job, "build"))


def _taken(act: Callable[..., object], job: Job, order: dict[str, Any], settings: Settings) -> dict[str, Any]:
    act(job.home, order["import_id"], order["by"], origin="browser")
    return {"import_id": order["import_id"], **_built(job, settings, Steps(job, "import"))}


def _built(job: Job, settings: Settings, progress: Steps) -> dict[str, Any]:
    """Raises nothing: the import stands, whatever becomes of the build."""
    progress.begin("build", is_committed=True)
    try:
        return {"build": build(job.home, settings, progress=progress).build_id}
    except NothingToBuild as nothing:
        return {"build": None, "build_problem": problem_json(nothing)}
    except Problem as problem:
        return {"build": None, "build_problem": problem_json(problem)}


def report_json(report: ImportReport) -> dict[str, Any]:
    return {"batches": report.as_json(), "ignored": list(report.ignored), "import_id": report.import_id}


WORK = {"trial": trial_run, "commit": commit_run, "undo": undo_run, "redo": redo_run, "build": build_run}

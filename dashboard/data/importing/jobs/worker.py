"""The process that reads uploaded files: ``python -m dashboard.data.importing.jobs.worker FOLDER``.

Its memory is limited, and a look has a deadline: a hostile file ends this process and nothing else.
"""

import json
import logging
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from dashboard.data.home import Home
from dashboard.data.importing.jobs.job import Job, open_job
from dashboard.data.importing.jobs.process import note_worker
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_
from dashboard.settings import Settings

LOOK_DEADLINE_S = 120
MB = 2**20
UNEXPECTED = N_("Something unexpected went wrong ({kind}). Nothing was changed. The log of the import has the details.")
NO_MEMORY = N_("Reading this takes more memory than an import may use. Split the file, or use the command line.")


def main(folder: Path) -> int:
    """Do what ``order.json`` says and leave a ``result.json``, whatever happens."""
    job = open_job(Home(folder.parent.parent), folder.name)
    order = job.read("order.json") if job else None
    if job is None or order is None:
        return 2
    if job.read("worker.json") is None:
        note_worker(job, os.getpid())
    _limit(order)
    try:
        result = _done(job, order)
    except Problem as problem:
        result = {"problem": problem_json(problem)}
    except MemoryError:
        result = {"problem": problem_json(Problem(NO_MEMORY))}
    except Exception as error:
        logging.getLogger(__name__).exception("An import job failed")
        result = {"problem": problem_json(Problem(UNEXPECTED, kind=type(error).__name__))}
    job.write("result.json", {"order": order["id"], **result})
    return 0


def problem_json(problem: Problem) -> dict[str, Any]:
    """As data: the page says it in the reader's language."""
    values = {name: value if isinstance(value, int | str) else str(value) for name, value in problem.values.items()}
    return {"text": problem.text, "values": values}


def _limit(order: dict[str, Any]) -> None:
    """Address space of this process. Imports and builds need DuckDB's own limits beside it."""
    bytes_ = order["memory_mb"] * MB
    if order["kind"] != "look":
        bytes_ += _in_bytes(order["settings"]["build_memory"])
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if order["kind"] == "look":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LOOK_DEADLINE_S)


def _in_bytes(text: str) -> int:
    """DuckDB's way to write memory: ``4GB``."""
    units = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}
    for unit, size in sorted(units.items(), key=lambda one: -len(one[0])):
        if text.strip().upper().endswith(unit):
            return int(float(text.strip()[: -len(unit)]) * size)
    return 4 * 10**9


def _done(job: Job, order: dict[str, Any]) -> dict[str, Any]:
    if order["kind"] == "look":
        from dashboard.data.importing.jobs.look_step import look

        return look(job, order, Settings(**order["settings"]))
    from dashboard.data.importing.jobs import steps

    return steps.WORK[order["kind"]](job, order, Settings(**order["settings"]))


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    json.dumps(None)
    sys.exit(main(Path(sys.argv[1])))

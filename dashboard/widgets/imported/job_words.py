"""What a job at work says: problems and steps that came as data, said in the reader's language."""

from typing import Any

from dashboard.logic.problems import Problem
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.text_table import plain_text


def problem_said(said: dict[str, Any]) -> str:
    """A Problem of the worker as Markdown. Sentences are those of the product only: others would not be found in its
    catalogue, and their places are filled all the same."""
    try:
        return problem_text(Problem(str(said["text"]), **said["values"]))
    except (KeyError, IndexError, ValueError, TypeError):
        return plain_text(str(said.get("text", "")))


def work_said(kind: str, progress: dict[str, Any]) -> str:
    """What the worker is at."""
    if progress.get("phase") == "build":
        return _("The files are in. The figures are being made.")
    return {
        "look": _("The files are being looked at."),
        "trial": _("All records are being checked; nothing is changed."),
        "commit": _("The files are being imported."),
        "undo": _("The import is being undone."),
        "redo": _("The import is being redone."),
    }.get(kind, "")


def step_said(progress: dict[str, Any]) -> str:
    """The step, from the one English line that it tells."""
    line = str(progress.get("line", ""))
    if progress.get("phase") in ("look", "build"):
        return plain_text(line) if progress["phase"] == "look" else ""
    verb, _space, rest = line.partition(" ")
    if verb in ("Reading", "Loading"):
        return _("Reading {file}", file=plain_text(rest))
    if verb == "Second":
        return _("Reading {file}", file=plain_text(rest.removeprefix("look at ")))
    if verb in ("Checking", "Writing", "Mapping"):
        words = {"Checking": _("Checking: {table}"), "Writing": _("Writing: {table}"), "Mapping": _("Mapping: {table}")}
        return words[verb].format(table=table_title(rest))
    return ""


def mode_title(mode: str) -> str:
    return {
        "append": _("Add"),
        "upsert": _("Add and update"),
        "replace": _("Replace everything"),
        "replace-period": _("Replace these months"),
    }.get(mode, mode)


def mode_told(mode: str) -> str:
    """What becomes of what is there already."""
    return {
        "append": _("New records are added. A record whose key is stored already, with other content, is rejected."),
        "upsert": _("New records are added, and a record whose key is stored already takes the place of the old one."),
        "replace": _("All that was imported into these tables before counts no more; it can be brought back."),
        "replace-period": _("What was imported for the months of these files counts no more; other months stay."),
    }.get(mode, "")

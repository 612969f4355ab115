"""A build of imports that were undone must not be shown any longer, also where there is nothing to build instead."""

from dashboard.data.home import Home
from dashboard.data.import_events import undone_imports
from dashboard.data.store import build_in_use, read_manifest
from dashboard.logic.problems import Problem


def withdraw_undone(home: Home) -> None:
    """Serve no build if the one in use holds an undone import. Needs the builder's lock."""
    build_id = build_in_use(home)
    if build_id is None:
        return
    try:
        held = set(read_manifest(home, build_id).imports)
    except Problem:
        return
    if held & undone_imports(home):
        home.current.unlink(missing_ok=True)

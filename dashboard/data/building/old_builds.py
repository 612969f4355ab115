"""Garbage collection: what no reader can still want is removed (engine.md, 5 and 7)."""

import shutil
import time
from itertools import pairwise
from pathlib import Path

from dashboard.data.home import Home
from dashboard.data.store import current_build_id, manifest_file, published_builds, served_file

KEPT_BUILDS = 3
GRACE_SECONDS = 3600
"""A replaced build stays this long: a page may still read its Parquet, and a network file system its open files."""
UNFINISHED_SECONDS = 24 * 3600


def remove_old_builds(
    home: Home,
    *,
    is_alone: bool,
    keep: int = KEPT_BUILDS,
    grace_seconds: float = GRACE_SECONDS,
    now: float | None = None,
) -> tuple[str, ...]:
    """Remove builds that were replaced long enough ago, and what killed builds left. Returns the ids removed.

    ``is_alone``: the caller holds the builder's lock, so a folder without a manifest belongs to nobody; otherwise it
    stays for a day. The manifest goes first, so that a build exists whole or not at all.
    """
    now = time.time() if now is None else now
    builds = published_builds(home)
    kept = {*builds[-keep:], current_build_id(home)}
    removed = []
    for build_id, successor in pairwise(builds):
        replaced_at = _modified(manifest_file(home, successor))
        if build_id in kept or now - replaced_at < grace_seconds:
            continue
        manifest_file(home, build_id).unlink()
        removed.append(build_id)
    living = set(published_builds(home))
    least_age = 0.0 if is_alone else UNFINISHED_SECONDS
    for folder in (folder for folder in home.builds.iterdir() if folder.name not in living):
        if folder.name in removed or now - _modified(folder) >= least_age:
            _remove(folder)
    served = {served_file(home, build_id) for build_id in living}
    gone = {served_file(home, build_id) for build_id in removed}
    for path in (path for path in home.served.iterdir() if path not in served):
        if path in gone or now - _modified(path) >= least_age:
            _remove(path)
    if is_alone:
        for path in home.scratch.glob("build-*"):
            _remove(path)
    return tuple(removed)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

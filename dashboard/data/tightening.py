"""The rights of a home's files: for their owner only. A home made by an earlier version is mended."""

import os
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from dashboard.data.home import Home

FOLDERS = ("imports", "builds", "served", "scratch", "records", "logs", "files", "uploads")
"""What is ours in a home; an operator may keep other things beside it."""
FILES = ("CURRENT", "erased.json", "demo.toml", "settings.toml", "schemes.toml", "trail-heads.txt", "*.lock")
"""Not secrets.toml: a secret that others could read is told to whoever starts the server (settings.py)."""


def tighten(home: Home) -> int:
    """Take the rights of the group and of everybody else away. Returns how many files and folders had any.

    Files of other users, and a file system without such rights, are left as they are.
    """
    if not home.root.is_dir():
        return 0
    ours = [home.root, *(path for pattern in FILES for path in home.root.glob(pattern))]
    for folder in (home.root / name for name in FOLDERS):
        ours += [folder, *_below(folder)] if folder.is_dir() else []
    return sum(_tightened(path) for path in ours)


def _below(folder: Path) -> Generator[Path]:
    """Everything in it. Another process may be at work: a folder that it takes away meanwhile is left out."""
    for parent, folders, files in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *files))


def _tightened(path: Path) -> bool:
    with suppress(OSError):  # a build may be collected meanwhile
        found = path.lstat()
        if path.is_symlink() or not found.st_mode & 0o077 or found.st_uid != os.getuid():
            return False
        path.chmod(found.st_mode & 0o700)
        return not path.lstat().st_mode & 0o077
    return False

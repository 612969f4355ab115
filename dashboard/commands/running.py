"""Runs one command and turns whatever happens into an exit status: 0 done, 1 refused or failed, 2 wrong usage."""

import argparse
import errno
import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dashboard.commands.arguments import parsed
from dashboard.logic.problems import Problem

MODULES = {
    "serve": "dashboard.commands.serve_command",
    "demo": "dashboard.commands.demo_command",
    "import": "dashboard.commands.import_command",
    "imports": "dashboard.commands.imports_command",
    "undo": "dashboard.commands.imports_command",
    "redo": "dashboard.commands.imports_command",
    "where": "dashboard.commands.imports_command",
    "template": "dashboard.commands.template_command",
    "watch": "dashboard.commands.watch_command",
    "build": "dashboard.commands.build_command",
    "status": "dashboard.commands.status_command",
    "export": "dashboard.commands.export_command",
    "erase": "dashboard.commands.erase_command",
    "clean": "dashboard.commands.clean_command",
    "records": "dashboard.commands.records_command",
    "trail": "dashboard.commands.trail_command",
    "profiles": "dashboard.commands.profiles_command",
    "roles": "dashboard.commands.roles_command",
}


def run(arguments: Sequence[str]) -> int:
    """Parse, run, report. Never lets a stack trace reach the terminal."""
    try:
        chosen = parsed(arguments)
    except SystemExit as end:  # argparse has said what was wrong, or has shown the help
        return end.code if isinstance(end.code, int) else 2
    try:
        importlib.import_module(MODULES[chosen.command]).run(chosen)
        sys.stdout.flush()
    except Problem as problem:
        return _refused(str(problem))
    except KeyboardInterrupt:
        return _refused("Stopped. What was published before stays in use.")
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough. Point stdout away, so that closing it is quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return _refused("There is not enough memory for this. Close other programs, or choose a smaller period.")
    except Exception as error:
        if _is_disk_full(error):
            return _refused("The disk is full. Free some space and try again. What was published before stays in use.")
        return _refused(
            f"Something unexpected went wrong ({type(error).__name__}). What was published before stays in use. "
            f"The details are in {_log(error, chosen)}"
        )
    return 0


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line's voice
    return 1


def _is_disk_full(error: BaseException | None) -> bool:
    """Whether this or what caused it is a disk or a quota without room; DuckDB says so in its own words."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if any(words in str(error) for words in ("No space left on device", "Disk quota exceeded")):
            return True
        error = error.__cause__ or error.__context__
    return False


def _log(error: Exception, chosen: argparse.Namespace) -> Path:
    """Write the stack trace where whoever helps can find it: in the home if that can be written."""
    from dashboard.settings import home_folder

    name = f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    text = "".join(traceback.format_exception(error))
    for folder in (home_folder(chosen.home) / "logs", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / name
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return path
    return Path(name)

"""Where the command line speaks: results on standard output, progress on standard error."""

import json
import os
import pwd
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.logic.sign_in import COMMAND_LINE


def who_runs() -> str:
    """Who did it, in the trail."""
    return f"{COMMAND_LINE}: {account()}"


def account() -> str:
    """The account of the operating system, whatever the environment says."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return f"user {os.getuid()}"


def print_json(document: Mapping[str, Any]) -> None:
    """One document on standard output and nothing else there."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Results for a person."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def tell(line: str) -> None:
    """Progress: never mixed with results."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

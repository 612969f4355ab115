"""Where the command line speaks: results on standard output, progress on standard error."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

COMMAND_LINE = "command line"
"""Who did it, in the trail."""


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

"""What can be typed after ``import``, ``imports``, ``undo``, ``redo`` and ``where``."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]
MODES = ("append", "upsert", "replace", "replace-period")
_DELIMITERS = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def add_import_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    """``add`` makes one command with the options that all have."""
    _import(add(commands, "import", "import files"))
    _json(add(commands, "imports", "every import with what it comes to: it counts, was replaced, or is undone"))
    _taken(add(commands, "undo", "let an import count no more; its rows stay and can be redone"))
    _taken(add(commands, "redo", "let an undone import count again"))
    _where(add(commands, "where", "from which file and line a row came"))


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="files, or a folder or zip of files")
    command.add_argument("--table", help="the table the files hold (default: found by the headers)")
    command.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which source column is which")
    command.add_argument("--profile", metavar="NAME", help="a remembered mapping (default: the one for this header)")
    command.add_argument("--no-profiles", action="store_true", help="take no remembered mapping")
    command.add_argument("--mode", choices=MODES, default="append")
    command.add_argument("--period", metavar="MONTHS", help="what replace-period replaces, such as 2025-01..2025-03 "
                         "(default: the months of the accepted rows)")  # fmt: skip
    command.add_argument("--data-through", metavar="DATE", help="the last day that the data covers")
    command.add_argument("--dry-run", action="store_true", help="report and change nothing")
    command.add_argument("--effect", action="store_true", help="with --dry-run: what would become of the figures")
    command.add_argument("--strict", action="store_true", help="refuse the batch if any row is rejected")
    command.add_argument("--no-build", action="store_true", help="import only; build later")
    _layout(command.add_argument_group("how the files are laid out", "what is not said is found by looking"))
    _json(command)


def _layout(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--encoding", metavar="NAME", help="of text files (default: detected and shown)")
    group.add_argument("--delimiter", type=_delimiter, metavar="CHARACTER", help="between cells; tab for a tabulator")
    group.add_argument("--header-line", type=_lines, metavar="N[-M]", help="where the header is; 0: there is none")
    group.add_argument("--sheet", metavar="NAME", help="of a workbook")
    group.add_argument("--range", type=_cells, metavar="B3:K200", help="of a sheet")
    group.add_argument("--decimal", choices=(".", ","), help="the mark before decimals")
    group.add_argument("--day-order", choices=("ymd", "dmy", "mdy"), help="of dates such as 03/04/2024")


def _taken(command: argparse.ArgumentParser) -> None:
    command.add_argument("import_id", metavar="IMPORT_ID", help="as imports lists it")
    command.add_argument("--no-build", action="store_true", help="build later")
    _json(command)


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", metavar="TABLE")
    command.add_argument("key", nargs="+", metavar="KEY", help="the values of the key in order, or COLUMN=VALUE")
    _json(command)


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def wrong_import(chosen: argparse.Namespace) -> str | None:
    """What argparse cannot see: options that need each other."""
    if chosen.effect and not chosen.dry_run:
        return "--effect belongs to --dry-run"
    if chosen.period is not None and chosen.mode != "replace-period":
        return "--period belongs to --mode replace-period"
    if chosen.profile is not None and chosen.no_profiles:
        return "--profile and --no-profiles say different things"
    return None


def _delimiter(text: str) -> str:
    character = _DELIMITERS.get(text.lower(), text)
    if len(character) != 1 or character in "\r\n\0\"'" or character.isalnum():
        raise argparse.ArgumentTypeError(f"{text} is not one character such as ; or tab")
    return character


def _lines(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,7})(?:-(\d{1,7}))?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first or (first == 0 and last > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a line such as 3, or lines such as 3-4")
    return first, last


def _cells(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{1,3}[1-9]\d{0,6}:[A-Za-z]{1,3}[1-9]\d{0,6}", text):
        raise argparse.ArgumentTypeError(f"{text} is not a range such as B3:K200")
    return text.upper()

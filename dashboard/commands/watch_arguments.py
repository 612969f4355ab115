"""What can be typed after ``watch``."""

import argparse
from pathlib import Path

from dashboard.commands.import_arguments import MODES


def add_watch_command(command: argparse.ArgumentParser) -> None:
    """The options of the command: its own, and those of ``import`` that hold for every file."""
    command.add_argument("folder", type=Path, metavar="DIR", help="files, zips and folders put there are imported")
    command.add_argument("--once", action="store_true", help="two looks, import what is whole, end")
    command.add_argument("--interval", type=_seconds, default=10.0, metavar="S", help="between two looks (default: 10)")
    command.add_argument("--archive", type=Path, metavar="DIR", help="where imported files go (default: DIR/archive)")
    command.add_argument("--table", help="the table the files hold (default: found by the headers)")
    command.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which source column is which")
    command.add_argument("--profile", metavar="NAME", help="a remembered mapping (default: the one for this header)")
    command.add_argument("--no-profiles", action="store_true", help="take no remembered mapping")
    command.add_argument("--mode", choices=MODES, default="append")
    command.add_argument("--encoding", metavar="NAME", help="of text files (default: detected)")
    command.add_argument("--strict", action="store_true", help="refuse a file if any row is rejected")
    command.add_argument("--no-build", action="store_true", help="import only; build later")
    command.add_argument("--json", action="store_true", help="print one JSON document per file, one a line")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.05 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds from 0.05 to 86400")
    return seconds

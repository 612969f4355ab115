"""What can be typed after ``template``."""

import argparse
from pathlib import Path


def add_template_command(command: argparse.ArgumentParser) -> None:
    """The options of the command."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("table", nargs="?", metavar="TABLE", help="such as orders; docs/file-formats.md lists them all")
    which.add_argument("--all", action="store_true", help="one file for every table, into the folder PATH")
    command.add_argument("--language", choices=("en", "zh"), default="en", help="of the headers (default: en)")
    command.add_argument("--format", choices=("xlsx", "csv"), default="xlsx", help="default: xlsx")
    command.add_argument(
        "-o", "--output", type=Path, metavar="PATH", help="a file, or a folder (default: where you are)"
    )

"""What can be typed after ``records``, ``trail``, ``roles`` and ``profiles``: the store of what people enter."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.logic.roles import ROLES
from dashboard.logic.trail import Action

Add = Callable[["argparse._SubParsersAction[argparse.ArgumentParser]", str, str], argparse.ArgumentParser]


def add_records_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    """``add`` makes one command with the options that all have. The parsed namespace has ``what``, the second word."""
    _records(_parts(add(commands, "records", "back up and restore what people entered")), add)
    _trail(_parts(add(commands, "trail", "who did what, and whether that list is whole")), add)
    _roles(_parts(add(commands, "roles", "who may sign in as what")), add)
    _profiles(_parts(add(commands, "profiles", "how kinds of files are read, remembered by their headers")), add)


def _parts(command: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    return command.add_subparsers(dest="what", required=True, metavar="WHAT")


def _records(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    backup = add(parts, "backup", "write everything to one new file; people may go on working")
    backup.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="must not exist yet")
    restore = add(parts, "restore", "put a backup in the place of what is there")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="also if there are records: they are backed up first")
    for command in (backup, restore, add(parts, "status", "where the records are and how many")):
        _json(command)


def _trail(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    _json(add(parts, "verify", "whether nobody changed, removed or added an entry behind its back"))
    _json(add(parts, "head", "keep the hash of the last entry outside the store, now"))
    show = add(parts, "show", "the entries, newest first")
    show.add_argument("--action", choices=[str(action) for action in Action], action="append", metavar="ACTION")
    show.add_argument("--who", metavar="LOGIN")
    show.add_argument("--since", type=_day, metavar="DATE", help="this day and later (UTC)")
    show.add_argument("--limit", type=_count, default=100, metavar="N", help="default: 100")
    show.add_argument("--format", choices=("csv", "json"), default="csv")
    show.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def _roles(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    _json(add(parts, "list", "the roles that were given here (those from groups are not)"))
    grant = add(parts, "grant", "give somebody a role")
    grant.add_argument("login", metavar="LOGIN", help="as the provider names them (claim sub)")
    grant.add_argument("role", choices=list(ROLES), metavar="ROLE", help=", ".join(ROLES))
    grant.add_argument("--employee", metavar="ID", help="their employee id, where the token has none")
    grant.add_argument("--department", metavar="ID", help="of a supervisor (default: their own)")
    grant.add_argument("--from", dest="valid_from", type=_day, metavar="DATE", help="default: today")
    block = add(parts, "block", "let somebody in no more, whatever their groups say")
    block.add_argument("login", metavar="LOGIN")
    for command in (grant, block):
        command.add_argument("--until", dest="valid_until", type=_day, metavar="DATE", help="the last day")
    end = add(parts, "end", "end a role or a block")
    end.add_argument("grant", metavar="ID", help="from roles list")
    for command in (grant, block, end):
        command.add_argument("--reason", required=True, metavar="TEXT", help="kept in the trail")
        _json(command)


def _profiles(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", add: Add) -> None:
    _json(add(parts, "list", "all of them, with their tables and when they were used last"))
    show = add(parts, "show", "one of them, with its header, its versions and its mapping")
    _json(show)
    export = add(parts, "export", "its mapping as TOML, as import --mapping takes it")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    for command in (show, export, add(parts, "remove", "take one off the list; what was imported with it stays")):
        command.add_argument("name", metavar="NAME")
    take = add(parts, "import", "keep a mapping file as a profile")
    take.add_argument("file", type=Path, metavar="FILE.toml")
    take.add_argument("--like", type=Path, metavar="DATA", help="a file of the kind it is for (an export says it)")
    take.add_argument("--name", metavar="NAME", help="default: that of the file")
    take.add_argument("--note", metavar="TEXT")
    take.add_argument("--replace", action="store_true", help="also if there is one of this name: a new version of it")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2025-12-31") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1")
    return int(text)

"""What can be typed after ``python -m dashboard`` (contracts.md). Wrong usage ends with status 2, as argparse does."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from dashboard.commands.import_arguments import add_import_commands, wrong_import
from dashboard.commands.records_arguments import add_records_commands
from dashboard.commands.template_arguments import add_template_command
from dashboard.commands.watch_arguments import add_watch_command

SURVEY_VIEWS = ("surveys", "nps", "coverage", "survey-items", "drivers")
SERVICE_VIEWS = (
    "complaints",
    "complaint-months",
    "spc",
    "causes",
    "cases",
    "silent-sufferers",
    "recusal",
    "standards",
    "tickets",
    "otif",
    *SURVEY_VIEWS,
    "findings",
)
VIEWS = (
    "pyramid",
    "customers",
    "portfolio",
    "what-if",
    "movers",
    "concentration",
    "migration",
    "trend",
    "layer-months",
    "contacts",
    "quality",
    *SERVICE_VIEWS,
)
SEGMENTS = ("layer", "region", "industry", "product_line", "account_manager_id")
FORMATS = ("csv", "json", "parquet", "xlsx")


TEXT_FORMATS = ("csv", "json")


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command. Ends the program with status 2 for wrong usage, 0 after ``--help``."""
    parser = argument_parser()
    chosen = parser.parse_args(arguments)
    check = {"export": _wrong_export, "import": wrong_import}.get(chosen.command)
    wrong = check(chosen) if check else None
    if wrong:
        parser.error(wrong)
    return chosen


def argument_parser() -> argparse.ArgumentParser:
    """The parser of all commands. The parsed namespace has ``command`` and the options of that command."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Pyramidion: the customer pyramid.")
    parser.add_argument("--home", type=Path, default=None, help=_HOME)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _serve(_command(commands, "serve", "serve the app to a browser on this machine"))
    _demo(_command(commands, "demo", "make the demo company and import it"))
    add_import_commands(commands, _command)
    add_template_command(_command(commands, "template", "write a file to fill in, for one table or for each"))
    add_watch_command(_command(commands, "watch", "import what is put into a folder, as it arrives"))
    _build(_command(commands, "build", "build and publish what the pages read"))
    _json(_command(commands, "status", "what is loaded and which build is served"))
    _export(_command(commands, "export", "write what a page shows to a file"))
    _erase(_command(commands, "erase", "erase a person's data from everything that the home holds"))
    _json(_command(commands, "clean", "delete rejected records that were kept long enough"))
    add_records_commands(commands, _command)
    return parser


_HOME = "folder that holds batches, builds and records (default: DASHBOARD_HOME, else var/default)"


def _command(commands: argparse._SubParsersAction, name: str, purpose: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
    # Also after the command; SUPPRESS, so that leaving it out does not undo one given before the command.
    command.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=_HOME)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document on standard output")


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="loopback only, as long as there is no login")
    command.add_argument("--port", type=_whole(1, 65535), default=8501)
    command.add_argument("--demo-if-empty", action="store_true", help="serve the demo company if nothing was imported")


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--customers", type=int, default=2000)
    command.add_argument("--months", type=int, default=48)
    command.add_argument("--until", default="2025-12", metavar="YYYY-MM", help="the last month of the demo company")
    command.add_argument("--seed", type=int, default=7)
    command.add_argument("--files-only", type=Path, metavar="DIR", help="write the files there and import nothing")


def _build(command: argparse.ArgumentParser) -> None:
    command.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    command.add_argument("--remote", metavar="sc://host:port", help="the Spark Connect server (with --engine spark)")
    _json(command)


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("view", choices=VIEWS, metavar="VIEW", help=", ".join(VIEWS))
    command.add_argument("--as-of", metavar="DATE", help="a month end (default: the last complete month)")
    length = command.add_mutually_exclusive_group()
    length.add_argument("--months", metavar="N", help="the last N calendar months, 1 to 60 (default: 12)")
    length.add_argument("--period", choices=("month", "quarter", "half", "year", "ytd"))
    command.add_argument("--compare-to", metavar="DATE", help="the earlier month end (migration, portfolio)")
    command.add_argument(
        "--by", metavar="COLUMN", help=f"one row per value of this column (trend: {', '.join(SEGMENTS)})"
    )
    command.add_argument(
        "--kind", choices=("complaint", "appeal", "objection"), help="of the service views (default: complaint)"
    )
    command.add_argument("--survey", metavar="ID", help="of the views of surveys (default: the latest that is shown)")
    command.add_argument("--scheme", metavar="NAME", help="curry (the default), abc, amount or one of schemes.toml")
    command.add_argument("--cuts", choices=("company", "selection"), help="default: company")
    # No choices: a base that cannot be computed yet is refused with what it needs, not as wrong usage.
    command.add_argument("--value", metavar="BASE", help="revenue, profit, contribution or orders")
    command.add_argument("--viewer", metavar="NAME", help="see it as this account manager (an employee id)")
    command.add_argument("--filter", action="append", default=[], metavar="COLUMN=VALUE", help="may be repeated")
    command.add_argument("--format", choices=FORMATS, help="default: by the ending of FILE, else csv")
    command.add_argument("--json", action="store_true", help="the same as --format json")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output (csv and json)")
    _tried(
        command.add_argument_group("what-if and movers", "the rule to try; what is left out is as in the rule in force")
    )


def _erase(command: argparse.ArgumentParser) -> None:
    person = command.add_mutually_exclusive_group(required=True)
    person.add_argument("--contact", metavar="ID")
    person.add_argument("--customer", metavar="ID", help="a customer who is a person; their contacts are persons too")
    person.add_argument("--employee", metavar="ID")
    person.add_argument("--listed", action="store_true", help="all who were erased before: after restoring a backup")
    command.add_argument("--reason", required=True, metavar="TEXT", help="kept in the trail; must not name the person")
    command.add_argument("--dry-run", action="store_true", help="report and change nothing")
    _json(command)


def _tried(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--try-mode", metavar="MODE", help="rank, share or absolute")
    group.add_argument(
        "--try-cuts", metavar="LIMITS", help="one per band but the last: percents as in 1,5,20, or amounts"
    )
    group.add_argument("--try-value", metavar="BASE", help="revenue, profit or orders")
    group.add_argument("--try-period", metavar="PERIOD", help="1 to 60 months, or month, quarter, half, year, ytd")
    group.add_argument("--buffer", metavar="PERCENT", help="of the cut's rank, within which a layer is kept")
    group.add_argument("--review", metavar="MONTHS", help="how long ago the layer that is kept was decided: 3, 6 or 12")
    group.add_argument("--scenario", metavar="ID", help="a saved scenario, with all its choices")


def _wrong_export(chosen: argparse.Namespace) -> str | None:
    """What argparse cannot see: options that need or exclude each other."""
    if chosen.view == "migration" and chosen.compare_to is None:
        return "the view migration needs --compare-to DATE, the earlier month end"
    if chosen.view not in ("migration", "portfolio") and chosen.compare_to is not None:
        return "--compare-to belongs to the views migration and portfolio"
    if chosen.by is not None and chosen.view != "trend" and chosen.view not in SERVICE_VIEWS:
        return "--by belongs to the view trend and to those of the service"
    if chosen.view == "trend" and chosen.by is not None and chosen.by not in SEGMENTS:
        return f"--by {chosen.by} is not known to the view trend: use {', '.join(SEGMENTS)}"
    if chosen.kind is not None and chosen.view not in SERVICE_VIEWS:
        return "--kind belongs to the views of the service"
    if chosen.survey is not None and chosen.view not in SURVEY_VIEWS:
        return "--survey belongs to the views of surveys"
    return _wrong_tried(chosen) or _wrong_format(chosen)


_TRIED = ("try_mode", "try_cuts", "try_value", "try_period", "buffer", "review")
_ASKED = ("as_of", "months", "period", "scheme", "cuts", "value", "filter")


def _wrong_tried(chosen: argparse.Namespace) -> str | None:
    given = [name for name in (*_TRIED, "scenario") if getattr(chosen, name) is not None]
    if given and chosen.view not in ("what-if", "movers"):
        return f"{_option(given[0])} belongs to the views what-if and movers"
    if chosen.scenario is not None:
        for name in (*_TRIED, *_ASKED):
            if getattr(chosen, name):
                return f"--scenario brings its own choices: leave {_option(name)} out"
    return None


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _wrong_format(chosen: argparse.Namespace) -> str | None:
    if chosen.json and chosen.format not in (None, "json"):
        return f"--json and --format {chosen.format} say different things"
    ending = chosen.output.suffix.lstrip(".").lower() if chosen.output else ""
    named = "json" if chosen.json else chosen.format
    chosen.format = named or (ending if ending in FORMATS else "csv")
    if chosen.output is None and chosen.format not in TEXT_FORMATS:
        return f"a file of format {chosen.format} cannot be printed: name it with -o FILE"
    return None


def _whole(least: int, most: int):  # noqa: ANN202 - a converter for argparse
    def whole_number(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} to {most}")
        return number

    return whole_number

"""``export``: what a page shows, as a file, from the same functions."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from dashboard.data.exporting.exports import export_file, write
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scheme_files import load_schemes
from dashboard.data.reading.viewers import viewer_named
from dashboard.data.store import BuildFacts
from dashboard.logic.periods import MonthSpan, Period, check_as_of
from dashboard.logic.question import Question, parse_filters
from dashboard.logic.schemes import Scheme, scheme_named
from dashboard.logic.value_bases import value_base
from dashboard.settings import home_folder


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    schemes = load_schemes(home)
    marts = open_marts(home)
    reader = Reader(marts, viewer_named(marts, chosen.viewer), schemes)
    _write(_result(reader, chosen, schemes), chosen.format, chosen.output)


def _result(reader: Reader, chosen: argparse.Namespace, schemes: Mapping[str, Scheme]) -> ViewResult:
    question = _question(reader.build, chosen, schemes)
    compare_to = None
    if chosen.compare_to is not None:
        compare_to = check_as_of(chosen.compare_to, reader.build.first_month, reader.build.last_month)
    months = _trend_months(reader.build, chosen, question) if chosen.view == "trend" else None
    return view(chosen.view, reader, question, compare_to=compare_to, months=months)


def _question(build: BuildFacts, chosen: argparse.Namespace, schemes: Mapping[str, Scheme]) -> Question:
    as_of = build.default_as_of
    if chosen.as_of is not None:
        as_of = check_as_of(chosen.as_of, build.first_month, build.last_month)
    scheme = scheme_named(chosen.scheme, schemes)
    base = scheme.base(value_base(chosen.value) if chosen.value else None)
    return Question(
        as_of=as_of,
        period=Period.parse(chosen.months or chosen.period or "12"),
        scheme=scheme.name,
        base=base.name,
        cuts=chosen.cuts,
        filters=parse_filters(chosen.filter),
    )


def _trend_months(build: BuildFacts, chosen: argparse.Namespace, question: Question) -> MonthSpan:
    """Up to --as-of, else as far as the data goes (the last month may be a part month, and says so); from the start of
    the data unless a length was asked for."""
    last = question.as_of if chosen.as_of is not None else build.last_month
    first = build.first_month
    if chosen.months or chosen.period:
        first = max(first, question.period.span(last).first)
    return MonthSpan(first, last)


def _write(result: ViewResult, file_format: str, path: Path | None) -> None:
    if path is not None:
        export_file(result, file_format, path)
        return
    # No byte order mark here: the reader is a program or a terminal, and takes it for part of the first column.
    write(result, file_format, sys.stdout.buffer, bom=False)
    sys.stdout.buffer.flush()

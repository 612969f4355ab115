"""``export``: what a page shows, as a file, from the same functions."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from dashboard.commands.output import tell, who_runs
from dashboard.data.exporting.exports import export_file, write
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.exporting.what_if_views import WHAT_IF_VIEWS
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scheme_files import load_schemes
from dashboard.data.reading.viewers import viewer_named
from dashboard.data.records.loop_facts import loop_facts
from dashboard.data.records.profiles import records_if_any
from dashboard.data.records.recusals import recusal_entries
from dashboard.data.records.saved import saved_one
from dashboard.data.records.scenario_questions import scenario_question
from dashboard.data.records.store import home_records
from dashboard.data.records.trail import home_trail
from dashboard.data.store import BuildFacts
from dashboard.logic.periods import Comparison, MonthSpan, Period, check_as_of, month_end
from dashboard.logic.portfolio_filter import EVERY_ROW, parse_portfolio_filters
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question, parse_filters
from dashboard.logic.recusal.entries import NOTHING_ENTERED, RecusalEntries
from dashboard.logic.schemes import Scheme, scheme_named
from dashboard.logic.surveys.loop import NO_LOOP, LoopFacts
from dashboard.logic.trail import Action
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.typed import typed_proposal
from dashboard.settings import Settings, home_folder, load_settings


def run(chosen: argparse.Namespace) -> None:
    home = Home(home_folder(chosen.home))
    schemes = load_schemes(home)
    marts = open_marts(home)
    settings, today = load_settings(home.settings_file), date.today()
    reader = Reader(marts, viewer_named(marts, chosen.viewer, today).for_files(), schemes)
    reader = reader.asking(lambda: _entered(home, settings)).asking_loop(lambda: _loop(home, settings))
    contacts_of = today if settings.contacts_may_be_exported else None
    result = _result(home, reader, chosen, schemes, contacts_of)
    _note(home, settings, result, chosen)
    _write(result, chosen.format, chosen.output)


def _entered(home: Home, settings: Settings) -> RecusalEntries:
    store = records_if_any(home, settings)
    return NOTHING_ENTERED if store is None else recusal_entries(store)


def _loop(home: Home, settings: Settings) -> LoopFacts:
    store = records_if_any(home, settings)
    return NO_LOOP if store is None else loop_facts(store)


def _note(home: Home, settings: Settings, result: ViewResult, chosen: argparse.Namespace) -> None:
    """Before the file is made, as on the pages: what cannot be written down is not done."""
    home_trail(home, settings).add(
        Action.EXPORT,
        who=who_runs(),
        subject=result.name,
        details={
            "format": chosen.format,
            "viewer": chosen.viewer or "",
            "filters": chosen.filter,
            "scenario": chosen.scenario or "",
        },
        rows=result.rows,
    )


def _result(
    home: Home,
    reader: Reader,
    chosen: argparse.Namespace,
    schemes: Mapping[str, Scheme],
    contacts_of: date | None,
) -> ViewResult:
    if chosen.scenario is not None:
        question, proposal = _saved(home, reader, chosen.scenario, schemes)
        return view(chosen.view, reader, question, proposal=proposal)
    portfolio = EVERY_ROW
    if chosen.view == "portfolio":
        chosen.filter, portfolio = parse_portfolio_filters(chosen.filter)
    question = _question(reader.build, chosen, schemes)
    compare_to = None
    if chosen.compare_to is not None:
        compare_to = check_as_of(chosen.compare_to, reader.build.first_month, reader.build.last_month)
        question = _compared(question, compare_to, reader.build) if chosen.view == "portfolio" else question
    months = _trend_months(reader.build, chosen, question) if chosen.view == "trend" else None
    proposal = _proposal(reader, chosen, question) if chosen.view in WHAT_IF_VIEWS else None
    return view(
        chosen.view,
        reader,
        question,
        compare_to=compare_to,
        months=months,
        by=chosen.by,
        proposal=proposal,
        portfolio=portfolio,
        contacts_of=contacts_of,
        service=ServiceAsked(kind=chosen.kind or "complaint", by=chosen.by, survey=chosen.survey),
    )


def _compared(question: Question, compare_to: int, build: BuildFacts) -> Question:
    """My customers are compared with the period before, or with last year's: whichever ends with this month."""
    ends: dict[int, Question] = {}
    for how in get_args(Comparison):
        asked = replace(question, comparison=how)
        span = asked.comparison_span(build.first_month)
        if span is not None:
            ends.setdefault(span.last, asked)
    if not ends:
        raise Problem("There is no earlier period of this length in the data. Leave --compare-to out.")
    if compare_to not in ends:
        raise Problem(
            "My customers are compared with the period just before, or with the same one a year earlier. "
            "Use --compare-to {right}.",
            right=" / ".join(month_end(one).isoformat() for one in ends),
        )
    return ends[compare_to]


def _saved(home: Home, reader: Reader, scenario_id: str, schemes: Mapping[str, Scheme]) -> tuple[Question, Proposal]:
    # A file for somebody holds no scenario that they may not see: its boundaries may be exact amounts of the company.
    store = home_records(home, load_settings(home.settings_file))
    scenario = saved_one(store, "scenario", scenario_id, reader.viewer)
    if scenario.build_id != reader.build.build_id:
        tell(f"This scenario was saved on other data (through {scenario.data_through}): figures may differ.")
    return scenario_question(scenario.parameters, reader.build, schemes)


def _proposal(reader: Reader, chosen: argparse.Namespace, question: Question) -> Proposal:
    return typed_proposal(
        reader.scheme(question),
        question,
        mode=chosen.try_mode or "",
        at=chosen.try_cuts or "",
        value=chosen.try_value or "",
        period=chosen.try_period or "",
        buffer=chosen.buffer or "",
        review=chosen.review or "",
    )


def _question(build: BuildFacts, chosen: argparse.Namespace, schemes: Mapping[str, Scheme]) -> Question:
    as_of = build.default_as_of
    if chosen.as_of is not None:
        as_of = check_as_of(chosen.as_of, build.first_month, build.last_month)
    scheme = scheme_named(chosen.scheme or "curry", schemes)
    base = scheme.base(value_base(chosen.value) if chosen.value else None)
    return Question(
        as_of=as_of,
        period=Period.parse(chosen.months or chosen.period or "12"),
        scheme=scheme.name,
        base=base.name,
        cuts=chosen.cuts or "company",
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

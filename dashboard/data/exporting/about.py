"""What a file says about itself: the build, the question, whose rows it holds, what was tried."""

from collections.abc import Iterator

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.reading.customer_choices import Chosen
from dashboard.data.reading.reader import Reader
from dashboard.logic.decided_tiers import DIRECTIONS
from dashboard.logic.periods import MonthSpan, month_end, month_text
from dashboard.logic.question import Question
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.typed import limits_text
from dashboard.logic.words import N_

TRANSLATED = (N_("Cut values"), N_("Decided tier against value layer"))
"""Lines whose value is a text of ours; all others are codes, numbers, dates or the company's own words."""
_ROUNDED = (N_("Cut values"), N_("rounded to two significant digits"))


def about(
    name: str, reader: Reader, question: Question, compare_to: int | None, months: MonthSpan | None, by: str | None
) -> tuple[tuple[str, str], ...]:
    build = reader.build
    span = months or (reader.trend_months(question) if name in ("trend", "layer-months") else question.span)
    lines = [
        (N_("View"), name),
        (N_("Build"), build.build_id),
        (N_("Data from"), build.data_from.isoformat()),
        (N_("Data through"), build.data_through.isoformat()),
        (N_("As of"), month_end(question.as_of).isoformat()),
        (N_("Period"), f"{month_text(span.first)} – {month_text(span.last)}"),
    ]
    if compare_to is not None:
        before = question.period.span(compare_to)
        lines.append((N_("Compared with"), f"{month_text(before.first)} – {month_text(before.last)}"))
    lines += [
        (N_("Scheme"), question.scheme),
        (N_("Value base"), question.base),
        (N_("Layers decided for"), question.cuts),
        (N_("Currency"), build.reporting_currency),
        (N_("Viewer"), reader.viewer.name),
    ]
    lines += [(N_("Filter"), f"{column} = {', '.join(values)}") for column, values in question.filters]
    if name == "trend" and by is not None:
        lines.append((N_("Segments by"), by))
    if name == "pyramid" and not reader.layered(question).cuts_are_exact:
        lines.append(_ROUNDED)
    return tuple(lines)


def about_chosen(chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Which of the customers a list holds."""
    if chosen.layer is not None:
        yield N_("Value layer"), chosen.layer
    if chosen.moved is not None:
        came, went, since = chosen.moved
        yield N_("Layer before and now"), f"{came} → {went}"
        yield N_("Compared with the end of"), month_text(since)
    if chosen.tier is not None:
        yield N_("Decided tier"), chosen.tier
    if chosen.mismatch is not None:
        yield N_("Decided tier against value layer"), DIRECTIONS.get(chosen.mismatch, N_("either way"))
    if chosen.month is not None:
        month_no, by, segments, only_new = chosen.month
        if by is not None:
            yield N_("Filter"), f"{by} = {', '.join(value or '' for value in segments or ())}"
        if only_new:
            yield N_("First order in"), month_text(month_no)


def about_proposal(reader: Reader, question: Question, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What is tried, written as it is typed (``logic.what_if.typed``)."""
    yield N_("Tried: kind of cut"), proposal.mode
    yield N_("Tried: limits"), limits_text(proposal.limits, proposal.mode, value_base(proposal.base))
    yield N_("Tried: value base"), proposal.base
    yield N_("Tried: period"), proposal.period.code
    yield N_("Tried: buffer in percent of the cut rank"), f"{proposal.buffer_bp / 100:g}"
    if proposal.buffer_bp:
        yield N_("Tried: months since the last review"), str(proposal.review_months)
    if not reader.what_if(question, proposal).cuts_are_exact:
        yield _ROUNDED


def about_service(asked: ServiceAsked, *, is_survey: bool = False) -> Iterator[tuple[str, str]]:
    """What a view of the service was asked: of cases their kind, of surveys which one (none = the usual)."""
    if not is_survey:
        yield N_("Kind of case"), asked.kind
    elif asked.survey is not None:
        yield N_("Survey"), asked.survey
    if asked.by is not None:
        yield N_("Told apart by"), asked.by
    yield from asked.more

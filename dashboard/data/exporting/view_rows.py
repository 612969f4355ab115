"""How the rows of each view are made: those of lists as they are asked for, those of tables at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from dashboard.data.exporting.contact_views import Frames, contact_rows
from dashboard.data.exporting.quality_views import quality_table
from dashboard.data.exporting.trend_views import trend_table
from dashboard.data.exporting.what_if_views import what_if_table
from dashboard.data.reading.customer_choices import Chosen
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, month_text
from dashboard.logic.portfolio_filter import PortfolioFilter
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.what_if.proposal import Proposal


@dataclass(frozen=True)
class ViewAsked:
    """What a view is asked beside the question; what each is for says ``views.view``."""

    compare_to: int | None
    months: MonthSpan | None
    by: str | None
    proposal: Proposal
    chosen: Chosen
    portfolio: PortfolioFilter
    sort: str
    descending: bool
    contacts_of: date | None


def view_rows(name: str, reader: Reader, question: Question, asked: ViewAsked) -> tuple[int, Frames]:
    """How many rows the view has, and what gives their frames. Raises Problem where it cannot be made: now, not when
    the file is half written."""
    if name in _LISTS:
        return _LISTS[name](reader, question, asked)
    table = _TABLES[name](reader, question, asked)
    return len(table), lambda: [table]


def _customers(reader: Reader, question: Question, asked: ViewAsked) -> tuple[int, Frames]:
    listed = reader.customer_list(question, asked.chosen)
    return len(listed.places), _later(listed.batches, asked.sort, asked.descending)


def _portfolio(reader: Reader, question: Question, asked: ViewAsked) -> tuple[int, Frames]:
    listed = reader.portfolio_list(question, asked.portfolio)
    return len(listed.places), _later(listed.batches, asked.sort, asked.descending)


def _movers(reader: Reader, question: Question, asked: ViewAsked) -> tuple[int, Frames]:
    answer = reader.what_if(question, asked.proposal)
    reader.movers(question, asked.proposal, "up", 1)
    return answer.up + answer.down, _later(reader.mover_batches, question, asked.proposal)


def _contacts(reader: Reader, question: Question, asked: ViewAsked) -> tuple[int, Frames]:
    return contact_rows(reader, reader.customer_list(question, asked.chosen), asked.contacts_of)


def _later(make: Callable[..., Iterable[pd.DataFrame]], *asked: object) -> Frames:
    return lambda: make(*asked)


def _pyramid(reader: Reader, question: Question, _asked: ViewAsked) -> pd.DataFrame:
    """With what the customers of each layer say."""
    return reader.pyramid(question).merge(reader.layer_voices(question).table, on="layer", how="left")


def _concentration(reader: Reader, question: Question, _asked: ViewAsked) -> pd.DataFrame:
    figures = reader.concentration(question).values()
    return pd.DataFrame({"metric": list(figures), "value": pd.Series(list(figures.values()), dtype="float64")})


def _migration(reader: Reader, question: Question, asked: ViewAsked) -> pd.DataFrame:
    if asked.compare_to is None:
        raise Problem("The view migration compares two dates. Give the earlier month end with --compare-to.")
    return reader.migration(question, asked.compare_to)


def _trend(reader: Reader, question: Question, asked: ViewAsked) -> pd.DataFrame:
    months = asked.months or reader.trend_months(question)
    if asked.by is None:
        return reader.trend(question, months=months)
    return trend_table(reader, question, asked.by, months)


def _layer_months(reader: Reader, question: Question, asked: ViewAsked) -> pd.DataFrame:
    """Each layer at each month end up to as-of; only those of the months where they are given."""
    table = reader.layer_months(question)
    if asked.months is not None:
        table = table[table["month_no"].between(asked.months.first, asked.months.last)]
    return table.assign(month=[month_text(int(month)) for month in table["month_no"]])


_LISTS: Mapping[str, Callable[[Reader, Question, ViewAsked], tuple[int, Frames]]] = MappingProxyType(
    {"customers": _customers, "portfolio": _portfolio, "movers": _movers, "contacts": _contacts}
)
_TABLES: Mapping[str, Callable[[Reader, Question, ViewAsked], pd.DataFrame]] = MappingProxyType(
    {
        "pyramid": _pyramid,
        "what-if": lambda reader, question, asked: what_if_table(reader, question, asked.proposal),
        "concentration": _concentration,
        "migration": _migration,
        "trend": _trend,
        "layer-months": _layer_months,
        "quality": lambda reader, _question, _asked: quality_table(reader),
    }
)

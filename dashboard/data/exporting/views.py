"""What a page shows as a table that can be taken away: the views of ``export`` and of the download buttons."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.data.exporting.about import about, about_chosen, about_proposal, about_service
from dashboard.data.exporting.portfolio_views import about_portfolio, hidden_portfolio_columns
from dashboard.data.exporting.service_view import AS_USUAL, ServiceAsked
from dashboard.data.exporting.service_views import OF_SURVEYS, SERVICE_VIEWS
from dashboard.data.exporting.trend_views import trend_columns
from dashboard.data.exporting.view_column import ViewColumn
from dashboard.data.exporting.view_columns import VIEW_COLUMNS, VIEW_FIGURES, exact_frame
from dashboard.data.exporting.view_rows import ViewAsked, view_rows
from dashboard.data.exporting.what_if_views import (
    WHAT_IF_VIEWS,
    counted_columns,
    hidden_columns,
)
from dashboard.data.reading.customer_choices import EVERYBODY, Chosen
from dashboard.data.reading.masking import hidden
from dashboard.data.reading.reader import Reader
from dashboard.logic.metrics import Metric, metric
from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.portfolio_filter import EVERY_ROW, PortfolioFilter
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.what_if.proposal import Proposal, proposal_of

VIEWS = (*VIEW_COLUMNS, *SERVICE_VIEWS)


@dataclass(frozen=True, eq=False)
class ViewResult:
    """One view, ready to be written. Frames hold exact values (see ViewColumn); masked columns are text.

    rows          of all batches together: known before any is made
    batches       gives the frames one after the other, so that a long list never lies in memory at once; never more
                  than ``rows``
    about         (what, value) for the sheet of filters; ``what`` is a text to translate, ``value`` only for TRANSLATED
    definitions   registry entries of the figures in it
    """

    name: str
    columns: tuple[ViewColumn, ...]
    rows: int
    batches: Callable[[], Iterator[pd.DataFrame]]
    about: tuple[tuple[str, str], ...]
    definitions: tuple[Metric, ...]
    as_of: int

    @property
    def frame(self) -> pd.DataFrame:
        frames = list(self.batches())
        return pd.concat(frames, ignore_index=True) if frames else exact_frame(_empty(self.columns), self.columns)

    def file_name(self, file_format: str) -> str:
        return f"{self.name}-{month_end(self.as_of).isoformat()}.{file_format}"


def view(
    name: str,
    reader: Reader,
    question: Question,
    *,
    compare_to: int | None = None,
    months: MonthSpan | None = None,
    by: str | None = None,
    proposal: Proposal | None = None,
    chosen: Chosen = EVERYBODY,
    portfolio: PortfolioFilter = EVERY_ROW,
    sort: str = "revenue",
    descending: bool = True,
    contacts_of: date | None = None,
    service: ServiceAsked = AS_USUAL,
) -> ViewResult:
    """One of VIEWS, for ``reader.viewer`` as it is: who makes a file gives a reader for ``viewer.for_files()``.

    ``compare_to`` (month number) is for migration, ``months`` for trend and layer-months, ``by`` (a
    column of TREND_COLUMNS: a row per month and segment) for trend, ``proposal`` for what-if and movers (None = the
    rule in force), ``chosen`` for customers and contacts, ``portfolio`` for portfolio, the order for both
    lists. ``contacts_of``: the day of which contacts are exported; None where the settings do not allow it.

    Raises Problem for an unknown view, a migration without its earlier date, contacts that may not be exported, and
    whatever the reader refuses. ``service``: for the views of the service pages.
    """
    if name in SERVICE_VIEWS:
        return _service_view(name, reader, question, service)
    if name not in VIEW_COLUMNS:
        raise Problem("The view {view} is not known. Use {views}.", view=name, views=", ".join(VIEWS))
    proposal = proposal or proposal_of(reader.scheme(question), question)
    veiled = reader.viewer.masks | hidden_columns(reader.viewer.masks, question, proposal)
    veiled |= hidden_portfolio_columns(reader.viewer.masks) if name == "portfolio" else frozenset()
    columns = _kinds(name, question, proposal, veiled, by)
    asked = ViewAsked(
        compare_to=compare_to,
        months=months,
        by=by,
        proposal=proposal,
        chosen=chosen,
        portfolio=portfolio,
        sort=sort,
        descending=descending,
        contacts_of=contacts_of,
    )
    rows, frames = view_rows(name, reader, question, asked)
    if chosen.month is not None:
        months = MonthSpan(chosen.month.month_no, chosen.month.month_no)
    return ViewResult(
        name=name,
        columns=columns,
        rows=rows,
        batches=lambda: (exact_frame(hidden(frame, veiled), columns) for frame in _at_most(rows, frames())),
        about=(
            *about(name, reader, question, compare_to, months, by),
            *about_chosen(chosen),
            *(about_proposal(reader, question, proposal) if name in WHAT_IF_VIEWS else ()),
            *(about_portfolio(reader, question, portfolio) if name == "portfolio" else ()),
        ),
        definitions=tuple(metric(key) for key in VIEW_FIGURES[name]),
        as_of=question.as_of,
    )


def _service_view(name: str, reader: Reader, question: Question, asked: ServiceAsked) -> ViewResult:
    """Made at once: what of the service leaves the house is a table of a few thousand rows, or a list in scope."""
    shape = SERVICE_VIEWS[name]
    if asked.by is not None and not shape.by:
        raise Problem("The view {view} has one way to be written: leave out {option}.", view=name, option="--by")
    if asked.by is not None and asked.by not in shape.by:
        raise Problem(
            "The view {view} is not told apart by {value}. Use {columns}.",
            view=name,
            value=asked.by,
            columns=", ".join(shape.by),
        )
    veiled = reader.viewer.masks
    columns = tuple(replace(one, kind="text") if one.name in veiled else one for one in shape.columns)
    frame = exact_frame(hidden(shape.rows(reader, question, asked), veiled), columns)
    return ViewResult(
        name=name,
        columns=columns,
        rows=len(frame),
        batches=lambda: iter([frame]),
        about=(
            *about(name, reader, question, None, None, asked.by),
            *about_service(asked, is_survey=name in OF_SURVEYS),
        ),
        definitions=tuple(metric(key) for key in shape.figures),
        as_of=question.as_of,
    )


def _at_most(rows: int, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """What was counted is what was allowed and written down: not a row more leaves the house."""
    for frame in frames:
        rows -= len(frame)
        if rows < 0:
            raise RuntimeError("a view has more rows than it said")
        yield frame


def _kinds(
    name: str, question: Question, proposal: Proposal, veiled: frozenset[str], by: str | None
) -> tuple[ViewColumn, ...]:
    """Masked columns are text; a value or cut in orders is a count and no money. ``by`` adds the column segment."""
    counted = counted_columns(question, proposal)
    named = trend_columns() if name == "trend" and by is not None else VIEW_COLUMNS[name]
    columns = tuple(replace(one, kind="count") if one.name in counted else one for one in named)
    return tuple(replace(one, kind="text") if one.name in veiled else one for one in columns)


def _empty(columns: tuple[ViewColumn, ...]) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series([], dtype=object) for column in columns})

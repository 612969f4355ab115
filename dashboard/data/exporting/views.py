"""What a page shows as a table that can be taken away: the views of ``export`` and of the download buttons."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.data.exporting.view_columns import VIEW_COLUMNS, ViewColumn, exact_frame
from dashboard.data.reading.customer_choices import EVERYBODY, Chosen
from dashboard.data.reading.masking import masked
from dashboard.data.reading.reader import Reader
from dashboard.logic.decided_tiers import DIRECTIONS
from dashboard.logic.metrics import Metric, metric
from dashboard.logic.periods import MonthSpan, month_end, month_text
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.words import N_

VIEWS = tuple(VIEW_COLUMNS)
TRANSLATED = (N_("Cut values"), N_("Decided tier against value layer"))
"""Lines of ``about`` whose value is a text of ours; all others are codes, numbers, dates or the company's own words."""


@dataclass(frozen=True, eq=False)
class ViewResult:
    """One view, ready to be written. Frames hold exact values (see ViewColumn); masked columns are text.

    batches       gives the frames one after the other, so that a long list never lies in memory at once
    about         (what, value) for the sheet of filters; ``what`` is a text to translate, ``value`` only for TRANSLATED
    definitions   registry entries of the figures in it
    """

    name: str
    columns: tuple[ViewColumn, ...]
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
    chosen: Chosen = EVERYBODY,
    sort: str = "revenue",
    descending: bool = True,
) -> ViewResult:
    """One of VIEWS. ``compare_to`` (month number) is for migration, ``months`` for trend, the rest for customers.

    Raises Problem for an unknown view, a migration without its earlier date, and whatever the reader refuses.
    """
    if name not in VIEW_COLUMNS:
        raise Problem("The view {view} is not known. Use {views}.", view=name, views=", ".join(VIEWS))
    masks = reader.viewer.masks
    columns = _kinds(name, reader, question)
    if name == "customers":
        reader.customer_list(question, chosen)  # refuses now, not when the file is half written
        frames: Callable[[], Iterable[pd.DataFrame]] = lambda: reader.customer_batches(  # noqa: E731
            question, chosen, sort=sort, descending=descending
        )
    else:
        table = _table(name, reader, question, compare_to, months)
        frames = lambda: [table]  # noqa: E731
    return ViewResult(
        name=name,
        columns=columns,
        batches=lambda: (exact_frame(masked(frame, masks), columns) for frame in frames()),
        about=(*_about(name, reader, question, compare_to, months), *_about_chosen(chosen)),
        definitions=tuple(metric(key) for key in _DEFINITIONS[name]),
        as_of=question.as_of,
    )


_DEFINITIONS = {
    "pyramid": (
        "layer",
        "active_customers",
        "customer_share",
        "revenue",
        "revenue_share",
        "average_revenue",
        "gross_profit",
        "profit_share",
        "profit_known_share",
    ),
    "customers": ("layer", "revenue", "gross_profit", "orders"),
    "concentration": (
        "top20_share",
        "top_10pct_share",
        "top_1pct_share",
        "largest_customer_share",
        "customers_making_80_share",
        "gini",
        "hhi",
    ),
    "migration": ("migration", "layer", "revenue"),
    "trend": ("new_customers", "orders", "revenue", "gross_profit"),
}


def _table(
    name: str, reader: Reader, question: Question, compare_to: int | None, months: MonthSpan | None
) -> pd.DataFrame:
    if name == "pyramid":
        return reader.pyramid(question)
    if name == "concentration":
        figures = reader.concentration(question).values()
        return pd.DataFrame({"metric": list(figures), "value": pd.Series(list(figures.values()), dtype="float64")})
    if name == "trend":
        return reader.trend(question, months=months)
    if compare_to is None:
        raise Problem("The view migration compares two dates. Give the earlier month end with --compare-to.")
    return reader.migration(question, compare_to)


def _kinds(name: str, reader: Reader, question: Question) -> tuple[ViewColumn, ...]:
    """Masked columns are text; a cut in orders is a count and no money."""
    masks = reader.viewer.masks
    columns = tuple(replace(one, kind="text") if one.name in masks else one for one in VIEW_COLUMNS[name])
    if name == "pyramid" and not reader.base(question).is_money:
        columns = tuple(replace(one, kind="count") if one.name == "cut_value" else one for one in columns)
    return columns


def _about(
    name: str, reader: Reader, question: Question, compare_to: int | None, months: MonthSpan | None
) -> tuple[tuple[str, str], ...]:
    build, span = reader.build, question.span
    if name == "trend":
        span = months or reader.trend_months(question)
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
    if name == "pyramid" and not reader.layered(question).cuts_are_exact:
        lines.append((N_("Cut values"), N_("rounded to two significant digits")))
    return tuple(lines)


def _about_chosen(chosen: Chosen) -> Iterator[tuple[str, str]]:
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


def _empty(columns: tuple[ViewColumn, ...]) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series([], dtype=object) for column in columns})

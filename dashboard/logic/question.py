"""What is asked of the data: everything that a page's filters or a command line can say, hashable for caches."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from dashboard.logic.periods import Comparison, MonthSpan, Period, comparison_span
from dashboard.logic.problems import Problem

Cuts = Literal["company", "selection"]
Filters = tuple[tuple[str, tuple[str, ...]], ...]

FILTER_COLUMNS = ("region", "industry", "account_manager_id")


@dataclass(frozen=True)
class Question:
    """As-of month, period, comparison, scheme, value base, cuts and filters.

    ``filters``: (column, values) pairs; values of one column are alternatives, columns must all hold. They are put in
    one order, so that equal questions have equal keys. The value ``""`` stands for customers without an entry.
    """

    as_of: int
    period: Period = field(default_factory=Period)
    comparison: Comparison = "before"
    scheme: str = "curry"
    base: str = "revenue"
    cuts: Cuts = "company"
    filters: Filters = ()

    def __post_init__(self) -> None:
        if self.comparison not in get_args(Comparison):
            raise Problem("{value} is no comparison. Use before or last_year.", value=self.comparison)
        if self.cuts not in get_args(Cuts):
            raise Problem("{value} is no choice of cuts. Use company or selection.", value=self.cuts)
        object.__setattr__(self, "filters", tidy_filters(self.filters))

    @property
    def key(self) -> Hashable:
        """For cache keys, together with build and viewer."""
        return (
            self.as_of,
            self.period.code,
            self.comparison,
            self.scheme,
            self.base,
            self.cuts,
            self.filters,
        )

    @property
    def span(self) -> MonthSpan:
        return self.period.span(self.as_of)

    def comparison_span(self, data_from_month: int) -> MonthSpan | None:
        """The window compared with, None (n/a) where it begins before the data."""
        return comparison_span(self.period, self.as_of, self.comparison, data_from_month)


def tidy_filters(filters: Iterable[tuple[str, Iterable[str]]]) -> Filters:
    """One sorted entry per column with sorted, distinct values; columns without values drop out.

    Raises Problem for a column that cannot be filtered by.
    """
    gathered: dict[str, set[str]] = {}
    for column, values in filters:
        if column not in FILTER_COLUMNS:
            raise Problem(
                "The filter column {column} is not known. Use {columns}.",
                column=column,
                columns=", ".join(FILTER_COLUMNS),
            )
        gathered.setdefault(column, set()).update(values)
    return tuple((column, tuple(sorted(values))) for column, values in sorted(gathered.items()) if values)


def parse_filters(texts: Iterable[str]) -> Filters:
    """``COLUMN=VALUE`` as on the command line. Raises Problem where the ``=`` or the column is missing or unknown."""
    pairs = []
    for text in texts:
        column, equals, value = text.partition("=")
        if not equals:
            raise Problem(
                "The filter {value} is not understood. Write COLUMN=VALUE, for example region=East.", value=text
            )
        pairs.append((column.strip(), (value.strip(),)))
    return tidy_filters(pairs)

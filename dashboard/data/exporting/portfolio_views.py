"""The view portfolio: what stands in its file, and what the file says of the filters."""

from collections.abc import Iterator

from dashboard.data.reading.portfolio import SHOWN_WITH
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_text
from dashboard.logic.portfolio_filter import PortfolioFilter
from dashboard.logic.question import Question
from dashboard.logic.words import N_


def hidden_portfolio_columns(masks: frozenset[str]) -> frozenset[str]:
    """Columns that show what is masked under another name."""
    return frozenset(column for column, shown in SHOWN_WITH.items() if shown in masks)


def about_portfolio(reader: Reader, question: Question, wanted: PortfolioFilter) -> Iterator[tuple[str, str]]:
    """What it is compared with, and every filter."""
    before = question.comparison_span(reader.build.first_month)
    if before is not None:
        yield N_("Compared with"), f"{month_text(before.first)} – {month_text(before.last)}"
    for name, value in wanted.codes().items():
        yield N_("Filter"), f"{name} = {value}"
    if wanted.text:
        yield N_("Filter"), f"text = {wanted.text}"

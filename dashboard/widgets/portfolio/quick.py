"""What to look at first: a handful of usual questions with the number of customers behind each, one click away."""

from dataclasses import dataclass

import streamlit as st

from dashboard.logic.migration import MOVED_DOWN, STOPPED
from dashboard.logic.portfolio import PortfolioSummary
from dashboard.logic.portfolio_filter import SHRANK_MUCH, PortfolioFilter
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.language import _
from dashboard.widgets.link import Values
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import LARGEST_FIRST, SMALLEST_FIRST, portfolio_fields
from dashboard.widgets.portfolio.choice import FILTERS, ask_for
from dashboard.widgets.portfolio.words import change_label, direction_label, near_label

LONG_QUIET, NEAR = "90", "10"


@dataclass(frozen=True)
class Quick:
    """A question: the filters as in the link, and the order in which its customers are best read."""

    name: str
    asked: dict[str, Values]
    sort: str
    order: str

    @property
    def filter(self) -> PortfolioFilter:
        many = ("layers", "directions", "tiers")
        own = {FILTERS[name]: values for name, values in self.asked.items()}
        return PortfolioFilter(**{name: values if name in many else values[0] for name, values in own.items()})  # ty: ignore[invalid-argument-type]


def quick_questions(bands: tuple[str, ...]) -> tuple[Quick, ...]:
    """``bands``: the layers of the active customers."""
    return (
        Quick("down", {"moves": (MOVED_DOWN,)}, "revenue_change", SMALLEST_FIRST),
        Quick("stopped", {"moves": (STOPPED,)}, "revenue_change", SMALLEST_FIRST),
        Quick("shrank", {"change": (SHRANK_MUCH,)}, "revenue_change", SMALLEST_FIRST),
        Quick("near", {"near": (NEAR,)}, "to_next", SMALLEST_FIRST),
        Quick("quiet", {"layers": bands, "quiet": (LONG_QUIET,)}, "revenue", LARGEST_FIRST),
    )


def quick_row(opened: Opened, question: Question, summary: PortfolioSummary) -> None:
    """A button for each question that has an answer."""
    if summary.customers < 2:
        return
    questions = quick_questions(opened.schemes[question.scheme].band_ids)
    counts = answer(
        opened,
        "portfolio_quick",
        question,
        lambda: [len(opened.reader.portfolio_list(question, one.filter).places) for one in questions],
    )
    words = {
        "down": (direction_label(MOVED_DOWN), _("Moved down, largest loss first")),
        "stopped": (direction_label(STOPPED), _("Active in the period before, not in this one")),
        "shrank": (_("Shrinking by 20 %+"), change_label(SHRANK_MUCH)),
        "near": (_("Near the next layer"), near_label(NEAR)),
        "quiet": (_("Quiet for {n} days", n=LONG_QUIET), _("Active, no order for {n} days", n=LONG_QUIET)),
    }
    fields = portfolio_fields(opened)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for one, count in zip(questions, counts, strict=True):
            if count:
                st.button(
                    f"{words[one.name][0]} · **{opened.formats.whole(count)}**",
                    key=f"portfolio_quick_{one.name}",
                    help=words[one.name][1],
                    on_click=ask_for,
                    args=(fields, one.asked, one.sort, one.order),
                )

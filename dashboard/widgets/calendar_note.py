"""What must be known to read times and counts of service: holidays nobody knows yet, cases of unknown customers."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened


def calendar_note(opened: Opened, question: Question | None = None, *, later: bool = False) -> None:
    """Nothing where nothing is missing. ``question``: also tell the cases of customers who are not on file; ``later``:
    and those received after the day that the data reach."""
    said = []
    for year in opened.reader.years_without_holidays():
        said.append(
            _(
                "The official calendar of {year} is not known yet: make-up workdays and moved holidays are missing. "
                "Import {table} to say which days are worked.",
                year=str(year),
                table=table_title("calendar_days"),
            )
        )
    if question is not None and later:
        said += _later(opened, question)
    if question is not None:
        ask = lambda: opened.reader.cases_of_nobody(question)  # noqa: E731
        count = answer(opened, "cases_of_nobody", question, ask)
        if count:
            said.append(
                ngettext(
                    "{n} case is of a customer who stands in no order and no file; it is in no region and no layer.",
                    "{n} cases are of customers who stand in no order and no file; they are in no region and no layer.",
                    count,
                    n=opened.formats.whole(count),
                )
            )
    with st.container():  # there with nothing to say, too: the page below keeps its place
        if said:
            st.caption("  \n".join(said))


def _later(opened: Opened, question: Question) -> list[str]:
    count = answer(opened, "cases_after_data", question, lambda: opened.reader.cases_after_data(question))
    if not count:
        return []
    return [
        ngettext(
            "{n} case of the files was received after {day} and is counted nowhere.",
            "{n} cases of the files were received after {day} and are counted nowhere.",
            count,
            n=opened.formats.whole(count),
            day=opened.formats.day(opened.marts.build.data_through),
        )
    ]

"""What is on screen as a file. The file is made when the button is pressed, from the same view as ``export``."""

from collections.abc import Callable

import streamlit as st

from dashboard.data.exporting.exports import MEDIA_TYPES, export_bytes
from dashboard.data.exporting.views import view
from dashboard.data.reading.customer_choices import EVERYBODY, Chosen
from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.what_if.proposal import Proposal
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened

FORMATS = ("csv", "xlsx")


def export_button(
    opened: Opened,
    question: Question,
    name: str,
    chosen: Chosen = EVERYBODY,
    *,
    key: str,
    compare_to: int | None = None,
    months: MonthSpan | None = None,
    by: str | None = None,
    proposal: Proposal | None = None,
    sort: str = "revenue",
    descending: bool = True,
) -> None:
    """One button for CSV and one for Excel (with a sheet of filters and definitions in the reader's language)."""
    spoken = speech()  # the file is made in another thread, where no session is known

    def maker(file_format: str) -> Callable[[], bytes]:
        def make() -> bytes:
            try:
                result = view(
                    name,
                    opened.reader,
                    question,
                    compare_to=compare_to,
                    months=months,
                    by=by,
                    proposal=proposal,
                    chosen=chosen,
                    sort=sort,
                    descending=descending,
                )
                return export_bytes(result, file_format, translate=spoken.say)
            except Problem as problem:
                # Streamlit hands the error's text to the reader of the page: in their language, then.
                raise RuntimeError(spoken.problem(problem)) from problem

        return make

    with st.container(horizontal=True, width="content"):
        for file_format in FORMATS:
            st.download_button(
                file_format.upper(),
                maker(file_format),
                file_name=f"{name}-{month_end(question.as_of).isoformat()}.{file_format}",
                mime=MEDIA_TYPES[file_format],
                key=f"{key}_{file_format}",
                icon=":material/download:",
                help=_("Download this table as {format}", format=file_format.upper()),
                on_click="ignore",
            )

"""What is on screen as a file. The file is made when the button is pressed, from the same view as ``export``."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.data.exporting.exports import MEDIA_TYPES, export_bytes
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.customer_choices import EVERYBODY, Chosen
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, month_end, month_text
from dashboard.logic.portfolio_filter import EVERY_ROW, PortfolioFilter
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.trail import Action
from dashboard.logic.what_if.proposal import Proposal
from dashboard.widgets.downloads import Asker, Prepared, asker, download_button, file_maker
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
    portfolio: PortfolioFilter = EVERY_ROW,
    sort: str = "revenue",
    descending: bool = True,
) -> None:
    """The view of this name as on screen; what the screen shows in part is hidden in the file."""

    def make(reader: Reader) -> ViewResult:
        return view(
            name,
            reader,
            question,
            compare_to=compare_to,
            months=months,
            by=by,
            proposal=proposal,
            chosen=chosen,
            portfolio=portfolio,
            sort=sort,
            descending=descending,
        )

    details = about_question(opened, question)
    details |= {} if chosen == EVERYBODY else {"chosen": {n: v for n, v in vars(chosen).items() if v is not None}}
    details |= {} if compare_to is None else {"compare_to": month_text(compare_to)}
    details |= {} if by is None else {"by": by}
    details |= {} if proposal is None else {"tried": proposal.mode, "tried_value": proposal.base}
    details |= {} if portfolio == EVERY_ROW else {"portfolio": portfolio.codes(), "is_searched": bool(portfolio.text)}
    view_buttons(opened, question, name, make, details, key=key)


def about_question(opened: Opened, question: Question) -> dict[str, object]:
    """What is written down of a question: codes and ids."""
    return {
        "build": opened.marts.build.build_id,
        "as_of": month_text(question.as_of),
        "period": question.period.code,
        "scheme": question.scheme,
        "value": question.base,
        "filters": {column: list(values) for column, values in question.filters},
    }


def view_buttons(
    opened: Opened,
    question: Question,
    name: str,
    make: Callable[[Reader], ViewResult],
    details: dict[str, object],
    *,
    key: str,
) -> None:
    """One button for CSV and one for Excel (with a sheet of filters and definitions in the reader's language); none for
    those who may not take files out. ``make`` makes the view for the reader it is given; ``details`` are written down:
    codes and ids, no texts that people type."""
    if not opened.viewer.may(Right.EXPORT):
        return
    who = asker(opened.viewer)
    reader = opened.reader.of(opened.viewer.for_files())
    with st.container(horizontal=True, width="content"):
        for file_format in FORMATS:
            maker = _maker(who, reader, name, file_format, make, details)
            download_button(
                file_format.upper(),
                maker,
                file_name=f"{name}-{month_end(question.as_of).isoformat()}.{file_format}",
                mime=MEDIA_TYPES[file_format],
                key=f"{key}_{file_format}",
                help=_("Download this table as {format}", format=file_format.upper()),
            )


def _maker(
    who: Asker,
    reader: Reader,
    name: str,
    file_format: str,
    make: Callable[[Reader], ViewResult],
    details: dict[str, Any],
) -> Callable[[], bytes]:
    spoken = speech()  # the file is made in another thread, where no session is known

    def prepare() -> Prepared:
        result = make(reader)
        return Prepared(
            result.rows,
            lambda watermark: export_bytes(result, file_format, translate=spoken.say, watermark=watermark),
        )

    return file_maker(
        who, Right.EXPORT, Action.EXPORT, prepare, subject=name, details={**details, "format": file_format}
    )

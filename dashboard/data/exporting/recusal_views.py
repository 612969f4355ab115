"""The view of recusal: the steps that were taken by somebody who should have stood aside."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question

ALL_KINDS = ("kinds", "all")
"""Of ``ServiceAsked.more``: the rows of all three kinds, each row with its kind."""


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    return reader.recusal_rows(question, None if ALL_KINDS in asked.more else asked.kind)


VIEWS: dict[str, ServiceView] = {
    "recusal": ServiceView(
        columns(
            "case_id:text kind:text quarter:text ground:text role:text person:text step:text at:moment override:flag"
        ),
        ("recusal_compliance",),
        _rows,
    )
}

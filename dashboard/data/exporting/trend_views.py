"""The view trend, told apart by a column: one row more per segment, and the column segment after the month."""

import pandas as pd

from dashboard.data.exporting.view_column import ViewColumn
from dashboard.data.exporting.view_columns import VIEW_COLUMNS
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, month_text
from dashboard.logic.question import Question


def trend_columns() -> tuple[ViewColumn, ...]:
    month, *figures = VIEW_COLUMNS["trend"]
    return (month, ViewColumn("segment", "text"), *figures)


def trend_table(reader: Reader, question: Question, by: str, months: MonthSpan) -> pd.DataFrame:
    """One row per month and value of the column ``by`` (empty = not given; by layer: in none)."""
    frame = reader.month_figures(question, by, months)
    return frame.assign(month=frame["month_no"].map(month_text).astype(object))

"""What a view of a service page is: its columns, its figures and how its rows are made."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.data.exporting.view_column import ViewColumn
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question


@dataclass(frozen=True)
class ServiceAsked:
    """What a service view can be asked beside the question.

    kind    complaint, appeal or objection: never mixed (M31b)
    by      what rows are told apart by; None = the view's own choice
    survey  id of the wave that a view of surveys is about; None = the latest one that is shown
    more    further choices of one page, name and value
    """

    kind: str = "complaint"
    by: str | None = None
    survey: str | None = None
    more: tuple[tuple[str, str], ...] = ()


AS_USUAL = ServiceAsked()


@dataclass(frozen=True)
class ServiceView:
    """``rows`` gives a frame with at least ``columns``, in scope; money in int64 units; veiled fields are hidden by
    ``views.view``. ``figures``: keys of the metric registry, for the sheet of definitions. ``by``: what ``--by`` may
    say."""

    columns: tuple[ViewColumn, ...]
    figures: tuple[str, ...]
    rows: Callable[[Reader, Question, ServiceAsked], pd.DataFrame]
    by: tuple[str, ...] = ()

"""The reader's answers, kept: small results per build, viewer and question, so that a rerun asks nothing twice.

Every key holds the build id and the viewer's scope and masks (``Opened.key``); an answer made for one viewer is never
given to another.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import streamlit as st

from dashboard.data.reading.customer_choices import Choice
from dashboard.logic.question import Question
from dashboard.widgets.opened import Opened

T = TypeVar("T")
KEPT_ANSWERS = 600


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _kept(key: str, _ask: Callable[[], object]) -> object:
    return _ask()


def answer(opened: Opened, name: str, question: Question | None, ask: Callable[[], T], *more: object) -> T:
    """``ask()``, or what it gave last time for the same build, viewer, question and further arguments."""
    key = repr((opened.key, name, question.key if question else None, more))
    return cast(T, _kept(key, ask))


def choices(opened: Opened, column: str) -> list[Choice]:
    """The values of a filter column within the viewer's scope; nothing where it is not shown plainly to them."""
    if column in opened.viewer.veiled:
        return []
    return answer(opened, "choices", None, lambda: opened.reader.choices(column), column)

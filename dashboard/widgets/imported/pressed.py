"""Callbacks of the import: they run before the page's own guard, so each asks for the right itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from dashboard.logic.problems import Problem
from dashboard.logic.roles import Right
from dashboard.widgets.problem_shown import problem_text
from dashboard.widgets.viewing import require_viewer

_SAID = "import_pressed_said"


def pressed(act: Callable[..., Any]) -> Callable[..., None]:
    """``act`` for whoever may import now. What it cannot do is said by the page (``say_what_was_not_done``)."""

    @wraps(act)
    def guarded(*given: Any) -> None:
        require_viewer(Right.IMPORT)
        try:
            act(*given)
        except Problem as problem:
            st.session_state[_SAID] = problem_text(problem)
        except OSError as error:
            full = Problem(
                "The files cannot be kept: {reason}. Free some space and try again.", reason=error.strerror or ""
            )
            st.session_state[_SAID] = problem_text(full)

    return guarded


def say_what_was_not_done() -> None:
    """Once, above the steps."""
    said = st.session_state.pop(_SAID, "")
    with st.container():  # there with nothing to say, too: the steps below keep their places
        if said:
            st.error(said, icon=":material/error:")

"""What went wrong, as one sentence."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from dashboard.logic.problems import Problem
from dashboard.logic.words import N_
from dashboard.widgets.language import _, speech
from dashboard.widgets.text_table import plain_text

FAILED = N_("Something went wrong here. The log of the server has the details.")


@contextmanager
def problems_as_sentences() -> Generator[None]:
    """Show a Problem of the block as one translated sentence and go on after it; anything else goes to the log.

    Streamlit's own control flow (stop, rerun) is no Exception and passes. A fragment needs this inside: when it runs
    alone, the page's own block is not around it.
    """
    try:
        yield
    except Problem as problem:
        st.error(problem_text(problem), icon=":material/error:")
    except Exception:
        logging.getLogger(__name__).exception("A page failed")
        st.error(_(FAILED), icon=":material/error:")


def show_failure(error: Exception) -> bool:
    """What Streamlit calls where nothing of ours caught the error (server.py), after logging it. True = it was said."""
    is_problem = isinstance(error, Problem)
    st.error(problem_text(error) if is_problem else _(FAILED), icon=":material/error:")
    return True


def problem_text(problem: Problem) -> str:
    """The sentence as Markdown: what it names may come from a link or a file and is shown letter by letter."""
    named = {name: plain_text(value) if isinstance(value, str) else value for name, value in problem.values.items()}
    return speech().problem(Problem(problem.text, **named))

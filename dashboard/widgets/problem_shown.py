"""What went wrong, as one sentence."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from dashboard.logic.problems import Problem
from dashboard.logic.words import N_
from dashboard.widgets.language import _, speech

FAILED = N_("Something went wrong here. The log of the server has the details.")


@contextmanager
def problems_as_sentences() -> Generator[None]:
    """Show a Problem of the block as one translated sentence and go on after it; anything else goes to the log."""
    try:
        yield
    except Problem as problem:
        st.error(speech().problem(problem), icon=":material/error:")
    except Exception as error:
        if type(error).__module__.startswith("streamlit"):
            raise  # Streamlit's own control flow and its complaints about the page
        logging.getLogger(__name__).exception("A page failed")
        st.error(_(FAILED), icon=":material/error:")

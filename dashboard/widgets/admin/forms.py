"""What the forms of this page share: keys that begin again after a success, and sentences for the run after it.

Forms are worked on in the body of the run, not in callbacks: the guard of the page has run by then, with the roles of
this very moment.
"""

from collections.abc import Iterable

import streamlit as st

from dashboard.widgets.text_table import plain_text

_SAID = "admin_said"


def form_key(form: str, field: str) -> str:
    """The key of a field, until the form begins again: what was typed stays as long as it was not taken."""
    return f"{form}_{field}_{st.session_state.get(f'{form}_turn', 0)}"


def begin_again(form: str) -> None:
    """From the next run on the form is empty."""
    st.session_state[f"{form}_turn"] = st.session_state.get(f"{form}_turn", 0) + 1


def done(form: str, sentences: Iterable[str]) -> None:
    """The form was taken: empty it, say so, and show the page as it is now."""
    begin_again(form)
    st.session_state[_SAID] = [sentence for sentence in sentences if sentence]
    st.rerun()


def say_what_was_done() -> None:
    """Above everything else, once.

    In a place that is there with nothing to say, too: a sentence that pushed what follows it to new places would make
    the browser draw all of it a second time, and take the old one away under the hand of whoever clicks just then.
    """
    with st.container():
        for sentence in st.session_state.pop(_SAID, []):
            st.success(plain_text(sentence), icon=":material/check:")
            st.toast(plain_text(sentence), icon=":material/check:")  # whoever sent a long form is far below it


def begin_with(form: str, **values: object) -> None:
    """What the fields hold when the form is first drawn; what was typed since stays."""
    for field, value in values.items():
        st.session_state.setdefault(form_key(form, field), value)


def typed(form: str, field: str) -> str:
    """A text as it was typed, without the blanks around it; empty for nothing."""
    return str(st.session_state.get(form_key(form, field)) or "").strip()

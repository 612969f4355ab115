"""What was written to a question of a named wave, in pages; of an anonymous one nothing."""

import streamlit as st

from dashboard.data.reading.surveys.item_reader import TEXT_COLUMNS
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import one_line, plain_text

ROWS = 20


def answer_texts(opened: Opened, question: Question, wave: Wave, item_id: str, *, is_text: bool) -> None:
    """``is_text``: the question asked for words, so that none is said too."""
    if wave.is_anonymous:
        return
    page = int(st.session_state.get(f"item_texts_{item_id}", 1) or 1)
    total, frame = opened.reader.question_texts(question, wave, item_id, (page - 1) * ROWS, ROWS)
    pages = -(-total // ROWS)
    if page > max(pages, 1):
        page = 1
        total, frame = opened.reader.question_texts(question, wave, item_id, 0, ROWS)
    form = opened.formats
    if not total:
        if is_text:
            st.markdown(_("Nobody of this selection has written anything."))
        return
    st.markdown(
        ngettext("**{n} answer in words**", "**{n} answers in words**", total, n=form.whole(total))
    )  # fmt: skip
    if "answer_text" in opened.viewer.veiled:
        st.caption(_("Your role does not show what was written."))
        return
    lines = [_line(opened, *row) for row in zip(*(frame[name] for name in TEXT_COLUMNS), strict=True)]
    st.markdown("\n".join(lines))
    if pages > 1:
        st.pagination(pages, key=f"item_texts_{item_id}", width="content")


def _line(opened: Opened, day: object, customer: object, text: object) -> str:
    """A long text wraps: nothing of it is cut."""
    who = [opened.formats.iso_day(day) if day else "", one_line(customer)]
    return f"- {plain_text(' · '.join(filter(None, who)) or _('Nobody known'))}: {plain_text(one_line(text))}"

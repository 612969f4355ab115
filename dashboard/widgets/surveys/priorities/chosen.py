"""One question opened: its figures, and what a bad and a good mark go with."""

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.priorities import Drivers
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.findings.links import finding_link
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.priorities.fields import CHOSEN
from dashboard.widgets.surveys.priorities.tables import between
from dashboard.widgets.surveys.priorities.words import (
    factor_text,
    quadrant_text,
    quadrant_word,
    score_text,
)
from dashboard.widgets.text_table import plain_text

SELECT = "fix_select"


def open_question(item_id: str) -> None:
    """For callbacks. "" closes it."""
    st.session_state[CHOSEN.name] = item_id


def chosen_question_card(
    opened: Opened, question: Question, wave: Wave, found: Drivers, items: pd.DataFrame, names: list[str]
) -> None:
    """``items``, ``names``: of the rows of the table. Choosing by keyboard is the box, by mouse also the map."""
    ids = [str(one) for one in items["item_id"]]
    held = CHOSEN.chosen()[0]
    titles = {"": _("No question"), **dict(zip(ids, names, strict=True))}
    st.session_state[SELECT] = held if held in titles else ""
    st.selectbox(
        _("Open a question"),
        tuple(titles),
        key=SELECT,
        format_func=lambda code: plain_text(titles.get(code, code)),
        on_change=lambda: open_question(st.session_state[SELECT]),
    )
    if not held:
        return
    with st.container(border=True):
        if held not in ids:
            st.info(_("What the link has chosen is not shown here."))
            return
        place = ids.index(held)
        st.markdown(f"**{plain_text(names[place])}**")
        for line in question_lines(opened.formats, found, found.table.loc[place]):
            st.markdown(plain_text(line))
        finding_link(opened, question, wave, held)


def question_lines(form: Formats, found: Drivers, row: pd.Series) -> list[str]:
    """Sentences about one row of the table."""
    score = lambda value: score_text(form, value)  # noqa: E731
    rating = lambda value: score_text(form, value, is_rescaled=found.is_rescaled)  # noqa: E731
    signed = lambda value: form.signed(value, 2)  # noqa: E731
    lines = [_verdict(row)]
    if row["importance"] == row["importance"]:
        lines.append(
            _("Importance {share}, place {rank} of {all}; rank correlation with overall satisfaction {r}.",
              share=between(form, row, "importance", form.share), rank=form.whole(row["rank"]),
              all=form.whole(found.used), r=score(row["rank_correlation"]))
        )  # fmt: skip
    lines.append(
        _("Rated {score} by {n} people.", score=between(form, row, "performance", rating), n=form.whole(row["rated"]))
    )
    if row["stated"] == row["stated"]:
        lines.append(
            _("Asked directly how important it is, {n} people said {score}.",
              score=between(form, row, "stated", score), n=form.whole(row["stated_n"]))
        )  # fmt: skip
    lines.append(
        _("{factor}: against the {middle} people with a mark between, overall satisfaction is {penalty} for the {low} "
          "with a low mark and {reward} for the {high} with a high one.",
          factor=factor_text(row["factor"]), penalty=between(form, row, "penalty", signed),
          reward=between(form, row, "reward", signed), low=form.whole(row["low_n"]), high=form.whole(row["high_n"]),
          middle=form.whole(row["middle_n"]))
    )  # fmt: skip
    return lines


def _verdict(row: pd.Series) -> str:
    if row["quadrant"] == "undecided":
        return _("{verdict}: an interval holds a line. The mark itself lies in: {quarter}.",
                 verdict=quadrant_text(row["quadrant"]), quarter=quadrant_word(row["leaning"]))  # fmt: skip
    return quadrant_text(row["quadrant"])

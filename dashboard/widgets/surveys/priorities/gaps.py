"""What people found against what they expected (M51)."""

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.servqual import has_expectations
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.formats import Formats
from dashboard.widgets.imported.words import column_title, table_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.priorities.tables import dimension_word, gap_table
from dashboard.widgets.text_table import plain_text


def gaps_part(opened: Opened, question: Question, wave: Wave, questions: pd.DataFrame) -> None:
    """Nothing but a line where no expectations were asked."""
    needed = {
        "column": column_title("survey_items", "item_type"),
        "dimension": column_title("survey_items", "dimension"),
        "table": table_title("survey_items"),
    }
    if not has_expectations(questions):
        st.caption(
            _("Expectations were not asked in this survey: with questions of the kind expectation (columns {column} "
              "and {dimension} of the file {table}) the gap to what was found stands here.", **needed)
        )  # fmt: skip
        return
    gaps = opened.reader.servqual_gaps(question, wave)
    st.subheader(plain_text(gaps_headline(opened.formats, gaps)), anchor=False)
    if gaps.empty:
        st.info(
            _("Expectations were asked, but no dimension has both sides on one scale. Fill in the column {dimension} "
              "of the file {table} for both kinds of questions.", **needed)
        )  # fmt: skip
        return
    gap_table(opened, gaps)


def gaps_headline(form: Formats, gaps: pd.DataFrame) -> str:
    """True for every data set: who is surely below comes first, an average without that is called so."""
    known = gaps[gaps["gap"].notna()].sort_values("gap", kind="stable")
    if known.empty:
        return _("Too few answers to compare what was found with what was expected")
    below = known[known["high"] < 0]
    row = (known if below.empty else below).iloc[0]
    asked = {"dimension": dimension_word(row["dimension"]), "gap": form.signed(row["gap"], 2),
             "low": form.signed(row["low"], 2), "high": form.signed(row["high"], 2)}  # fmt: skip
    if len(below):
        return _("{n} of {all} dimensions are surely below what was expected; first {dimension}, {gap} "
                 "({low} to {high})", n=form.whole(len(below)), all=form.whole(len(known)), **asked)  # fmt: skip
    return _("No dimension is surely below what was expected; lowest: {dimension}, {gap} ({low} to {high})", **asked)

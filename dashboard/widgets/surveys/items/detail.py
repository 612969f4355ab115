"""One question opened: how it was answered, through the waves, how it was worded, and what was written to it."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.case_bars import Part, case_bars
from dashboard.logic.question import Question
from dashboard.logic.surveys.distribution import place_count, place_titles
from dashboard.logic.surveys.question_sheet import QuestionSheet
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.findings.links import finding_link
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.fields import QUESTION
from dashboard.widgets.surveys.items.pictures import open_question
from dashboard.widgets.surveys.items.rows import unknown_share
from dashboard.widgets.surveys.items.texts import answer_texts
from dashboard.widgets.surveys.items.through_waves import through_waves
from dashboard.widgets.surveys.items.words import (
    badges,
    change_interval,
    interval_text,
    named_question,
    question_name,
)
from dashboard.widgets.surveys.words import p_text, verdict_word
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text, text_table
from dashboard.widgets.window import is_dark, is_narrow

TEXT, YES = "text", 1
MOST_NARROW = 7
"""Places that leave room for the two bars of those who gave no rating; they stand in the text above anyway."""


def question_choice(sheet: QuestionSheet) -> None:
    """All questions of the wave by number and text; a wave that does not have the chosen one has none open."""
    rows = [*sheet.questions.iterrows(), *sheet.others.iterrows()]
    titles = {str(row["item_id"]): named_question(row) for _place, row in rows}
    if QUESTION.chosen()[0] not in titles:
        open_question("")
    st.selectbox(
        _("Open a question"),
        ("", *titles),
        key=QUESTION.name,
        format_func=lambda code: titles.get(code) or _("Choose a question …"),
        persist_state="session",
    )


def opened_question(opened: Opened, question: Question, wave: Wave, sheet: QuestionSheet) -> None:
    """The chosen question, in a frame; nothing where none is chosen."""
    code = QUESTION.chosen()[0]
    row, other = sheet.one(code), sheet.others[sheet.others["item_id"] == code]
    if row is None and other.empty:
        return
    with st.container(border=True):
        name = question_name(row if row is not None else other.iloc[0])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain_text(name), anchor=False)
            st.button(_("Close the question"), icon=":material/close:", type="tertiary", key="item_close",
                      on_click=open_question, args=("",))  # fmt: skip
        if row is not None:
            _rated(opened, question, wave, sheet, row)
        elif other.iloc[0]["item_type"] != TEXT:
            _yes_or_no(opened, sheet, other.iloc[0])
        finding_link(opened, question, wave, code)
        answer_texts(opened, question, wave, code, is_text=row is None and other.iloc[0]["item_type"] == TEXT)


def _rated(opened: Opened, question: Question, wave: Wave, sheet: QuestionSheet, row: pd.Series) -> None:
    st.markdown(plain_text(_figures(opened, row)))
    compared = _compared(opened, sheet, row)
    if compared:
        st.markdown(plain_text(compared))
    for badge in badges(sheet, row):
        st.caption(plain_text(badge))
    _spread(opened, sheet, row)
    through_waves(opened, question, wave, str(row["canonical_id"]))


def _figures(opened: Opened, row: pd.Series) -> str:
    form = opened.formats
    if not row["n"]:
        return _("Nobody of this selection has rated it.")
    return _(
        "Mean {mean} on the scale {low_end} to {high_end} ({interval}), {n} ratings. Two highest places {top} "
        "({top_interval}), two lowest {bottom}. Does not know: {unknown} ({share}). Outside the scale: {outside}.",
        mean=form.number(row["mean"], 2),
        low_end=f"{row['scale_min']:g}",
        high_end=f"{row['scale_max']:g}",
        interval=interval_text(form, row["low"], row["high"]),
        n=form.whole(row["n"]),
        top=form.share(row["top2"]),
        top_interval=interval_text(form, row["top2_low"], row["top2_high"], is_share=True),
        bottom=form.share(row["bottom2"]),
        unknown=form.whole(row["dont_know"]),
        share=form.share(unknown_share(row)),
        outside=form.whole(row["outside"]),
    )


def _compared(opened: Opened, sheet: QuestionSheet, row: pd.Series) -> str:
    form = opened.formats
    if sheet.before is None or row["change"] != row["change"]:
        return ""
    return _(
        "Against {before}: {verdict}, {change} ({interval}), from {mean} ({n} ratings); p {p} after the correction.",
        before=sheet.before.title,
        verdict=verdict_word(row["verdict"]),
        change=form.signed(row["change"], 2),
        interval=change_interval(form, row),
        mean=form.number(row["mean_before"], 2),
        n=form.whole(row["n_before"]),
        p=p_text(form, row["adjusted_p"]),
    )


def _spread(opened: Opened, sheet: QuestionSheet, row: pd.Series) -> None:
    """A bar per place of the scale, then who does not know and what lies outside."""
    titles = place_titles(row["scale_min"], row["scale_max"])
    places = sheet.places[sheet.places["item"] == int(row["item"])]
    counts = places.set_index("place")["answers"].reindex(range(place_count(row["scale_min"], row["scale_max"])))
    rated = [*counts.fillna(0).astype(int).tolist(), 0, 0]
    outside = 0 if pd.isna(row["outside"]) else int(row["outside"])
    others = [*[0] * len(titles), int(row["dont_know"]), outside]
    names = [*titles, _("Don't know"), _("Outside")]
    shown = slice(len(titles) if is_narrow() and len(titles) > MOST_NARROW else None)
    bars = case_bars(names[shown], [Part(_("Ratings"), rated[shown]), Part(_("No rating"), others[shown], "grey")],
                     dark=is_dark(), narrow=is_narrow())  # fmt: skip
    cells = [opened.formats.whole(one + other) for one, other in zip(rated, others, strict=True)]
    cells[-1] = opened.formats.whole(row["outside"])
    alt = "; ".join(f"{name}: {cell}" for name, cell in zip(names, cells, strict=True))
    st.plotly_chart(bars, key="item_spread", theme=None, config=PLAIN, alt=alt)
    table_behind(
        "item_spread_behind",
        lambda: text_table(
            {_("Answer"): names, _("Answers"): cells}, numbers=[_("Answers")], key="item_spread_table", alt=_("Answers")
        ),
    )


def _yes_or_no(opened: Opened, sheet: QuestionSheet, row: pd.Series) -> None:
    """1 = yes, every other score no (decision of M39)."""
    form, places = opened.formats, sheet.places[sheet.places["item"] == int(row["item"])]
    is_yes = places["place"] + row["scale_min"] == YES
    yes, answers = int(places.loc[is_yes, "answers"].sum()), int(places["answers"].sum())
    if not answers:
        st.markdown(_("Nobody of this selection has answered it."))
        return
    st.markdown(
        _("Yes: {yes} of {n} answers ({share}).", yes=form.whole(yes), n=form.whole(answers),
          share=form.share(yes / answers))
    )  # fmt: skip

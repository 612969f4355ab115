"""The leading questions by answer, by customer, by revenue and by the survey's own weights, side by side."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.words import FEW, known
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text

Write = Callable[[float], str]
NAME = 220
"""Pixels of the questions' names, so that the figures behind them are in sight."""


def weighting_title(weighting: str) -> str:
    return {
        "answers": _("Each answer the same"),
        "survey": _("By the weights of the survey"),
        "customers": _("Each customer the same"),
        "revenue": _("By revenue"),
    }[weighting]


def weighted_block(opened: Opened, question: Question, wave: Wave) -> None:
    items, rows = opened.reader.voices(question, wave)
    st.subheader(plain_text(weighted_headline(opened, items, rows)), anchor=False)
    if rows.empty:
        return
    form = opened.formats
    cells = pd.DataFrame(
        {
            "item": [str(items["question_text"].iloc[int(place)]) for place in rows["item"]],
            "weighting": [weighting_title(one) for one in rows["weighting"]],
            "n": rows["n"].to_numpy(int),
            "effective": [form.number(one, 1) if one < float("inf") else form.whole(n)
                          for one, n in zip(rows["effective"], rows["n"], strict=True)],
            "mean": _cells(rows, ("mean", "low", "high"), lambda value: form.number(value, 2)),
            "share": [one or two for one, two in zip(
                _cells(rows, ("nps", "nps_low", "nps_high"), lambda value: form.number(value, 1).replace("-", "−")),
                _cells(rows, ("top2", "top2_low", "top2_high"), form.share), strict=True)],
        }
    )  # fmt: skip
    columns = [
        Column("item", _("Question"), is_pinned=True, width=NAME),
        Column("weighting", _("Counted")),
        Column("n", _("Answers"), "count"),
        Column("effective", _("Worth, answers")),
        Column("mean", _("Mean (95 %)")),
        Column("share", _("Top-2, or NPS (95 %)")),
    ]
    show_table(cells, columns, form, key="weighted_table", alt=_("The leading questions, counted in several ways"))
    st.caption("  \n".join(map(plain_text, _notes(opened, question, wave, rows))))


def _cells(rows: pd.DataFrame, names: tuple[str, str, str], write: Write) -> list[str]:
    """Value and interval; nothing where there is no such figure, too few or a mark where the answers are worth few."""
    return [
        _cell([known(row[name]) for name in names], float(row["effective"]), write) for row in rows.to_dict("records")
    ]


def _cell(values: list[float | None], effective: float, write: Write) -> str:
    value, low, high = values
    if value is None:
        return ""
    if effective < HIDDEN_BELOW:
        return _("too few")
    text = (
        write(value)
        if low is None or high is None
        else _("{value} ({low} to {high})", value=write(value), low=write(low), high=write(high))
    )
    return text + (FEW if effective < THIN_BELOW else "")


def weighted_headline(opened: Opened, items: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Of the first leading question; true for every data set."""
    if rows.empty:
        return _("No question about overall satisfaction or recommendation was rated, so nothing is weighted.")
    item = int(rows["item"].iloc[0])
    form: Formats = opened.formats
    name = "nps" if items["item_type"].iloc[item] == "nps" else "mean"
    of = {row["weighting"]: row for row in rows[rows["item"] == item].to_dict("records")}
    shown = {
        weighting: _("NPS {value}", value=form.number(known(row[name]), 1).replace("-", "−"))
        if name == "nps"
        else _("mean {value}", value=form.number(known(row[name]), 2))
        for weighting, row in of.items()
        if row["effective"] >= HIDDEN_BELOW
    }
    question = str(items["question_text"].iloc[item])
    if "answers" not in shown:
        return _("Too few answers to hold one way of counting them against another.")
    if len(shown) == 1:
        return _("“{question}”: {value}, each answer counted the same.", question=question, value=shown["answers"])
    for weighting in ("revenue", "survey", "customers"):
        if weighting in shown:
            break
    how = {"revenue": _("by revenue"), "survey": _("by the weights of the survey"), "customers": _("by customer")}
    if shown[weighting] == shown["answers"]:
        return _("“{question}”: {value}, counted by answer or {how}.", question=question, value=shown["answers"],
                 how=how[weighting])  # fmt: skip
    return _("“{question}”: {a} with each answer the same, {b} {how}.", question=question, a=shown["answers"],
             b=shown[weighting], how=how[weighting])  # fmt: skip


def _notes(opened: Opened, question: Question, wave: Wave, rows: pd.DataFrame) -> list[str]:
    notes = [
        _("Worth: so many answers of equal weight would be as certain (Kish). * fewer than 30; below 10 not shown.")
    ]
    if wave.population is not None:
        notes.append(
            _(
                "The survey names a population of {n}: the more of it answered, the more an answer is worth (not by "
                "customer or revenue).",
                n=opened.formats.whole(wave.population),
            )
        )
    if wave.is_anonymous:
        return [*notes, _("This survey is anonymous: nothing is weighted by customer or by revenue.")]
    span = opened.reader.wave_span(question, wave)
    notes.append(
        _(
            "Weight = revenue of the customer, {span}; several answers of one customer share it. A customer without "
            "revenue, or with more returns than sales, weighs nothing.",
            span=opened.formats.span(span.first, span.last),
        )
    )
    first = rows[rows["item"] == rows["item"].iloc[0]].set_index("weighting")["n"]
    left_out = int(first.get("answers", 0)) - int(first.get("revenue", 0))
    if left_out:
        notes.append(
            ngettext(
                "{n} answer to the first question weighs nothing by revenue.",
                "{n} answers to the first question weigh nothing by revenue.",
                left_out,
                n=opened.formats.whole(left_out),
            )
        )
    return notes

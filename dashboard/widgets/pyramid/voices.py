"""What the customers of each layer say, below the layers' table: complaints, satisfaction index, NPS."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.layer_voices import LayerVoices
from dashboard.logic.cases.rates import THIN as THIN_ORDERS
from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.wave import WITHHELD_REASONS
from dashboard.widgets.answers import answer
from dashboard.widgets.complaints.rates.words import window_text
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.words import value_text
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text

FEW = "*"
ANSWERS = {"csi": "index", "nps": "nps"}
"""Columns of answers, with the name of the figure among those of a wave."""


def layer_voices(opened: Opened, question: Question) -> None:
    """Nothing where the company has neither cases nor a relationship survey that has ended."""
    voices = answer(opened, "layer_voices", question, lambda: opened.reader.layer_voices(question))
    if voices.window is None and voices.wave is None and not voices.unheard:
        return
    cells = _cells(opened.formats, voices)
    if cells:
        st.subheader(_("What the customers of each layer say"), anchor=False)
        _table(opened, question, voices, cells)
    st.caption("  \n".join(map(plain_text, _said(opened, voices))))
    if cells:
        made = {name: MadeFrom(window=window) for name, window in _windows(opened, voices).items() if name in cells}
        number_card(opened, tuple(made), question, lambda: made, key="voices_card")


def _cells(form: Formats, voices: LayerVoices) -> dict[str, list[str]]:
    """The texts of each column that holds anything at all."""
    rows = voices.table.to_dict("records")
    found: dict[str, list[str]] = {}
    if voices.window is not None:
        found["complaint_rate"] = [_rate(form, row) for row in rows]
    for name, figure in ANSWERS.items():
        if voices.table[f"{name}_n"].fillna(0).gt(0).any():
            found[name] = [_answered(form, figure, row[name], row[f"{name}_n"]) for row in rows]
    return found


def _rate(form: Formats, row: dict) -> str:
    """``54/1,648 · 3.28``: without orders there is no rate, and the complaints are told."""
    rate, orders = row["complaints_per_100_orders"], int(row["orders"])
    parts = f"{form.whole(row['complaints'])}/{form.whole(orders)}"
    if pd.isna(rate):
        return parts if row["complaints"] else form.not_known
    return f"{parts} · {form.number(rate, 2)}{FEW if orders < THIN_ORDERS else ''}"


def _answered(form: Formats, figure: str, value: float, count: object) -> str:
    """With how many rated, as in the questions by segment."""
    n = 0 if pd.isna(count) else int(str(count))
    if not n:
        return form.not_known
    if pd.isna(value):
        return _("n {n}, too few", n=form.whole(n))
    return f"{value_text(form, figure, value)}{FEW if n < THIN_BELOW else ''} · n {form.whole(n)}"


def _table(opened: Opened, question: Question, voices: LayerVoices, cells: dict[str, list[str]]) -> None:
    scheme = opened.schemes[question.scheme]
    titles = {
        "complaint_rate": _("Complaints per 100 orders"),
        "csi": _("Satisfaction index"),
        "nps": _("NPS"),
    }
    columns = [Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, scheme), is_pinned=True)]
    columns += [Column(name, titles[name], "count", shown=str) for name in cells]
    frame = pd.DataFrame({"layer": voices.table["layer"], **cells})
    show_table(frame, columns, opened.formats, key="voices_table", alt=_("What the customers of each layer say"))


def _windows(opened: Opened, voices: LayerVoices) -> dict[str, str]:
    """The days of each figure: those of the complaints, and the survey."""
    window = "" if voices.window is None else window_text(opened.formats, voices.window)
    wave = "" if voices.wave is None else wave_label(opened, voices.wave)
    return {"complaint_rate": window, "csi": wave, "nps": wave}


def _said(opened: Opened, voices: LayerVoices) -> list[str]:
    form, said, windows = opened.formats, [], _windows(opened, voices)
    if voices.window is not None:
        said.append(
            _("Complaints/orders of {window}, under the layer of their customer at the as-of month.",
              window=windows["complaint_rate"])
        )  # fmt: skip
    if voices.wave is not None:
        said.append(
            _("Answers: {wave}, the latest relationship survey that is shown here. n: responses that rated.",
              wave=windows["nps"])
        )  # fmt: skip
        if voices.wave.is_anonymous:
            said.append(
                _("It is anonymous: its layers are those of the twelve months before it ended, a layer that could tell "
                  "who answered is not shown, and its index is told for the whole only.")
            )  # fmt: skip
    elif voices.unheard == "layers":
        said.append(
            _("The relationship surveys are anonymous: they are told by the layers of the Curry pyramid by net revenue "
              "only.")
        )  # fmt: skip
    elif voices.unheard:
        said.append(_(WITHHELD_REASONS[voices.unheard]))
    if voices.window is not None or voices.wave is not None:
        said.append(
            _("* fewer than {thin} orders or ratings: thin. Below {few} ratings no figure is shown.",
              thin=form.whole(max(THIN_ORDERS, THIN_BELOW)), few=form.whole(HIDDEN_BELOW))
        )  # fmt: skip
    return said

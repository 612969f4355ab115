"""The five figures of a wave: each with ratings, interval and verdict against the wave before."""

import math

import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.surveys.wave_figures import HEADLINES, WaveFigure
from dashboard.widgets.imported.words import column_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import card_text
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.words import (
    figure_title,
    interval_text,
    thin_text,
    value_text,
    verdict_text,
    weighting_text,
)
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.window import is_narrow

NO_BREAK = "\u00a0"
METRICS = {"overall": "item_score", "top2": "top2", "index": "csi", "nps": "nps", "ces": "ces"}


def wave_cards(opened: Opened, question: Question, seen: SeenWave) -> None:
    """One row of five, that of the sentence first; in a narrow window pairs, and a line of its own for the last."""
    names = sorted(HEADLINES, key=lambda name: name != seen.lead)
    grid = names[:-1] if is_narrow() else names
    with st.grid(2 if is_narrow() else len(names), min_column_width=LEAST_WIDTH):
        for name in grid:
            _card(opened, question, seen, name)
    for name in names[len(grid) :]:
        _card(opened, question, seen, name)


def _card(opened: Opened, question: Question, seen: SeenWave, name: str) -> None:
    figure = seen.figures.headlines.get(name)
    value = "—" if figure is None else value_text(opened.formats, name, figure.value)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(
            figure_title(name),
            value + AS_TEXT,
            help=card_text(opened, METRICS[name], question, wave_facts(opened, seen, name)),
        )
        lines = [_missing(name)] if figure is None else _lines(opened, seen, name, figure)
        st.caption("  \n".join(plain_text(line) for line in lines if line))


def _lines(opened: Opened, seen: SeenWave, name: str, figure: WaveFigure) -> list[str]:
    form = opened.formats
    known = [
        interval_text(form, name, figure),
        _("n {count}", count=form.whole(figure.n)).replace(" ", NO_BREAK),
        thin_text(figure),
    ]
    return [
        " · ".join(text for text in known if text),
        verdict_text(form, name, seen.change(name), seen.otherwise),
        _beside(opened, seen, name),
        _by_other_weights(opened, seen, name),
    ]


def _beside(opened: Opened, seen: SeenWave, name: str) -> str:
    """What belongs beside a figure: its scale, the dissatisfied, the weights of the index, who agrees."""
    form, figures = opened.formats, seen.figures
    if name == "top2":
        return _("dissatisfied {share}", share=form.share(figures.bottom2))
    if name == "index" and figures.index is not None:
        count = figures.index.items
        asked = ngettext("{n} question", "{n} questions", count, n=form.whole(count))
        common = seen.change("index")
        shared = ""
        if common is not None and 0 < common.questions != count:
            shared = _("change over the {n} questions of both waves", n=form.whole(common.questions))
        return " · ".join(text for text in (weighting_text(seen.weighting), asked, shared) if text)
    if name == "ces" and not math.isnan(figures.agree):
        return " · ".join((_("agree (5 to 7): {share}", share=form.share(figures.agree)), _("higher is easier")))
    if name in ("overall", "ces"):
        low, high = scale_of(opened, seen, name)
        return _("scale {low} to {high}", low=low, high=high)
    return ""


def scale_of(opened: Opened, seen: SeenWave, name: str) -> tuple[str, str]:
    row = seen.figures.items.iloc[seen.figures.headlines[name].item]
    low, high = (opened.formats.number(float(row[end]), 2) for end in ("scale_min", "scale_max"))
    return low.rstrip("0").rstrip("."), high.rstrip("0").rstrip(".")


def _by_other_weights(opened: Opened, seen: SeenWave, name: str) -> str:
    """The same figure without the survey's weights, or with them."""
    figure = None if seen.other is None else seen.other.headlines.get(name)
    if figure is None:
        return ""
    form = opened.formats
    asked = {"value": value_text(form, name, figure.value), "interval": interval_text(form, name, figure)}
    if seen.weighted:
        return _("unweighted {value} ({interval})", **asked)
    return _("weighted {value} ({interval})", **asked)


def _missing(name: str) -> str:
    """Which kind of question unlocks a figure."""
    column = column_title("survey_items", "item_type")
    kinds = {"index": _("satisfaction"), "nps": _("nps"), "ces": _("ces")}
    kind = kinds.get(name, _("overall"))
    return _("needs a rated question of the kind {kind} (column {column})", kind=kind, column=column)


def wave_facts(opened: Opened, seen: SeenWave, name: str) -> MadeFrom:
    """What a figure was made from, for its card."""
    form, figure = opened.formats, seen.figures.headlines.get(name)
    window = None
    if seen.wave.field_from is not None and seen.wave.field_to is not None:
        window = _("{first} to {last}", first=form.day(seen.wave.field_from), last=form.day(seen.wave.field_to))
    earlier = seen.before.title if seen.before is not None and seen.change(name) is not None else None
    return MadeFrom(
        denominator=None if figure is None else form.whole(figure.n),
        window=window or seen.wave.title,
        earlier=earlier,
    )

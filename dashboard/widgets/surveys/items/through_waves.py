"""One question in all waves of its series: means with intervals, and how it was worded."""

import streamlit as st

from dashboard.logic.charts.mean_dots import MeanRow, mean_dots
from dashboard.logic.question import Question
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.question_waves import QuestionWaves, WaveFigure
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.words import THIN, interval_text
from dashboard.widgets.text_table import plain_text, text_table
from dashboard.widgets.window import is_dark, is_narrow

ROWS = 30


def through_waves(opened: Opened, question: Question, wave: Wave, canonical_id: str) -> None:
    """The latest waves, oldest first. Nothing where this wave alone asked the question."""
    found = opened.reader.question_waves(question, wave, canonical_id)
    title = _("Through the waves")
    st.markdown(f"**{title}**")
    form = opened.formats
    if found.withheld:
        st.caption(
            ngettext(
                "{n} wave of the series is not shown to you or with this filter.",
                "{n} waves of the series are not shown to you or with this filter.",
                found.withheld,
                n=form.whole(found.withheld),
            )
        )
    if len(found.waves) < 2:
        st.caption(_("No other wave of this series asked it."))
        return
    scale = next(one.scale for one in found.waves if one.survey_id == wave.survey_id)
    shown = found.waves[-ROWS:]
    rows = [_row(form, one, scale) for one in shown]
    words = chart_words(form, opened.schemes[question.scheme], question)
    st.plotly_chart(
        mean_dots(rows, words, ends=scale, names=(_("Mean"), ""), dark=is_dark(), narrow=is_narrow()),
        key="item_waves",
        theme=None,
        config=PLAIN,
        alt="; ".join(f"{row.name}: {row.said}" for row in rows),
    )
    _table(opened, found, shown)


def _row(form: Formats, one: WaveFigure, scale: tuple[float, float]) -> MeanRow:
    """A wave with another scale, or with fewer than ten ratings, says so and has no dot."""
    if one.scale != scale:
        return MeanRow(one.title, _("another scale"), (one.title, _("another scale")))
    if one.n < HIDDEN_BELOW:
        few = _("n {n}, too few", n=form.whole(one.n))
        return MeanRow(one.title, few, (one.title, few))
    mark = THIN if one.n < THIN_BELOW else ""
    said = f"{form.number(one.mean, 2)}{mark} · n {form.whole(one.n)}"
    return MeanRow(one.title, said, (one.title, said, interval_text(form, one.low, one.high)),
                   now=(one.mean, one.low, one.high))  # fmt: skip


def _table(opened: Opened, found: QuestionWaves, shown: tuple[WaveFigure, ...]) -> None:
    """The exact figures and each wave's wording, whole."""
    form = opened.formats
    few = [one.n < HIDDEN_BELOW for one in shown]
    hidden = _("too few")
    columns = {
        _("Wave"): [one.title for one in shown],
        _("Ratings"): [form.whole(one.n) for one in shown],
        _("Does not know"): [form.whole(one.dont_know) for one in shown],
        _("Mean"): [hidden if flag else form.number(one.mean, 2) for one, flag in zip(shown, few, strict=True)],
        _("95% interval"): [
            hidden if flag else interval_text(form, one.low, one.high) for one, flag in zip(shown, few, strict=True)
        ],
        _("Two highest"): [hidden if flag else form.share(one.top2) for one, flag in zip(shown, few, strict=True)],
        _("Scale"): [f"{one.scale[0]:g}-{one.scale[1]:g}" for one in shown],
        _("Wording"): [one.question_text or "" for one in shown],
    }
    texts = (_("Wave"), _("Wording"))
    text_table(
        columns,
        numbers=[one for one in columns if one not in texts],
        key="item_waves_table",
        alt=_("Through the waves"),
    )
    if len(found.waves) > len(shown):
        st.caption(plain_text(_("Earlier waves are in the file.")))

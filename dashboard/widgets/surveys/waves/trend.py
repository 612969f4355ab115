"""One figure over the waves of the series: overall, another headline figure, or a single question."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.logic.charts.wave_trend import TrendWords, wave_trend_chart
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave_figures import WaveFigure
from dashboard.logic.surveys.wave_table import Measure, asked_measures
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.choice import weight_choices
from dashboard.widgets.surveys.waves.fields import MEASURE, measure_code
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.trend_axis import as_stored, ends_of, in_unit, least_span, one_scale
from dashboard.widgets.surveys.waves.words import (
    against_before,
    change_text,
    figure_title,
    interval_text,
    ratings_text,
    reason_text,
    value_text,
)
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text, text_table
from dashboard.widgets.window import is_dark, is_narrow

CHART = "wave_trend_chart"
CHANGES = ("up", "down")


def wave_trend(opened: Opened, question: Question, seen: SeenWave) -> None:
    """Draw it; nothing where the wave has no figure."""
    measures = asked_measures(seen.figures.items, seen.figures)
    if not measures:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = _chosen(seen, measures)
        weight_choices(opened, question, seen)
    ask = lambda: opened.reader.wave_trend(  # noqa: E731
        question, seen.wave, measure, weighted=seen.weighted, weighting=seen.weighting
    )
    table = answer(opened, "wave_trend", question, ask, seen.wave.survey_no, measure, seen.weighted, seen.weighting)
    title = measure_title(seen, measure)
    sentence = trend_sentence(opened.formats, table, measure, title)
    st.subheader(plain_text(sentence), anchor=False)
    if table["value"].notna().sum() > 1:
        _picture(opened, seen, measure, table, title=title, alt=sentence)
    else:
        st.caption(plain_text(_("A trend needs two waves of the series with at least 10 ratings.")))
    table_behind("wave_trend_table", lambda: _table(opened.formats, table, measure))


def _picture(opened: Opened, seen: SeenWave, measure: Measure, table: pd.DataFrame, *, title: str, alt: str) -> None:
    shown, is_rescaled = one_scale(table)
    words = TrendWords(
        heading=_("{figure}, rescaled to 0 to 100", figure=title) if is_rescaled else title,
        short=lambda value: value_text(
            opened.formats, "index" if is_rescaled else measure.name, as_stored(measure, value)
        ),
        told=_told(opened.formats, table, measure),
        nothing=_("No wave of this series has a point."),
        least_span=least_span(table, is_rescaled=is_rescaled),
    )
    chart = wave_trend_chart(
        in_unit(shown, measure),
        words,
        ends=ends_of(table, measure, is_rescaled=is_rescaled),
        chosen=seen.wave.survey_id,
        changed=table.loc[table["verdict"].isin(CHANGES), "survey_id"].tolist(),
        dark=is_dark(),
        narrow=is_narrow(),
    )
    st.plotly_chart(chart, key=CHART, theme=None, config=PLAIN, alt=alt)
    st.caption(plain_text(speech().together(*_notes(table, measure, is_rescaled=is_rescaled))))


def _chosen(seen: SeenWave, measures: tuple[Measure, ...]) -> Measure:
    by_code = {measure_code(one): one for one in measures}
    usual = Measure(seen.lead) if seen.lead else measures[0]
    if MEASURE.chosen()[0] not in by_code:
        MEASURE.keep((measure_code(usual),))
    titles = {code: measure_title(seen, one) for code, one in by_code.items()}
    st.selectbox(
        _("Figure followed"), tuple(by_code), key=MEASURE.name, format_func=titles.__getitem__, width=420,
        persist_state="session",
    )  # fmt: skip
    return by_code.get(MEASURE.chosen()[0], usual)


def measure_title(seen: SeenWave, measure: Measure) -> str:
    """The figure, or number and text of a question."""
    if measure.name:
        return figure_title(measure.name)
    items = seen.figures.items
    is_it = (items["canonical_id"] == measure.canonical_id) & (items["item_type"] == measure.item_type)
    row = items[is_it].iloc[0]
    item, text = str(row["item_id"]), str(row["question_text"])
    return text if text == item else f"{item} {text}"


def trend_sentence(form: Formats, table: pd.DataFrame, measure: Measure, title: str) -> str:
    """First and last wave with a point, and whether they can be compared along the way."""
    points = table[table["value"].notna()]
    if not len(points):
        return _("{figure}: no wave of this series can be shown", figure=title)
    last = points.iloc[-1]
    asked = {"figure": title, "value": value_text(form, measure.name, float(last["value"])), "survey": last["title"]}
    if len(points) == 1:
        return _("{figure}: {value} in {survey}, the only wave with a point", **asked)
    first = points.iloc[0]
    asked |= {"before": value_text(form, measure.name, float(first["value"])), "first": first["title"]}
    is_whole = bool(points["is_joined"].iloc[1:].all()) and len(points) == points.index[-1] - points.index[0] + 1
    if is_whole:
        return _("{figure}: {before} in {first}, {value} in {survey}", **asked)
    return _("{figure}: {before} in {first}, {value} in {survey}; not comparable all the way", **asked)


def _told(form: Formats, table: pd.DataFrame, measure: Measure) -> list[str]:
    """Hover text of each wave."""
    told = []
    for row in table.to_dict("records"):
        figure = _figure(row)
        lines = [str(row["title"]), f"{value_text(form, measure.name, figure.value)} "
                 f"({interval_text(form, measure.name, figure)})", ratings_text(form, figure.n)]  # fmt: skip
        lines += [against_before(str(row["verdict"]))] if row["verdict"] else []
        told.append("\n".join(lines))
    return told


def _figure(row: dict[str, object]) -> WaveFigure:
    value, low, high, count = (float(str(row[name])) for name in ("value", "low", "high", "n"))
    return WaveFigure(value, low, high, int(count))


def _notes(table: pd.DataFrame, measure: Measure, *, is_rescaled: bool) -> list[str]:
    said = [_("Bars: 95% intervals. Lines join waves that can be compared.")]
    if is_rescaled:
        said.append(_("The scale changed: shown from 0 to 100, not joined, and not compared."))
    if measure.name == "index":
        said.append(_("Indices over other questions or with other weights are not joined."))
    without = int((table["value"].notna() & table["day"].isna()).sum())
    if without:
        said.append(
            ngettext(
                "{n} wave has no date and stands in the table only.",
                "{n} waves have no date and stand in the table only.",
                without,
                n=without,
            )
        )
    return said


def _table(form: Formats, table: pd.DataFrame, measure: Measure) -> None:
    rows = table.iloc[::-1].to_dict("records")
    write: Callable[[dict[str, object]], str] = lambda row: value_text(form, measure.name, _figure(row).value)  # noqa: E731
    columns = {
        _("Survey"): [str(row["title"]) for row in rows],
        _("Last day"): ["" if row["day"] is None or pd.isna(row["day"]) else str(row["day"])[:10] for row in rows],
        _("Ratings"): [form.whole(_figure(row).n) for row in rows],
        _("Value"): [reason_text(str(row["reason"])) if row["reason"] else write(row) for row in rows],
        _("95% interval"): ["" if row["reason"] else interval_text(form, measure.name, _figure(row)) for row in rows],
        _("Change"): [change_text(form, measure.name, float(str(row["change"]))) for row in rows],
        _("Against the wave before"): [against_before(str(row["verdict"])) if row["verdict"] else "" for row in rows],
        _("Wording"): [_("changed") if row["wording_changed"] else "" for row in rows],
    }
    text_table(
        columns,
        numbers=[_("Ratings"), _("Value"), _("95% interval"), _("Change")],
        key="wave_trend_rows",
        alt=_("The figure in each wave"),
    )

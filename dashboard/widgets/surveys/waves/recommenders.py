"""Promoters, passives and detractors behind the NPS: numbers, and one bar."""

import streamlit as st

from dashboard.logic.charts.nps_bar import nps_bar
from dashboard.widgets.chart_words import PLAIN
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.words import interval_text, value_text
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.window import is_dark, is_narrow


def recommenders(opened: Opened, seen: SeenWave) -> None:
    """Nothing where the wave did not ask."""
    figure = seen.figures.headlines.get("nps")
    if figure is None:
        return
    form, counts = opened.formats, seen.figures.nps
    total = max(sum(counts), 1)
    shares = [form.share(count / total) for count in counts]
    titles = (_("Promoters (9, 10)"), _("Passives (7, 8)"), _("Detractors (0 to 6)"))
    names = [
        _("{name}: {count} · {share}", name=name, count=form.whole(count), share=share)
        for name, count, share in zip(titles, counts, shares, strict=True)
    ]
    text = _(
        "Would recommend us: {promoters} promoters less {detractors} detractors of {n} is an NPS of {value} "
        "({interval})",
        promoters=form.whole(counts[0]),
        detractors=form.whole(counts[2]),
        n=form.whole(sum(counts)),
        value=value_text(form, "nps", 100 * (counts[0] - counts[2]) / total),
        interval=interval_text(form, "nps", seen.unweighted.headlines["nps"]),
    )
    st.subheader(plain_text(text), anchor=False)
    chart = nps_bar(counts, names, shares, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(chart, key="wave_nps_bar", theme=None, config=PLAIN, alt=" · ".join([text, *names]))

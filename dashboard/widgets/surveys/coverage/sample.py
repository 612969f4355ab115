"""How many answers the next wave needs, and how sure one is with those there are."""

import streamlit as st

from dashboard.logic.surveys.sample_size import SampleWanted, margin_with, sample_size
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.language import _
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.fields import ANSWERS, CONFIDENCE, MARGIN, POPULATION, RESPONSE, SHARE
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.window import is_narrow

WIDTH = 170


def sample_block(opened: Opened, wave: Wave) -> None:
    title = _("How many answers are enough?")
    table_behind("sample_behind", lambda: _helper(opened, wave), title=title)


def _helper(opened: Opened, wave: Wave) -> None:
    with st.grid(2 if is_narrow() else 3, min_column_width=WIDTH):
        _choose(CONFIDENCE, _("Confidence"))
        _choose(MARGIN, _("Margin allowed, points up or down"), sign="±")
        _choose(SHARE, _("Share expected (50% is the safest)"))
        _choose(RESPONSE, _("Response expected"))
        title = _("Population (empty = very large)")
        if wave.population:
            title = _("Population (empty = {n}, of this survey)", n=opened.formats.whole(wave.population))
        _typed(POPULATION, title)
        _typed(ANSWERS, _("Or: margin with so many answers"))
    confidence, share = int(CONFIDENCE.chosen()[0]) / 100, int(SHARE.chosen()[0]) / 100
    population = int(POPULATION.chosen()[0]) if POPULATION.chosen()[0] else (wave.population or None)
    response = min(int(RESPONSE.chosen()[0]) / 100, 1 - 1e-12)
    found = sample_size(SampleWanted(confidence, int(MARGIN.chosen()[0]) / 100, share, population, response))
    form = opened.formats
    said = [_("**{n} answers** are needed.", n=form.whole(found.completes))]
    if found.invitations is None:
        said.append(_("At this response not even asking everybody brings so many."))
    else:
        said.append(_("At this response that takes **{n} invitations**.", n=form.whole(found.invitations)))
    st.markdown(" ".join(said))
    if ANSWERS.chosen()[0]:
        answers = int(ANSWERS.chosen()[0])
        margin = margin_with(answers, confidence=confidence, share=share, population=population)
        st.markdown(
            _(
                "With {n} answers a share is known to **±{margin} points**.",
                n=form.whole(answers),
                margin=form.number(100 * (margin or 0), 1),
            )
        )
    st.caption(
        plain_text(
            _(
                "n₀ = z² p (1 − p) / e², then n = n₀ / (1 + (n₀ − 1) / N) for a population of N: Cochran, Sampling "
                "Techniques, 1977. It holds for a random sample; those who do not answer may differ all the same. For "
                "figures of a layer or a manager each needs so many."
            )
        )
    )


def _choose(field: Field, title: str, sign: str = "") -> None:
    st.selectbox(
        title, field.listed, key=field.name, format_func=lambda code: f"{sign}{code}%", persist_state="session"
    )


def _typed(field: Field, title: str) -> None:
    st.text_input(title, key=field.name, max_chars=9, persist_state="session")

"""What a change of layers means for those who visit: customers and visits due per account manager."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.charts.figure_texts import signed
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Scheme
from dashboard.logic.what_if.visits import MOST_VISITS, busiest_managers
from dashboard.widgets.in_step import own_key, own_value
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened, visits_per_year
from dashboard.widgets.page_state import NOTHING
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.what_if.layers import changed
from dashboard.widgets.what_if.tried import Tried, chosen, put

VISITS = "visits"
MOST_MANAGERS = 30


def what_if_load(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """Visits per layer to be set, the sum of visits due, and a row per account manager."""
    if "account_manager_id" in opened.viewer.veiled:
        st.caption(_("Account managers are hidden for you, so there is no row for each of them."))
        return
    usual = visits_per_year(opened)
    per_year = {**usual, **written_visits(chosen(VISITS), now.scheme)}
    _draw_visits(now, usual, per_year)
    load = opened.reader.manager_load(question, now.proposal, per_year)
    if load.empty:
        st.info(_("No customers in this selection"))
        return
    before, after = float(load["visits_before"].sum()), float(load["visits_after"].sum())
    st.markdown(_sentence(opened, before, after))
    _table(opened, load, told, now)


def written_visits(text: str, scheme: Scheme) -> dict[str, float]:
    """Visits per year by layer id, from the numbers of a link; nothing where they do not fit the scheme."""
    numbers = [float(number) for number in text.split(",") if number]
    fits = len(numbers) == len(scheme.bands) and all(number <= MOST_VISITS for number in numbers)
    return dict(zip(scheme.band_ids, numbers, strict=True)) if fits else {}


def _draw_visits(now: Tried, usual: Mapping[str, float], per_year: Mapping[str, float]) -> None:
    """A number box per value layer; as the settings say while nothing is chosen."""

    def take(band: str, key: str) -> None:
        number = own_value(f"what_if_visits_{band}", key)
        if not isinstance(number, int | float) or not 0 <= number <= MOST_VISITS:
            return
        numbers = {**usual, **written_visits(chosen(VISITS), now.scheme), band: round(number, 2)}
        is_usual = all(numbers.get(each, 0) == usual.get(each, 0) for each in now.scheme.band_ids)
        texts = [f"{numbers.get(each, 0):g}" for each in now.scheme.band_ids]
        put(VISITS, NOTHING if is_usual else ",".join(texts))

    st.caption(_("Visits per customer and year"))
    with st.container(horizontal=True):
        for band in now.scheme.band_ids:
            number = float(per_year.get(band, 0))
            key = own_key(f"what_if_visits_{band}", number)
            st.number_input(
                layer_label(band, now.scheme),
                min_value=0.0,
                max_value=float(MOST_VISITS),
                value=number,
                step=1.0,
                format="%.4g",
                key=key,
                on_change=take,
                args=(band, key),
                width=140,
            )


def _sentence(opened: Opened, before: float, after: float) -> str:
    form = opened.formats
    if round(before, 2) == round(after, 2):
        return _("Visits due per year: **{after}**, as before.", after=form.whole(after))
    change = signed(round(after - before), form.whole)
    return _(
        "Visits due per year: **{after}** instead of {before} ({change}).",
        after=form.whole(after),
        before=form.whole(before),
        change=change,
    )


def _table(opened: Opened, load: pd.DataFrame, told: WhatIfAnswer, now: Tried) -> None:
    """The account managers with most visits due: customers per value layer, visits, difference."""
    form, busiest = opened.formats, busiest_managers(load, MOST_MANAGERS)
    names = [
        one_line(name) or manager or _("(not given)") for manager, name in zip(busiest.ids, busiest.names, strict=True)
    ]
    columns = {_("Account manager"): names}
    for layer in told.layers[: told.bands]:
        columns[layer_label(layer, now.scheme)] = [
            changed(was, is_now, form.whole) for was, is_now in busiest.customers[layer]
        ]
    columns[_("Visits due per year")] = [
        changed(round(was), round(is_now), form.whole) for was, is_now in busiest.visits
    ]
    alt = _("Customers per layer and visits due per account manager, before and after")
    text_table(columns, numbers=list(columns)[1:], key="what_if_load_table", alt=alt)
    if busiest.count > MOST_MANAGERS:
        st.caption(
            _(
                "The {n} account managers with most visits due, of {all}.",
                n=MOST_MANAGERS,
                all=form.whole(busiest.count),
            )
        )

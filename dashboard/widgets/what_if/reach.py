"""What would it take: from a customer to each higher layer, and from a wish for a layer to the cut that fulfils it."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.data.reading.reach import CutWanted
from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.widgets.customer_search import customer_search
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label, value_in_sentence
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import text_table
from dashboard.widgets.what_if.boundaries import placed, say_stopped
from dashboard.widgets.what_if.carry import carried
from dashboard.widgets.what_if.tried import Tried, keep, run_all_next, say_next, tried

_CUSTOMER, _LAYER, _WISH = "what_if_reach_customer", "what_if_reach_layer", "what_if_reach_wish"
WISHES = ("customers", "share")


def what_if_reach(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """Two questions, both by the boundaries that are tried."""
    with st.grid(2, min_column_width=420):
        with st.container():
            _from_customer(opened, question, now)
        with st.container():
            _from_layer(opened, question, told, now)


def _amount(form: Formats, units: int | None, now: Tried) -> str:
    if units is None:
        return form.not_known
    if not now.base.is_money:
        return form.whole(units)
    return f"{form.exact_amount(units)} {form.currency_word()}"


def _from_customer(opened: Opened, question: Question, now: Tried) -> None:
    found = customer_search(opened, key="what_if_find_reach")
    if not found:
        return
    if st.session_state.get(_CUSTOMER) not in found:
        st.session_state[_CUSTOMER] = next(iter(found))
    number = st.selectbox(_("Customer"), list(found), key=_CUSTOMER, format_func=found.__getitem__)
    frame = opened.reader.to_each_layer(question, now.proposal, str(number))
    if frame is None:
        st.caption(_("This customer is not among those shown."))
        return
    if frame.empty:
        st.caption(_("This scheme has one layer, so there is no boundary to move."))
        return
    form, first = opened.formats, frame.iloc[0]
    st.markdown(
        _(
            "In **{layer}** with {value} of {base}.",
            layer=layer_label(first["layer_after"], now.scheme),
            value=_amount(form, int(first["value"]), now),
            base=value_in_sentence(now.proposal.base),
        )
    )
    missing = _("Still missing")
    text_table(
        {
            _("Value layer"): [layer_label(layer, now.scheme) for layer in frame["layer"]],
            missing: [_missing(form, value, now) for value in frame["missing"].astype(object)],
        },
        numbers=[missing],
        key="what_if_reach_table",
        alt=_("What is missing to each layer"),
    )


def _missing(form: Formats, value: object, now: Tried) -> str:
    if pd.isna(value):
        return form.not_known
    return _("reached") if value == 0 else _amount(form, int(str(value)), now)


def _from_layer(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    bands = now.scheme.band_ids[:-1]
    if not bands:
        return
    names = {band: layer_label(band, now.scheme) for band in bands}
    wishes = {"customers": _("so many customers"), "share": _("so much of the value, with those above")}
    if st.session_state.get(_LAYER) not in bands:
        st.session_state[_LAYER] = bands[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = str(st.selectbox(_("Layer"), bands, key=_LAYER, format_func=names.__getitem__, width=160))
        wish = st.selectbox(_("is to have"), WISHES, key=_WISH, format_func=wishes.__getitem__, width=260)
        if wish == "share":
            percent = st.number_input(_("Percent"), 0.0, 100.0, 50.0, 1.0, key="what_if_reach_share", width=130)
            wanted = opened.reader.cut_for(question, now.proposal, layer, share_bp=round(percent * 100))
        else:
            present = told.sums_after.customers[bands.index(layer)]
            count = st.number_input(_("Customers"), 0, 10**9, present, 1, key=f"what_if_reach_count_{layer}", width=130)
            wanted = opened.reader.cut_for(question, now.proposal, layer, customers=int(count))
    st.markdown(_answer(opened, wanted, now, layer, names[layer]))
    cut = wanted.cut
    if cut is not None:
        st.button(
            _("Use this cut"),
            icon=":material/check:",
            key="what_if_use_cut",
            on_click=_use,
            args=(opened, question, layer, cut),
        )


def _answer(opened: Opened, wanted: CutWanted, now: Tried, layer: str, name: str) -> str:
    form = opened.formats
    if wanted.cut is None:
        if wanted.is_exact:
            return _("No cut gives that: nobody would be in {layer}.", layer=name)
        return _("The cut is not told: rounding would not hide it.")
    text = _("Cut value of {layer}: **{cut}**.", layer=name, cut=_amount(form, wanted.cut, now))
    if wanted.customers is None:
        return form.speech.together(text, _("It is rounded to two significant digits."))
    ties = ngettext(
        "{n} more than asked for, because equal values share a layer.",
        "{n} more than asked for, because equal values share a layer.",
        wanted.ties or 0,
        n=form.whole(wanted.ties),
    )
    return form.speech.together(text, _then(form, wanted, now, layer, name), ties if wanted.ties else "")


def _then(form: Formats, wanted: CutWanted, now: Tried, layer: str, name: str) -> str:
    """What the layer would hold; above the highest there is none to be counted with it."""
    words = {
        "layer": name,
        "n": form.whole(wanted.customers),
        "share": form.headline_share(wanted.value.value if wanted.value else None),
        "value": value_in_sentence(now.proposal.base),
    }
    if layer == now.scheme.band_ids[0]:
        return ngettext(
            "{layer} then has {n} customer and brings {share} of the {value}.",
            "{layer} then has {n} customers and brings {share} of the {value}.",
            wanted.customers or 0,
            **words,
        )
    return ngettext(
        "{layer} then has {n} customer; with those above it brings {share} of the {value}.",
        "{layer} then has {n} customers; with those above it brings {share} of the {value}.",
        wanted.customers or 0,
        **words,
    )


def _use(opened: Opened, question: Question, layer: str, cut: int) -> None:
    """Try this cut: all boundaries become amounts, this one the cut. It stops at its neighbours."""
    try:
        now = tried(opened, question)
        limits = carried(opened, question, now.proposal, mode="absolute", base=now.proposal.base)
        proposal = replace(now.proposal, mode="absolute", limits=limits)
        limits, stopped = placed(proposal, now.scheme.band_ids.index(layer), cut)
        keep(replace(proposal, limits=limits), now.rule)
        run_all_next()
    except Problem as problem:
        say_next(speech().problem(problem))
        return
    if stopped:
        say_stopped(layer_label(layer, now.scheme))

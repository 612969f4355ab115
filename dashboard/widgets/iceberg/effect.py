"""What customers bring in after a complaint, against customers like them who did not complain (M42)."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.iceberg.complaint_effect import GROUPS, ComplaintEffect
from dashboard.logic.charts.effect_intervals import EffectRow, effect_chart
from dashboard.logic.iceberg.effect import LEAST_CUSTOMERS, MONTHS, Effect
from dashboard.logic.question import Question
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.formats import Formats
from dashboard.widgets.iceberg.words import no_cases, plain, value_text
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow


def effect_view(opened: Opened, question: Question) -> None:
    if not opened.reader.has_cases():
        st.header(_("Nobody knows yet what a complaint changes."), anchor=False)
        st.info(no_cases())
        return
    found = opened.reader.complaint_effect(question)
    headline = effect_headline(opened.formats, found)
    st.header(plain(headline), anchor=False)
    if any(effect.is_enough for effect in found.groups.values()):
        _picture(opened, question, found, headline)
    st.caption(plain("  \n".join(_notes(opened, found))))
    whole = found.groups["all"]
    form = opened.formats
    number_card(
        opened,
        ("complaint_effect",),
        question,
        lambda: {
            "complaint_effect": MadeFrom(
                whole.customers, form.headline_amount(whole.after), form.headline_amount(whole.expected)
            )
        },
        key="effect_card",
        span=None,
    )
    table_behind("effect_behind", lambda: _table(opened, found))


def effect_headline(form: Formats, found: ComplaintEffect) -> str:
    whole = found.groups["all"]
    if whole.share is None or whole.low is None or whole.high is None:
        return _(
            "Not enough cases yet: {n} of {least} complaining customers with six whole months before and after.",
            n=form.whole(whole.customers),
            least=LEAST_CUSTOMERS,
        )
    amount, low, high = form.headline_share(abs(whole.share)), signed(form, whole.low), signed(form, whole.high)
    value = value_text(found.base)
    if whole.low <= 0 <= whole.high:
        return _(
            "No change after a complaint can be told from chance: {value} {share} against like customers ({low} to "
            "{high}).",
            value=value,
            share=signed(form, whole.share),
            low=low,
            high=high,
        )
    said = (
        _("In the six months after a complaint {value} was {share} lower than with like customers ({low} to {high}).")
        if whole.share < 0
        else _(
            "In the six months after a complaint {value} was {share} higher than with like customers ({low} to {high})."
        )
    )
    return said.format(value=value, share=amount, low=low, high=high)


def signed(form: Formats, share: float) -> str:
    """``-12.3%``, ``+4.0%``, ``0.0%``."""
    text = form.share(abs(share))
    if text == form.share(0):
        return text
    return ("+" if share > 0 else "−") + text


def group_title(group: str) -> str:
    return {
        "all": _("All who complained"),
        "recovered": _("Recovered"),
        "not_recovered": _("Not recovered"),
        "second_failure": _("Second failure within 180 days"),
        "no_second_failure": _("No second failure"),
    }[group]


def said_of(form: Formats, effect: Effect) -> str:
    if effect.share is None or effect.low is None or effect.high is None:
        return _("not enough cases yet ({n} of {least})", n=form.whole(effect.customers), least=LEAST_CUSTOMERS)
    return _(
        "{share} ({low} to {high})",
        share=signed(form, effect.share),
        low=signed(form, effect.low),
        high=signed(form, effect.high),
    )


def _picture(opened: Opened, question: Question, found: ComplaintEffect, headline: str) -> None:
    form = opened.formats
    rows = [
        EffectRow(group_title(name), said_of(form, effect), effect.share, effect.low, effect.high)
        for name, effect in ((name, found.groups[name]) for name in GROUPS)
    ]
    words = chart_words(form, opened.schemes[question.scheme], question)
    st.plotly_chart(
        effect_chart(rows, words, dark=is_dark(), narrow=is_narrow()),
        key="effect_chart",
        theme=None,
        config=PLAIN,
        alt=" ".join([headline, *(f"{row.name}: {row.said}." for row in rows)]),
    )


def _notes(opened: Opened, found: ComplaintEffect) -> list[str]:
    form = opened.formats
    whole = found.groups["all"]
    return [
        _(
            "{n} months before against {n} months after the month of the complaint (180 days as whole months). "
            "{complained} customers complained, {looked} of them have both windows in the data, {matched} can be "
            "matched with some of {customers} customers who had no case at that time.",
            n=MONTHS,
            complained=form.whole(found.complained),
            looked=form.whole(found.looked_at),
            matched=form.whole(whole.customers),
            customers=form.whole(found.customers),
        ),
        _(
            "Matched by value before, buying in the month, industry and trend; difference in differences, interval "
            "from 500 bootstrap draws by customer. Recovered: satisfied when called back, or, where nobody was "
            "reached, the complaint was granted. Second failure: another case or a late order; who buys no more "
            "cannot have one, so the last two rows are no fair comparison with each other."
        ),
        _(
            "It shows what happened after complaints, not that the complaint or its handling was the cause: who "
            "complains, and who is recovered, may differ in ways that the data do not show."
        ),
    ]


def _table(opened: Opened, found: ComplaintEffect) -> None:
    form = opened.formats
    effects = [found.groups[name] for name in GROUPS]
    frame = pd.DataFrame(
        {
            "group": [group_title(name) for name in GROUPS],
            "customers": [effect.customers for effect in effects],
            "before": [effect.before if effect.is_enough else None for effect in effects],
            "after": [effect.after if effect.is_enough else None for effect in effects],
            "expected": [effect.expected if effect.is_enough else None for effect in effects],
            "per_customer": [effect.per_customer for effect in effects],
            "said": [said_of(form, effect) for effect in effects],
        }
    )
    columns = [
        Column("group", _("Customers who complained"), is_pinned=True),
        Column("customers", _("Customers"), "count"),
        Column("said", _("Effect (interval)")),
        Column("per_customer", _("Per customer"), "money"),
        Column("before", _("Before"), "money"),
        Column("after", _("After"), "money"),
        Column("expected", _("Expected after"), "money"),
    ]
    show_table(frame, columns, form, key="effect_table", alt=_("Effect of a complaint"))

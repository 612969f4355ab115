"""The number card: what a figure means, how it was made, from what. Text from the metric registry."""

import re
from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from dashboard.logic.metrics import metric
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import plain_text

NOTHING_KNOWN = MadeFrom()
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")


def _made_from(opened: Opened, made: MadeFrom) -> list[str]:
    lines = []
    if made.coverage is not None:
        lines.append(_("Cost coverage: {share}", share=made.coverage))
    if made.numerator is not None:
        lines.append(_("Numerator: {value}", value=made.numerator))
    if made.denominator is not None:
        lines.append(_("Denominator: {value}", value=made.denominator))
    if made.exactly is not None:
        lines.append(_("Exactly: {value}", value=made.exactly))
    if made.before is not None:
        lines.append(_("In the period compared with: {value}", value=made.before))
    if made.rows is not None:
        lines.append(_("Customers counted: {n}", n=opened.formats.whole(made.rows)))
    if made.cases is not None:
        lines.append(_("Cases counted: {n}", n=opened.formats.whole(made.cases)))
    return lines


def card_text(
    opened: Opened,
    key: str,
    question: Question,
    made: MadeFrom = NOTHING_KNOWN,
    *,
    span: MonthSpan | None = None,
    earlier: MonthSpan | None = None,
) -> str:
    """The card as Markdown, for a tooltip or a popover. ``span``: the months of the figure where these are not the
    period of the question; ``earlier``: those it is compared with."""
    entry, form = metric(key), opened.formats
    span = span or question.span
    lines = [
        f"**{entry.id} · {_(entry.name)}**",
        _(entry.definition),
        _("Formula: {formula}", formula=_(entry.formula)),
        *_made_from(opened, made),
        _("Period: {span}", span=plain_text(made.window) if made.window else form.span(span.first, span.last)),
    ]
    if made.earlier is not None:
        lines.append(_("Compared with: {span}", span=plain_text(made.earlier)))
    elif earlier is not None:
        lines.append(_("Compared with: {span}", span=form.span(earlier.first, earlier.last)))
    lines += [
        _("Source: {source}", source=_(entry.source)),
        _("Build {build}", build=opened.marts.build.build_id),
    ]
    return _BARE_DOLLAR.sub(r"\\$", "\n\n".join(lines))


def number_card(
    opened: Opened,
    keys: Iterable[str],
    question: Question,
    made: Callable[[], Mapping[str, MadeFrom]],
    *,
    key: str,
    span: MonthSpan | None = None,
    earlier: MonthSpan | None = None,
) -> None:
    """A button that opens the cards of a chart's or a table's figures; their text is made when it is opened."""
    card = st.popover(_("About these figures"), icon=":material/info:", type="tertiary", key=key, on_change="rerun")
    if card.open:
        facts = made()
        with card:
            for name in keys:
                text = card_text(opened, name, question, facts.get(name, NOTHING_KNOWN), span=span, earlier=earlier)
                st.markdown(text)
                st.divider()

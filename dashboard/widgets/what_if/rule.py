"""What a rule is tried with, beside its boundaries: how they are said, value base, period, buffer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Mode
from dashboard.logic.what_if.proposal import MOST_BUFFER
from dashboard.widgets import labels
from dashboard.widgets.in_step import own_key, own_value
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.what_if.carry import carried
from dashboard.widgets.what_if.tried import Tried, back_to_the_rule, keep, say_next, tried

MODES: tuple[Mode, ...] = ("rank", "share", "absolute")
LEAST_WIDTH = 170  # px of one control: its text is not cut


def what_if_rule(opened: Opened, question: Question) -> None:
    """One row of choices. It stands outside the part of the page that moves with a slider, and a choice runs all of it:
    none of these is dragged."""
    rule = _Choices(opened, question, tried(opened, question))
    is_buffered = rule.now.proposal.buffer_bp > 0
    with st.grid(6 if is_buffered else 5, min_column_width=LEAST_WIDTH, vertical_alignment="bottom"):
        rule.draw(_("Boundaries in"), MODES, labels.mode_label, rule.now.proposal.mode, "mode")
        rule.draw(_("Ranked by"), labels.VALUE_BASES, labels.value_base_label, rule.now.proposal.base, "base")
        period = rule.now.proposal.period.code
        rule.draw(_("Period"), labels.PERIODS, labels.period_label, period, "period", read=Period.parse)
        _draw_buffer(rule)
        st.button(
            _("Back to the rule"),
            icon=":material/restart_alt:",
            key="what_if_back",
            on_click=back_to_the_rule,
            help=_("Sets everything here as the rule in force has it."),
            width="stretch",
        )


class _Choices:
    """Draws selectors that write what they change. A callback asks anew what is tried: boundaries may have moved since
    this part was drawn."""

    def __init__(self, opened: Opened, question: Question, now: Tried) -> None:
        self.opened, self.question, self.now = opened, question, now

    def draw(
        self,
        title: str,
        options: tuple[Any, ...],
        shown: Callable[[Any], str],
        present: Any,
        part: str,
        *,
        read: Callable[[Any], Any] = lambda value: value,
    ) -> None:
        """A selector for one part of the proposal; a value that is not among the options changes nothing."""
        name, words = f"what_if_{part}", {option: shown(option) for option in options}
        key = own_key(name, present)

        def take() -> None:
            value = own_value(name, key)
            if value in options:
                self.change(**{part: read(value)})

        place = options.index(present) if present in options else None
        st.selectbox(title, options, place, key=key, format_func=words.__getitem__, on_change=take)

    def change(self, **changes: Any) -> None:
        """Take over a choice; the limits are carried into the new mode and value base."""
        try:
            now = tried(self.opened, self.question)
            mode, base = changes.get("mode", now.proposal.mode), changes.get("base", now.proposal.base)
            before = replace(now.proposal, period=changes.get("period", now.proposal.period))
            limits = carried(self.opened, self.question, before, mode=mode, base=base)
            keep(replace(now.proposal, **changes, limits=limits), now.rule)
        except Problem as problem:
            say_next(speech().problem(problem))


def _draw_buffer(rule: _Choices) -> None:
    """The percentage, and with one the review that layers are kept from."""
    name, proposal = "what_if_buffer", rule.now.proposal
    key = own_key(name, proposal.buffer_bp / 100)
    reviews = rule.opened.reader.review_months(rule.question)
    explained = _(
        "Nobody changes layer while their rank is within this percentage of the boundary's rank: they keep the layer "
        "of the last review."
    )

    def take() -> None:
        value = own_value(name, key)
        if reviews and isinstance(value, int | float) and 0 <= value * 100 <= MOST_BUFFER:
            months = proposal.review_months if proposal.review_months in reviews else max(reviews)
            rule.change(buffer_bp=round(value * 100), review_months=months)

    st.number_input(
        _("Buffer (%)"),
        min_value=0.0,
        max_value=MOST_BUFFER / 100,
        value=proposal.buffer_bp / 100,
        step=1.0,
        format="%.4g",
        key=key,
        on_change=take,
        disabled=not reviews,
        help=explained if reviews else _("A buffer needs data from at least three months before the as-of month."),
    )
    if proposal.buffer_bp:
        months = proposal.review_months
        rule.draw(_("Last decided"), reviews, lambda n: _("{n} months before", n=n), months, "review_months")

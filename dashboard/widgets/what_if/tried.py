"""What is being tried: read from the state that travels in the link, and written back to it.

The fields of ``page_state.WHAT_IF`` are the master; sliders and number boxes are set from them before they are drawn.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

import streamlit as st

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Mode, Scheme
from dashboard.logic.value_bases import REVENUE, ValueBase, value_base
from dashboard.logic.what_if.proposal import MOST_BUFFER, Proposal, proposal_of
from dashboard.logic.what_if.typed import limits_text, typed_limits
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import NOTHING, WHAT_IF
from dashboard.widgets.what_if.carry import carried

RULE_FIELDS = ("mode", "at", "try_value", "try_period", "buffer", "review")
_SAID, _RUN_ALL = "what_if_said", "what_if_run_all"


@dataclass(frozen=True)
class Tried:
    """``scheme`` and ``rule`` are in force, ``proposal`` is tried."""

    scheme: Scheme
    rule: Proposal
    proposal: Proposal

    @property
    def is_touched(self) -> bool:
        review = self.proposal.review_months if self.proposal.buffer_bp else self.rule.review_months
        return replace(self.proposal, review_months=review) != self.rule

    @property
    def base(self) -> ValueBase:
        return value_base(self.proposal.base)

    @property
    def is_percent(self) -> bool:
        return self.proposal.mode != "absolute"


def say_next(sentence: str) -> None:
    """A sentence for the next run, above the controls."""
    st.session_state.setdefault(_SAID, []).append(sentence)


def sentences() -> list[str]:
    """What is to be said now; each is said once."""
    return st.session_state.pop(_SAID, [])


def chosen(name: str) -> str:
    """One field as it stands in the link; empty = as in the rule in force."""
    return next(iter(WHAT_IF[name].chosen()), NOTHING)


def tried(opened: Opened, question: Question) -> Tried:
    """What the fields say. What does not fit is said, dropped, and replaced by the rule in force."""
    scheme = opened.reader.scheme(question)
    rule = proposal_of(scheme, question)
    proposal = replace(rule, period=Period.parse(chosen("try_period") or question.period.code))
    mode, base = cast(Mode, chosen("mode") or rule.mode), chosen("try_value") or rule.base
    limits = _limits(scheme, mode, value_base(base))
    if limits is None:
        limits = carried(opened, question, proposal, mode=mode, base=base)
        if mode != rule.mode or (mode == "absolute" and base != rule.base):
            put("at", limits_text(limits, mode, value_base(base)))  # looked up once, not in every run
    proposal = replace(proposal, mode=mode, base=base, limits=limits)
    return Tried(scheme, rule, _with_buffer(opened, question, proposal))


def _limits(scheme: Scheme, mode: Mode, base: ValueBase) -> tuple[int, ...] | None:
    """The boundaries as written; None where there are none that fit the scheme."""
    written = chosen("at")
    if not written:
        return None
    try:
        limits = typed_limits(written, mode, base)
        Proposal(mode, limits, base.name, Period()).scheme(scheme)
    except Problem as problem:
        unused = _("The boundaries {at} are not used.", at=written.replace(",", " · "))
        say_next(speech().together(unused, speech().problem(problem)))
        put("at", NOTHING)
        return None
    return limits


def _with_buffer(opened: Opened, question: Question, proposal: Proposal) -> Proposal:
    bp = int(Decimal(chosen("buffer") or "0") * 100)
    months = int(chosen("review") or proposal.review_months)
    if bp > MOST_BUFFER:
        say_next(_("A buffer of {value} % is not used: at most {most} %.", value=bp / 100, most=MOST_BUFFER // 100))
        bp = 0
    if bp and months not in opened.reader.review_months(question):
        say_next(_("The buffer is not used: the data does not reach back to the review it keeps layers from."))
        bp = 0
    if not bp:
        put("buffer", NOTHING)
    return replace(proposal, buffer_bp=bp, review_months=months)


def keep(proposal: Proposal, rule: Proposal) -> None:
    """Write it into the fields; what is as in the rule in force is left open. Only before the fields' widgets are
    drawn, or in a callback."""
    is_amount = proposal.mode == "absolute"
    limits = limits_text(proposal.limits, proposal.mode, value_base(proposal.base))
    is_same = (proposal.mode, proposal.limits) == (rule.mode, rule.limits)
    is_same_base = proposal.base == rule.base
    put("mode", NOTHING if proposal.mode == rule.mode else proposal.mode)
    put("at", NOTHING if is_same and (is_same_base or not is_amount) else limits)
    # Amounts stay in what they were typed in, whatever the rule in force comes to be.
    put("try_value", NOTHING if is_same_base and (is_same or not is_amount) else proposal.base)
    put("try_period", NOTHING if proposal.period == rule.period else proposal.period.code)
    put("buffer", limits_text((proposal.buffer_bp,), "rank", REVENUE) if proposal.buffer_bp else NOTHING)
    put("review", NOTHING if proposal.review_months == rule.review_months else str(proposal.review_months))


def back_to_the_rule() -> None:
    """Nothing is tried any more."""
    for name in RULE_FIELDS:
        put(name, NOTHING)


def put(name: str, value: object) -> None:
    """Set session state where it differs; of a widget only before it is drawn, or in a callback."""
    if st.session_state.get(name) != value:
        st.session_state[name] = value


def run_all_next() -> None:
    """In a callback of the part that moves with a slider: what changes lies outside that part too."""
    st.session_state[_RUN_ALL] = True


def run_all_if_asked() -> None:
    """Runs the whole page where ``run_all_next`` was called."""
    if st.session_state.pop(_RUN_ALL, False):
        st.rerun()

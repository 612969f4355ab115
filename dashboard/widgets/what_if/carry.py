"""Cuts carried from one way of saying them to another: percents into amounts and back, with the same customers."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import accumulate

from dashboard.data.reading.visible_layers import active_values
from dashboard.logic.periods import Period
from dashboard.logic.question import Question
from dashboard.logic.ranked_values import WHOLE, rank_position
from dashboard.logic.scheme_policy import Mode, Scheme
from dashboard.logic.schemes import ABC, CURRY
from dashboard.logic.value_bases import value_base
from dashboard.logic.what_if.proposal import Proposal
from dashboard.widgets.answers import answer
from dashboard.widgets.opened import Opened
from dashboard.widgets.what_if.steps import PERCENTS


def starting_percents(scheme: Scheme, mode: Mode) -> tuple[int, ...]:
    """Percents to begin with (basis points): the scheme's own, else those of a shipped scheme with as many bands, else
    equal parts."""
    for known in (scheme, CURRY, ABC):
        if known.mode == mode and len(known.bands) == len(scheme.bands):
            return tuple(band.limit or 0 for band in known.bands[:-1])
    return tuple(WHOLE * place // len(scheme.bands) for place in range(1, len(scheme.bands)))


def deciding(question: Question) -> Question:
    """The question without its filters, unless the cuts are decided within the selection."""
    return question if question.cuts == "selection" else replace(question, filters=())


def value_range(opened: Opened, question: Question, base: str, period: Period) -> tuple[int, int]:
    """The lowest and highest value of the active customers in scope, in units of the base."""
    asked = replace(deciding(question), scheme=CURRY.name, base=base, period=period)

    def ask() -> tuple[int, int]:
        values = active_values(opened.reader.layered(asked))
        scale = value_base(base).scale
        return (int(values.min()), int(values.max())) if len(values) else (scale, 1000 * scale)

    return answer(opened, "value_range", asked, ask)


def carried(opened: Opened, question: Question, proposal: Proposal, *, mode: Mode, base: str) -> tuple[int, ...]:
    """The limits that say in another mode, or by another base, what the proposal says.

    A viewer without scope *all* is told no company-wide equivalent: percents begin anew, and amounts are the rounded
    cuts. By another base amounts are those of as many customers.
    """
    proposal = replace(proposal, buffer_bp=0)
    if mode == proposal.mode and (mode != "absolute" or base == proposal.base):
        return proposal.limits
    if mode == "absolute" and base == proposal.base:
        return _amounts(opened, question, proposal)
    scheme = opened.reader.scheme(question)
    percents = starting_percents(scheme, "rank" if mode == "absolute" else mode)
    if opened.viewer.scope.all and base == proposal.base:
        percents = _same_counts(opened, question, proposal, mode)
    elif opened.viewer.scope.all and mode == "absolute":
        percents = _same_counts(opened, question, proposal, "rank")
    if mode != "absolute":
        return percents
    return _amounts(opened, question, replace(proposal, mode="rank", limits=percents, base=base))


def _amounts(opened: Opened, question: Question, proposal: Proposal) -> tuple[int, ...]:
    """The cut values as amounts, made strictly falling. Where no cut is known: for scope *all* nobody reaches it, so it
    lies above everybody; else it is that of the viewer's own customers."""
    cuts = opened.reader.what_if(deciding(question), proposal).cuts_after
    if None not in cuts:
        return strictly_falling([cut or 1 for cut in cuts])
    asked = replace(deciding(question), scheme=CURRY.name, base=proposal.base, period=proposal.period)
    highest_first = sorted(active_values(opened.reader.layered(asked)).tolist(), reverse=True) or [1]
    if opened.viewer.scope.all:
        usual = [highest_first[0] + 1] * len(cuts)
    else:
        usual = [_own_value(highest_first, proposal, place) for place in range(len(cuts))]
    return strictly_falling([own if cut is None else cut for cut, own in zip(cuts, usual, strict=True)])


def _own_value(highest_first: list[int], proposal: Proposal, place: int) -> int:
    bp = proposal.limits[place] if proposal.mode != "absolute" else WHOLE
    return highest_first[max(rank_position(len(highest_first), bp), 1) - 1]


def strictly_falling(amounts: list[int]) -> tuple[int, ...]:
    """Each at least one unit below the one before; where there is no room for that, counted up from the last."""
    falling: list[int] = []
    for amount in amounts:
        falling.append(min(amount, falling[-1] - 1) if falling else amount)
    return tuple(max(amount, len(falling) - place) for place, amount in enumerate(falling))


def _same_counts(opened: Opened, question: Question, proposal: Proposal, mode: Mode) -> tuple[int, ...]:
    """The percents that give the same counts, or the nearest: the usual ones where they do, else round ones."""
    asked, inner = deciding(question), len(proposal.limits)

    @cache
    def reaching(bp: int) -> int:
        tried = replace(proposal, mode=mode, limits=(bp,) * inner)
        return opened.reader.what_if(asked, tried).sums_after.customers[0]

    counts = opened.reader.what_if(asked, proposal).sums_after.customers[:inner]
    usual = starting_percents(opened.reader.scheme(question), mode)
    return tuple(_percent_for(count, reaching, own) for count, own in zip(accumulate(counts), usual, strict=True))


def _percent_for(count: int, reaching: Callable[[int], int], usual: int) -> int:
    least = _least(lambda bp: reaching(bp) >= count)
    if reaching(least) > count and least and count - reaching(least - 1) < reaching(least) - count:
        least -= 1
    beyond = _least(lambda bp: reaching(bp) > reaching(least))
    last = WHOLE if reaching(beyond) == reaching(least) else beyond - 1
    if least <= usual <= last:
        return usual
    round_ones = [bp for bp in PERCENTS if least <= bp <= last]
    return min(round_ones, key=lambda bp: (bp % 100 != 0, bp), default=least)


def _least(holds: Callable[[int], bool]) -> int:
    """The least basis points for which a rising condition holds; 10000 where it never does."""
    low, high = 0, WHOLE
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low

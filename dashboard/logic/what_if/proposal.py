"""What is tried: the bands of a scheme with other limits, another value base, period or buffer."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import get_args

from dashboard.logic.money import round_significant
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.ranked_values import WHOLE
from dashboard.logic.scheme_policy import Mode, Scheme
from dashboard.logic.value_bases import value_base

REVIEW_MONTHS = (3, 6, 12)
"""How long before as-of the last review may have been."""
MOST_BUFFER = 5_000
"""Basis points of the cut rank."""
_MOST_AMOUNT = 1 << 62


@dataclass(frozen=True)
class Proposal:
    """A rule to try on the bands of the scheme in force. A wrong one cannot be made: the Problem names the remedy.

    mode           rank, share or absolute (see ``Scheme``)
    limits         one per band but the last: cumulative basis points from the top, rising, 0 to 10000 (rank, share), or
                   amounts above 0 in whole units of the base, falling (absolute)
    base, period   what customers are worth by; the as-of month stays that of the question
    buffer_bp      basis points of the cut rank by which a rank must be beyond the cut to change side (M5b); 0 = none
    review_months  the earlier review, whose layer is kept within the buffer, lies so many months before as-of
    """

    mode: Mode
    limits: tuple[int, ...]
    base: str
    period: Period
    buffer_bp: int = 0
    review_months: int = 12

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise Problem("{value} is no kind of cut. Use rank, share or absolute.", value=self.mode)
        value_base(self.base)
        if self.mode == "absolute":
            _check_amounts(self.limits)
        else:
            _check_percents(self.limits)
        if not 0 <= self.buffer_bp <= MOST_BUFFER:
            raise Problem(
                "A buffer of {value} % is not possible. Use 0 to {most} %.",
                value=f"{self.buffer_bp / 100:g}",
                most=MOST_BUFFER // 100,
            )
        if self.review_months not in REVIEW_MONTHS:
            raise Problem(
                "A review {value} months earlier cannot be chosen. Use {choices}.",
                value=self.review_months,
                choices=", ".join(map(str, REVIEW_MONTHS)),
            )

    def scheme(self, current: Scheme) -> Scheme:
        """The scheme in force with the bands and labels it has, and the mode and limits of the proposal.

        Raises Problem where there are not as many limits as bands but the last.
        """
        inner = len(current.bands) - 1
        if len(self.limits) != inner:
            raise Problem(
                "Scheme {scheme} has {bands} bands, so it needs {wanted} limits; {value} are given.",
                scheme=current.name,
                bands=inner + 1,
                wanted=inner,
                value=len(self.limits),
            )
        limits = (*self.limits, None if self.mode == "absolute" else WHOLE)
        bands = tuple(replace(band, limit=limit) for band, limit in zip(current.bands, limits, strict=True))
        locked_to = self.base if self.mode == "absolute" else None
        proposed = Scheme(current.name, self.mode, bands, current.labels, locked_to, current.is_example)
        return proposed if proposed == current else replace(proposed, is_example=False)

    def rounded(self, digits: int) -> "Proposal":
        """With so many significant digits of each amount; those that would fall together stand one step apart."""
        limits: list[int] = []
        for limit in self.limits:
            told = round_significant(limit, digits)
            if limits and told >= limits[-1]:
                told = limits[-1] - 10 ** max(len(str(limits[-1])) - digits, 0)
            limits.append(told)
        return replace(self, limits=tuple(limits))


def proposal_of(scheme: Scheme, question: Question) -> Proposal:
    """The rule in force as a proposal: with it nobody moves.

    Raises Problem where the scheme is locked to another value base than the question's.
    """
    limits = tuple(band.limit or 0 for band in scheme.bands[:-1])
    return Proposal(scheme.mode, limits, scheme.base(value_base(question.base)).name, question.period)


def _check_percents(limits: tuple[int, ...]) -> None:
    if any(not 0 <= limit <= WHOLE for limit in limits) or any(low > high for low, high in pairwise(limits)):
        raise Problem(
            "The limits {value} are not right. They count from the top: 0 to 100 %, none below the one before.",
            value=", ".join(f"{limit / 100:g} %" for limit in limits),
        )


def _check_amounts(limits: tuple[int, ...]) -> None:
    if any(not 0 < limit <= _MOST_AMOUNT for limit in limits) or any(high <= low for high, low in pairwise(limits)):
        raise Problem("The amounts are not right. Give each band but the last an amount above 0, the highest first.")

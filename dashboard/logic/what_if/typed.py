"""A proposal as it is typed: in the link of the what-if page, in a saved scenario, on the command line."""

import re
from decimal import Decimal
from typing import get_args

from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.scheme_policy import Mode, Scheme
from dashboard.logic.value_bases import ValueBase, value_base
from dashboard.logic.what_if.proposal import Proposal, proposal_of

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_AMOUNT = re.compile(r"[0-9]{1,14}(\.[0-9]{1,4})?")
_COUNT = re.compile(r"[0-9]{1,14}")


def typed_proposal(
    scheme: Scheme,
    question: Question,
    *,
    mode: str = "",
    at: str = "",
    value: str = "",
    period: str = "",
    buffer: str = "",
    review: str = "",
) -> Proposal:
    """The rule in force with what is given changed; an empty text changes nothing.

    ``at``: the limits, one per band but the last, with commas between: percents with at most two decimals, or amounts
    in yuan (four decimals) or whole orders. ``buffer`` in percent of the cut rank, ``review`` in months. Raises Problem
    that names value and remedy.
    """
    current = proposal_of(scheme, question)
    wanted = mode or current.mode
    if wanted not in get_args(Mode):
        raise Problem("{value} is no kind of cut. Use rank, share or absolute.", value=wanted)
    base = value_base(value or current.base)
    limits = typed_limits(at, wanted, base) if at else _limits_in_force(current, wanted, base)
    proposal = Proposal(
        mode=wanted,  # ty: ignore[invalid-argument-type]
        limits=limits,
        base=base.name,
        period=Period.parse(period) if period else current.period,
        buffer_bp=_basis_points(buffer) if buffer else current.buffer_bp,
        review_months=_months(review) if review else current.review_months,
    )
    proposal.scheme(scheme)  # refuses limits that are too few or too many
    return proposal


def typed_limits(text: str, mode: str, base: ValueBase) -> tuple[int, ...]:
    """``1,5,20`` as basis points, or as whole units of the base where ``mode`` is absolute."""
    parts = [part.strip() for part in text.split(",")]
    if mode != "absolute":
        return tuple(_basis_points(part) for part in parts)
    form = _AMOUNT if base.is_money else _COUNT
    for part in parts:
        if not form.fullmatch(part):
            raise Problem(
                "The limit {value} is not an amount. Write plain numbers, the highest first, with commas between.",
                value=part or "—",
            )
    return tuple(int(Decimal(part) * base.scale) for part in parts)


def limits_text(limits: tuple[int, ...], mode: str, base: ValueBase) -> str:
    """What ``typed_limits`` reads back, as short as it can be."""
    scale = base.scale if mode == "absolute" else 100
    return ",".join(_plain(Decimal(limit) / scale) for limit in limits)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _limits_in_force(current: Proposal, mode: str, base: ValueBase) -> tuple[int, ...]:
    is_same_unit = mode != "absolute" or base.is_money == value_base(current.base).is_money
    if mode != current.mode or not is_same_unit:
        raise Problem(
            "The limits of the rule in force are of another kind. Give {count} limits with commas between them.",
            count=len(current.limits),
        )
    return current.limits


def _basis_points(text: str) -> int:
    text = text.strip().removesuffix("%").strip()
    if not _PERCENT.fullmatch(text):
        raise Problem(
            "{value} is not a percentage. Write a number from 0 to 100 with at most two decimals, such as 2.5.",
            value=text or "—",
        )
    return int(Decimal(text) * 100)


def _months(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()):
        raise Problem("{value} is not a number of months. Use 3, 6 or 12.", value=text)
    return int(text)

"""How many answers a survey needs, and how sure it is with those it has.

Source: Cochran 1977, Sampling Techniques, 3rd edition, 4.2 to 4.4; with a finite population the numbers are those of
the table of Krejcie and Morgan 1970 (which rounds, where here every part of an answer is one more).
"""

from dataclasses import dataclass
from math import ceil, sqrt

from scipy.special import ndtri

CLOSE = 1e-9
"""A size that is whole but for the last bit is not raised by one."""


@dataclass(frozen=True)
class SampleWanted:
    """Shares are 0..1, without their ends.

    confidence     of the interval
    margin         half the width of the interval that is allowed
    share          expected: one half is the safest guess
    population     None = so many that it does not matter
    response       which part of those asked will answer
    """

    confidence: float
    margin: float
    share: float
    population: int | None
    response: float


@dataclass(frozen=True)
class SampleSize:
    """``invitations`` None: not even asking everybody will do."""

    completes: int
    invitations: int | None


def sample_size(wanted: SampleWanted) -> SampleSize:
    """Answers needed and, at the expected response, invitations. Raises ValueError beyond the ranges."""
    _check(wanted.confidence, wanted.margin, wanted.share, wanted.response)
    size = _deviate(wanted.confidence) ** 2 * wanted.share * (1 - wanted.share) / wanted.margin**2
    if wanted.population is not None:
        if wanted.population < 1:
            raise ValueError("a population has at least one member")
        size = size / (1 + (size - 1) / wanted.population)
    completes = max(ceil(size - CLOSE), 1)
    invitations = ceil(completes / wanted.response - CLOSE)
    is_beyond = wanted.population is not None and invitations > wanted.population
    return SampleSize(completes, None if is_beyond else invitations)


def margin_with(answers: int, *, confidence: float, share: float, population: int | None) -> float | None:
    """Half the width of the interval with so many answers; 0 where everybody answered, None without answers."""
    _check(confidence, share)
    if answers < 1:
        return None
    left = 1.0
    if population is not None:
        left = max(population - answers, 0) / (population - 1) if population > 1 else 0.0
    return _deviate(confidence) * sqrt(share * (1 - share) / answers * left)


def _deviate(confidence: float) -> float:
    return float(ndtri((1 + confidence) / 2))


def _check(*shares: float) -> None:
    if not all(0 < one < 1 for one in shares):
        raise ValueError(f"shares lie between 0 and 1: {shares}")

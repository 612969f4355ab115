"""A share that keeps its numerator and denominator (metrics.md: shares come with both; denominator 0 is unknown)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Share:
    """numerator / denominator in whole units; ``value`` is None where the denominator is not above 0."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator > 0 else None

    @property
    def exact(self) -> Fraction | None:
        """The share without rounding, for comparisons that must not hang on the last bit."""
        return Fraction(self.numerator, self.denominator) if self.denominator > 0 else None

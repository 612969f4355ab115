"""What one entry of the metric registry says."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "money",
    "customers",
    "orders",
    "visits",
    "share",
    "index",
    "days",
    "cases",
    "per_hundred",
    "seconds",
    "score",
    "points",
]
"""score: on the scale of the question; points: of a hundred, from -100 to 100 (NPS) or 0 to 100 (an index)."""


@dataclass(frozen=True)
class Metric:
    """One entry of the number card.

    id              M-number of metrics.md; several figures can share one
    direction       +1 more is better, -1 less is better, 0 neither
    minimum_sample  fewer customers than this and the figure is marked as thin; 0 = never
    """

    id: str
    key: str
    name: str
    unit: Unit
    direction: Literal[1, 0, -1]
    minimum_sample: int
    definition: str
    formula: str
    source: str

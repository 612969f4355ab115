"""What is measured, in one form: named figures and the bars they are held against."""

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line. ``is_quick``: small data and few repeats, to see that all works."""

    folder: Path
    orders: int
    customers: int
    repeats: int
    is_quick: bool = False


@dataclass(frozen=True)
class Row:
    """One measured thing. ``at_most`` and ``at_least`` are the bars, by the name of the figure."""

    what: str
    figures: dict[str, float]
    at_most: dict[str, float] = field(default_factory=dict)
    at_least: dict[str, float] = field(default_factory=dict)

    def missed(self) -> list[str]:
        """A sentence for each bar that did not hold."""
        over = [(name, bar, "at most") for name, bar in self.at_most.items() if self.figures[name] > bar]
        under = [(name, bar, "at least") for name, bar in self.at_least.items() if self.figures[name] < bar]
        return [f"{self.what}: {name} {self.figures[name]:g}, bar {word} {bar:g}" for name, bar, word in over + under]

    def as_json(self) -> dict:
        return asdict(self)


def percentile(numbers: Sequence[float], percent: int) -> float:
    """The smallest number that so many percent do not exceed."""
    ordered = sorted(numbers)
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1]


def spread(name: str, numbers: Sequence[float], digits: int = 1) -> dict[str, float]:
    """Median, smallest and largest as figures."""
    return {
        name: round(statistics.median(numbers), digits),
        f"{name}_min": round(min(numbers), digits),
        f"{name}_max": round(max(numbers), digits),
    }


def print_rows(rows: Sequence[Row]) -> None:
    """A line per row: the figures that are held against a bar show it in brackets."""
    for row in rows:
        bars = {**{n: f"<= {b:g}" for n, b in row.at_most.items()}, **{n: f">= {b:g}" for n, b in row.at_least.items()}}
        shown = [f"{n} {v:g}" + (f" ({bars[n]})" if n in bars else "") for n, v in row.figures.items()]
        print(f"  {row.what:<44} {'  '.join(shown)}", flush=True)

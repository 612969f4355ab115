"""Buffered cuts (M5b): who is near a cut keeps the layer of the last review, so that nobody flips to and fro."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.logic.ranked_values import WHOLE, RankedValues


@dataclass(frozen=True)
class Edge:
    """One line between two bands as two values that place anybody.

    cut         the plain cut; None = nobody is above this line
    promote_at  a value from here up is above the line, whatever layer was held; None = only held layers are above it
    keep_from   a value below this is below the line; from here up to ``promote_at`` the side of the held layer is
                kept, and without a held layer ``cut`` decides. None = nobody is above this line

    Without buffer all three are the same. ``promote_at >= cut >= keep_from``, and each falls from line to line.
    """

    cut: int | None
    promote_at: int | None
    keep_from: int | None


def buffer_width(rank: int, buffer_bp: int) -> int:
    """By how many ranks somebody must be beyond the cut rank to change side: rounded up, so 1 at least."""
    return (rank * buffer_bp + WHOLE - 1) // WHOLE


def edges(ranked: RankedValues, cuts: Iterable[int | None], buffer_bp: int) -> tuple[Edge, ...]:
    """The edges of each cut by the values of the whole company.

    With K = number of values reaching the cut and b = the buffer's width: above where the competition rank is at most
    K - b, below where it is more than K + b. A rank is at most m exactly where the value reaches the one at position m
    from the top, so two values say it all. Source: M5b.
    """
    return tuple(_edge(ranked, cut, buffer_bp) for cut in cuts)


def _edge(ranked: RankedValues, cut: int | None, buffer_bp: int) -> Edge:
    if cut is None or buffer_bp == 0:
        return Edge(cut, cut, cut)
    rank = ranked.count_reaching(cut)
    if rank == 0:
        return Edge(cut, None, None)
    width = buffer_width(rank, buffer_bp)
    promote_at = ranked.at(rank - width) if rank > width else None
    # Where the buffer reaches past the last rank nobody is below it: the lowest value, or a cut below even that.
    return Edge(cut, promote_at, min(cut, ranked.at(min(rank + width, len(ranked)))))

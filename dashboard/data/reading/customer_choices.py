"""Which customers a list shows, and what the filters offer."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.data.reading.company_customers import NOT_GIVEN, company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import check_not_masked, masked_values
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.data.reading.visible_rows import rows_in_scope
from dashboard.logic.decided_tiers import AGREES, TIER_ROWS, tier_codes, tier_mismatches
from dashboard.logic.layer_names import NEW
from dashboard.logic.migration import moved_rows
from dashboard.logic.problems import Problem
from dashboard.logic.question import FILTER_COLUMNS
from dashboard.logic.viewer import Viewer

EITHER_WAY = 2


class Choice(NamedTuple):
    """One value to filter by. ``value`` "" with ``label`` None stands for customers without an entry."""

    value: str
    label: str | None
    customers: int


class BehindMonth(NamedTuple):
    """Who ordered in a month, with the month's figures: all (``by`` None), or those of segments of it: values of one of
    TREND_COLUMNS, None = not given. ``only_new``: those whose first order it was."""

    month_no: int
    by: str | None = None
    segments: tuple[str | None, ...] | None = None
    only_new: bool = False


@dataclass(frozen=True)
class Chosen:
    """Which of the visible customers a list shows; everything given must hold.

    layer      id of a layer of the scheme
    moved      (from layer or New, to layer, month number of the earlier as-of): one cell of the migration matrix
    tier       decided tier, a row of the cross-tab
    mismatch   DECIDED_HIGHER or EARNED_HIGHER of ``logic.decided_tiers``, or EITHER_WAY
    month      who ordered in a month; it is given alone
    """

    layer: str | None = None
    moved: tuple[str, str, int] | None = None
    tier: str | None = None
    mismatch: int | None = None
    month: BehindMonth | None = None


EVERYBODY = Chosen()


def choices(marts: Marts, viewer: Viewer, column: str) -> list[Choice]:
    """The values of a filter column among the customers in scope, in their order, with how many customers each has."""
    if column not in FILTER_COLUMNS:
        raise Problem(
            "The filter column {column} is not known. Use {columns}.", column=column, columns=", ".join(FILTER_COLUMNS)
        )
    check_not_masked(column, viewer)
    dimension = company_customers(marts).dimensions[column]
    codes = dimension.codes[rows_in_scope(marts, viewer.scope)]
    labels = list(dimension.labels)
    if column == "account_manager_id":
        labels = masked_values("account_manager_name", labels, viewer)
    counts = np.bincount(codes, minlength=len(dimension.values)).tolist()
    return [
        Choice(NOT_GIVEN if value is None else value, None if value is None else label, count)
        for value, label, count in zip(dimension.values, labels, counts, strict=True)
        if count
    ]


def chosen_places(marts: Marts, visible: VisibleLayers, before: VisibleLayers | None, chosen: Chosen) -> np.ndarray:
    """Places in the arrays of ``visible``, ascending: customers of the population that fit everything chosen."""
    layering = visible.layering
    rows = layering.codes >= 0
    if chosen.layer is not None:
        rows &= layering.codes == layering.layers.index(_known(chosen.layer, layering.layers))
    if chosen.moved is not None and before is not None:
        came, went, _ = chosen.moved
        _known(came, (*before.layering.layers, NEW))
        rows &= moved_rows(before.layering, layering, came, _known(went, layering.layers))
    if chosen.tier is not None:
        rows &= decided_tiers(marts, visible) == TIER_ROWS.index(_known(chosen.tier, TIER_ROWS))
    if chosen.mismatch is not None:
        verdict = tier_mismatches(layering, decided_tiers(marts, visible))
        rows &= verdict != AGREES if chosen.mismatch == EITHER_WAY else verdict == chosen.mismatch
    return np.flatnonzero(rows)


def decided_tiers(marts: Marts, visible: VisibleLayers) -> np.ndarray:
    """int8 index into TIER_ROWS for each visible customer; each spelling is read once, not once per customer."""
    dimension = company_customers(marts).dimensions["service_tier"]
    by_spelling = tier_codes(np.array(dimension.values, dtype=object))
    return by_spelling[dimension.codes[visible.customer_no]]


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise Problem("{value} is not known here. Use {names}.", value=name, names=", ".join(names))
    return name

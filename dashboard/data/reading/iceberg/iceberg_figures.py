"""What the iceberg is made of (M39): who complained, how many there are, what one brings in, and how many stop."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.iceberg.iceberg import LossRates, loss_rates
from dashboard.logic.money import exact_total
from dashboard.logic.shares import Share


@dataclass(frozen=True, eq=False)
class IcebergFigures:
    """Of the visible customers.

    case_nos       complaints received in the window
    complaining    distinct customers of these; of_nobody: complaints whose customer is not known, not counted
    customers      active customers of the period
    base, average  what an active customer brings in within the period: profit where it is known of all, else revenue
    losses         measured on own data; None while that is not possible
    """

    case_nos: np.ndarray
    complaining: int
    of_nobody: int
    customers: int
    base: str
    average: Share
    losses: LossRates | None


def iceberg_figures(
    visible: VisibleLayers, cases: VisibleCases, earlier: VisibleLayers | None, earlier_cases: VisibleCases | None
) -> IcebergFigures:
    """``earlier``: the same customers one period before, with the cases of that window; None before the data begin."""
    frame = cases.frame
    here = cases.in_window("received_at") & (frame["kind"] == "complaint").to_numpy()
    customer = frame["customer_no"].to_numpy()[here]
    active = visible.layering.is_active
    facts = visible.facts
    is_profit = bool(active.any()) and bool(facts.has_cost[active].all())
    worth = facts.profit if is_profit else facts.revenue
    return IcebergFigures(
        case_nos=frame["case_no"].to_numpy()[here],
        complaining=len(np.unique(customer[customer >= 0])),
        of_nobody=int((customer < 0).sum()),
        customers=int(active.sum()),
        base="profit" if is_profit else "revenue",
        average=Share(exact_total(worth[active]), int(active.sum())),
        losses=None if earlier is None or earlier_cases is None else _losses(visible, earlier, earlier_cases),
    )


def _losses(visible: VisibleLayers, earlier: VisibleLayers, cases: VisibleCases) -> LossRates | None:
    """Stopped = active a period ago, not active now; told by whether they complained in that earlier period."""
    frame = cases.frame
    here = cases.in_window("received_at") & (frame["kind"] == "complaint").to_numpy()
    complained = np.isin(earlier.customer_no, frame["customer_no"].to_numpy()[here])
    active = earlier.layering.is_active
    stopped = active & ~visible.layering.is_active

    def share(flags: np.ndarray) -> Share:
        return Share(int((stopped & flags).sum()), int((active & flags).sum()))

    return loss_rates(share(complained), share(~complained))

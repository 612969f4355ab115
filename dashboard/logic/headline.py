"""The facts behind the sentence above the pyramid. The sentence itself is phrased in the widgets."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.logic.concentration import top_share
from dashboard.logic.layers import Layering
from dashboard.logic.money import exact_total
from dashboard.logic.shares import Share

Shape = Literal["empty", "one", "all_in_one", "usual"]


@dataclass(frozen=True)
class Headline:
    """Of the shown customers: how few make how much.

    shape   ``empty`` nobody is active; ``one`` one active customer; ``all_in_one`` several, all in the same band (for
            example all with equal values); ``usual`` else
    layer   the highest band that has a customer, "" when empty
    customers, customer_share    its customers, and of the active ones
    value, value_share           its value in units of the value base, and of all positive values
    top_20pct                    what the top 20 % bring (positional), for the 80/20 claim
    """

    shape: Shape
    layer: str
    customers: int
    customer_share: Share
    value: int
    value_share: Share
    top_20pct: Share


def headline(layering: Layering, rows: np.ndarray | None = None) -> Headline:
    """The facts for the customers in ``rows`` (bool; None = all)."""
    shown = layering.is_active if rows is None else layering.is_active & rows
    codes, values = layering.codes[shown], layering.values[shown]
    top_20pct = top_share(values, 2000)
    if len(codes) == 0:
        nothing = Share(0, 0)
        return Headline("empty", "", 0, nothing, 0, nothing, top_20pct)
    highest = int(codes.min())
    in_highest = values[codes == highest]
    whole, part = top_20pct.denominator, exact_total(in_highest)
    if len(codes) == 1:
        shape: Shape = "one"
    else:
        shape = "all_in_one" if len(in_highest) == len(codes) else "usual"
    return Headline(
        shape=shape,
        layer=layering.layers[highest],
        customers=len(in_highest),
        customer_share=Share(len(in_highest), len(codes)),
        value=part,
        value_share=Share(part, whole),
        top_20pct=top_20pct,
    )

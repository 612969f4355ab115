"""Customers that a named wave did not hear, the most valuable first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.customer_lists import CustomerList
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.money import exact_total
from dashboard.logic.surveys.coverage import CustomerReach
from dashboard.logic.viewer import Viewer

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class NotHeard:
    """Those in scope, ordered by falling revenue of the wave's twelve months.

    places       in the arrays of the visible customers; the other arrays have their length and order
    is_asked     True: an invitation reached them and nobody answered; False: active, and nobody knows who was asked
    """

    customers: CustomerList
    places: np.ndarray
    revenue: np.ndarray
    invited: np.ndarray
    sent_on: np.ndarray
    is_asked: bool

    def __len__(self) -> int:
        return len(self.places)

    @property
    def total(self) -> int:
        """Money units of all of them."""
        return exact_total(self.revenue)

    def frame(self, offset: int = 0, limit: int | None = None) -> pd.DataFrame:
        """Some rows, masked for the viewer: columns of ``CustomerList.frame``, invited (count), sent_on (the last
        invitation, NaT = not given)."""
        rows = slice(offset, None if limit is None else offset + limit)
        shown = self.customers.frame(self.places[rows])
        return shown.assign(invited=self.invited[rows], sent_on=self.sent_on[rows].astype("datetime64[s]"))


def not_heard(
    marts: Marts, viewer: Viewer, visible: VisibleLayers, reach: CustomerReach, last_sent: np.ndarray
) -> NotHeard:
    """``last_sent``: day of the last invitation of each visible customer. Equal revenue by customer number."""
    wanted = reach.is_asked if reach.has_invites else reach.is_active
    places = np.flatnonzero((wanted & ~reach.is_heard)[:-1])
    revenue = visible.revenue[places]
    places = places[np.argsort(-revenue, kind="stable")]
    return NotHeard(
        customers=CustomerList(marts, visible, np.sort(places), viewer),
        places=places,
        revenue=visible.revenue[places],
        invited=reach.delivered[places],
        sent_on=last_sent[places],
        is_asked=reach.has_invites,
    )

"""On time and in full (M56): lines due by their first promise, against what the last promise makes of them."""

from dataclasses import dataclass

from dashboard.logic.shares import Share

TOLERANCES = ("100", "99", "98", "95", "90")
"""Per cent of the quantity ordered that counts as full."""
PROMISE_COUNTS = (
    "due", "delivered", "on_time_first", "due_last", "on_time_last", "re_promised", "re_promised_days",
    "quantity_known", "in_full", "objected", "otif", "not_yet_due",
)  # fmt: skip


@dataclass(frozen=True)
class Promises:
    """Counts of lines; see the question ``promises``.

    due             first promise in the window
    due_last        of these, delivered or past their last promise
    re_promised     of these, promised again for a later day; re_promised_days: by how many days, in all
    quantity_known  delivered, and both quantities are given
    not_yet_due     ordered, and promised for a day after the window
    """

    due: int = 0
    delivered: int = 0
    on_time_first: int = 0
    due_last: int = 0
    on_time_last: int = 0
    re_promised: int = 0
    re_promised_days: int = 0
    quantity_known: int = 0
    in_full: int = 0
    objected: int = 0
    otif: int = 0
    not_yet_due: int = 0

    @property
    def on_time(self) -> Share:
        return Share(self.on_time_first, self.due)

    @property
    def on_time_by_last(self) -> Share:
        return Share(self.on_time_last, self.due_last)

    @property
    def re_promised_share(self) -> Share:
        return Share(self.re_promised, self.due)

    @property
    def full(self) -> Share:
        """Of the lines whose quantities are known."""
        return Share(self.in_full, self.quantity_known)

    @property
    def on_time_in_full(self) -> Share:
        """A line whose quantity nobody wrote down is not counted as full; where none is known, there is no figure."""
        return Share(self.otif, self.due if self.quantity_known else 0)

    @property
    def quantity_unknown(self) -> int:
        return self.delivered - self.quantity_known

    @property
    def mean_re_promised_days(self) -> float | None:
        return self.re_promised_days / self.re_promised if self.re_promised else None


@dataclass(frozen=True)
class Logistics:
    """M58 of one carrier, or of all. Money in int64 units, None where no shipment says anything of it."""

    shipments: int = 0
    cases: int = 0
    known: int = 0
    damaged_value: int | None = None
    short_value: int | None = None
    shipped_value: int | None = None
    promised: int = 0
    late: int = 0
    delay_days: int = 0

    @property
    def lost_share(self) -> Share:
        """Damage and shortage per value shipped."""
        is_known = self.damaged_value is not None or self.short_value is not None
        return Share((self.damaged_value or 0) + (self.short_value or 0), (self.shipped_value or 0) if is_known else 0)

    @property
    def mean_delay_days(self) -> float | None:
        """Of the late ones."""
        return self.delay_days / self.late if self.late else None

"""What an import would do to the figures: two builds compared, the published one and one with the import in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.scheme_files import load_schemes
from dashboard.data.reading.viewers import viewer_named
from dashboard.data.store import BuildFacts, current_build_id, read_manifest
from dashboard.logic.money import UNITS
from dashboard.logic.periods import month_end, month_text
from dashboard.logic.question import Question

YEAR = 12


@dataclass(frozen=True)
class LayerFigures:
    """One layer of the default scheme."""

    layer: str
    customers: int
    revenue: Decimal


@dataclass(frozen=True)
class Figures:
    """Company-wide, over the twelve months to ``as_of``; ``customers`` had revenue or orders in them."""

    as_of: date
    customers: int
    orders: int
    revenue: Decimal
    layers: tuple[LayerFigures, ...]

    def as_json(self) -> dict[str, Any]:
        layers = [{**vars(layer), "revenue": str(layer.revenue)} for layer in self.layers]
        return {
            "as_of": self.as_of.isoformat(),
            "customers": self.customers,
            "orders": self.orders,
            "revenue": str(self.revenue),
            "layers": layers,
        }


@dataclass(frozen=True)
class MonthChange:
    """A month that was closed already and would change. Customers with an order in it, and its revenue."""

    month: str
    customers: tuple[int, int]
    revenue: tuple[Decimal, Decimal]

    def as_json(self) -> dict[str, Any]:
        return {"month": self.month, "customers": list(self.customers), "revenue": list(map(str, self.revenue))}


@dataclass(frozen=True)
class Effect:
    """Now and then.

    now            None before the first build
    then           at the as-of of ``now`` (before the first build: at its own)
    then_moved     at the default as-of of then, where that is another
    closed_months  complete months of now that would change, oldest first
    data_through   now (None before the first build), then
    notes          what the build would note more or less often: code -> (now, then)
    imports_waiting  imports that the published build does not hold: their effect is in ``then`` too
    """

    now: Figures | None
    then: Figures
    then_moved: Figures | None
    closed_months: tuple[MonthChange, ...]
    data_through: tuple[date | None, date]
    notes: Mapping[str, tuple[int, int]]
    imports_waiting: int = 0

    def as_json(self) -> dict[str, Any]:
        """``effect`` of ``import --dry-run --effect --json``; money as exact text."""
        before, after = self.data_through
        return {
            "now": self.now.as_json() if self.now else None,
            "then": self.then.as_json(),
            "then_moved": self.then_moved.as_json() if self.then_moved else None,
            "closed_months": [month.as_json() for month in self.closed_months],
            "data_through": [before.isoformat() if before else None, after.isoformat()],
            "notes": {code: list(counts) for code, counts in self.notes.items()},
            "imports_waiting": self.imports_waiting,
        }


def effect_of(home: Home, shadow: Home, *, imports_waiting: int) -> Effect:
    """Compare the published build of ``home`` (None yet: nothing) with that of ``shadow``. Raises Problem."""
    after = Marts(shadow, read_manifest(shadow, current_build_id(shadow) or ""))  # not kept open: it is gone soon
    if not home.current.exists():
        then = _figures(home, after, after.build.default_as_of)
        return Effect(None, then, None, (), (None, after.build.data_through), _notes({}, after.build.notes))
    before = open_marts(home)
    old, new = before.build, after.build
    as_of = old.default_as_of if new.first_month <= old.default_as_of <= new.last_month else new.default_as_of
    moved = _figures(home, after, new.default_as_of) if new.default_as_of != as_of else None
    return Effect(
        now=_figures(home, before, old.default_as_of),
        then=_figures(home, after, as_of),
        then_moved=moved,
        closed_months=_closed_months(before, after, old),
        data_through=(old.data_through, new.data_through),
        notes=_notes(old.notes, new.notes),
        imports_waiting=imports_waiting,
    )


def _figures(home: Home, marts: Marts, as_of: int) -> Figures:
    reader = Reader(marts, viewer_named(marts, None, date.today()), load_schemes(home))
    table = reader.pyramid(Question(as_of=as_of))
    layers = tuple(
        LayerFigures(layer, customers, _money(revenue))
        for layer, customers, revenue in zip(
            table["layer"].tolist(), table["customers"].tolist(), table["revenue"].tolist(), strict=True
        )
    )
    months = [counts for month, counts in _months(marts).items() if as_of - YEAR < month <= as_of]
    return Figures(
        as_of=month_end(as_of),
        customers=int(reader.layered(Question(as_of=as_of)).layering.is_active.sum()),
        orders=sum(orders for _customers, orders, _revenue in months),
        revenue=sum((revenue for _customers, _orders, revenue in months), Decimal(0)),
        layers=layers,
    )


def _months(marts: Marts) -> dict[int, tuple[int, int, Decimal]]:
    """Month number -> customers with an order, orders, revenue."""
    rows = marts.cursor().execute(
        "select month_no, sum(active_customers)::bigint, sum(orders)::bigint, sum(revenue) from month group by month_no"
    )
    return {month: (customers, orders, revenue) for month, customers, orders, revenue in rows.fetchall()}


def _closed_months(before: Marts, after: Marts, old: BuildFacts) -> tuple[MonthChange, ...]:
    zero = (0, 0, Decimal(0))
    was, will = _months(before), _months(after)
    changes = []
    for month in sorted(month for month in was.keys() | will.keys() if month <= old.default_as_of):
        one, other = was.get(month, zero), will.get(month, zero)
        if (one[0], one[2]) != (other[0], other[2]):
            changes.append(MonthChange(month_text(month), (one[0], other[0]), (one[2], other[2])))
    return tuple(changes)


def _notes(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    codes = sorted(before.keys() | after.keys())
    pairs = {code: (before.get(code, 0), after.get(code, 0)) for code in codes}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def _money(units: int) -> Decimal:
    return (Decimal(units) / UNITS).quantize(Decimal("0.0001"))

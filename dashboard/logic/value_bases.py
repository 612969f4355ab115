"""What a customer is worth by: the value base of a pyramid (M5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.logic.money import UNITS
from dashboard.logic.problems import Problem
from dashboard.logic.words import N_


@dataclass(frozen=True)
class ValueBase:
    """``scale`` whole units make one yuan or one order: values and cuts in arrays are whole numbers of units."""

    name: str
    label: str
    scale: int
    is_money: bool


REVENUE = ValueBase("revenue", N_("Net revenue"), UNITS, True)
PROFIT = ValueBase("profit", N_("Gross profit"), UNITS, True)
ORDERS = ValueBase("orders", N_("Orders"), 1, False)

VALUE_BASES: Mapping[str, ValueBase] = MappingProxyType({base.name: base for base in (REVENUE, PROFIT, ORDERS)})


def value_base(name: str) -> ValueBase:
    """The value base of that name. Raises Problem that names the choices, or what contribution still needs."""
    if name == "contribution":
        raise Problem(
            "Contribution needs the cost to serve: it can be chosen once the table service_costs is loaded. "
            "Use revenue, profit or orders."
        )
    base = VALUE_BASES.get(name)
    if base is None:
        raise Problem("{value} is no value base. Use revenue, profit or orders.", value=name)
    return base

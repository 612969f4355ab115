"""Who is looking, which customers they may see and which fields are masked for them."""

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """All customers, or those whose account manager (of this build) is one of ``account_managers``.

    Unassigned customers are visible to scope *all* only (metrics.md, Whole and part).
    """

    all: bool = False
    account_managers: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.all and self.account_managers:
            raise ValueError("a scope is all customers or those of named account managers, not both")


@dataclass(frozen=True)
class Viewer:
    """The default sees nothing: forgetting to give a scope must not open the data."""

    name: str
    roles: frozenset[str] = frozenset()
    scope: Scope = Scope()
    masks: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        """What of the viewer changes an answer: part of every cache key."""
        return (self.scope.all, tuple(sorted(self.scope.account_managers)), tuple(sorted(self.masks)))


def operator() -> Viewer:
    """Whoever runs the product on their own machine: sees everything."""
    return Viewer("operator", frozenset({"operator"}), Scope(all=True))


def account_manager(employee_id: str, name: str) -> Viewer:
    """An account manager: sees the customers that are theirs in this build."""
    return Viewer(name or employee_id, frozenset({"account_manager"}), Scope(account_managers=frozenset({employee_id})))

"""Who is looking, which customers they may see and which fields are masked for them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.logic.roles import ROLES, Right, Role


@dataclass(frozen=True)
class Scope:
    """All customers, or those of named account managers, of named departments, and single ones by customer_id.

    Account manager and department of a customer are those of the build in use. Unassigned customers are visible to
    scope *all* only (metrics.md, Whole and part), unless their department or they themselves are named.
    """

    all: bool = False
    account_managers: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.all and (self.account_managers or self.departments or self.customers):
            raise ValueError("a scope is all customers or those of named people and departments, not both")

    def __or__(self, other: "Scope") -> "Scope":
        if self.all or other.all:
            return Scope(all=True)
        return Scope(
            account_managers=self.account_managers | other.account_managers,
            departments=self.departments | other.departments,
            customers=self.customers | other.customers,
        )

    def covers(self, other: "Scope") -> bool:
        """Whether the names of ``other`` are all named here too (customers of a named manager are not resolved)."""
        return self.all or (
            not other.all
            and other.account_managers <= self.account_managers
            and other.departments <= self.departments
            and other.customers <= self.customers
        )


@dataclass(frozen=True)
class Viewer:
    """The default sees nothing and may do nothing: forgetting to give a scope must not open the data.

    name      as shown on screen
    login     who it is in the records and the trail ("operator" without a login)
    employees who it is in the company's data: their own ids. Nobody reads the record of a case that they are party to
              (recusal); of no other answer, so it is no part of ``key``. It never widens what is seen
    masks     fields shown as •••, not searched, not sorted by
    partial   fields shown in part (138****1234); in a file they are hidden
    """

    name: str
    roles: frozenset[str] = frozenset()
    scope: Scope = Scope()
    masks: frozenset[str] = frozenset()
    rights: frozenset[Right] = frozenset()
    partial: frozenset[str] = frozenset()
    login: str = ""
    employees: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> Hashable:
        """What of the viewer changes an answer: part of every cache key. Whether single persons may be told apart is:
        an auditor and an executive see the same customers with the same masks."""
        scope = self.scope
        return (
            self.may(Right.PERSONS),
            scope.all,
            tuple(sorted(scope.account_managers)),
            tuple(sorted(scope.departments)),
            tuple(sorted(scope.customers)),
            tuple(sorted(self.masks)),
            tuple(sorted(self.partial)),
        )

    @property
    def veiled(self) -> frozenset[str]:
        """Fields not shown plainly: nothing is sorted, filtered or searched by them."""
        return self.masks | self.partial

    def may(self, right: Right) -> bool:
        return right in self.rights

    def for_files(self) -> "Viewer":
        """The same viewer where a file is made: what the page shows in part, a file hides."""
        return replace(self, masks=self.veiled, partial=frozenset())


OVER_PERSONS = frozenset({Right.CUSTOMERS, Right.REVEAL, Right.EXPORT, Right.PERSONS})


def operator() -> Viewer:
    """Whoever runs the product on their own machine: sees everything."""
    return Viewer("operator", frozenset({"operator"}), Scope(all=True), rights=frozenset(Right), login="operator")


def account_manager(employee_id: str, name: str) -> Viewer:
    """An account manager: sees the customers that are theirs in this build."""
    role = ROLES["account_manager"]
    scope = Scope(account_managers=frozenset({employee_id}))
    return Viewer(
        name or employee_id,
        frozenset({role.id}),
        scope,
        rights=role.rights,
        partial=role.partial,
        employees=frozenset({employee_id}),
    )


def viewer_of(name: str, login: str, held: Iterable[tuple[Role, Scope]], employees: Iterable[str] = ()) -> Viewer:
    """The viewer who holds these roles, each with its own scope.

    Scopes add up, and so do rights, but for those over single persons' data: a field is shown plainly, a contact
    revealed and a file made only where the roles that allow it cover the whole scope by themselves. An analyst of the
    whole company who also keeps ten customers must not see all names because of those ten: such a person acts in one
    role at a time (widgets/identity.py).
    """
    held = list(held)
    scope = Scope()
    for _, one in held:
        scope |= one

    def is_covered(roles: Iterable[tuple[Role, Scope]]) -> bool:
        """By at least one role, even where nobody is in scope: masks never fall away for want of customers."""
        found = [one for _, one in roles]
        shown = Scope()
        for one in found:
            shown |= one
        return bool(found) and shown.covers(scope)

    fields = {field for role, _ in held for field in role.hidden | role.partial}
    plain = {f for f in fields if is_covered(pair for pair in held if f not in pair[0].hidden | pair[0].partial)}
    hidden = {f for f in fields if not is_covered(pair for pair in held if f not in pair[0].hidden)}
    rights = {right for role, _ in held for right in role.rights}
    narrow = {r for r in rights & OVER_PERSONS if not is_covered(pair for pair in held if r in pair[0].rights)}
    return Viewer(
        name=name,
        roles=frozenset(role.id for role, _ in held),
        scope=scope,
        masks=frozenset(hidden),
        rights=frozenset(rights - narrow),
        partial=frozenset(fields - plain - hidden),
        login=login,
        employees=frozenset(employees),
    )


def narrowed(own: Viewer, other: Viewer) -> Viewer:
    """``own`` looking as ``other``: only ever takes rights away, and the records know who it is.

    That the other's customers are among one's own is the caller's to know (widgets/view_as.py).
    """
    masks = own.masks | other.masks
    return replace(
        other,
        rights=own.rights & other.rights,
        masks=masks,
        partial=(own.partial | other.partial) - masks,
        login=own.login,
        employees=own.employees | other.employees,
    )

"""Rights, scopes and masks of whoever holds several roles: never more than the roles give where they give it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.roles import (
    CONTACT_FIELDS,
    LANDING,
    MASKABLE_FIELDS,
    ROLES,
    SCOPE_KINDS,
    Right,
    Role,
    landing_page,
)
from dashboard.logic.viewer import OVER_PERSONS, Scope, Viewer, account_manager, narrowed, viewer_of

ALL = Scope(all=True)
OWN = Scope(account_managers=frozenset({"E1"}))

# Customers of a small world: (id, manager, department).
WORLD = [("C1", "E1", "N"), ("C2", "E2", "N"), ("C3", "E2", "S"), ("C4", "", ""), ("C5", "E3", "S")]
names = st.frozensets
scopes = st.one_of(
    st.just(ALL),
    st.builds(
        lambda managers, departments, customers: Scope(False, managers, departments, customers),
        names(st.sampled_from(["E1", "E2", "E3"]), max_size=2),
        names(st.sampled_from(["N", "S"]), max_size=1),
        names(st.sampled_from(["C1", "C4"]), max_size=1),
    ),
)
helds = st.lists(st.tuples(st.sampled_from(list(ROLES.values())), scopes), min_size=1, max_size=4)
PLAIN, PART, HIDDEN = 2, 1, 0


def customers(scope: Scope) -> set[str]:
    return {
        customer
        for customer, manager, department in WORLD
        if scope.all
        or manager in scope.account_managers
        or department in scope.departments
        or customer in scope.customers
    }


def shown_by_role(role: Role, field: str) -> int:
    return HIDDEN if field in role.hidden else PART if field in role.partial else PLAIN


def shown(viewer: Viewer, field: str) -> int:
    return HIDDEN if field in viewer.masks else PART if field in viewer.partial else PLAIN


@given(helds)
def test_no_field_is_shown_more_plainly_than_by_some_role_that_shows_the_customer(
    held: list[tuple[Role, Scope]],
) -> None:
    viewer = viewer_of("x", "x", held)
    for customer in customers(viewer.scope):
        theirs = [role for role, scope in held if customer in customers(scope)]
        assert theirs
        for field in MASKABLE_FIELDS:
            assert shown(viewer, field) <= max(shown_by_role(role, field) for role in theirs)


@given(helds)
def test_rights_over_persons_hold_for_every_customer_in_scope(held: list[tuple[Role, Scope]]) -> None:
    viewer = viewer_of("x", "x", held)
    assert viewer.rights <= {right for role, _ in held for right in role.rights}
    for customer in customers(viewer.scope):
        for right in viewer.rights & OVER_PERSONS:
            assert any(right in role.rights and customer in customers(scope) for role, scope in held)


@given(helds)
def test_customers_are_those_of_all_roles_together(held: list[tuple[Role, Scope]]) -> None:
    viewer = viewer_of("x", "x", held)
    assert customers(viewer.scope) == {customer for _, scope in held for customer in customers(scope)}


@given(st.sampled_from(list(ROLES.values())), scopes)
def test_acting_in_one_role_is_that_roles_viewer(role: Role, scope: Scope) -> None:
    viewer = viewer_of("Wang", "w1", [(role, scope)])
    assert viewer == Viewer("Wang", frozenset({role.id}), scope, role.hidden, role.rights, role.partial, "w1")


@given(helds, st.randoms())
def test_the_order_of_the_roles_changes_nothing(held: list[tuple[Role, Scope]], chance: object) -> None:
    turned = held[::-1]
    assert viewer_of("x", "x", turned) == viewer_of("x", "x", held)


@given(helds, helds)
def test_looking_as_somebody_else_never_widens(
    own_roles: list[tuple[Role, Scope]], other: list[tuple[Role, Scope]]
) -> None:
    own, seen = viewer_of("a", "a1", own_roles), viewer_of("b", "b1", other)
    as_other = narrowed(own, seen)
    assert as_other.rights <= own.rights & seen.rights
    assert as_other.login == "a1"
    for field in MASKABLE_FIELDS:
        assert shown(as_other, field) == min(shown(own, field), shown(seen, field))


@given(scopes, scopes)
def test_covering_is_never_claimed_of_a_customer_left_out(one: Scope, other: Scope) -> None:
    if one.covers(other):
        assert customers(other) <= customers(one)
    assert customers(one | other) == customers(one) | customers(other)


def test_an_analyst_who_keeps_customers_sees_no_name() -> None:
    viewer = viewer_of("x", "x", [(ROLES["analyst"], ALL), (ROLES["account_manager"], OWN)])
    assert viewer.scope.all
    assert {"customer_name", "account_manager_id", "mobile"} <= viewer.masks
    assert viewer.may(Right.EXPORT)  # both may
    assert not viewer.may(Right.REVEAL)


def test_a_steward_who_keeps_customers_reveals_none_of_the_company() -> None:
    viewer = viewer_of("x", "x", [(ROLES["data_steward"], ALL), (ROLES["account_manager"], OWN)])
    assert viewer.rights & {Right.REVEAL, Right.REJECTS, Right.EXPORT} == {Right.REJECTS, Right.EXPORT}
    assert viewer.partial >= CONTACT_FIELDS | {"contact_name"}


def test_an_administrator_who_is_the_executive_too_keeps_every_right_of_both() -> None:
    viewer = viewer_of("x", "x", [(ROLES["admin"], Scope()), (ROLES["executive"], ALL)])
    assert viewer.rights == ROLES["admin"].rights | ROLES["executive"].rights
    assert (viewer.masks, viewer.partial) == (ROLES["executive"].hidden, ROLES["executive"].partial)


def test_a_role_without_customers_takes_no_mask_away() -> None:
    for role in ROLES.values():
        viewer = viewer_of("x", "x", [(role, Scope())])
        assert (viewer.masks, viewer.partial, viewer.rights) == (role.hidden, role.partial, role.rights)


def test_files_hide_what_the_page_shows_in_part() -> None:
    for role in ROLES.values():
        viewer = viewer_of("x", "x", [(role, ALL)])
        files = viewer.for_files()
        assert (files.masks, files.partial) == (role.hidden | role.partial, frozenset())
        assert files.key != viewer.key or not role.partial


def test_who_nobody_named_sees_and_may_nothing() -> None:
    nobody = viewer_of("x", "x", [])
    assert nobody.scope == Scope()
    assert nobody.rights == frozenset()
    assert Viewer("x").rights == frozenset()


def test_roles_are_made_of_known_things() -> None:
    for role in ROLES.values():
        assert role.scope in SCOPE_KINDS
        assert role.hidden | role.partial <= MASKABLE_FIELDS
        assert not role.hidden & role.partial
        assert (role.hidden | role.partial) >= CONTACT_FIELDS  # a way to reach somebody is plain for no role
        if Right.REVEAL in role.rights:
            assert not role.hidden
    assert [role.id for role in ROLES.values() if Right.REJECTS in role.rights] == ["data_steward"]
    assert [role.id for role in ROLES.values() if Right.ADMINISTER in role.rights] == ["admin"]
    assert not ROLES["admin"].rights & {Right.FIGURES, Right.CUSTOMERS, Right.EXPORT}


@pytest.mark.parametrize(
    ("held", "page"),
    [
        ("executive", "pyramid"),
        ("account_manager", "portfolio"),
        ("team_lead", "portfolio"),
        ("account_manager team_lead", "portfolio"),
        ("account_manager admin", "portfolio"),
        ("account_manager executive", "pyramid"),
        ("admin", "admin"),
        ("auditor", "pyramid"),
    ],
)
def test_everybody_lands_on_their_own_page(held: str, page: str) -> None:
    rights = frozenset(right for role in held.split() for right in ROLES[role].rights)
    assert landing_page(held.split(), rights) == page


def test_every_set_of_roles_lands_somewhere() -> None:
    for size in (1, 2):
        for roles in combinations(ROLES, size):
            rights = frozenset(right for role in roles for right in ROLES[role].rights)
            assert landing_page(roles, rights) in {page for _, page in LANDING}
    assert landing_page([], frozenset()) == ""


def test_who_somebody_is_in_the_data_never_changes_what_they_see_and_adds_up_when_looking_as_another() -> None:
    """Nobody gets round being party to a case by looking as somebody else; and no answer is kept by it."""
    held = [(ROLES["supervisor"], ALL)]
    plain, known = viewer_of("x", "x", held), viewer_of("x", "x", held, ["E7"])
    assert (plain.employees, known.employees) == (frozenset(), frozenset({"E7"}))
    assert plain.key == known.key
    assert narrowed(known, account_manager("E1", "Li")).employees == {"E1", "E7"}
    assert narrowed(plain, known).employees == {"E7"}

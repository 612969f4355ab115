"""Whose sign-in it is, until when, and that nobody is let in on a guess."""

from datetime import UTC, datetime

import pytest

from dashboard.logic.sign_in import roles_of_groups, session_digest, sign_in_of

ISSUED = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp())
CLAIMS = {
    "iss": "https://id.example.cn",
    "sub": "u-mei",
    "iat": ISSUED,
    "exp": ISSUED + 3600,
    "nonce": "n1",
    "name": "Mei",
    "groups": ["sales", "all"],
    "employee_id": "E7",
}
NAMES = {"login_claim": "sub", "groups_claim": "groups", "employee_claim": "employee_id"}


def test_what_the_token_says() -> None:
    mei = sign_in_of(CLAIMS, **NAMES, session_hours=12)
    assert mei is not None
    assert (mei.login, mei.name, mei.groups, mei.employee_id) == ("u-mei", "Mei", ("sales", "all"), "E7")
    assert mei.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert mei.session_id == session_digest(CLAIMS)


@pytest.mark.parametrize(("hours", "hour", "minute"), [(12, 9, 0), (1, 9, 0), (0.5, 8, 30)])
def test_it_ends_with_the_token_or_its_own_maximum_age(hours: float, hour: int, minute: int) -> None:
    mei = sign_in_of(CLAIMS, **NAMES, session_hours=hours)
    assert mei is not None
    assert mei.ends_at == datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sub": None},
        {"sub": " "},
        {"sub": 7},
        {"sub": "x" * 201},
        {"iat": None},
        {"exp": None},
        {"exp": "never"},
        {"exp": True},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"iat": 1e300},
    ],
)
def test_a_token_that_lacks_something_lets_nobody_in(wrong: dict[str, object]) -> None:
    assert sign_in_of({**CLAIMS, **wrong}, **NAMES, session_hours=12) is None


def test_the_id_is_the_same_for_every_tab_and_another_for_every_sign_in() -> None:
    again = {**CLAIMS, "is_logged_in": True, "provider": "company", "tokens": {}}
    assert session_digest(again) == session_digest(CLAIMS)
    others = [{**CLAIMS, name: "other"} for name in ("iss", "sub", "iat", "nonce", "at_hash", "sid", "exp")]
    assert len({session_digest(claims) for claims in (CLAIMS, *others)}) == 8


def test_groups_as_text_and_what_is_no_group() -> None:
    def groups(given: object) -> tuple[str, ...]:
        mei = sign_in_of({**CLAIMS, "groups": given}, **NAMES, session_hours=12)
        assert mei is not None
        return mei.groups

    assert [groups(given) for given in ("sales", None, [1, "", "sales"], {"sales": 1})] == [
        ("sales",),
        (),
        ("sales",),
        (),
    ]


def test_only_mapped_groups_give_roles() -> None:
    assert roles_of_groups(["sales", "all"], {"sales": "account_manager"}) == {"account_manager"}
    assert roles_of_groups([], {"sales": "account_manager"}) == frozenset()

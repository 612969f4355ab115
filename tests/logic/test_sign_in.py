"""Whose sign-in it is, until when, and that nobody is let in on a guess."""

from datetime import UTC, datetime

import pytest

from dashboard.commands.output import who_runs
from dashboard.logic.sign_in import COMMAND_LINE, OPERATOR, roles_of_groups, session_digest, sign_in_of
from dashboard.logic.viewer import operator

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
        {"sub": "operator"},
        {"sub": " Operator "},
        {"sub": "OPERATOR"},
        {"sub": "ｏｐｅｒａｔｏｒ"},
        {"sub": "command line"},
        {"sub": "Command Line: root"},
        {"sub": "command line:root"},
        {"sub": "u-mei "},
        {"sub": "u-mei\n"},
        {"sub": "u-\x00mei"},
        {"sub": "u-\u202emei"},
        {"sub": "u-\u200bmei"},
        {"sub": "u-\ud800mei"},
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


@pytest.mark.parametrize(
    "login", ["u-operator", "operators", "my command line", "梅", "mei@example.cn", "CN=Mei, OU=1"]
)
def test_logins_that_only_look_a_little_like_a_reserved_one_are_let_in(login: str) -> None:
    mei = sign_in_of({**CLAIMS, "sub": login}, **NAMES, session_hours=12)
    assert mei is not None
    assert mei.login == login


def test_reserved_words_are_those_of_the_operator_and_the_command_line() -> None:
    assert operator().login == OPERATOR
    assert who_runs().startswith(COMMAND_LINE)


def test_control_characters_of_a_name_are_shown_as_such() -> None:
    mei = sign_in_of({**CLAIMS, "name": "Mei\nadmin\u202ex\x07" + "y" * 300}, **NAMES, session_hours=12)
    assert mei is not None
    assert mei.name.startswith("Mei admin\ufffdx\ufffdyyy")
    assert len(mei.name) == 200


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

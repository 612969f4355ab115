"""Who somebody is in the company's data, told by the token and by the roles given here."""

from datetime import UTC, datetime

import pytest

from dashboard.logic.roles import ROLES
from dashboard.logic.sign_in import SignIn
from dashboard.widgets.identity import Held, Identity

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("of_token", "of_roles", "expected"),
    [
        ("E1", ["E1", "E1"], {"E1"}),
        (None, ["E2", None], {"E2"}),
        ("E1", ["E1", "E3"], {"E1", "E3"}),
        (None, [None], set()),
    ],
)
def test_all_ids_count_whichever_role_is_acted_in(
    of_token: str | None, of_roles: list[str | None], expected: set[str]
) -> None:
    sign_in = SignIn(
        login="u", name="U", groups=(), employee_id=of_token, session_id="s", started_at=NOON, ends_at=NOON
    )
    held = tuple(Held(ROLES["executive"], one, None) for one in of_roles)
    assert Identity(sign_in, held, frozenset({"E9"})).employees == expected

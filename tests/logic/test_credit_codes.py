"""GB 32100-2015: length, characters, check; and the SQL of a build says the same."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.credit_codes import check_character, code_values_sql, is_credit_code

STANDARD = "91350100M000100Y43"
"""The example of the standard."""
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        (STANDARD, True),
        (" 91350100m000100y43 ", True),
        ("９１３５０１００M000100Y43", True),
        ("91350100M000100Y44", False),
        (STANDARD[:-1], False),
        (STANDARD + "0", False),
        ("I" + STANDARD[1:], False),
        ("", False),
        (None, False),
    ],
)
def test_a_code_has_18_characters_and_the_right_last_one(code, is_right):
    assert is_credit_code(code) is is_right
    (told,) = (
        duckdb.connect()
        .execute(
            f"select {code_values_sql('code')} from (select $code::varchar as code)",  # noqa: S608 - names of ours
            {"code": code},
        )
        .fetchone()
    )
    assert bool(told) is is_right


@given(st.text(CHARACTERS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_always_found(body, place, other):
    code = body + check_character(body)
    assert is_credit_code(code)
    changed = code[:place] + other + code[place + 1 :]
    assert is_credit_code(changed) is (other == code[place])

"""Completeness (M23) and freshness (M24) of hand-made files, and what must always hold."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.customer_file import (
    CustomerFiles,
    file_facts,
    file_shares,
    incomplete_first,
    missing_fields,
    months_before,
    section_bits,
)
from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.file_policy import DEFAULT_POLICY, FIELD_PLACES, FILE_FIELDS, SECTIONS, FileField, FilePolicy

ON = date(2024, 8, 31)
SMALL = FilePolicy(tuple(one for one in FILE_FIELDS if one.name in ("customer_name", "credit_code", "employees")))
"""Everybody: a name; organisations but potential ones: a code; strategic organisations: employees."""


def bits(*names):
    return sum(1 << FIELD_PLACES[name] for name in names)


def files(*rows, valid=None):
    """(filled, tier, is_person, is_at_risk, confirmed_on, weight)"""
    filled, tier, person, risk, confirmed, weight = zip(*rows, strict=True) if rows else [()] * 6
    return CustomerFiles(
        np.array(filled, np.int64),
        np.array(filled if valid is None else valid, np.int64),
        np.array([TIER_ROWS.index(one) for one in tier], np.int8),
        np.array(person, bool),
        np.array(risk, bool),
        np.array(confirmed, "datetime64[D]"),
        np.array(weight, np.int64),
    )


def test_what_is_required_depends_on_tier_kind_and_risk():
    must = SMALL.must_have
    assert must("strategic", is_person=False, is_at_risk=False) == bits("customer_name", "credit_code", "employees")
    assert must("strategic", is_person=True, is_at_risk=False) == bits("customer_name")
    assert must("potential", is_person=False, is_at_risk=False) == bits("customer_name")
    assert must("potential", is_person=False, is_at_risk=True) == bits("customer_name", "credit_code")
    for unknown in ("none", "other"):
        assert must(unknown, is_person=False, is_at_risk=False) == must("general", is_person=False, is_at_risk=False)


def test_filled_but_wrong_is_not_complete():
    two = files(
        (bits("customer_name", "credit_code"), "general", False, False, "NaT", 5),
        (bits("customer_name", "credit_code"), "general", False, False, "NaT", 5),
        valid=[bits("customer_name", "credit_code"), bits("customer_name")],
    )
    facts = file_facts(two, SMALL, on=ON)
    assert (facts.completeness.numerator, facts.completeness.denominator) == (3, 4)
    assert facts.missing.tolist() == [0, 1]
    assert missing_fields(int(facts.required[1]), int(facts.good[1])) == ("credit_code",)


def test_a_confirmation_is_good_for_twelve_months_for_strategic_customers_six_and_none_from_the_future():
    full = bits("customer_name", "credit_code", "employees")
    days = ("2023-09-01", "2023-08-31", "2024-03-01", "2024-02-29", "2024-08-31", "2024-09-01", "NaT")
    tiers = ("general", "general", "strategic", "strategic", "general", "general", "general")
    facts = file_facts(files(*((full, t, False, False, d, 1) for t, d in zip(tiers, days, strict=True))), SMALL, on=ON)
    assert facts.is_confirmed.tolist() == [True, False, True, False, True, False, False]
    assert (facts.freshness.numerator, facts.freshness.denominator) == (2 + 3 + 2, 5 * 2 + 2 * 3)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 8, 31), 6, "2024-02-29"),
        (date(2023, 8, 31), 6, "2023-02-28"),
        (date(2024, 3, 15), 12, "2023-03-15"),
        (date(2024, 1, 1), 1, "2023-12-01"),
    ],
)
def test_months_before_keeps_to_the_month(day, months, before):
    assert str(months_before(day, months)) == before


def test_who_brings_most_comes_first_then_who_lacks_most_then_the_order_given():
    rows = [
        (0, "general", False, False, "NaT", 5),
        (bits("customer_name"), "general", False, False, "NaT", 9),
        (bits("customer_name", "credit_code"), "general", False, False, "NaT", 99),
        (bits("customer_name"), "general", False, False, "NaT", 5),
        (0, "general", False, False, "NaT", 5),
    ]
    some = files(*rows)
    facts = file_facts(some, SMALL, on=ON)
    assert incomplete_first(some, facts, bits=section_bits(None)).tolist() == [1, 0, 4, 3]
    assert incomplete_first(some, facts, bits=section_bits("size")).tolist() == []


def test_nobody_has_no_share():
    facts = file_facts(files(), DEFAULT_POLICY, on=ON)
    assert facts.completeness.value is None
    assert file_shares(facts, np.zeros(0, np.intp), ["none"]).empty


def test_a_policy_cannot_ask_for_what_no_build_knows():
    with pytest.raises(ValueError, match="can only ask"):
        FilePolicy((FileField("shoe_size", "customers.shoe_size", "size", "Shoe size", frozenset({"key"})),))
    with pytest.raises(ValueError, match="at least one month"):
        FilePolicy(months=0)


every = st.lists(
    st.tuples(
        st.integers(0, (1 << len(FILE_FIELDS)) - 1),
        st.sampled_from(TIER_ROWS),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["NaT", "2024-08-01", "2023-01-01"]),
        st.integers(0, 10**12),
    ),
    min_size=1,
    max_size=12,
)


@given(every, st.integers(0, len(FILE_FIELDS) - 1), st.integers(0, 11))
def test_filling_a_field_never_makes_a_file_less_complete(rows, place, who):
    who %= len(rows)
    filled = list(rows)
    filled[who] = (rows[who][0] | 1 << place, *rows[who][1:])
    before, after = (file_facts(files(*some), DEFAULT_POLICY, on=ON) for some in (rows, filled))
    assert after.completeness.numerator >= before.completeness.numerator
    assert after.completeness.denominator == before.completeness.denominator
    assert after.freshness.numerator <= after.completeness.numerator


@given(every, st.data())
def test_sections_and_groups_add_up_to_the_whole(rows, data):
    groups = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows))), np.intp)
    facts = file_facts(files(*rows), DEFAULT_POLICY, on=ON)
    shares = file_shares(facts, groups, ["a", "b", None])
    whole = shares[shares["section"].isna()]
    assert (whole["good"].sum(), whole["required"].sum()) == (
        facts.completeness.numerator,
        facts.completeness.denominator,
    )
    parts = shares[shares["section"].isin(SECTIONS)]
    assert parts["good"].sum() == whole["good"].sum()
    assert parts["fresh"].sum() == facts.freshness.numerator
    assert whole["customers"].sum() == len(rows)

"""M35 on cases worked out by hand; outcomes of appeals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.recusal.compliance import (
    CLEAR,
    DISCLOSED,
    NOBODY_NAMED,
    NOT_HANDLED,
    VIOLATED,
    appeal_outcomes,
    case_states,
    compliance,
    compliance_by,
    outcomes_by,
    overridden,
    quarter_nos,
    stood_aside,
)
from dashboard.logic.recusal.conflicts import conflicts
from dashboard.logic.recusal.entries import CaseEntry, placed
from tests.logic.recusal.test_conflicts import (
    FOUR,
    HEAD,
    LOGS,
    OTHER,
    OWNERS,
    SIGNER,
    TESTER,
    cases_of,
    parties_of,
    steps_of,
)

DISPUTED = {"operator_id": TESTER, "approver_id": SIGNER}


def states_of(
    cases: pd.DataFrame,
    steps: CaseSteps,
    overrides: tuple[CaseEntry, ...] = (),
    owners: tuple[str | None, ...] | None = None,
) -> np.ndarray:
    parties = parties_of(cases, steps, owners)
    rows = conflicts(parties, steps)
    let = placed(overrides, pd.Index(cases["case_id"].to_numpy(object)), parties)
    return case_states(len(cases), steps, rows, overridden(rows, parties, let))


def test_each_case_is_in_one_state() -> None:
    cases = cases_of(*[DISPUTED] * 6)
    steps = steps_of(
        (1, "closed", None), (1, "assigned", TESTER), (2, "closed", OTHER), (3, "closed", TESTER),
        (4, "assessed", TESTER), (4, "closed", SIGNER), (5, "closed", TESTER), (5, "closed", OTHER),
    )  # fmt: skip
    overrides = (CaseEntry("K3", TESTER, 0), CaseEntry("K4", TESTER, 0), CaseEntry("K2", TESTER, 0))
    states = states_of(cases, steps, overrides)
    # K3 is disclosed; of K4 only one of two handlers is; K5 is a breach though somebody else closed it too
    assert states.tolist() == [NOT_HANDLED, NOBODY_NAMED, CLEAR, DISCLOSED, VIOLATED, VIOLATED]
    told = compliance(states)
    assert (told.clear, told.disclosed, told.violated, told.nobody_named, told.not_handled) == (1, 1, 2, 1, 1)
    assert (told.share.numerator, told.share.denominator, told.share.value) == (2, 4, 0.5)


def test_nothing_judged_is_not_known_and_never_all_or_nothing() -> None:
    for states in ([], [NOT_HANDLED, NOBODY_NAMED]):
        assert compliance(np.array(states, np.int8)).share.value is None
    (row,) = compliance_by(np.array([0]), np.array([NOT_HANDLED]), 1).to_dict("records")
    assert row["judged"] == 0
    assert np.isnan(row["share"])


def test_by_group_the_counts_are_those_of_the_groups_cases() -> None:
    table = compliance_by(
        np.array([0, 0, 1, -1, 1, 1]), np.array([CLEAR, VIOLATED, DISCLOSED, VIOLATED, CLEAR, NOBODY_NAMED]), 3
    )
    assert table["judged"].tolist() == [2, 2, 0]
    assert table["compliant"].tolist() == [1, 2, 0]
    assert table["violated"].tolist() == [1, 0, 0]
    assert table["nobody_named"].tolist() == [0, 1, 0]
    assert table["share"].tolist()[:2] == [0.5, 1.0]


def test_quarters_begin_in_january() -> None:
    days = np.array(["1970-01-01", "2024-03-31T23:59:59", "2024-04-01", "2024-12-31"], "datetime64[s]")
    assert quarter_nos(days).tolist() == [0, 54 * 4, 54 * 4 + 1, 54 * 4 + 3]


def test_standing_aside_is_shown_unless_somebody_in_conflict_handled_after_all() -> None:
    cases = cases_of(DISPUTED, DISPUTED, {}, {})
    steps = steps_of(
        (0, "recused", TESTER),
        (0, "closed", OTHER),
        (1, "recused", TESTER),
        (1, "closed", SIGNER),
        (2, "closed", OTHER),
    )
    parties = parties_of(cases, steps)
    declared = placed((CaseEntry("K3", HEAD, 0),), pd.Index(cases["case_id"].to_numpy(object)), parties)
    assert stood_aside(4, steps, declared, states_of(cases, steps)).tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("is_open", "outcome", "justified", "expected"),
    [
        (False, "accepted", None, "changed"),
        (False, "partly_accepted", "no", "changed"),
        (False, "explained", "yes", "upheld"),
        (False, "withdrawn", None, "withdrawn"),
        (False, "referred", None, "other"),
        (False, None, "partly", "changed"),
        (False, None, "no", "upheld"),
        (False, None, None, "not_recorded"),
        (True, "accepted", "yes", "open"),
    ],
)
def test_the_outcome_of_an_appeal(is_open: bool, outcome: str | None, justified: str | None, expected: str) -> None:
    frame = pd.DataFrame({"is_open": [is_open], "outcome": [outcome], "justified": [justified]})
    table = outcomes_by(np.array([0]), appeal_outcomes(frame), 1)
    assert table[expected].tolist() == [1]
    assert table[["upheld", "changed", "withdrawn", "other", "not_recorded", "open"]].sum(axis=1).tolist() == [1]


def test_share_changed_is_of_those_decided() -> None:
    table = outcomes_by(np.array([0] * 6), np.array([0, 0, 0, 1, 2, 5]), 1)
    assert (table["decided"].tolist(), table["share"].tolist()) == ([4], [0.25])
    assert np.isnan(outcomes_by(np.array([0]), np.array([5]), 1)["share"][0])


@settings(deadline=None)
@given(FOUR, LOGS, OWNERS)
def test_a_case_is_a_breach_exactly_where_a_conflicted_step_has_no_override(
    filed: list, log: list, owners: tuple
) -> None:
    """T13, both ways: with an override for everybody in conflict no breach is left, and no other case changes."""
    cases, steps = cases_of(*filed), steps_of(*log)
    parties = parties_of(cases, steps, owners)
    rows = conflicts(parties, steps)
    before = states_of(cases, steps, owners=owners)
    assert set(np.flatnonzero(before == VIOLATED)) == set(rows["case_no"])
    everybody = tuple(
        CaseEntry(f"K{c}", parties.people[p], 0) for c, p in zip(rows["case_no"], rows["person"], strict=True)
    )
    after = states_of(cases, steps, everybody, owners)
    assert not (after == VIOLATED).any()
    assert (np.where(after == DISCLOSED, VIOLATED, after) == before).all()

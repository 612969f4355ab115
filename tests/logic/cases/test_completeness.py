"""M36 on three records written by hand."""

import numpy as np
import pandas as pd

from dashboard.logic.cases.completeness import complete_share, completeness, missing_fields, recorded_fields
from dashboard.logic.shares import Share

NAT = pd.NaT
AT = pd.Timestamp("2024-05-06 09:00")
STAGES = ("acknowledged", "assessed", "diagnosed", "analysed", "approved", "agreed", "replied", "called_back", "closed")


def _frame(reached: list[set[str]], **fields: list) -> pd.DataFrame:
    times = {f"{stage}_at": [AT if stage in of_case else NAT for of_case in reached] for stage in STAGES}
    usual = {
        "customer_id": ["A"] * len(reached), "channel": ["web"] * len(reached), "description": [True] * len(reached),
        "first_receiver_id": ["E1"] * len(reached), "severity": [1] * len(reached),
    }  # fmt: skip
    rest = {name: [None] * len(reached) for name in ("cause_l1", "respondent_department", "outcome", "justified",
                                                     "callback_result")}  # fmt: skip
    frame = pd.DataFrame({**usual, **rest, **fields})
    times = {name: pd.to_datetime(pd.Series(values)) for name, values in times.items()}
    return frame.assign(**times, is_open=["closed" not in of_case for of_case in reached])


# New; replied to without an acknowledgement; closed with everything but the verdict.
FRAME = _frame(
    [set(), {"replied"}, {"acknowledged", "replied", "closed"}],
    channel=["web", None, "web"],
    justified=[None, "yes", None],
)
RECORDED = recorded_fields(FRAME, ("acknowledged", "replied", "closed"))


def test_what_is_filled_in_for_no_case_is_asked_of_none():
    assert {
        "customer_id", "channel", "description", "first_receiver_id", "severity", "justified", "acknowledged_at",
        "replied_at", "closed_at",
    } == RECORDED  # fmt: skip


def test_a_case_is_asked_for_what_the_stages_up_to_its_own_need():
    missing = {name: np.flatnonzero(flags).tolist() for name, flags in missing_fields(FRAME, RECORDED).items()}
    assert {name: rows for name, rows in missing.items() if rows} == {
        "receipt.channel": [1],
        "acknowledgement.acknowledged_at": [1],
        "closure.justified": [2],
    }
    assert complete_share(FRAME, RECORDED) == Share(1, 3)


def test_one_row_per_stage():
    table = completeness(FRAME, RECORDED).set_index("stage")
    assert table.loc["receipt", ["cases", "complete", "lacking", "lacking_cases"]].tolist() == [3, 2, "channel", 1]
    assert table.loc["acknowledgement", ["cases", "complete"]].tolist() == [2, 1]
    assert table.loc["closure", ["cases", "complete", "lacking"]].tolist() == [1, 0, "justified"]
    assert not table.loc["agreement", "is_recorded"]
    assert table.loc["agreement", "cases"] == 0


def test_no_case_and_no_field_are_no_share():
    assert complete_share(FRAME.iloc[:0], RECORDED) == Share(0, 0)
    assert complete_share(FRAME, ()).value is None

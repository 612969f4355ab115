"""The small log of complaints (tests/data/case_log.py) through import, build and reader, worked out by hand."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.home import Home
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.case_frame import IN_TIME, NO_DUE_TIME, NOT_YET_DUE, OPEN_PAST_DUE
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from tests.data.case_log import DAY, import_case_log

HOUR = 3600


@pytest.fixture(scope="module", params=["utf-8", "gb18030"])
def reader(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    home = Home(folder / "home")
    import_case_log(home, folder / "files", request.param)
    return Reader(open_marts(home), operator(), SHIPPED)


@pytest.fixture(scope="module")
def frame(reader):
    question = Question(as_of=reader.build.default_as_of)
    return reader.visible_cases(question).frame.set_index("case_id")


@pytest.mark.slow
def test_ids_keep_leading_zeros_and_a_case_after_the_data_is_not_there_yet(frame):
    assert sorted(frame.index) == ["0001", "0002", "0007", "0010", "0011", "0012", "0015", "7"]


def test_the_last_state_decides(frame):
    again, reopened = frame.loc["0001"], frame.loc["0002"]
    assert (again["is_open"], again["closed_at"], again["reopenings"]) == (False, np.datetime64("2024-03-08T14:30"), 1)
    # Monday 09:30 to Friday 14:30: four days and, within the day, 3.5 + 1 hours less the first
    assert (again["age_seconds"], again["due_state"]) == (4 * DAY + 3 * HOUR + HOUR // 2, IN_TIME)
    assert again["due_at"] == np.datetime64("2024-03-11T09:30")
    assert (reopened["is_open"], reopened["reopenings"]) == (True, 1)
    assert np.isnat(reopened["closed_at"].to_datetime64())
    assert (reopened["age_seconds"], reopened["closed_seconds"]) == (20 * DAY - HOUR, -1)
    assert reopened["due_state"] == OPEN_PAST_DUE


def test_a_question_mark_is_unknown(frame):
    assert frame.loc[["0001", "0002"], ["justified", "callback_result"]].isna().to_numpy().tolist() == [
        [False, True], [True, True],
    ]  # fmt: skip
    assert frame.loc["0007", "is_open"]
    assert np.isnat(frame.loc["0007", "acknowledged_at"].to_datetime64())
    assert frame.loc["0007", "acknowledged_seconds"] == -1


def test_a_pause_without_a_reason_stops_no_time(frame):
    case = frame.loc["0007"]
    assert (case["pauses"], case["pauses_without_reason"], case["paused_seconds"]) == (0, 1, 0)
    assert case["age_seconds"] == 14 * DAY - HOUR - HOUR // 2


def test_a_pause_that_runs_at_the_end_stops_time_and_moves_the_due_time(frame):
    case = frame.loc["0010"]
    assert (case["is_paused"], case["pauses"], case["paused_seconds"]) == (True, 1, 8 * DAY)
    assert case["age_seconds"] == 2 * DAY
    # five days and eight of pause after the start of 18 March: the end of the thirteenth working day
    assert (case["due_at"], case["due_state"]) == (np.datetime64("2024-04-03T17:30"), NOT_YET_DUE)


def test_steps_out_of_order_in_the_file_are_put_in_order_of_time(frame):
    case = frame.loc["0011"]
    assert (case["acknowledged_seconds"], case["closed_seconds"], case["is_open"]) == (12_600, 2 * DAY, False)


def test_a_closing_without_a_time_closes_but_tells_nothing_of_time(frame):
    case = frame.loc["0012"]
    assert not case["is_open"]
    assert np.isnat(case["closed_at"].to_datetime64())
    assert (case["age_seconds"], case["due_state"], case["acknowledged_seconds"]) == (-1, NO_DUE_TIME, HOUR)


def test_a_case_with_only_two_times_has_no_log_and_counts(frame):
    case = frame.loc["7"]
    assert (case["has_log"], case["closed_seconds"], case["due_state"]) == (False, 2 * DAY, IN_TIME)
    assert case["due_at"] == np.datetime64("2024-03-15T17:30")
    assert frame["has_log"].to_dict() == {
        "0001": True, "0002": True, "0007": True, "0010": True, "0011": True, "0012": True, "0015": False, "7": False,
    }  # fmt: skip


def test_a_case_of_a_customer_whom_nobody_knows_is_kept_for_who_sees_all(reader, frame):
    assert frame.loc["0015", "customer_no"] == -1
    everything = Question(as_of=reader.build.default_as_of)
    assert reader.cases_of_nobody(everything) == 1
    filtered = Question(as_of=reader.build.default_as_of, filters=(("region", ("",)),))
    assert reader.cases_of_nobody(filtered) == 0
    assert "0015" not in set(reader.visible_cases(filtered).frame["case_id"])


def test_no_look_ahead_an_earlier_month_sees_what_was_known_then(reader):
    early = reader.visible_cases(Question(as_of=month_no(date(2024, 1, 1)))).frame
    assert early.empty


def test_nothing_is_lost_between_file_and_build(reader):
    assert len(company_cases(reader.marts)) == 9

"""Stage times with the open cases in, on rows worked out by hand (seconds)."""

import numpy as np
import pandas as pd

from dashboard.logic.cases.stage_times import stage_time

ROWS = {
    # replied after 10, 20, 30; one still waits since 15; one was closed without a reply, one since 99 of unknown time
    "replied_seconds": [10, 20, 30, -1, -1, -1],
    "is_open": [False, False, True, True, False, True],
    "age_seconds": [40, 40, 50, 15, 7, 99],
}


def _stage(**more):
    return stage_time(pd.DataFrame(ROWS), "replied", is_recorded=True, **more)


def test_waiting_cases_are_in_and_what_was_not_written_down_is_out():
    found = _stage(no_time=np.array([False] * 5 + [True]))
    assert (found.count, found.survival.events, found.left_out) == (4, 3, 2)
    assert found.waiting.tolist() == [3]
    # at 10: 3/4; 15 is censored; at 20: 3/4 * 1/2 = 3/8; at 30: 0
    assert found.survival.share_left.tolist() == [0.75, 0.375, 0.0]
    assert (found.median, found.p90) == (20, 30)
    assert (found.longest, found.is_longest_open) == (30, False)
    assert found.is_thin


def test_the_longest_may_be_one_that_still_waits():
    found = _stage()
    assert (found.longest, found.is_longest_open, found.count) == (99, True, 5)
    assert found.p90 is None


def test_a_stage_that_nobody_records_has_no_time_and_no_waiting_cases():
    frame = pd.DataFrame({"replied_seconds": [-1], "is_open": [True], "age_seconds": [5]})
    found = stage_time(frame, "replied", is_recorded=False)
    assert (found.count, found.median, found.longest, found.left_out) == (0, None, None, 0)

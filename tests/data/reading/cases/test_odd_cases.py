"""Files of days without times, words of complaints that systems use, and a closing that only the case itself names."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.building.build import build
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.case_frame import IN_TIME, LATE, NO_DUE_TIME, OPEN_PAST_DUE
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import operator
from dashboard.settings import Settings

ORDERS = "订单号,客户编号,订单日期,不含税金额\nO1,C1,2025-05-06,100\nO2,C1,2025-05-30,200\n"
CASES = """\
投诉编号,类型,客户编号,接收时间,结案时间,规定时限
on_the_day,客诉,C1,2025-05-12,2025-05-14,2025-05-14
a_day_late,售后投诉,C1,2025-05-12,2025-05-15,2025-05-14
same_day,投诉,C1,2025-05-12,2025-05-12,2025-05-12
last_day,投诉,C1,2025-05-12,,2025-05-30
closed_after_the_log,投诉,C1,2025-05-15 09:00,2025-05-20 09:00,
closed_before_reopening,投诉,C1,2025-05-15 09:00,2025-05-16 09:00,
"""
STEPS = """\
投诉编号,步骤,步骤时间
closed_after_the_log,结案,2025-05-16 09:00
closed_after_the_log,重开,2025-05-17 09:00
closed_before_reopening,结案,2025-05-16 09:00
closed_before_reopening,重开,2025-05-17 09:00
"""
TICKETS = "工单号,客户编号,服务类型,报修时间,完成时间,承诺完成时间\nT1,C1,WX,2025-05-12,2025-05-13,2025-05-12\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    home, settings = Home(folder / "home"), Settings(threads=2)
    for name, text in (("订单.csv", ORDERS), ("投诉.csv", CASES), ("过程.csv", STEPS), ("工单.csv", TICKETS)):
        path = folder / name
        path.write_text(text, encoding="gb18030")
        assert [batch.rejected for batch in import_files(home, [path], settings=settings).batches] == [0]
    build(home, settings)
    return Reader(open_marts(home), operator(), SHIPPED)


@pytest.fixture(scope="module")
def frame(reader):
    return reader.visible_cases(Question(as_of=reader.build.default_as_of)).frame.set_index("case_id")


def test_a_day_as_due_time_ends_with_that_day_and_a_closing_on_the_next_one_is_late(frame):
    states = frame["due_state"].to_dict()
    assert states == {
        "on_the_day": IN_TIME, "a_day_late": LATE, "same_day": IN_TIME, "last_day": OPEN_PAST_DUE,
        "closed_after_the_log": NO_DUE_TIME, "closed_before_reopening": NO_DUE_TIME,
    }  # fmt: skip
    assert frame.loc["on_the_day", "due_at"] == np.datetime64("2025-05-14T23:59:59")


def test_what_systems_call_a_complaint_is_one(frame):
    assert set(frame["kind"]) == {"complaint"}


def test_the_last_state_decides_whichever_file_it_stands_in(frame):
    closed, still_open = frame.loc["closed_after_the_log"], frame.loc["closed_before_reopening"]
    assert (closed["is_open"], closed["closed_at"]) == (False, np.datetime64("2025-05-20T09:00"))
    assert (still_open["is_open"], still_open["reopenings"]) == (True, 1)


def test_a_ticket_that_was_due_the_day_before_is_late(reader):
    counted = reader.late_tickets(date(2025, 5, 1), date(2025, 5, 30))
    assert counted["count"].tolist() == [1]

"""From three hand-written Chinese files to the figures of the service, as a company would do it: import and export,
compared with what was counted by hand (metrics.md, M31, M31b, M38; the counting stands beside each case)."""

import json

import pytest

from dashboard.commands.running import run

pytestmark = pytest.mark.slow

ORDERS = """订单号,客户编号,订单日期,不含税金额
W1,001,2024-01-10,1000
W2,002,2025-03-03,2500.5
W3,003,2025-06-30,800
"""
# accepted within one working day? · due in the window? · called back, and what was said
CASES = """投诉编号,类型,客户编号,投诉时间,责任部门,责任判定,规定时限,告知受理时间,结案时间,回访时间,回访结果
0001,投诉,001,2025-01-10 09:00,检测一部,成立,2025-01-17,2025-01-10 10:00,2025-01-15 16:00,2025-01-16,很满意
0002,投诉,002,2025-02-03 09:00,检测一部,不成立,2025-02-07,2025-02-05 17:00,2025-02-10 10:00,2025-02-11,不满意
0003,投诉,002,2025-03-03 09:00,检测一部,?,2025-03-10,2025-03-05 09:00,,,
0004,投诉,003,2025-04-01 09:00,检测二部,部分成立,2025-04-08,,2025-04-03,2025-04-05,未联系上
0005,投诉,003,2025-06-27 16:00,检测二部,,2025-07-04,,,,
0006,投诉,001,2025-05-06 09:00,检测二部,成立,2025-05-13,,,2025-05-16,满意
0007,投诉,001,2025-05-12 09:00,检测二部,成立,2025-05-19,2025-05-12 09:10,2025-05-14,,
0008,投诉,001,2024-06-03 09:00,检测一部,成立,2024-06-10,2024-06-03 10:00,2024-06-05,2024-06-06,满意
0009,申诉,002,2025-05-20 09:00,检测一部,成立,2025-05-30,2025-05-20 10:00,2025-05-28,,
0010,表扬,003,2025-05-21,检测一部,,,,,,
"""
STEPS = """投诉编号,步骤,步骤时间,办理人,理由
0006,受理,2025-05-06 09:00,E1,
0006,告知受理,2025-05-06 09:30,E1,
0006,暂停,2025-05-08 08:30,E1,等客户补样
0006,恢复,2025-05-09 17:30,E1,
0006,结案,2025-05-15 10:00,E1,
0007,受理,2025-05-12 09:00,E2,
0007,结案,2025-05-14 10:00,E2,
0007,重开,2025-05-20 09:00,E2,
0007,结案,2025-05-22 10:00,E2,
"""


PARTS = ("received", "accepted_in_time", "accept_due", "closed", "in_time", "late", "open_past_due", "not_yet_due",
         "called_back", "satisfied", "answered", "not_reached")  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    files = [folder / f"{name}.csv" for name in ("订单", "投诉", "办理过程")]
    for file, text in zip(files, (ORDERS, CASES, STEPS), strict=True):
        file.write_bytes(text.encode("gb18030"))
    assert run(["--home", str(folder / "home"), "import", *map(str, files)]) == 0
    return folder / "home"


@pytest.fixture
def rows(cli, home):
    def ask(view, *more):
        status, out, said = cli("--home", home, "export", view, "--format", "json", *more)
        assert status == 0, said
        return json.loads(out)

    return ask


def summed(found):
    return [sum(int(row[name] or 0) for row in found) for name in PARTS]


def test_five_rates_are_those_counted_by_hand(rows):
    assert summed(rows("complaints")) == [7, 4, 7, 5, 3, 2, 1, 1, 4, 2, 3, 1]


def test_departments_count_all_cases_and_stand_by_their_justified_ones(rows):
    names = ("segment", "received", "justified", "assessed", "closed", "overdue_open", "on_time_share")
    assert [[row[name] for name in names] for row in rows("complaints")] == [
        ["检测二部", 4, 3, 3, 3, 0, 2 / 3],  # 0004 and 0006 in time, 0007 late, 0005 not yet due
        ["检测一部", 3, 1, 2, 2, 1, 1 / 3],  # 0001 in time, 0002 late, 0003 open and past due, though nobody judged it
    ]


def test_kinds_are_never_mixed(rows):
    assert summed(rows("complaints", "--kind", "appeal")) == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert summed(rows("complaints", "--kind", "objection")) == [0] * len(PARTS)


def test_looking_back_knows_nothing_of_what_came_later(rows):
    # May 2024 to April 2025: 0001 to 0004 and 0008; 0003 is open and past due, 0002 was late.
    assert summed(rows("complaints", "--as-of", "2025-04-30")) == [5, 3, 5, 4, 3, 1, 1, 0, 4, 2, 3, 1]
    found = {row["case_id"]: row["state"] for row in rows("cases", "--as-of", "2025-04-30")}
    assert found == {"0001": "closed", "0002": "closed", "0003": "overdue", "0004": "closed", "0008": "closed"}


def test_cases_keep_their_zeros_and_their_last_state(rows):
    found = {row["case_id"]: row for row in rows("cases")}
    assert set(found) == {f"000{place}" for place in range(1, 9)}
    names = ("state", "due_at", "due_state", "paused_minutes", "reopenings")
    # Due at the end of the 13th; paused from the 8th to the 9th, two days of 7.5 hours, so to the end of the 15th.
    assert [found["0006"][name] for name in names] == ["closed", "2025-05-15T17:30:00", "in_time", 900, 0]
    # First closed in time, opened again and closed on the 22nd: the last state decides.
    assert [found["0007"][name] for name in names] == ["closed", "2025-05-19T23:59:59", "late", 0, 1]

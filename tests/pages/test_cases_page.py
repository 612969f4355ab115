"""The page Cases without a browser, on the company of tests/data/case_company.py (worked out there by hand)."""

import json
import re
from pathlib import Path

import pytest

from tests.data.case_company import LETTER, case_company
from tests.pages.conftest import assert_sound, said


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("homes") / "cases"
    case_company(folder)
    return folder


@pytest.fixture
def cases(app, home):
    return lambda **parameters: app(home, page="cases", **parameters)


def _labels(at) -> dict[str, str]:
    """Number by list, from the buttons at the top."""
    found = {button.key: button.label for button in at.button if (button.key or "").startswith("cases_top_")}
    return {key.removeprefix("cases_top_"): label.split("**")[1] for key, label in found.items()}


def _table(at, column: str):
    return next(frame.value for frame in at.dataframe if column in frame.value)


def _rows(at) -> list[str]:
    return _table(at, "case_id")["case_id"].tolist()


def test_first_render_answers_first(cases):
    at = cases()
    assert_sound(at)
    assert at.title[0].value == "Cases"
    assert at.header[0].value == (
        "1 of 6 open cases is overdue, by 4.0 working days; 1 more is due by the end of 27 May 2024."
    )
    assert _labels(at) == {
        "overdue": "1", "tomorrow": "1", "five": "3", "paused": "1", "no_due": "1", "open": "6", "closed": "1",
        "received": "7",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("overdue", ["K2"]),
        ("tomorrow", ["K5"]),
        ("five", ["K5", "K3", "K7"]),
        ("paused", ["K4"]),
        ("no_due", ["K6"]),
        ("open", ["K6", "K5", "K4", "K3", "K2", "K7"]),
        ("closed", ["K1"]),
    ],
)
def test_each_button_opens_its_list_with_the_number_it_tells(cases, name, rows):
    at = cases()
    at.button(key=f"cases_top_{name}").click().run()
    assert_sound(at)
    assert _rows(at) == rows
    assert f"· {len(rows)} case" in said(at)
    assert at.query_params["cases_list"] == name
    at.button(key=f"cases_top_{name}").click().run()
    assert not [frame for frame in at.dataframe if "case_id" in frame.value]
    assert "cases_list" not in at.query_params


def test_list_tells_state_with_symbol_and_word_and_what_is_left(cases):
    at = cases(cases_list="open")
    table = _table(at, "case_id").set_index("case_id")
    assert table["state"].to_dict() == {
        "K2": "⚠ Overdue", "K3": "○ Open", "K4": "‖ Paused", "K5": "○ Open", "K6": "○ Open", "K7": "○ Open",
    }  # fmt: skip
    assert table["left_seconds"].to_dict() == {
        "K2": "4.0 working days over", "K3": "2.0 working days left", "K4": "2.5 working days left",
        "K5": "3.5 working hours left", "K6": "", "K7": "4.0 working days left",
    }  # fmt: skip


def test_list_by_due_time_has_the_most_urgent_on_top(cases):
    at = cases(cases_list="open")
    at.segmented_control(key="cases_list_rows_sort").set_value("due").run()
    assert_sound(at)
    assert _rows(at) == ["K2", "K5", "K3", "K4", "K7", "K6"]


@pytest.mark.slow
def test_filters_of_the_page_stand_in_the_link(cases):
    at = cases(cases_kind="appeal", cases_list="open")
    assert _rows(at) == ["K6"]
    at = cases(cases_department="Sales", cases_list="open")
    assert _rows(at) == ["K4", "K3"]
    at.selectbox(key="cases_department").set_value("~none").run()
    assert _rows(at) == ["K6"]
    assert at.query_params["cases_department"] == "~none"
    at = cases(region=["R2"], cases_list="open")
    assert _rows(at) == ["K6", "K4", "K3"]


@pytest.mark.slow
def test_bar_of_a_day_opens_what_falls_due_on_it(cases):
    assert _rows(cases(cases_list="day_1")) == ["K3"]
    assert _rows(cases(cases_list="age_3")) == ["K7"]
    assert "Due by the end of 28 May 2024" in said(cases(cases_list="day_1"))


def test_forecast_has_a_bar_per_working_day_and_the_paused_beside(cases):
    chart = json.loads(cases().get("plotly_chart")[0].proto.spec)
    due, paused = chart["data"]
    assert due["y"] == [1, 1, 0, 1, 0]
    assert paused["y"] == [0, 0, 1, 0, 0]


def test_full_record_with_its_clock(cases):
    at = cases(cases_list="paused", case="K4")
    assert_sound(at)
    assert at.subheader[0].value == "K4 · Complaint · Beta"
    text = re.sub(r"\\(.)", r"\1", said(at))
    for words in (
        "‖ Paused",
        "Limit: 7.5 working days (given with the case)",
        "Due: 2024-05-29 12:00, moved on from 2024-05-27 12:00 by pauses of 2.0 working days",
        "Used: 5.0 working days",
        "Paused with a reason: 1 pause, 2.0 working days",
        "1 pause without a reason: not counted, the clock ran on",
        "2.5 working days left",
        "The record lacks, for the stage it has come to: Receipt: Description, First receiver.",
        "|Paused|2024-05-23 08:30|Wang Fang (E2)|72.0|22.5|waits for a sample|",
        "|Paused|2024-05-17 08:30|Wang Fang (E2)|24.0|7.5|no reason given: not counted|",
    ):
        assert words in text, words


def test_texts_that_people_wrote_are_plain(cases):
    at = cases(case="K1")
    assert_sound(at)
    assert [text.value for text in at.text] == [LETTER]
    assert "Alpha \\*A\\*" in at.subheader[0].value
    at = cases(case="K4")
    assert LETTER not in said(at)
    assert "https://" not in said(at).replace("\\", "")  # a bare address would become a link


@pytest.mark.slow
def test_record_leads_to_the_cases_it_hangs_together_with(cases):
    at = cases(case="K1")
    label = {button.label: button for button in at.button}
    label["Followed by: K6"].click().run()
    assert at.subheader[0].value == "K6 · Appeal · Beta"
    assert at.query_params["case"] == "K6"
    assert "Reopened from: K1" in {button.label for button in at.button}
    assert "Same customer and cause in the 90 days before: K7" in {b.label for b in cases(case="K2").button}


def test_order_and_who_did_it_are_told_to_who_may_see_persons(cases):
    assert "Operator of the order" in said(cases(case="K1"))


def test_account_manager_sees_own_customers_and_no_persons(cases):
    at = cases(case="K1", cases_list="open")
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    assert _rows(at) == ["K5", "K2", "K7"]
    assert "Zhao Min" not in said(at)
    assert "Operator of the order" not in said(at)
    assert at.subheader[0].value.startswith("K1")
    assert "Followed by: K6" not in {button.label for button in at.button}  # K6 is of another's customer


def test_case_of_another_answers_like_nobodys(cases):
    texts = []
    for case in ("K3", "X9"):
        at = cases(case=case)
        at.selectbox(key="view_as").set_value("E1").run()
        assert_sound(at)
        assert "There is no such case among those that you may see." in said(at)
        texts.append(said(at).replace(case, "?"))
    assert texts[0] == texts[1]


def test_handlers_are_numbers_for_who_may_not_see_persons(cases):
    at = cases(case="K7")
    at.selectbox(key="view_as").set_value("E1").run()
    assert "Handler 1" in said(at)
    assert "Handler 2" in said(at)
    assert "Wang Fang" not in said(at)


def test_stage_times_say_what_is_not_recorded(cases):
    at = cases(cases_kind="complaint")
    stages = _table(at, "median")
    assert stages["label"].tolist()[0] == "Acceptance told (not recorded)"
    assert stages["label"].tolist()[-1] == "Closed (thin: n < 30)"
    closing = stages.iloc[-1]
    # One of six is closed: no median yet; K7 is the oldest: 16 working days, 11 May among them.
    assert [closing[name] for name in ("count", "waiting", "median", "longest")] == [
        "6", "5", "n/a", "16.0 working days, still waiting",
    ]  # fmt: skip
    assert "less than half of the 6 received in the period are closed" in said(at)
    assert _rows(cases(cases_list="waiting_closed")) == ["K5", "K4", "K3", "K2", "K7"]


def test_records_that_lack_something_are_listed(cases):
    at = cases(cases_list="incomplete_receipt")
    assert "14.3% of the records hold everything their stage asks for (1 of 7)" in [s.value for s in at.subheader]
    assert len(_rows(at)) == 6


def test_card_and_tables_behind(cases):
    at = cases()
    for key in ("cases_card", "cases_forecast_behind", "cases_ages_behind", "cases_backlog_behind",
                "cases_stage_card", "cases_stage_departments_behind", "cases_complete_card"):  # fmt: skip
        at.session_state[key] = True
    at.run()
    assert_sound(at)
    for words in ("M32", "M30", "M36", "Numerator: 1", "fewer than 10 cases"):
        assert words in said(at)


def test_an_earlier_as_of_looks_back(cases):
    at = cases(as_of="2024-03")
    assert_sound(at)
    assert at.header[0].value == "No case is open."


def test_home_without_cases_says_which_file_unlocks_the_page(app, company):
    at = app(company, page="cases")
    assert_sound(at)
    assert "This page appears once the file Complaints and feedback is imported" in said(at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("list_", "words"),
    [("overdue", "未结案件 6 件，其中 1 件已逾期"), ("tomorrow", "下一工作日到期"), ("paused", "暂停")],
)
def test_page_in_chinese(cases, list_, words):
    at = cases(lang="zh_Hans", cases_list=list_, case="K4")
    assert_sound(at)
    assert at.title[0].value == "案件办理"
    assert words in said(at) + "".join(button.label for button in at.button)

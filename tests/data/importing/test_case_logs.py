"""Cases and their steps from files: unknown marks, steps without numbers, ids with leading zeros."""

import io

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

CASES = "投诉编号,类型,客户编号,投诉时间\n0012,投诉,C1,2024-03-05 10:20\n7,投诉,C1,2024-03-06\n"
HEAD = "投诉编号,步骤,步骤时间,办理人\n"
STEPS = HEAD + "0012,受理,2024-03-05 10:20,E1\n7,受理,2024-03-06,E1\n0012,办结,2024-03-08,E2\n"


@pytest.fixture
def cases(home):
    home.run(home.file("t.csv", CASES))
    return home


def steps(home, content, name="e.csv", **options):
    return home.run(home.file(name, content), **options).batches[0]


def logged(home):
    return sorted(home.rows("case_events", "case_id, seq, event"))


def test_steps_without_numbers_are_recognised_and_numbered_within_their_case_in_file_order(cases):
    report = steps(cases, STEPS)
    assert (report.table, report.accepted) == ("case_events", 3)
    assert logged(cases) == [("0012", 1, "received"), ("0012", 2, "closed"), ("7", 1, "received")]


def test_numbers_that_are_there_stay_and_the_others_follow_them(cases):
    steps(cases, "投诉编号,步骤序号,步骤\n0012,,办结\n0012,5,受理\n7,,受理\n")
    assert logged(cases) == [("0012", 5, "received"), ("0012", 6, "closed"), ("7", 1, "received")]


def test_a_rejected_step_counts_so_a_corrected_file_gives_the_same_numbers(cases):
    report = steps(cases, HEAD + "0012,受理,never,E1\n0012,办结,2024-03-08,E2\n")
    assert report.reasons == {"BAD_TIME": 1}
    assert logged(cases) == [("0012", 2, "closed")]


def test_a_log_goes_on_after_what_is_stored_and_steps_that_come_again_keep_their_number(cases):
    steps(cases, STEPS)
    report = steps(cases, HEAD + "0012,重开,2024-03-09,E2\n0012,受理,2024-03-05 10:20,E1\n7,办结,?,E1\n", "e2.csv")
    assert (report.accepted, report.unchanged, report.rows_written) == (3, 1, 2)
    assert logged(cases) == [
        ("0012", 1, "received"), ("0012", 2, "closed"), ("0012", 3, "reopened"), ("7", 1, "received"),
        ("7", 2, "closed"),
    ]  # fmt: skip


def test_an_upsert_without_numbers_replaces_the_steps_of_a_case(cases):
    steps(cases, STEPS)
    report = steps(cases, HEAD + "0012,受理,2024-03-05 10:30,E1\n", "e2.csv", mode="upsert")
    assert (report.accepted, report.rows_written) == (1, 1)
    assert logged(cases) == [("0012", 1, "received"), ("7", 1, "received")]


def test_an_upsert_with_numbers_replaces_single_steps(cases):
    head = "投诉编号,步骤序号,步骤\n"
    steps(cases, head + "0012,1,受理\n0012,2,办结\n")
    steps(cases, head + "0012,2,暂停\n", "e2.csv", mode="upsert")
    assert logged(cases) == [("0012", 1, "received"), ("0012", 2, "paused")]


@pytest.mark.parametrize("mark", ["?", "？", "??", "不详", "未知", "unknown", "-", "N/A"])
def test_words_for_nothing_are_empty_in_times_and_codes_and_noted(home, mark):
    head = "投诉编号,类型,客户编号,投诉时间,办结时间,责任判定,索赔金额\n"
    content = head + f"1,投诉,C1,2024-03-05,{mark},{mark},{mark}\n"
    report = home.run(home.file("t.csv", content)).batches[0]
    assert (report.accepted, report.warnings["EMPTY_WORD"]) == (1, 3)
    assert home.rows("cases", "closed_at, justified, amount_claimed") == [(None, None, None)]


def test_a_question_mark_alone_is_unknown_in_any_optional_text_but_other_words_stay(home):
    head = "投诉编号,类型,客户编号,投诉时间,原因大类,责任部门,渠道,投诉内容\n"
    report = home.run(home.file("t.csv", head + "1,投诉,C1,2024-03-05,?, ？ ,未知,为什么？\n")).batches[0]
    assert report.warnings["EMPTY_WORD"] == 2
    assert home.rows("cases", "cause_l1, respondent_department, channel, description") == [
        (None, None, "未知", "为什么？")
    ]


def test_a_code_that_is_none_of_the_usual_ones_is_kept(home):
    head = "投诉编号,类型,客户编号,投诉时间,责任判定\n"
    home.run(home.file("t.csv", head + "1,投诉,C1,2024-03-05,待定\n"))
    assert home.rows("cases", "justified") == [("待定",)]


@pytest.mark.parametrize("received", ["?", "-", ""])
def test_a_required_time_that_nobody_knows_is_missing(home, received):
    report = home.run(home.file("t.csv", f"投诉编号,类型,客户编号,投诉时间\n1,投诉,C1,{received}\n")).batches[0]
    assert report.reasons == {"MISSING_DATE": 1}


def test_ids_keep_leading_zeros_in_parquet_and_workbooks(home):
    names = ["投诉编号", "类型", "客户编号", "投诉时间"]
    book = openpyxl.Workbook()
    for row in (names, ["0012", "投诉", "007", "2024-03-05 10:20"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    home.run(home.file("t.xlsx", content.getvalue()))
    path = home.files / "t.parquet"
    pq.write_table(pa.table(dict(zip(names, [["00013"], ["投诉"], ["007"], ["2024-03-05"]], strict=True))), path)
    home.run(path)
    assert sorted(home.rows("cases", "case_id, customer_id")) == [("00013", "007"), ("0012", "007")]

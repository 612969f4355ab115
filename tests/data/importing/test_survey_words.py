"""Survey files as companies have them: GB18030, 题1 to 题27, words in score cells, codes and weights."""

import csv

import pytest

from dashboard.data.importing.checks.codes import REMEDIES

HEAD = "答卷编号,期次,客户编号,权重," + ",".join(f"题{number}" for number in range(1, 28)) + "\n"
MAPPING = """[survey_answers]
response_id = "答卷编号"
survey_id = "期次"
item_id = { unpivot = "题1..题27" }
weight = "权重"

[survey_answers.score]
unpivot = "value"
values = { "很满意" = 5, "满意" = 4, "一般" = 3, "不满意" = 2, "很不满意" = 1, "不清楚" = 6, "弃权" = "" }
"""


def line(response: str, *cells: str) -> str:
    return ",".join([response, "2025", "C1", "1.25", *cells, *["4"] * (27 - len(cells))]) + "\n"


def test_a_wide_file_in_gb18030_with_words_for_nothing_needs_no_mapping(home):
    text = HEAD + line("R1", "5", "未答", "N/A", "Blank", "未填写", "不适用", "无", "", "４", " 3 ")
    (batch,) = home.run(home.file("a.csv", text, "gb18030")).batches
    assert (batch.table, batch.files[0].encoding) == ("survey_answers", "gb18030")
    assert (batch.read, batch.accepted, batch.rejected, batch.warnings["EMPTY_WORD"]) == (26, 26, 0, 6)
    rows = home.rows("survey_answers", "item_id, score, weight, survey_id")
    assert rows[:9] == [
        (f"题{number}", score, 1.25, "2025")
        for number, score in ((1, 5), (2, None), (3, None), (4, None), (5, None), (6, None), (7, None), (9, 4), (10, 3))
    ]


def test_words_that_may_mean_something_are_rejected_with_a_remedy_and_read_once_they_are_declared(home):
    text = HEAD + line("R1", "很满意", "不清楚", "一般", "弃权")
    (batch,) = home.run(home.file("a.csv", text, "gb18030")).batches
    assert (batch.read, batch.accepted, batch.reasons) == (27, 23, {"BAD_NUMBER": 4})
    assert home.quarantine('line, columns, "values"') == [
        (2, ["题1"], "题1=很满意"), (2, ["题2"], "题2=不清楚"), (2, ["题3"], "题3=一般"), (2, ["题4"], "题4=弃权"),
    ]  # fmt: skip
    assert "say in the mapping which number a word stands for" in REMEDIES["BAD_NUMBER"]
    mapping = home.file("map.toml", MAPPING)
    (again,) = home.run(batch.rejects_file, mapping=mapping).batches
    assert (again.read, again.rejected, again.rows_written) == (4, 0, 4)
    found = dict(home.rows("survey_answers", "item_id, score"))
    assert [found[f"题{number}"] for number in range(1, 6)] == [5, 6, 3, None, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_long_file_of_words_and_its_wide_twin_are_the_same_answers(home, encoding):
    wide = HEAD + line("R1", "很满意", "2") + line("R2", "不清楚", "")
    long = [["答卷编号", "期次", "客户编号", "权重", "题号", "得分"]]
    for response, *_, cells in ((row[0], row[4:]) for row in csv.reader(wide.splitlines()[1:])):
        long += [
            [response, "2025", "C1", "1.25", f"题{place}", cell] for place, cell in enumerate(cells, start=1) if cell
        ]
    of_long = MAPPING.replace('{ unpivot = "题1..题27" }', '"题号"').replace('unpivot = "value"', 'column = "得分"')
    text = "\n".join(",".join(row) for row in long) + "\n"
    home.run(home.file("wide.csv", wide, encoding), mapping=home.file("wide.toml", MAPPING))
    columns = "response_id, survey_id, item_id, score, weight"
    given = home.rows("survey_answers", columns)
    assert len(given) == 53
    (batch,) = home.run(
        home.file("long.csv", text, encoding), mapping=home.file("long.toml", of_long), mode="replace"
    ).batches
    assert batch.rejected == 0
    assert home.rows("survey_answers", columns) == given


def test_codes_are_lists_of_a_wave_and_of_a_question(home):
    home.run(
        home.file(
            "surveys.csv", "调查编号,调查名称,最低分,最高分,不清楚代码,未作答代码,是否匿名\n2025,年度,1,5,6,0、9,是\n"
        ),
        home.file(
            "items.csv",
            "期次,题号,统一题号,题目,题型,不清楚代码\n2025,题1,counter,营业厅,满意度,\n2025,题2,,推荐吗,净推荐,11\n",
        ),
    )
    assert home.rows("surveys", "dont_know_codes, no_answer_codes, anonymous") == [(["6"], ["0", "9"], True)]
    assert home.rows("survey_items", "item_id, canonical_item_id, item_type, dont_know_codes, scale_max") == [
        ("题1", "counter", "satisfaction", None, None), ("题2", None, "nps", ["11"], None),
    ]  # fmt: skip


def test_a_scale_or_a_weight_that_cannot_be_one_is_rejected_and_stops_no_build(home):
    (batch,) = home.run(
        home.file("surveys.csv", "调查编号,调查名称,最低分,最高分\nA,a,1,1e20\nB,b,-99999999,5\nC,c,1,5\n")
    ).batches
    assert (batch.reasons, batch.accepted) == ({"OUT_OF_RANGE": 2}, 1)
    (batch,) = home.run(home.file("a.csv", "答卷编号,期次,题号,得分,权重\nR1,C,1,5,13800138000\nR2,C,1,5,-1\n")).batches
    assert batch.reasons == {"OUT_OF_RANGE": 2}


def test_answers_in_words_come_by_a_mapping_of_their_own(home):
    """题3意见 is left out where the headers alone tell the file; a second mapping of the same file reads it."""
    text = "答卷编号,期次,题1,题2,题3,题3意见,建议\nR1,2025,5,4,3,太慢,\nR2,2025,4,4,4,,多开窗口\n"
    path = home.file("a.csv", text, "gb18030")
    (batch,) = home.run(path).batches
    assert batch.accepted == 6
    words = """[survey_answers]
response_id = "答卷编号"
survey_id = "期次"
item_id = { unpivot = ["*意见", "建议"] }
answer_text = { unpivot = "value" }
"""
    (batch,) = home.run(path, mapping=home.file("words.toml", words)).batches
    assert (batch.read, batch.accepted) == (2, 2)
    assert [row for row in home.rows("survey_answers", "response_id, item_id, score, answer_text") if row[3]] == [
        ("R1", "题3意见", None, "太慢"), ("R2", "建议", None, "多开窗口"),
    ]  # fmt: skip

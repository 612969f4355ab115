"""Wide survey files: one row per answer, each answer a record, the way back to line and column kept."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.data.importing.choices import Choices, FileChoice
from dashboard.data.importing.files.layouts import Layout
from dashboard.data.importing.files.looking import Look
from dashboard.data.importing.jobs.plan import FilePlan, mapping_for
from dashboard.data.importing.jobs.proposing import proposed
from dashboard.data.importing.mapping.plans import mapping_of
from dashboard.data.importing.mapping.trying import tried
from dashboard.data.importing.mapping.unpivot import item_positions
from dashboard.data.importing.mapping.wide_proposals import missing_columns, proposed_answers
from dashboard.logic.problems import Problem

WIDE = """[survey_answers]
response_id = "答卷编号"
survey_id = { value = "2025" }
item_id = { unpivot = "题*", values = { "题1" = "Q1" } }
score = { unpivot = "value" }
"""
HEAD = "答卷编号,部门,题1,题2,题3\n"


@pytest.mark.parametrize(
    ("patterns", "header", "expected"),
    [
        (("题*",), ("编号", "题1", "备注", "题2"), (1, 3)),
        (("Q1..Q3",), ("q3", "Q1", "Q1说明", "Ｑ2", "Q4", "Q10"), (0, 1, 3)),
        (("第1题..第2题",), ("第1题", "第2题", "第3题", "第2题说明"), (0, 1)),
        (("营业..收费",), ("编号", "营业", "装机", "收费", "备注"), (1, 2, 3)),
        (("b", "a", "a"), ("a", "b", "c"), (0, 1)),
        (("Q[1]*",), ("Q[1]a", "Q1"), (0,)),
        (("Q 1",), ("Q1",), (0,)),
        (("x*", "y..z", "w"), ("a", "y", ""), ()),
        (("*",), ("a", ""), (0,)),
    ],
)
def test_columns_that_a_pattern_means(patterns, header, expected):
    assert item_positions(patterns, header) == expected


def test_every_answer_is_a_row_and_counts(home):
    (batch,) = home.mapped(HEAD + "R1,A,5,,3\nR2,B, 4 ,2,1\n", WIDE).batches
    assert (batch.read, batch.accepted, batch.rejected, batch.rows_written) == (5, 5, 0, 5)
    assert [(file.read, file.accepted) for file in batch.files] == [(5, 5)]
    assert home.rows("survey_answers", "response_id, survey_id, item_id, score") == [
        ("R1", "2025", "Q1", 5), ("R1", "2025", "题3", 3),
        ("R2", "2025", "Q1", 4), ("R2", "2025", "题2", 2), ("R2", "2025", "题3", 1),
    ]  # fmt: skip


def test_a_rejected_answer_names_file_line_column_and_value(home):
    (batch,) = home.mapped(HEAD + "R1,A,5,x,3\nR2,B,oops,2,1\n", WIDE).batches
    assert (batch.read, batch.accepted, batch.rejected) == (6, 4, 2)
    assert home.quarantine('file, line, codes, columns, "values", text') == [
        ("flat.csv", 2, ["BAD_NUMBER"], ["题2"], "题2=x", "R1,A,5,x,3"),
        ("flat.csv", 3, ["BAD_NUMBER"], ["题1"], "题1=oops", "R2,B,oops,2,1"),
    ]


def test_the_rejects_file_is_long_and_corrected_imports_as_it_is(home):
    (batch,) = home.mapped(HEAD + "R1,A,5,x,3\nR2,B,oops,2,1\n", WIDE).batches
    text = batch.rejects_file.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0][:4] == ["答卷编号", "item_id", "score", "_file"]
    assert [row[:3] for row in rows[1:]] == [["R1", "题2", "x"], ["R2", "题1", "oops"]]
    mended = home.file("mended.csv", text.replace("R1,题2,x,", "R1,题2,1,").replace("R2,题1,oops,", "R2,题1,2,"))
    (again,) = home.run(mended, mapping=home.file("map.toml", WIDE)).batches
    assert (again.read, again.accepted, again.rows_written) == (2, 2, 2)
    assert sorted(home.rows("survey_answers", "response_id, item_id, score")) == [
        ("R1", "Q1", 5), ("R1", "题2", 1), ("R1", "题3", 3), ("R2", "Q1", 2), ("R2", "题2", 2), ("R2", "题3", 1),
    ]  # fmt: skip


def test_lines_that_are_none_and_lines_without_an_answer_are_rejected_and_not_lost(home):
    (batch,) = home.mapped(HEAD + "R1,A,5,4,3\nR2,B\nR3,C,,,\nR4,D,1,2,3,4\nR5,E,1,,\n", WIDE).batches
    assert (batch.read, batch.accepted, batch.rejected) == (7, 4, 3)
    assert batch.reasons == {"SHORT_RECORD": 1, "MISSING_KEY": 1, "LONG_RECORD": 1}
    assert home.quarantine("line, codes, columns, text") == [
        (3, ["SHORT_RECORD"], [], "R2,B"),
        (4, ["MISSING_KEY"], ["item_id"], "R3,C,,,"),
        (5, ["LONG_RECORD"], [], "R4,D,1,2,3,4"),
    ]
    rows = list(csv.reader(batch.rejects_file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:3] for row in rows[1:]] == [["R2", "", ""], ["R3", "", ""], ["R4", "", ""]]
    assert [row[-1] for row in rows[1:]] == ["R2; B", "item_id=", "R4; D; 1; 2; 3; 4"]


def test_several_files_keep_their_counts_and_lines(home):
    first, second = home.file("a.csv", HEAD + "R1,A,5,x,\n"), home.file("b.csv", HEAD + "R2,A,,2,3\nR3,A,9,y,\n")
    (batch,) = home.run(first, second, mapping=home.file("map.toml", WIDE)).batches
    assert [(file.name, file.read, file.rejected) for file in batch.files] == [("a.csv", 2, 1), ("b.csv", 4, 1)]
    assert home.quarantine('file, line, columns, "values"') == [
        ("a.csv", 2, ["题2"], "题2=x"), ("b.csv", 3, ["题2"], "题2=y"),
    ]  # fmt: skip


def test_one_answer_may_fill_several_columns_and_codes_are_words(home):
    mapping = WIDE + 'dont_know = { unpivot = "value", values = { "0" = "true" } }\n'
    mapping = mapping.replace('{ unpivot = "value" }\n', '{ unpivot = "value", values = { "0" = "" } }\n', 1)
    mapping = mapping.replace('values = { "0" = "true" }', 'values = { "0" = "true", "5" = "false" }')
    (batch,) = home.mapped(HEAD + "R1,A,5,0,\n", mapping).batches
    assert (batch.read, batch.accepted) == (2, 2)
    assert home.rows("survey_answers", "item_id, score, dont_know") == [("Q1", 5, False), ("题2", None, True)]


def test_expressions_and_where_see_the_columns_of_the_file(home):
    mapping = WIDE.replace('{ value = "2025" }', "{ sql = \"'S' || 部门\" }") + "where = \"部门 <> 'B'\"\n"
    (batch,) = home.mapped(HEAD + "R1,A,5,,3\nR2,B,4,2,1\n", mapping).batches
    assert (batch.read, batch.accepted, batch.rejected, batch.filtered) == (5, 2, 3, 3)
    assert home.rows("survey_answers", "response_id, survey_id, item_id") == [("R1", "SA", "Q1"), ("R1", "SA", "题3")]


def test_a_wide_file_may_feed_another_table_too(home):
    mapping = WIDE + '[survey_invites]\ninvite_id = "答卷编号"\nsurvey_id = { value = "2025" }\nsegment = "部门"\n'
    batches = {batch.table: batch for batch in home.mapped(HEAD + "R1,A,5,,3\nR2,B,4,2,1\n", mapping).batches}
    assert (batches["survey_answers"].read, batches["survey_invites"].read) == (5, 2)
    assert home.rows("survey_invites", "invite_id, segment") == [("R1", "A"), ("R2", "B")]


def test_a_file_without_such_columns_is_refused(home):
    with pytest.raises(Problem, match=r"has no column 题\*, which the mapping takes for the answers of survey_answers"):
        home.mapped("答卷编号,部门\nR1,A\n", WIDE)


def test_a_column_of_the_file_that_is_called_as_the_answers_is_refused(home):
    mapping = WIDE.replace('"答卷编号"', '"score"')
    with pytest.raises(Problem, match="the column score cannot be taken over beside the answers"):
        home.mapped("score,题1\nR1,5\n", mapping)


def test_items_of_a_table_are_the_words_of_its_headers():
    plain = WIDE.replace(', values = { "题1" = "Q1" }', "")
    with_items = plain + 'items = { "题1" = "Q1" }\n'
    assert mapping_of(with_items, "m") == mapping_of(WIDE, "m")
    with pytest.raises(Problem, match="items must name the headers"):
        mapping_of(plain + "items = 3\n", "m")


@pytest.mark.parametrize(
    ("header", "items"),
    [
        (("答卷编号", "期次", "题1", "题2", "题3"), {}),
        (
            ("答卷编号", "第1题", "第2题", "第3题 您对装机满意吗", "第3题意见", "部门"),
            {"第3题 您对装机满意吗": "第3题"},
        ),
        (("response", "Q1", "q_2", "Ｑ13：收费"), {"Ｑ13：收费": "Ｑ13"}),
    ],
)
def test_a_run_of_items_is_proposed(header, items):
    target = proposed_answers(header)
    assert target is not None
    assert (target.table.name, target.cells["response_id"].header) == ("survey_answers", header[0])
    assert dict(target.cells["item_id"].values) == items
    assert len(target.cells["item_id"].items) == 3
    assert missing_columns(target) == (() if "期次" in header else ("survey_id",))


@pytest.mark.parametrize(
    "header",
    [
        ("答卷编号", "题1", "题2"),
        ("部门", "题1", "题2", "题3"),
        ("答卷编号", "题号", "得分", "题1", "题2", "题3"),
        ("答卷编号", "Q1", "题1", "Q2", "Q3"),
        ("response", "Q0", "quality1", "1", "2", "3"),
    ],
)
def test_other_headers_propose_none(header):
    assert proposed_answers(header) is None


def test_a_wide_file_whose_headers_tell_all_needs_no_mapping(home):
    (batch,) = home.run(home.file("a.csv", "答卷编号,期次,题1,题2,题3 总体\nR1,2025,5,x,4\n")).batches
    assert (batch.table, batch.read, batch.accepted, batch.rejected) == ("survey_answers", 3, 2, 1)
    assert home.rows("survey_answers", "response_id, survey_id, item_id, score") == [
        ("R1", "2025", "题1", 5), ("R1", "2025", "题3", 4),
    ]  # fmt: skip
    assert home.quarantine('line, columns, "values"') == [(2, ["题2"], "题2=x")]
    mended = home.file("mended.csv", batch.rejects_file.read_text(encoding="utf-8-sig").replace("题2,x", "题2,3"))
    assert home.run(mended).batches[0].rows_written == 1


def test_files_with_one_header_and_two_mappings_are_read_each_with_its_own(home):
    first, second = home.file("a.csv", "k,n\nC1,Ann\n"), home.file("b.csv", "k,n\nP1,Bolt\n")
    as_customers = mapping_of('[customers]\ncustomer_id = "k"\ncustomer_name = "n"\n', "c")
    as_products = mapping_of('[products]\nproduct_id = "k"\nproduct_name = "n"\n', "p")
    choices = Choices(files={"a.csv": FileChoice(mapping=as_customers), "b.csv": FileChoice(mapping=as_products)})
    batches = {batch.table: batch for batch in home.run(first, second, choices=choices).batches}
    assert {table: [file.name for file in batch.files] for table, batch in batches.items()} == {
        "customers": ["a.csv"],
        "products": ["b.csv"],
    }
    assert home.rows("customers", "customer_id, customer_name") == [("C1", "Ann")]
    assert home.rows("products", "product_id, product_name") == [("P1", "Bolt")]


def test_files_with_one_header_and_two_orders_of_days(home):
    first = home.file("a.csv", "order,customer,date\n1,C1,03/04/2024\n")
    second = home.file("b.csv", "order,customer,date\n2,C1,03/04/2024\n")
    choices = Choices(
        files={
            "a.csv": FileChoice(layout=Layout(day_order="dmy")),
            "b.csv": FileChoice(layout=Layout(day_order="mdy")),
        }
    )
    (batch,) = home.run(first, second, choices=choices).batches
    assert batch.accepted == 2
    assert home.rows("orders", "order_id, order_date::varchar") == [("1", "2024-04-03"), ("2", "2024-03-04")]


def test_the_browser_is_offered_the_same():
    look = Look(
        "a.csv",
        9,
        "text",
        Layout(),
        (),
        (),
        ("答卷编号", "期次", "题1", "题2", "题3"),
        (("R1", "S", "5", "", "x"),),
        (2,),
    )
    plan = proposed(FilePlan(), look, lambda _header: ())
    assert (plan.table, plan.cells, plan.is_sure) == ("survey_answers", None, True)
    (table,) = tried(look, mapping_for(plan, "a")).tables
    assert [row.is_accepted for row in table.rows] == [True, False]


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(*[st.sampled_from(("", "1", "5", "x", " ", "0"))] * 4), min_size=1, max_size=12))
def test_no_answer_is_lost_whatever_is_empty_or_wrong(home, tmp_path_factory, rows):
    home = type(home)(tmp_path_factory.mktemp("wide"))
    text = "答卷编号,题1,题2,题3,题4\n" + "".join(f"R{n},{','.join(row)}\n" for n, row in enumerate(rows))
    (batch,) = home.mapped(text, WIDE, mode="upsert").batches
    answers = [(f"R{n}", number, cell) for n, row in enumerate(rows) for number, cell in enumerate(row) if cell.strip()]
    silent = sum(not "".join(row).strip() for row in rows)
    bad = [(n, cell) for n, _number, cell in answers if cell == "x"]
    assert (batch.read, batch.rejected) == (len(answers) + silent, len(bad) + silent)
    kept = home.rows("survey_answers", "response_id, score::int") if batch.accepted else []
    assert kept == [(n, int(cell)) for n, _number, cell in answers if cell != "x"]
    assert batch.reasons == {k: v for k, v in {"BAD_NUMBER": len(bad), "MISSING_KEY": silent}.items() if v}

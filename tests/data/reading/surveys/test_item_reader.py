"""Questions one by one through the product: imported, built, read and taken out as a file."""

import pandas as pd
import pytest

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.question_sheet import sheet_facts
from dashboard.logic.viewer import Scope, Viewer, operator
from tests.data.question_company import question_files, question_home


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    return open_marts(Home(question_home(tmp_path_factory.mktemp("questions"))))


@pytest.fixture(scope="module")
def reader(marts):
    return Reader(marts, operator(), SHIPPED)


def whole(reader, *filters):
    return Question(reader.build.default_as_of, filters=filters)


def sheet(reader, survey, *filters):
    question = whole(reader, *filters)
    return reader.question_sheet(question, reader.wave(question, survey))


def cells(reader, survey, by):
    question = whole(reader)
    return reader.question_cells(question, reader.wave(question, survey), by)


def test_every_figure_of_a_wave_by_hand(reader):
    found = sheet(reader, "Q24")
    rows = found.questions.set_index("item_id")
    assert list(rows.index) == ["Q1", "Q2", "Q3", "Q4"]
    assert rows["n"].tolist() == [90, 89, 70, 90]
    assert rows["dont_know"].tolist() == [0, 0, 20, 0]
    assert rows["outside"].tolist() == [0, 1, 0, 0]  # C089 wrote a 9
    assert rows["mean"].tolist() == pytest.approx([4.5, 266 / 89, 190 / 70, 5])
    assert rows["top2"].tolist() == pytest.approx([1, 29 / 89, 30 / 70, 0])
    assert rows["verdict"].tolist() == ["up", "no_evidence", "scale_changed", "down"]
    assert rows["wording_changed"].tolist() == [False, True, False, False]
    assert rows["change"].tolist()[::3] == [1.5, -4.0]
    assert found.services["service"].tolist() == ["Hall", "Reports"]
    assert found.services["score"].tolist() == pytest.approx([(4.5 + 266 / 89) / 2, 190 / 70])
    assert found.others["item_id"].tolist() == ["Q5", "Q6"]
    facts = sheet_facts(found)
    assert (facts.up, facts.down, facts.same, facts.lowest) == (1, 1, 1, ("Q3",))


def test_verdicts_are_those_of_the_waves(reader):
    question = whole(reader)
    changes = reader.wave_changes(question, reader.wave(question, "Q24")).items
    rows = sheet(reader, "Q24").questions
    assert rows["verdict"].tolist() == changes["verdict"].tolist()[:4]
    assert rows["adjusted_p"].tolist()[:2] == changes["adjusted_p"].tolist()[:2]


def test_the_first_wave_is_compared_with_none(reader):
    found = sheet(reader, "Q23")
    assert found.before is None
    assert not found.is_withheld
    assert sheet_facts(found).tested == 0


def test_segments_by_hand(reader):
    found = cells(reader, "Q24", "industry")
    assert found.segments == ("Steel", "Food", "Silk")
    first = found.cells[found.cells["item_id"] == "Q1"]
    assert first["n"].tolist() == [60, 26, 4]
    assert first["mean"].fillna(-1).tolist() == [4.5, 4.5, -1]
    assert first["state"].tolist() == ["shown", "thin", "few"]
    managers = cells(reader, "Q24", "account_manager_id")
    assert managers.cells[managers.cells["item_id"] == "Q1"]["mean"].tolist() == [4.0, 5.0]


def test_an_anonymous_wave_keeps_few_people_in_the_rest(reader):
    found = cells(reader, "A24", "industry")
    assert "Silk" not in found.segments  # four answers
    assert found.segments[-1] is None
    shown = found.cells[found.cells["state"].isin(["shown", "thin"])]
    assert shown["n"].min() >= 5
    for by in ("account_manager_id", "department"):
        with pytest.raises(Problem, match="not told apart"):
            cells(reader, "A24", by)
    assert sheet(reader, "A24").questions["n"].tolist() == [90]


def test_an_anonymous_wave_is_withheld_from_parts_and_filters(marts, reader):
    part = Reader(marts, Viewer("part", scope=Scope(account_managers=frozenset({"E1"})), login="part"), SHIPPED)
    for one in (sheet(part, "A24"), sheet(reader, "A24", ("region", ("East",)))):
        assert one.questions.empty
        assert one.services.empty
        assert one.places.empty
    assert cells(part, "A24", "region").cells.empty


def test_an_account_manager_sees_their_own_customers(marts):
    part = Reader(marts, Viewer("part", scope=Scope(account_managers=frozenset({"E1"})), login="part"), SHIPPED)
    rows = sheet(part, "Q24").questions
    assert rows["n"].tolist()[0] == 45
    assert rows["mean"].tolist()[0] == 4.0  # the even ones
    assert cells(part, "Q24", "account_manager_id").segments == ("E1",)
    question = whole(part)
    total, page = part.question_texts(question, part.wave(question, "Q24"), "Q5", 0, 100)
    assert total == len(page) == 13  # of i < 25 the even ones
    assert {int(one[1:]) % 2 for one in page["customer_id"]} == {0}


def test_filters_cut_a_named_wave(reader):
    assert sheet(reader, "Q24", ("region", ("West",))).questions["mean"].tolist()[0] == 5.0


def test_texts_come_in_pages_latest_first_and_masked(marts, reader):
    question = whole(reader)
    wave = reader.wave(question, "Q24")
    total, first = reader.question_texts(question, wave, "Q5", 0, 10)
    assert (total, len(first)) == (25, 10)
    assert first["answer_text"].tolist()[0] == "more light, *please* 24"
    assert len(reader.question_texts(question, wave, "Q5", 20, 10)[1]) == 5
    veiled = reader.of(Viewer("v", scope=Scope(all=True), masks=frozenset({"answer_text", "customer_id"}), login="v"))
    _total, hidden = veiled.question_texts(question, wave, "Q5", 0, 10)
    assert set(hidden["answer_text"]) == set(hidden["customer_id"]) == {"•••"}
    with pytest.raises(Problem, match="no question"):
        reader.question_texts(question, wave, "Q77", 0, 10)


def test_no_text_of_an_anonymous_wave(reader):
    question = whole(reader)
    with pytest.raises(Problem, match="anonymous"):
        reader.question_texts(question, reader.wave(question, "A24"), "Q5", 0, 10)
    cursor = reader.marts.cursor()
    assert not cursor.execute("select 1 from survey_answer where answer_text = 'secret words'").fetchall()


def test_a_question_through_the_waves(reader):
    question = whole(reader)
    wave = reader.wave(question, "Q24")
    found = reader.question_waves(question, wave, "Q3")
    assert [(one.survey_id, one.scale, one.n) for one in found.waves] == [
        ("Q23", (1.0, 7.0), 90),
        ("Q24", (1.0, 5.0), 70),
    ]
    assert found.withheld == 0
    assert len(reader.question_waves(question, wave, "Q6").waves) == 1
    assert reader.question_waves(question, wave, "Q77").waves == ()


def test_as_of_a_year_earlier_the_later_wave_does_not_exist(reader):
    early = Question(reader.build.default_as_of - 12)
    with pytest.raises(Problem):
        reader.question_sheet(early, reader.wave(early, "Q24"))


def test_a_wave_that_nobody_rated(reader):
    found = sheet(reader, "X24").questions
    assert found["n"].tolist() == [0]
    assert found["mean"].isna().all()


def result(reader, **asked):
    return view("survey-items", reader, whole(reader), service=ServiceAsked(**asked))


def test_the_file_has_a_row_per_question(reader):
    frame = result(reader, survey="Q24").frame.set_index("item_id")
    assert frame.loc["Q2", "distribution"] == "1:0 2:30 3:30 4:29 5:0"
    assert frame.loc["Q1", ["n", "mean", "verdict", "survey_before"]].tolist() == [90, 4.5, "up", "Q23"]
    assert frame.loc["Q3", ["scale_changed", "wording_changed", "change"]].tolist()[:2] == [True, False]
    assert pd.isna(frame.loc["Q3", "change"])
    assert set(frame["segment"]) == {None}
    assert not frame["is_suppressed"].any()


def test_the_file_by_segment_hides_what_the_page_hides(reader):
    frame = result(reader, survey="Q24", by="industry").frame
    rows = frame[frame["item_id"] == "Q1"].set_index("segment")
    assert rows.loc["Steel", ["n", "mean", "distribution"]].tolist() == [60, 4.5, "1:0 2:0 3:0 4:30 5:30"]
    assert rows.loc["Silk", "n"] == 4
    assert rows.loc["Silk", ["mean", "top2", "distribution", "change", "verdict"]].isna().all()
    assert bool(rows.loc["Food", "is_thin"])
    told = result(reader, survey="A24", by="region").frame
    assert told["segment"].tolist() == ["East", "West"]
    rest = result(reader, survey="A24", by="industry").frame
    assert rest.loc[rest["is_rest"], "segment"].tolist() == [None]
    assert "Silk" not in rest["segment"].tolist()


def test_the_file_of_the_latest_wave_and_of_none(marts, reader):
    assert len(result(reader).frame)
    export_bytes(result(reader, survey="A24", by="layer"), "xlsx")
    early = view("survey-items", reader, Question(reader.build.first_month))
    assert early.rows == 0
    part = Reader(marts, Viewer("part", scope=Scope(account_managers=frozenset({"E1"})), login="part"), SHIPPED)
    assert result(part, survey="A24", by="region").rows == 0
    with pytest.raises(Problem):
        result(reader, survey="nope")
    with pytest.raises(Problem):
        result(reader, survey="A24", by="account_manager_id")


def test_few_answers_outside_the_scale_of_an_anonymous_wave_are_not_told(tmp_path_factory):
    files = question_files()
    wrong = {("A24-000", "Q1"), ("A24-001", "Q1"), ("A24-002", "Q1"), ("A24-003", "Q1")}
    for row in files["survey_answers"]:
        if (row["response_id"], row["item_id"]) in wrong:
            row["score"] = 9
    marts = open_marts(Home(question_home(tmp_path_factory.mktemp("outside"), files)))
    found = sheet(Reader(marts, operator(), SHIPPED), "A24").questions
    assert found["n"].tolist() == [86]
    assert found["outside"].isna().tolist() == [True]  # four people
    assert pd.isna(result(Reader(marts, operator(), SHIPPED), survey="A24").frame["outside"].iloc[0])

"""Waves by the reader, of ``tests.data.wave_company``, whose figures are worked out by hand there."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.data.exporting.exports import export_bytes
from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.fix_effects import COMPANY, fix_effect
from dashboard.logic.periods import month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.effect_target import item_target
from dashboard.logic.surveys.wave_table import Measure
from dashboard.logic.viewer import account_manager, operator
from tests.data.wave_company import wave_home


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    return open_marts(Home(wave_home(tmp_path_factory.mktemp("wave_reader"))))


@pytest.fixture(scope="module")
def reader(marts):
    return Reader(marts, operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(reader):
    return Question(reader.build.default_as_of)


def figures(reader, question, survey, **more):
    return reader.wave_figures(question, reader.wave(question, survey), **more)


def changes(reader, question, survey, **more):
    return reader.wave_changes(question, reader.wave(question, survey), **more)


def test_five_figures_of_a_wave(reader, question):
    found = figures(reader, question, "W24").headlines
    assert {name: one.value for name, one in found.items()} == pytest.approx(
        {"overall": 4.5, "top2": 1.0, "index": 50.0, "nps": 45.0, "ces": 5.2}
    )
    # Student, 99 degrees of freedom: 1.98422 x 0.502519 / 10; NPS: T15.
    assert (found["overall"].low, found["overall"].high) == pytest.approx((4.40029, 4.59971), abs=5e-6)
    assert (found["nps"].low, found["nps"].high) == pytest.approx((29.34, 58.04), abs=5e-3)
    assert {one.n for one in found.values()} == {100}
    seen = figures(reader, question, "W24")
    assert (seen.agree, seen.nps, seen.responses, seen.outside) == (0.6, (60, 25, 15), 100, 1)


def test_call_backs_are_the_satisfied_of_those_who_answered(reader, question):
    """T14: 201 very satisfied and 14 basically satisfied of 221; Wilson 0.9420 to 0.9875."""
    seen = figures(reader, question, "T24")
    top2 = seen.headlines["top2"]
    assert (top2.value, top2.n) == (pytest.approx(0.97285, abs=5e-6), 221)
    assert (top2.low, top2.high) == pytest.approx((0.9420, 0.9875), abs=5e-5)
    assert (seen.responses, seen.unanswered, seen.dont_know) == (226, 5, 0)
    assert seen.bottom2 == pytest.approx(6 / 221)


def test_index_by_equal_and_stated_weights(reader, question):
    assert reader.weightings(question, reader.wave(question, "W24"))[:2] == ("equal", "stated")
    assert "stated" not in reader.weightings(question, reader.wave(question, "T24"))
    for survey, equal, stated in (("W23", 62.5, 56.25), ("W24", 50.0, 37.5)):
        assert figures(reader, question, survey).index.value == pytest.approx(equal)
        by_file = figures(reader, question, survey, weighting="stated").index
        assert (by_file.value, by_file.weighting) == (pytest.approx(stated), "stated")
    change = changes(reader, question, "W24", weighting="stated").headlines["index"]
    assert (change.change, change.verdict, change.questions) == (pytest.approx(-18.75), "down", 2)


def test_verdicts_are_one_family(reader, question):
    """Five questions; Q6 is text and Q7 is new."""
    found = changes(reader, question, "W24")
    assert found.tested == 5
    assert {name: one.verdict for name, one in found.headlines.items()} == {
        "overall": "up", "top2": "up", "index": "down", "nps": "up", "ces": "no_evidence",
    }  # fmt: skip
    assert found.items["verdict"].tolist() == ["up", "no_evidence", "down", "no_evidence", "no_evidence", "new", "new"]


def test_a_question_has_one_verdict_wherever_it_is_told(marts, reader, question):
    """Waves (however the index is weighted), questions, trend and the finding on a fix of December 2023."""
    wave, company = reader.wave(question, "W24"), Reader(marts, COMPANY, SHIPPED)
    told = reader.question_sheet(question, wave).questions.set_index("canonical_id")
    since = date(2023, 12, 1)
    for place, item in enumerate(told.index):
        row = told.loc[item]
        p = [changes(reader, question, "W24", weighting=one).of_item(place).adjusted_p for one in ("equal", "stated")]
        assert p == pytest.approx([row["adjusted_p"]] * 2, nan_ok=True, abs=0)
        trend = reader.wave_trend(question, wave, Measure("", item, row["item_type"]))
        assert trend["verdict"].tolist()[-1] == row["verdict"]
        if pd.notna(row["adjusted_p"]):
            assert (
                fix_effect(company, company, question, item_target("年度", item), since).adjusted_p == row["adjusted_p"]
            )
    assert told["adjusted_p"].notna().sum() == 5


def test_compared_is_the_wave_before_of_the_same_series_and_kind(reader, question):
    waves = {wave.survey_id: reader.wave_before(question, wave) for wave in reader.waves(question)}
    assert {name: one and one.survey_id for name, one in waves.items()} == {
        "P1": None, "W23": None, "T23": None, "G24": None, "A24": None, "P2": "P1", "W24": "W23", "T24": "T23",
    }  # fmt: skip
    assert changes(reader, question, "W23") is None
    assert changes(reader, question, "P2").headlines["overall"].verdict == "scale_changed"
    assert changes(reader, question, "T24").headlines["top2"].verdict == "too_few"


def test_survey_weights_stand_beside(reader, question):
    """20 fives of weight 1, 10 twos of weight 4; Kish: 60 squared / (20 + 160) = 20 answers."""
    plain, weighted = (figures(reader, question, "G24", weighted=one) for one in (False, True))
    assert (plain.headlines["overall"].value, plain.is_weighted, plain.has_weights) == (4.0, False, True)
    assert (weighted.headlines["overall"].value, weighted.headlines["overall"].effective) == (3.0, 20.0)
    assert weighted.headlines["top2"].value == pytest.approx(1 / 3)
    assert not figures(reader, question, "W24", weighted=True).is_weighted


def test_account_manager_sees_their_own_answers(marts, question):
    """E1 has the even customers: overall 4 in W24, 3 in W23; E2 the odd ones: 5 and 4."""
    for manager, now, before in (("E1", 4.0, 3.0), ("E2", 5.0, 4.0)):
        own = Reader(marts, account_manager(manager, manager), SHIPPED)
        assert figures(own, question, "W24").headlines["overall"].value == now
        assert figures(own, question, "W23").headlines["overall"].value == before
        assert figures(own, question, "W24").responses == 50
        assert own.withheld(question, own.wave(question, "A24")) == "scope"
        assert figures(own, question, "A24") is None
        table = own.wave_overview(question).set_index("survey_id")
        assert pd.isna(table.loc["A24", "overall"])
        assert pd.isna(table.loc["A24", "responses"])
        assert len(own.nps_table(question, own.wave(question, "A24"))) == 0


def test_filters_cut_named_waves(reader, question):
    west = replace(question, filters=(("region", ("West",)),))
    assert figures(reader, west, "W24").headlines["overall"].value == 5.0
    assert reader.withheld(west, reader.wave(west, "A24")) == "filters"
    assert figures(reader, west, "A24") is None


def test_anonymous_wave_is_shown_as_a_whole(reader, question):
    """30 fives and 30 threes of 60 customers."""
    found = figures(reader, question, "A24")
    assert (found.headlines["overall"].value, found.headlines["overall"].n, found.responses) == (4.0, 60, 60)
    assert not reader.wave(question, "A24").is_anonymity_known


def test_later_waves_do_not_exist_yet(reader):
    early = Question(month_no(reader.build.data_through.replace(year=2024, month=5, day=1)))
    assert [wave.survey_id for wave in reader.waves(early)] == ["P1", "W23", "T23", "G24", "A24"]
    assert reader.latest_shown(early).survey_id == "A24"
    with pytest.raises(Problem):
        reader.wave(early, "W24")


def test_trend_of_figures_and_single_questions(reader, question):
    wave = reader.wave(question, "W24")
    for measure, values in (
        (Measure(), [3.5, 4.5]),
        (Measure("top2"), [0.5, 1.0]),
        (Measure("index"), [62.5, 50.0]),
        (Measure("nps"), [10.0, 45.0]),
        (Measure("", "Q3", "satisfaction"), [3.0, 2.0]),
    ):
        table = reader.wave_trend(question, wave, measure)
        assert table["value"].tolist() == pytest.approx(values)
        assert table["is_joined"].tolist() == [False, True]
        assert [str(day) for day in table["day"]] == ["2023-10-31", "2024-10-31"]
    new = reader.wave_trend(question, wave, Measure("", "Q7", "loyalty"))
    assert new["reason"].tolist() == ["not_asked", ""]
    assert not new["is_joined"].any()
    scales = reader.wave_trend(question, reader.wave(question, "P2"), Measure())
    assert (scales["is_joined"].tolist(), scales["scale_max"].tolist()) == ([False, False], [5.0, 10.0])
    few = reader.wave_trend(question, reader.wave(question, "T24"), Measure("top2"))
    assert few["reason"].tolist() == ["few", ""]


def exported(reader, question, name, **asked) -> list[dict]:
    return json.loads(export_bytes(view(name, reader, question, service=ServiceAsked(**asked)), "json"))


def test_export_has_a_row_per_wave(reader, question):
    rows = exported(reader, question, "surveys")
    assert [row["survey_id"] for row in rows] == ["P1", "W23", "T23", "G24", "A24", "P2", "W24", "T24"]
    series = exported(reader, question, "surveys", survey="W23")
    assert [row["survey_id"] for row in series] == ["W23", "W24"]
    later = series[1]
    assert (later["compared_with"], later["overall_verdict"], later["index_verdict"]) == ("W23", "up", "down")
    assert (later["promoters"], later["passives"], later["detractors"], later["responses"]) == (60, 25, 15, 100)
    assert (later["field_from"], later["field_to"], later["kind"]) == ("2024-10-01", "2024-10-31", "relationship")
    assert later["nps"] == pytest.approx(45.0)
    stated = exported(reader, question, "surveys", survey="W24", more=(("index", "stated"),))[1]
    assert (float(stated["index"]), stated["index_weights"]) == (37.5, "stated")


def test_export_of_recommenders_by_cut(reader, question):
    (whole,) = exported(reader, question, "nps", survey="W24")
    assert (whole["n"], whole["promoters"], whole["is_thin"]) == (100, 60, False)
    assert whole["nps"] == pytest.approx(45.0)
    east, west = exported(reader, question, "nps", survey="W24", by="region")
    # Even numbers: 30 of 60 promoters, 13 of 25 passives, 7 of 15 detractors.
    assert (east["segment"], east["promoters"], east["passives"], east["detractors"]) == ("East", 30, 13, 7)
    assert (west["segment"], west["nps"]) == ("West", pytest.approx(44.0))
    assert exported(reader, question, "nps") == []  # the latest wave, T24, did not ask
    with pytest.raises(Problem):
        exported(reader, question, "nps", survey="A24", by="account_manager_id")


def test_sheet_of_filters_names_the_survey_and_no_kind_of_case(reader, question):
    told = view("nps", reader, question, service=ServiceAsked(survey="W24", by="region")).about
    assert ("Survey", "W24") in told
    assert ("Told apart by", "region") in told
    assert "Kind of case" not in dict(told)
    assert "Kind of case" in dict(view("complaints", reader, question).about)


def test_company_without_surveys_has_no_rows(tmp_path):
    marts = open_marts(Home(wave_home(tmp_path / "none", {})))
    reader = Reader(marts, operator(), SHIPPED)
    question = Question(reader.build.default_as_of)
    assert reader.latest_shown(question) is None
    assert exported(reader, question, "surveys") == exported(reader, question, "nps") == []

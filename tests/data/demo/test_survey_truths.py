"""The truths about surveys are found through the product: importer, build, the readers that pages and exports ask."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.demo.survey.planned_findings import planned_findings
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.records.loop_facts import loop_facts
from dashboard.data.records.store import open_records
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.loop import is_overdue
from dashboard.logic.surveys.servqual import DIMENSIONS
from dashboard.logic.viewer import operator

pytestmark = pytest.mark.slow
SIZES = [pytest.param({"customers": 300, "months": 30, "seed": 2}, id="small"), pytest.param({}, id="default")]


@pytest.fixture(scope="module", params=SIZES)
def made(request, demo_of):
    return demo_of(**request.param)


@pytest.fixture(scope="module")
def truths(made):
    return made[0].truths["surveys"]


@pytest.fixture(scope="module")
def reader(made):
    return Reader(open_marts(made[1]), operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(made):
    window = made[0].truths["service"]["window"]
    return Question(month_no(date.fromisoformat(window["through"])))


@pytest.fixture(scope="module")
def last(reader, question, truths):
    return reader.wave(question, truths["last"])


@pytest.fixture(scope="module")
def changes(reader, question, last):
    found = reader.wave_changes(question, last)
    return found.items.set_index(reader.driver_items(question, last)["item_id"])


def test_waves_are_those_written_down(reader, question, truths):
    kinds = {"年度关系调查": "relationship", "交易回访": "transaction", "第三方调查": "third_party"}
    waves = reader.waves(question)
    assert [wave.survey_id for wave in waves] == list(truths["waves"])
    for wave in waves:
        truth = truths["waves"][wave.survey_id]
        assert (wave.kind, wave.series) == (kinds[truth["kind"]], truth["kind"])
        assert (str(wave.field_from), str(wave.field_to)) == (truth["field_from"], truth["field_to"])
        assert (wave.population, wave.responses) == (truth["population"], truth["responses"])
        assert (wave.is_anonymous, wave.is_anonymity_known) == (truth["anonymous"], True)


def test_every_figure_of_every_question_is_that_counted_by_hand(reader, question, truths):
    for wave in reader.waves(question):
        truth, found = truths["waves"][wave.survey_id], reader.wave_figures(question, wave)
        places = found.items["item_id"].to_dict()
        rows = found.figures.assign(item_id=found.figures["item"].map(places)).set_index("item_id")
        assert found.outside == sum(item["out_of_scale"] for item in truth["items"].values())
        for item, told in truth["items"].items():
            if told["n"] + told["dont_know"]:
                row = rows.loc[item]
                assert (row["n"], row["dont_know"]) == (told["n"], told["dont_know"]), (wave.survey_id, item)
                figures = [row["mean"] * told["n"], row["top2"] * told["n"], row["bottom2"] * told["n"]]
                assert figures == pytest.approx([told["sum"], told["top2"], told["bottom2"]])
        if "nps" in truth:
            assert found.nps == tuple(truth["nps"][name] for name in ("promoters", "passives", "detractors"))


def test_a_number_beyond_the_scale_is_told_and_in_no_mean(truths):
    assert sum(item["out_of_scale"] for wave in truths["waves"].values() for item in wave["items"].values()) == 1


def test_the_last_calls_have_the_shares_of_the_published_example(truths):
    overall = truths["waves"][truths["called"]]["items"]["题1"]
    assert overall["top2"] / overall["n"] == pytest.approx(215 / 221, abs=0.03)
    if overall["n"] == 221:
        assert overall["top2"] == 215


def test_what_was_planted_between_the_last_waves_is_found(changes, truths):
    for name in ("improved", "worse", "unchanged"):
        if truths[name]["is_sure"]:
            assert changes.loc[truths[name]["item_id"], "verdict"] == truths[name]["verdict"], name
    assert changes.loc[truths["rescaled"], "verdict"] == "scale_changed"
    assert changes.index[changes["wording_changed"]].tolist() == [truths["reworded"]]


def test_nothing_else_is_said_to_have_changed(changes, truths):
    verdicts = changes.loc[truths["null_items"], "verdict"]
    assert verdicts.isin(["up", "down"]).mean() <= truths["false_share"]


def test_between_earlier_waves_and_calls_nothing_changed(reader, question, truths):
    """Every question of every pair of waves before the last one."""
    said = []
    for wave in reader.waves(question):
        found = None if wave.survey_id == truths["last"] else reader.wave_changes(question, wave)
        if found is not None:
            said += found.items.loc[found.items["p"].notna(), "verdict"].tolist()
    assert len(said) >= 20
    assert np.isin(said, ["up", "down"]).mean() <= truths["false_share"]


def test_the_strongest_driver_comes_first(reader, question, last, truths):
    found = reader.drivers(question, last)
    assert not (truths["driver"]["is_sure"] and found.reason)
    if not found.reason:
        first = found.table.loc[found.table["importance"].idxmax(), "item"]
        assert reader.driver_items(question, last)["item_id"][first] == truths["driver"]["item_id"]


def test_expectations_were_asked_in_every_dimension(reader, question, last):
    gaps = reader.servqual_gaps(question, last).set_index("dimension")
    assert tuple(gaps.index) == tuple(DIMENSIONS), "the file has their Chinese names"
    assert (gaps["gap"] < 0).all()


def test_invitations_and_who_told_us(reader, question, truths, last):
    for wave in reader.waves(question):
        truth = truths["waves"][wave.survey_id]
        if not wave.is_anonymous:
            row = reader.coverage(question, wave).iloc[0]
            assert (row["invited"], row["delivered"]) == (truth["invited"], truth["delivered"]), wave.survey_id
            assert row["responses"] == truth["responses"]
    found = reader.speaking_up(question)
    problems = truths["waves"][truths["last"]]["problems"]
    assert (found.wave, found.told, found.had) == (last, problems["told_us"], problems["had"])


def test_those_who_complained_answered_less(reader, question, last, truths):
    for group in ("complained", "large"):
        answered, invited = truths["bias"][group]
        others, others_invited = truths["bias"]["others"]
        assert answered / invited < 0.75 * others / others_invited
    table = reader.respondents(question, last).table
    row = table[table["kind"] == "complained"].iloc[0]
    assert row["respondents_share"] < row["others_share"]


def test_low_scores_of_named_waves_are_the_ones_written_down(reader, question, truths):
    found = reader.low_scores(question, TimeLimit.parse("5 working_days")).table
    since = str(question.span.starts_on)
    for survey, truth in truths["waves"].items():
        here = set(found.loc[found["survey_id"] == survey, "response_id"])
        is_listed = not truth["anonymous"] and truth["field_from"] >= since
        assert here == (set(truth["low_scores"]) if is_listed else set()), survey


def test_cells_that_the_rule_hides_are_not_shown(reader, question, truths):
    truth = truths["suppressed"]
    wave = reader.wave(question, truth["survey_id"])
    told = 0
    for cut in ("region", "industry", "layer"):
        hidden = {value for value, cell in truth[cut].items() if cell["is_hidden"]}
        shown = set(reader.scores(question, wave, cut).segments) - {None}
        assert not shown & hidden, cut
        assert shown <= set(truth[cut])
        told += len(shown)
    assert told, "the rule hides much here, and not all"
    assert truth["region"]["东北"]["is_hidden"]


def test_the_agencys_weights_count_where_they_may(reader, question, truths):
    truth = truths["weighted"]
    wave = reader.wave(question, truth["survey_id"])
    table = reader.nps_table(question, wave, weighted=True)
    is_large = wave.responses >= 200
    assert reader.wave_figures(question, wave).has_weights or not is_large
    if is_large:
        weighted = 100 * (truth["promoters"] - truth["detractors"]) / truth["all"]
        assert table["nps"].iloc[0] == pytest.approx(weighted, abs=1e-6)


def test_findings_stand_where_they_were_planned_and_the_data_judge_the_fixes(made, reader, question, truths):
    store = open_records(made[1])
    told = reader.asking_loop(lambda: loop_facts(store)).findings(question)
    entries = {entry.finding.title: entry for entry in told}
    end = date.fromisoformat(made[0].truths["service"]["window"]["through"])
    planned = planned_findings(truths, end)
    assert set(entries) == {one.title for one in planned}
    effects = {title: entry.effect.effect for title, entry in entries.items() if entry.effect}
    assert {one.title: one.effect for one in planned if one.effect}.items() <= effects.items()
    kept = {title: entry.fix.verdict for title, entry in entries.items() if entry.fix and entry.fix.verdict}
    assert kept.items() <= effects.items(), "what was recorded is what the build says"
    assert len(kept) == 2
    assert {entry.state for entry in told} >= {"draft", "published", "assigned", "rectified", "replied", "evaluated"}
    day = reader.asking_loop(lambda: loop_facts(store)).loop_day(question)
    assert day == end, "nobody entered anything after the demo's last day"
    assert sum(is_overdue(entry.finding, entry.fix, day) for entry in told) == 1


def test_low_scores_were_taken_on_and_some_wait(made, reader, question):
    store = open_records(made[1])
    found = reader.asking_loop(lambda: loop_facts(store)).low_scores(question, TimeLimit.parse("5 working_days")).table
    assert {"open", "taken", "closed"} == set(found["state"])
    assert {"yes", "no"} <= set(found["in_time"])

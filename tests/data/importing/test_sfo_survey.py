"""A public wide survey: what becomes of its answers, against figures that pandas worked out (expected.json)."""

import csv
import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
MAPPING, OF_NPS = EXAMPLES / "sfo_survey_2017.toml", EXAMPLES / "sfo_survey_2017_nps.toml"
pytestmark = [pytest.mark.public_data, pytest.mark.slow]


@pytest.fixture
def folder(public_data) -> Path:
    return public_data / "sfo_survey"


@pytest.fixture
def expected(folder):
    return json.loads((folder / "expected.json").read_text())


def figures(home) -> dict[str, dict[str, float]]:
    rows = home.rows("survey_answers", "item_id, score")
    found: dict[str, list[float]] = {}
    for item, score in rows:
        found.setdefault(item, [])
        if score is not None:
            found[item].append(score)
    return {
        item: {
            "n": len(scores),
            "mean": round(sum(scores) / len(scores), 4),
            "top2_pct": round(100 * sum(score >= 4 for score in scores) / len(scores), 4),
            "bottom2_pct": round(100 * sum(score <= 2 for score in scores) / len(scores), 4),
        }
        for item, scores in found.items()
    }


def test_every_rating_of_2017_and_of_2016(home, folder, expected, year_and_mapping):
    year, mapping = year_and_mapping
    (batch,) = home.run(folder / f"{year}.csv", mapping=home.file("m.toml", mapping)).batches
    said = expected[year]
    found = figures(home)
    assert found.pop(said["overall_column"]) == said["overall"]
    assert found == said["items"]
    with (folder / f"{year}.csv").open(encoding="utf-8-sig", newline="") as stream:
        answers = [row[item] for row in csv.DictReader(stream) for item in (*said["items"], said["overall_column"])]
    assert (batch.read, batch.accepted, batch.rejected) == (sum(map(bool, answers)), batch.read, 0)
    assert len({row[0] for row in home.rows("survey_answers", "response_id")}) == said["rows"]
    dont_know = [row for row in home.rows("survey_answers", "dont_know, score") if row[0]]
    assert (len(dont_know), {row[1] for row in dont_know}) == (answers.count("6"), {None})


@pytest.fixture(params=["2017", "2016"])
def year_and_mapping(request) -> tuple[str, str]:
    text = MAPPING.read_text(encoding="utf-8")
    return request.param, text if request.param == "2017" else text.replace('"RESPNUM"', '"*RESPNUM"')


def test_the_recommendation_of_2017_beside_the_ratings(home, folder, expected):
    home.run(folder / "2017.csv", mapping=MAPPING)
    home.run(folder / "2017.csv", mapping=OF_NPS)
    said = expected["2017"]["nps"]
    scores = [
        score for item, score in home.rows("survey_answers", "item_id, score") if item == "NETPRO" and score is not None
    ]
    counted = {
        "n": len(scores),
        "promoters": sum(score >= 9 for score in scores),
        "detractors": sum(score <= 6 for score in scores),
    }
    assert counted == {name: said[name] for name in counted}
    assert round(sum(scores) / len(scores), 4) == said["mean"]

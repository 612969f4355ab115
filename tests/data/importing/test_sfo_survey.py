"""A public wide survey of four years, from its files to the figures on the pages, against figures that pandas worked
out (expected.json). The files are read as docs/mapping.md tells a user to."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from dashboard.data.building.build import build
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.nps import nps_figures
from dashboard.logic.viewer import operator
from tests.data.importing.conftest import SETTINGS, ImportHome

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
YEARS = ("2014", "2015", "2016", "2017")
LANGUAGES = ("1", "2", "3", "4")
pytestmark = [pytest.mark.public_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def expected(public_data):
    return json.loads((public_data / "sfo_survey" / "expected.json").read_text())


@pytest.fixture(scope="module")
def airport(public_data, tmp_path_factory) -> ImportHome:
    """All four years, and those with figures by language once more as one wave for each language, not anonymous."""
    home = ImportHome(tmp_path_factory.mktemp("airport"))
    told = [EXAMPLES / f"sfo_{name}.csv" for name in ("orders", "surveys", "survey_items")]
    home.reports = [home.run(*told, data_through="2017-06-30")]
    for year in YEARS:
        home.reports.append(home.run(source(public_data, year), mapping=mapping(year)))
    home.run(*(home.file(f"by_language_{path.name}", by_language(path)) for path in told[1:]))
    for year in YEARS[2:]:
        words = ", ".join(f'"{code}" = "SFO-{year}-{code}"' for code in LANGUAGES)
        text = mapping(year).read_text("utf-8").replace(
            f'{{ value = "SFO-{year}" }}', f'{{ column = "LANG", values = {{ {words} }} }}'
        )  # fmt: skip
        home.run(source(public_data, year), mapping=home.file(f"{year}.toml", text))
    build(home.home, SETTINGS)
    return home


@pytest.fixture(scope="module")
def reader(airport) -> Reader:
    return Reader(open_marts(airport.home), operator(), SHIPPED)


def source(public_data: Path, year: str) -> Path:
    return public_data / "sfo_survey" / f"{year}.csv"


def mapping(year: str) -> Path:
    return EXAMPLES / f"sfo_survey_{year}.toml"


def by_language(path: Path) -> str:
    """Each line of a survey once for every language."""
    head, *lines = path.read_text("utf-8").splitlines()
    told = [line.split(",", 1) for line in lines]
    rows = (f"{survey}-{code},{rest}" for survey, rest in told for code in LANGUAGES)
    return "\n".join([head, *(row.removesuffix("yes") + "no" * row.endswith("yes") for row in rows), ""])


def scores(reader: Reader, survey_id: str):
    question = Question(reader.build.default_as_of)
    return reader.scores(question, reader.wave(question, survey_id))


def figures(table, *, weighted: bool = False) -> dict[str, dict[str, float]]:
    frame = item_figures(table, weighted=weighted)
    names = table.items["item_id"].to_numpy()[frame["item"]]
    return {
        name: {
            "n": row.n,
            "mean": round(row.mean, 4),
            "top2_pct": round(100 * row.top2, 4),
            "bottom2_pct": round(100 * row.bottom2, 4),
        }
        for name, row in zip(names, frame.itertuples(), strict=True)
    }


def recommended(table) -> dict[str, float]:
    row = nps_figures(table).iloc[0]
    counts = {name: round(row[name]) for name in ("promoters", "passives", "detractors")}
    mean = figures(table)["NETPRO"]["mean"]
    return {"n": row["n"], **counts, "nps": round(row["nps"], 4), "mean": mean}


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_a_year_is_lost(airport, public_data, expected, year):
    (batch,) = airport.reports[1 + YEARS.index(year)].batches
    rows = [
        row
        for row in airport.rows("survey_answers", "response_id, item_id, score, answered_at::date, weight, survey_id")
        if row[-1] == f"SFO-{year}"
    ]
    asked = {row[1] for row in rows}
    with source(public_data, year).open(encoding="utf-8-sig", newline="") as stream:
        given = [{item: line[item] for item in asked} for line in csv.DictReader(stream)]
    assert batch.read == batch.accepted == len(rows) == sum(bool(cell) for line in given for cell in line.values())
    people = {row[0]: (row[3], row[4]) for row in rows}
    assert len(people) == expected[year]["rows"]
    assert sum(weight for _, weight in people.values()) == pytest.approx(expected[year]["weight_sum"], abs=1e-3)
    raw = Counter("Blank" if row[2] is None else str(int(row[2])) for row in rows if row[1] == "Q7ALL")
    assert raw == expected[year]["overall_raw_counts"]
    if days := expected[year].get("interviews_by_INTDATE"):
        found = Counter(day.strftime("%m/%d/%Y 12:00:00 AM" if year == "2016" else "%-d") for day, _ in people.values())
        assert found == days
        assert Counter(str(int(row[2])) for row in rows if row[1] == "Q15PROBLEM") == expected[year]["q15problem_raw"]


@pytest.mark.parametrize("year", YEARS)
def test_figures_of_a_year_are_those_of_pandas(reader, expected, year):
    said, table = expected[year], scores(reader, f"SFO-{year}")
    found = figures(table)
    assert found[said["overall_column"]] == said["overall"]
    assert {item: found[item] for item in said.get("items", ())} == said.get("items", {})
    assert figures(table, weighted=True)["Q7ALL"]["mean"] == said["overall_weighted_mean"]


def test_recommendation_of_2017_and_its_weighted_score(reader, expected):
    table = scores(reader, "SFO-2017")
    said = dict(expected["2017"]["nps"])
    weighted = said.pop("nps_weighted")
    assert recommended(table) == said
    assert round(nps_figures(table, weighted=True).iloc[0]["nps"], 4) == weighted == 40.3984


@pytest.mark.parametrize("year", YEARS[2:])
def test_languages_as_waves_of_their_own(reader, expected, year):
    tables = {code: scores(reader, f"SFO-{year}-{code}") for code in LANGUAGES}
    assert {code: figures(table)["Q7ALL"] for code, table in tables.items()} == expected[year]["overall_by_LANG"]
    if year == "2017":
        assert {code: recommended(table) for code, table in tables.items()} == expected[year]["nps_by_LANG"]


def test_years_are_compared_by_canonical_id(reader):
    """Pre-check is misspelt in two of the files; a problem answered with 3 is a don't-know, 0 and 4 no answer."""
    precheck = {}
    for year in YEARS:
        items = scores(reader, f"SFO-{year}").items.set_index("canonical_id")
        precheck[year] = items.loc["precheck", "item_id"]
        assert set(items["scale_max"].drop(["recommend", "problem"], errors="ignore")) == {5.0}
    assert precheck == {
        "2014": "Q12PRECHECKRATE", "2015": "Q12PRECHEKCRATE", "2016": "Q12PRECHECKRATE", "2017": "Q12PRECHEKCRATE",
    }  # fmt: skip
    table = scores(reader, "SFO-2014")
    row = item_figures(table).set_index("item").loc[list(table.items["canonical_id"]).index("problem")]
    assert (row["n"], row["dont_know"]) == (254 + 2423, 31)

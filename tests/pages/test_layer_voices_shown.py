"""What the customers of each layer say, below the table of the pyramid, of ``tests.data.wave_company``."""

from datetime import datetime

import pytest

from dashboard.data.reading.reader import Reader
from tests.data.wave_company import surveys_files, wave_home
from tests.pages.conftest import assert_sound, said

COMPLAINT = {"case_id": "k1", "kind": "complaint", "customer_id": "C000", "received_at": datetime(2024, 6, 3, 9)}


@pytest.fixture(scope="module")
def voices_home(tmp_path_factory):
    return wave_home(tmp_path_factory.mktemp("voices"), {**surveys_files(), "cases": [COMPLAINT]})


def opened(at):
    at.session_state["pyramid_behind"] = True
    at.run()
    assert_sound(at)
    return at


def voices_of(at):
    return at.dataframe[1].value.set_index("layer")


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")


def test_table_below_the_layers(app, voices_home):
    at = opened(app(voices_home))
    table = voices_of(at)
    assert table.loc["Small"].tolist() == ["1/80 · 1.25", "50.0 · n 80", "75.0 · n 80"]
    assert table.loc["Medium"].tolist() == ["0/15 · 0.00*", "51.7* · n 15", "-66.7* · n 15"]
    assert table.loc["Big"].tolist() == ["0/4 · 0.00*", "n 4, too few", "n 4, too few"]
    assert table.loc["Inactive"].tolist() == ["n/a", "n/a", "n/a"]
    text = plainly(said(at))
    assert "Complaints/orders of 1 Feb 2024 to 10 Jan 2025, under the layer" in text
    assert "Answers: Survey W24 · 31 Oct 2024, the latest relationship survey that is shown here" in text
    assert "* fewer than 30 orders or ratings: thin. Below 10 ratings no figure is shown." in text
    at.session_state["voices_card"] = True
    assert_sound(at.run())
    assert {"M29", "M44", "M45"} <= {part.split("·")[0].strip("* ") for part in said(at).split("\n") if "**M" in part}


def test_nothing_is_asked_before_the_table_is_opened(app, voices_home, monkeypatch):
    asked = []
    monkeypatch.setattr(Reader, "layer_voices", lambda _reader, question: asked.append(question))
    assert_sound(app(voices_home))
    assert asked == []


def test_in_chinese(app, voices_home):
    at = opened(app(voices_home, lang="zh_Hans"))
    assert at.subheader[0].value == "各价值层客户的反馈"
    assert voices_of(at).loc["小额客户", "nps"] == "75.0 · n 80"


def test_a_company_without_cases_and_surveys_has_no_second_table(app, company):
    at = opened(app(company))
    assert len(at.dataframe) == 1
    assert "What the customers of each layer say" not in [one.value for one in at.subheader]


def test_why_no_answers_are_shown(app, tmp_path):
    files = surveys_files()
    files = {name: [row for row in table if row["survey_id"] == "W24"] for name, table in files.items()}
    files["surveys"] = [row | {"anonymous": True} for row in files["surveys"]]
    home = wave_home(tmp_path, files)
    assert "told by the layers of the Curry pyramid by net revenue only" in said(opened(app(home, scheme="abc")))
    assert "Take the filters off to see it" in plainly(said(opened(app(home, region=["East"]))))
    at = opened(app(home))
    assert "It is anonymous: its layers are those of the twelve months before it ended" in plainly(said(at))
    assert list(voices_of(at)) == ["nps"]

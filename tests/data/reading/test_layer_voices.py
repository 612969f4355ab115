"""What the customers of each layer say, of ``tests.data.wave_company``, worked out by hand.

At the end of 2024: Top C099; Big C095 to C098; Medium C080 to C094; Small C000 to C079. W24: C000 to C059 are
promoters, up to C084 passives, the others detractors; Q2 100 (even) or 50, Q3 50 (i % 4 < 2) or 0 of 100.
"""

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import Marts, open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import account_manager, operator
from tests.data.wave_company import surveys_files, wave_home

DECEMBER = Question(month_no(date(2024, 12, 1)))
NOTHING = (None, None)


def _case(case: str, customer: str, day: datetime, kind: str = "complaint") -> dict:
    return {"case_id": case, "kind": kind, "customer_id": customer, "received_at": day}


CASES = [
    _case("k1", "C099", datetime(2024, 6, 3, 9)),
    _case("k2", "C099", datetime(2025, 1, 9, 9)),  # the window ends where the data end
    _case("k3", "C000", datetime(2024, 2, 1, 9)),
    _case("k4", "C001", datetime(2024, 6, 3, 9), "appeal"),
    _case("k5", "C002", datetime(2024, 1, 31, 9)),
]


def _anonymous() -> dict[str, list[dict]]:
    """W24, and the same answers a second time, anonymously, in December."""
    files = surveys_files()
    survey = next(one for one in files["surveys"] if one["survey_id"] == "W24")
    survey = survey | {"survey_id": "X24", "field_from": "2024-12-01", "field_to": "2024-12-31", "anonymous": True}
    items, answers = (
        [
            row | {"survey_id": "X24", **({"response_id": f"X{row['response_id']}"} if "response_id" in row else {})}
            for row in files[name]
            if row["survey_id"] == "W24" and row["item_id"] in ("Q2", "Q3", "Q4")
        ]
        for name in ("survey_items", "survey_answers")
    )
    added = {"surveys": [survey], "survey_items": items, "survey_answers": answers}
    return {name: [row for row in files[name] if row["survey_id"] == "W24"] + added[name] for name in files}


@pytest.fixture(scope="module")
def marts(tmp_path_factory) -> Marts:
    return open_marts(Home(wave_home(tmp_path_factory.mktemp("voices"), {**surveys_files(), "cases": CASES})))


@pytest.fixture(scope="module")
def anonymous(tmp_path_factory) -> Marts:
    return open_marts(Home(wave_home(tmp_path_factory.mktemp("anonymous"), _anonymous())))


def asked(marts: Marts, viewer=None) -> Reader:
    return Reader(marts, viewer or operator(), SHIPPED)


def rows(table: pd.DataFrame, *names: str) -> dict[str, tuple]:
    """By layer; None where nothing is known."""
    held = table.set_index("layer")[list(names)].astype(object)
    return {layer: tuple(row) for layer, row in zip(held.index, held.where(held.notna(), None).to_numpy(), strict=True)}


def test_index_and_nps_of_each_layer(marts):
    voices = asked(marts).layer_voices(DECEMBER)
    assert (voices.wave.survey_id, voices.unheard) == ("W24", "")
    assert set(voices.table["survey_id"]) == {"W24"}
    index, nps = rows(voices.table, "csi", "csi_n"), rows(voices.table, "nps", "nps_n")
    assert index["Small"] == (pytest.approx(50.0), 80)
    # Of C080 to C094 eight are even, and eight have i % 4 < 2: Q2 1150 / 15, Q3 400 / 15.
    assert index["Medium"] == (pytest.approx((1150 / 15 + 400 / 15) / 2), 15)
    assert nps["Small"] == (pytest.approx(75.0), 80)
    assert nps["Medium"] == (pytest.approx(-200 / 3), 15)
    for found in (index, nps):  # fewer than ten say how many they are, and no more
        assert (found["Big"], found["Top"], found["Inactive"]) == ((None, 4), (None, 1), NOTHING)


def test_complaints_of_the_window_for_each_100_orders(marts):
    """February 2024 to 10 January 2025; every customer ordered once in it. An appeal is no complaint."""
    voices = asked(marts).layer_voices(DECEMBER)
    assert (voices.window.starts_on, voices.window.through_on) == (date(2024, 2, 1), date(2025, 1, 10))
    assert rows(voices.table, "complaints", "orders", "complaints_per_100_orders") == {
        "Top": (2, 1, 200.0), "Big": (0, 4, 0.0), "Medium": (0, 15, 0.0), "Small": (1, 80, 1.25),
        "Inactive": (0, 0, None), "Lost": (0, 0, None), "Prospect": (0, 0, None), "Suspect": (0, 0, None),
    }  # fmt: skip


def test_layers_say_what_the_pages_of_surveys_and_complaints_say(marts):
    reader = asked(marts)
    table = reader.layer_voices(DECEMBER).table.set_index("layer")
    page = reader.nps_table(DECEMBER, reader.wave(DECEMBER, "W24"), "layer").set_index("segment")
    assert table.loc[page.index, "nps"].tolist() == pytest.approx(page["nps"].tolist(), nan_ok=True, abs=0)
    assert table.loc[page.index, "nps_n"].tolist() == page["n"].tolist()
    cases = reader.complaint_breakdown(DECEMBER, "complaint", "layer").set_index("segment")
    cases = cases[cases["received"] > 0]
    for ours, theirs in (("complaints", "received"), ("complaints_per_100_orders", "per_hundred_orders")):
        assert table.loc[cases.index, ours].tolist() == cases[theirs].tolist()
    # Nobody ordered in the twelve months before November: all are in one layer, which is the whole wave.
    october = replace(DECEMBER, as_of=DECEMBER.as_of - 2)
    whole = reader.wave_figures(october, reader.wave(october, "W24"))
    found = rows(reader.layer_voices(october).table, "csi", "csi_n", "nps", "nps_n")["Inactive"]
    assert found == pytest.approx((whole.index.value, 100, whole.headlines["nps"].value, 100))


@pytest.mark.parametrize(("months_back", "survey"), [(0, "W24"), (2, "W24"), (3, "W23"), (14, "W23"), (15, None)])
def test_the_latest_relationship_survey_that_has_ended_speaks(marts, months_back, survey):
    """W24 ends in October 2024, W23 in October 2023; call-backs, topics and third parties are other instruments."""
    voices = asked(marts).layer_voices(replace(DECEMBER, as_of=DECEMBER.as_of - months_back))
    assert (voices.wave and voices.wave.survey_id, voices.unheard) == (survey, "")
    assert voices.table["nps_n"].notna().any() == (survey is not None)


def test_only_the_customers_in_scope_speak(marts):
    """E1 has the even ones. C000 to C078: all Q2 100, Q3 50 or 0. C099 complains and is somebody else's."""
    voices = asked(marts, account_manager("E1", "E1")).layer_voices(DECEMBER)
    index, nps = rows(voices.table, "csi", "csi_n"), rows(voices.table, "nps", "nps_n")
    cases = rows(voices.table, "complaints", "orders", "complaints_per_100_orders")
    assert (index["Small"], nps["Small"]) == ((pytest.approx(62.5), 40), (pytest.approx(75.0), 40))
    assert (index["Medium"], nps["Medium"], index["Top"], nps["Top"]) == ((None, 8), (None, 8), NOTHING, NOTHING)
    assert (cases["Top"], cases["Small"]) == ((0, 0, None), (1, 40, 2.5))
    east = asked(marts).layer_voices(replace(DECEMBER, filters=(("region", ("East",)),)))
    pd.testing.assert_frame_equal(east.table, voices.table)


def test_an_anonymous_survey_tells_its_decided_cells_and_no_index_by_layer(anonymous):
    voices = asked(anonymous).layer_voices(DECEMBER)
    assert (voices.wave.survey_id, voices.unheard, voices.window) == ("X24", "", None)
    found = rows(voices.table, "nps", "nps_n", "csi", "csi_n", "complaints")
    assert found["Small"] == (pytest.approx(75.0), 80, None, None, None)
    assert found["Medium"] == (pytest.approx(-200 / 3), 15, None, None, None)
    assert {found[layer] for layer in ("Top", "Big", "Inactive")} == {(None,) * 5}


@pytest.mark.parametrize(
    ("viewer", "more"),
    [
        (account_manager("E1", "E1"), {}),
        (operator(), {"filters": (("region", ("East",)),)}),
        (operator(), {"scheme": "abc"}),
        (operator(), {"base": "profit"}),
    ],
)
def test_where_the_anonymous_survey_is_not_told_the_named_one_before_speaks(anonymous, viewer, more):
    voices = asked(anonymous, viewer).layer_voices(replace(DECEMBER, **more))
    assert voices.wave.survey_id == "W24"


def test_why_no_survey_speaks(tmp_path_factory):
    files = {name: [row for row in table if row["survey_id"] == "X24"] for name, table in _anonymous().items()}
    marts = open_marts(Home(wave_home(tmp_path_factory.mktemp("only"), files)))
    why = {
        "scope": asked(marts, account_manager("E1", "E1")).layer_voices(DECEMBER),
        "filters": asked(marts).layer_voices(replace(DECEMBER, filters=(("region", ("East",)),))),
        "layers": asked(marts).layer_voices(replace(DECEMBER, scheme="abc")),
    }
    assert {name: (one.wave, one.unheard) for name, one in why.items()} == {name: (None, name) for name in why}
    for one in why.values():
        assert one.table.drop(columns="layer").isna().all(axis=None)


def test_without_cases_and_surveys_nothing_is_known_and_an_older_build_says_the_same(marts, tmp_path, monkeypatch):
    plain = asked(open_marts(Home(wave_home(tmp_path, {})))).layer_voices(DECEMBER)
    older = asked(marts)
    kept = {name: parts for name, parts in marts.build.marts.items() if name not in ("survey_cell", "case_step")}
    monkeypatch.setattr(marts, "build", replace(marts.build, marts=kept))
    for voices in (plain, older.layer_voices(replace(DECEMBER, as_of=DECEMBER.as_of - 1))):
        assert (voices.window, voices.wave, voices.unheard) == (None, None, "")
        assert voices.table.drop(columns="layer").isna().all(axis=None)
        assert voices.table["layer"].tolist()[:4] == ["Top", "Big", "Medium", "Small"]


def test_the_file_of_the_pyramid_holds_them_beside_its_layers(marts):
    frame = view("pyramid", asked(marts), DECEMBER).frame.set_index("layer")
    assert frame["customers"].tolist()[:4] == [1, 4, 15, 80]
    names = ["complaints", "orders", "complaints_per_100_orders", "csi", "csi_n", "nps", "nps_n", "survey_id"]
    assert frame.loc["Small", names].tolist() == [1, 80, 1.25, 50.0, 80, 75.0, 80, "W24"]
    assert frame.loc["Big", names].tolist() == [0, 4, 0.0, None, 4, None, 4, "W24"]

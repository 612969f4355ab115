"""Who answered the surveys of ``tests.data.heard_company``: the figures that stand there, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.viewer import account_manager, operator
from tests.data.heard_company import THROUGH, heard_company

MARCH = Question(month_no(THROUGH))
JANUARY = replace(MARCH, as_of=MARCH.as_of - 2)


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    return open_marts(Home(heard_company(tmp_path_factory.mktemp("heard")).root))


@pytest.fixture(scope="module")
def reader(marts):
    return Reader(marts, operator(), SHIPPED)


@pytest.fixture(scope="module")
def manager(marts):
    return Reader(marts, account_manager("E1", "Li Wei"), SHIPPED)


def _w1(reader, question=MARCH):
    return reader.wave(question, "W1")


def _counts(row):
    names = "invited delivered answered responses accounts_invited accounts_answered customers customers_heard"
    return [int(row[name]) for name in names.split()]


def test_whole_wave(reader):
    row = reader.coverage(MARCH, _w1(reader)).iloc[0]
    assert _counts(row) == [41, 40, 22, 24, 38, 21, 39, 21]
    assert (row["revenue"], row["revenue_heard"]) == (78_000 * 10_000, 42_000 * 10_000)
    assert row["contact_share"] == 0.55


def test_no_look_ahead_an_answer_of_february_is_not_known_in_january(reader):
    row = reader.coverage(JANUARY, _w1(reader)).iloc[0]
    assert _counts(row) == [41, 40, 21, 23, 38, 20, 39, 20]
    assert row["revenue_heard"] == 41_000 * 10_000
    with pytest.raises(Problem, match="There is no survey W1"):
        reader.wave(replace(MARCH, as_of=MARCH.as_of - 3), "W1")


def test_months_of_a_wave_do_not_move_with_the_as_of_month(reader):
    span = reader.wave_span(MARCH, _w1(reader))
    assert span == reader.wave_span(JANUARY, _w1(reader))
    assert (span.starts_on.isoformat(), span.ends_on.isoformat()) == ("2024-02-01", "2025-01-31")


def test_layers_add_up_to_the_whole(reader):
    table = reader.coverage(MARCH, _w1(reader), "layer").set_index("segment")
    assert table["customers"].to_dict() | {None: 0} == {
        "Top": 1, "Big": 1, "Medium": 6, "Small": 31, "Inactive": 0, "Lost": 0, "Prospect": 0, "Suspect": 0, None: 0,
    }  # fmt: skip
    assert table.loc["Small", "accounts_answered"] == 21
    assert table["invited"].sum() == 41
    assert table["responses"].sum() == 24  # the last row: Z9 and the answer without a customer
    assert table["responses"].iloc[-1] == 1


def test_managers_add_up_and_one_of_them_sees_their_own(reader, manager):
    table = reader.coverage(MARCH, _w1(reader), "account_manager_id").set_index("segment")
    own = manager.coverage(MARCH, _w1(manager))
    assert _counts(own.iloc[0]) == _counts(table.loc["E1"]) == [20, 19, 10, 10, 19, 10, 20, 10]
    assert manager.coverage(MARCH, _w1(manager), "account_manager_id")["segment"].tolist() == ["E1"]
    assert manager.coverage(MARCH, _w1(manager), "region")["segment"].tolist() == ["East"]


def test_a_filter_takes_away_what_belongs_to_nobody_known(reader):
    question = replace(MARCH, filters=(("region", ("West",)),))
    row = reader.coverage(question, _w1(reader)).iloc[0]
    assert _counts(row) == [20, 20, 12, 13, 19, 11, 19, 11]


def test_without_invitations_customers_and_revenue_are_known(reader):
    row = reader.coverage(MARCH, reader.wave(MARCH, "W0")).iloc[0]
    assert (row["responses"], row["customers_heard"]) == (2, 2)
    assert np.isnan(row["contact_share"])
    found = reader.respondents(MARCH, reader.wave(MARCH, "W0"))
    assert (found.is_asked, found.answered, found.others) == (False, 2, 37)
    assert set(found.table["verdict"]) == {"too_few"}
    assert not reader.not_heard(MARCH, reader.wave(MARCH, "W0")).is_asked


def test_who_complained_answered_less_often(reader):
    found = reader.respondents(MARCH, _w1(reader))
    table = found.table.set_index(["kind", "value"])
    assert (found.answered, found.others, found.is_asked) == (21, 17, True)
    complained = table.loc[("complained", "")]
    assert complained[["respondents_with", "respondents", "others_with", "others"]].tolist() == [1, 21, 14, 17]
    assert complained["verdict"] == "less"
    grew = table.loc[("grew", "")]
    assert grew[["respondents_with", "respondents", "others_with", "others"]].tolist() == [10, 21, 9, 17]
    assert grew["verdict"] == "no_evidence"
    assert table["verdict"].tolist() == ["too_few", "too_few", "less", "more", "less", "no_evidence"]


def test_growth_needs_the_year_before(reader):
    early = reader.respondents(replace(MARCH, as_of=month_no(THROUGH.replace(year=2024, month=12))),
                               reader.wave(MARCH, "W0"))  # fmt: skip
    assert not early.has_growth
    assert "grew" not in set(early.table["kind"])


def test_weighted_by_answer_customer_and_revenue(reader):
    items, rows = reader.voices(MARCH, _w1(reader))
    overall = rows[rows["item"] == 0].set_index("weighting")
    assert items["item_type"].iloc[0] == "overall"
    assert overall["n"].to_dict() == {"answers": 24, "customers": 23, "revenue": 22}
    assert overall["mean"].to_dict() == pytest.approx({"answers": 86 / 24, "customers": 82 / 22, "revenue": 171 / 42})
    nps = rows[rows["item"] == 1].set_index("weighting")
    # by revenue: promoters 22,500 + half of 3,000, detractors the other half
    assert nps["nps"].to_dict() == pytest.approx(
        {"answers": 100 * 7 / 24, "customers": 100 * (9 + 0.5 - 0.5 - 1) / 22, "revenue": 100 * 22_500 / 42_000}
    )


def test_not_heard_by_falling_revenue(reader, manager):
    found = reader.not_heard(MARCH, _w1(reader))
    frame = found.frame()
    assert frame["customer_id"].tolist() == [
        *(f"C{one}" for one in range(38, 29, -1)), *(f"C{one:02d}" for one in range(8, 0, -1)),
    ]  # fmt: skip
    assert found.total == sum(frame["revenue"]) == 35_900 * 10_000
    assert frame["invited"].tolist() == [1] * 17
    assert str(frame["sent_on"].iloc[0])[:10] == "2025-01-10"
    assert found.frame(15, 10)["customer_id"].tolist() == ["C02", "C01"]
    own = manager.not_heard(MARCH, _w1(manager)).frame()
    assert own["customer_id"].tolist() == ["C38", "C36", "C34", "C32", "C30", "C08", "C06", "C04", "C02"]


def test_names_are_masked(marts):
    veiled = Reader(marts, replace(operator(), masks=frozenset({"customer_name", "customer_id"})), SHIPPED)
    frame = veiled.not_heard(MARCH, _w1(veiled)).frame()
    assert not frame["customer_name"].str.contains("Name").any()
    assert not frame["customer_id"].str.startswith("C").any()


def test_an_anonymous_wave_lists_and_weighs_nobody(reader, manager):
    wave = reader.wave(MARCH, "A1")
    for ask in (reader.respondents, reader.not_heard):
        with pytest.raises(Problem, match="anonymous"):
            ask(MARCH, wave)
    with pytest.raises(Problem, match="not told apart by account_manager_id"):
        reader.coverage(MARCH, wave, "account_manager_id")
    assert reader.coverage_cuts(wave) == ("layer", "region", "industry")
    assert set(reader.voices(MARCH, wave)[1]["weighting"]) == {"answers"}
    assert reader.coverage(MARCH, wave)["customers"].isna().all()
    assert manager.coverage(MARCH, wave).empty
    assert reader.coverage(replace(MARCH, filters=(("region", ("West",)),)), wave).empty


def test_who_speaks_up_is_measured_by_the_latest_wave_that_asked(reader, manager):
    found = reader.speaking_up(MARCH)
    assert (found.wave.survey_id, found.told, found.had) == ("W1", 3, 12)
    assert found.rate.value == 0.25
    own = manager.speaking_up(MARCH)  # C10, C12 to C20: six had a problem, too few
    assert (own.told, own.had, own.rate) == (2, 6, None)
    assert reader.speaking_up(replace(MARCH, as_of=MARCH.as_of - 3)) is None


def test_export_has_the_figures_of_the_page(reader):
    result = view("coverage", reader, MARCH, service=ServiceAsked(survey="W1", by="region"))
    frame = result.frame
    assert frame["segment"].tolist() == ["East", "West", None]
    assert frame["accounts_answered"].tolist() == [10, 11, 0]
    assert str(frame["revenue_heard"].tolist()[0]) == "20000.0000"
    assert len(view("coverage", reader, MARCH, service=ServiceAsked(survey="W1", by="all")).frame) == 1
    latest = view("coverage", reader, MARCH).frame
    assert set(latest["survey_id"]) == {"W1"}
    assert latest["cut"].tolist() == ["all"] + ["layer"] * (len(latest) - 1)
    assert latest["responses"].tolist()[0] == latest["responses"][1:].sum() == 24
    assert latest["accounts_answered"].tolist()[0] == latest["accounts_answered"][1:].sum() == 21
    with pytest.raises(Problem, match="There is no survey W9"):
        view("coverage", reader, MARCH, service=ServiceAsked(survey="W9"))

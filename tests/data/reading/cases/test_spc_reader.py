"""Months of complaints through the real build; the arithmetic is that of tests/data/months_company.py."""

from datetime import date

import numpy as np
import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import MonthSpan, Period, month_no
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.viewer import account_manager, operator
from tests.data.months_company import cases, months_company

JANUARY_2022, DECEMBER_2023, JANUARY_2024, JUNE, JULY = (
    month_no(date(year, month, 1)) for year, month in ((2022, 1), (2023, 12), (2024, 1), (2024, 6), (2024, 7))
)
ASKED = SpcAsked()
QUESTION = Question(JUNE)


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    return open_marts(months_company(tmp_path_factory.mktemp("months")))


@pytest.fixture
def reader(marts):
    return Reader(marts, operator(), SHIPPED)


def test_months_have_what_was_received_and_the_orders_of_each(reader) -> None:
    table = reader.case_months(QUESTION, ASKED)
    assert table["received"].tolist() == [2, 4] * 12 + [12] * 6 + [3]
    assert table["orders"].tolist() == [20] * 30 + [8]
    assert table["customers"].tolist() == [2] * 31
    assert table["complete"].tolist() == [True] * 30 + [False]
    assert table["received"].sum() == len(cases())


def test_a_case_counts_in_the_month_of_its_own_moment(reader) -> None:
    """Of January 2024: 12 due 10 days later, within the month; the last 3 late. All are closed in it but the two of
    the 11th and 12th, which are closed 15 days later, on the 26th and 27th: in the month as well."""
    january = reader.case_months(QUESTION, ASKED).iloc[24]
    told = ["due", "in_time", "assessed", "justified", "closed_in_window", "answered", "satisfied", "called_back"]
    assert january[told].tolist() == [12, 9, 12, 11, 12, 12, 12, 12]


def test_the_shift_is_signalled_at_once_and_tied_to_the_event_before_it(reader) -> None:
    series = reader.case_series(QUESTION, ASKED)
    assert series.baseline == MonthSpan(JANUARY_2022, DECEMBER_2023)
    assert series.chart.sigma_z == pytest.approx(1.0237, abs=1e-4)
    assert series.chart.centre[0] == pytest.approx(0.15)
    assert series.chart.upper[0] == pytest.approx(0.4160, abs=1e-4)
    assert np.flatnonzero(series.chart.signals.any).tolist() == [24, 25, 26, 27, 28, 29]
    (shift,) = series.shifts
    assert (shift.month_no, shift.days, shift.event.title) == (JANUARY_2024, 12, "New *register*")
    assert shift.change.ratio == pytest.approx(4.0)


def test_the_part_month_has_a_rate_and_no_judgement(reader) -> None:
    chart = reader.case_series(QUESTION, ASKED).chart
    assert chart.rate[-1] == pytest.approx(3 / 8)
    assert np.isnan(chart.upper[-1])
    assert not chart.signals.any[-1]


def test_verdict_is_of_the_complete_months_of_the_period_and_the_same_a_year_before(reader) -> None:
    """12 months to July 2024, of which July is a part: August to June. 4 + 2 + 4 + 2 + 4 + 6 x 12 = 88 of 220 orders;
    a year before 16 + 2 + 4 + 2 + 4 + 2 + 4 = 34 of 220."""
    series = reader.case_series(QUESTION, ASKED)
    assert (series.window, series.earlier) == (MonthSpan(JULY - 11, JUNE), MonthSpan(JULY - 23, JUNE - 12))
    assert series.verdict.finding == "worse"
    assert series.verdict.change == pytest.approx(88 / 34)


def test_no_year_before_gives_no_verdict(reader) -> None:
    series = reader.case_series(Question(JUNE, period=Period("months", 36)), ASKED)
    assert series.earlier is None
    assert series.verdict.finding == "not_known"


def test_looking_back_shows_what_was_known_then(reader) -> None:
    """As of June 2023: nothing after it, neither cases nor events (T9)."""
    earlier = Question(month_no(date(2023, 6, 1)))
    series = reader.case_series(earlier, ASKED)
    assert series.months[-1] == month_no(date(2023, 6, 1))
    assert series.shifts == ()
    assert [event.title for event in reader.company_events(earlier)] == ["Office moved"]
    assert [event.title for event in reader.company_events(QUESTION)] == ["Office moved", "New *register*"]


def test_the_user_chooses_the_end_of_the_baseline(reader) -> None:
    series = reader.case_series(QUESTION, SpcAsked(baseline_end=JANUARY_2022 + 11))
    assert series.baseline == MonthSpan(JANUARY_2022, JANUARY_2022 + 11)
    assert series.chart.baseline_points == 12
    for end in (JANUARY_2022 + 10, JULY):
        with pytest.raises(Problem, match="at least 12"):
            reader.case_series(QUESTION, SpcAsked(baseline_end=end))


def test_cases_behind_a_month_are_as_many_as_it_counts(reader) -> None:
    table = reader.case_months(QUESTION, ASKED)
    for measure, column in (("per_100_orders", "received"), ("on_time", "due"), ("satisfied", "answered")):
        asked = SpcAsked(measure=measure)
        found = [len(reader.cases_of_month(QUESTION, asked, int(month))) for month in table["month_no"]]
        assert found == table[column].tolist()


def test_a_department_has_its_own_cases_and_all_orders(reader) -> None:
    assert reader.case_cuts(QUESTION, "complaint", "respondent_department") == ["Lab", "Sales"]
    lab = reader.case_months(QUESTION, SpcAsked(by="respondent_department", value="Lab"))
    assert lab["received"].tolist() == [1, 2] * 12 + [6] * 6 + [2]
    assert lab["orders"].tolist() == [20] * 30 + [8]


def test_a_scope_sees_its_own_cases_and_orders_only(marts) -> None:
    parts = [Reader(marts, account_manager(one, one), SHIPPED).case_months(QUESTION, ASKED) for one in ("E1", "E2")]
    assert parts[0]["received"].tolist() == [1, 2] * 12 + [6] * 6 + [2]
    assert parts[0]["orders"].tolist() == [10] * 30 + [4]
    whole = Reader(marts, operator(), SHIPPED).case_months(QUESTION, ASKED)
    for column in ("received", "due", "in_time", "justified", "orders"):
        assert (parts[0][column] + parts[1][column]).tolist() == whole[column].tolist()


def test_a_share_of_fewer_than_ten_cases_is_a_gap(reader) -> None:
    """2 or 4 were due in the months of the baseline: no points, no limits; from 2024 on there are 12."""
    series = reader.case_series(QUESTION, SpcAsked(measure="on_time"))
    assert np.isnan(series.chart.rate[:24]).all()
    assert series.chart.rate[25] == pytest.approx(9 / 12)
    assert not series.chart.has_limits


def test_few_cases_are_told_by_the_days_between_them(reader) -> None:
    series = reader.case_series(QUESTION, ASKED)
    assert not series.is_rare
    found = reader.days_between_cases(QUESTION, ASKED, np.datetime64("2023-12-31T23:59:59"))
    assert len(found) == len(cases()) - 1
    assert found.days[0] == 1.0


def test_an_unknown_measure_is_a_sentence(reader) -> None:
    with pytest.raises(Problem, match="turnover"):
        reader.case_series(QUESTION, SpcAsked(measure="turnover"))


def test_a_kind_without_cases_has_no_limits(reader) -> None:
    series = reader.case_series(QUESTION, SpcAsked(kind="appeal"))
    assert not series.chart.has_limits
    assert not series.is_rare
    assert series.verdict.finding == "not_known"


def test_months_as_a_file_have_null_where_nothing_is_divided_by(reader) -> None:
    rows = view("complaint-months", reader, QUESTION).frame
    assert rows["month"].tolist()[:2] == ["2022-01", "2022-02"]
    assert rows["per_100_orders"].tolist()[24] == 60.0
    assert rows["on_time_share"].tolist()[24] == 0.75
    none = view("complaint-months", reader, QUESTION, service=ServiceAsked(kind="appeal")).frame
    assert none["received"].tolist() == [0] * 31
    assert none["on_time_share"].isna().all()


def test_the_chart_as_a_file(reader) -> None:
    rows = view("spc", reader, QUESTION).frame.set_index("month")
    january = rows.loc["2024-01"]
    assert january[["count", "exposure", "rate"]].tolist() == [12, 20, 60.0]
    assert january["upper"] == pytest.approx(41.6, abs=0.01)
    assert january["signals"] == "beyond+"
    assert (bool(january["change_point"]), january["event"]) == (True, "New *register*")
    assert bool(rows.loc["2023-12", "is_baseline"])
    assert not bool(january["is_baseline"])
    short = ServiceAsked(more=(("measure", "per_100_customers"), ("baseline_end", "2022-12")))
    assert view("spc", reader, QUESTION, service=short).frame["is_baseline"].sum() == 12
    with pytest.raises(Problem, match="no month"):
        view("spc", reader, QUESTION, service=ServiceAsked(more=(("baseline_end", "soon"),)))

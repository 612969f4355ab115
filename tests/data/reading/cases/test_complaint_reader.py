"""Rates of complaints by the reader: every figure has as many cases as it says, in whole, by segment and by scope."""

import pandas as pd
import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.breakdown import DIMENSIONS, PERSONS
from dashboard.logic.cases.intake import INTAKE_COLUMNS, INTAKE_KINDS
from dashboard.logic.periods import Period
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.shares import Share
from dashboard.logic.viewer import Scope, Viewer, operator
from tests.data.complaint_files import CASES, complaint_home

RIGHTS = frozenset({Right.FIGURES, Right.CUSTOMERS})


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    return open_marts(Home(complaint_home(tmp_path_factory.mktemp("rates"), CASES)))


@pytest.fixture(scope="module")
def reader(marts):
    return Reader(marts, operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(reader):
    return Question(reader.build.default_as_of)


def of_manager(marts, manager: str) -> Reader:
    return Reader(marts, Viewer(manager, scope=Scope(False, frozenset({manager})), rights=RIGHTS), SHIPPED)


def test_every_figure_of_the_whole_has_as_many_cases_as_it_says(reader, question):
    figures = reader.complaint_figures(question, "complaint")
    assert figures.counts["received"] == 16
    for name, count in figures.counts.items():
        numbers = reader.complaint_cases(question, "complaint", name)
        assert len(numbers) == len(set(numbers.tolist())) == count, name
    assert len(reader.complaint_cases(question, "complaint", "due-in_time")) == 2


def test_five_rates_as_worked_out_by_hand(reader, question):
    rates = reader.complaint_figures(question, "complaint").rates
    # Accepted: only the tenth never was; the one of the 19th was accepted before it was received, so never too late.
    assert (rates.accepted_in_time, rates.closed) == (Share(15, 16), Share(14, 16))
    assert (rates.closed_in_time, rates.called_back, rates.satisfied) == (Share(13, 15), Share(13, 14), Share(11, 12))
    assert (rates.overdue_open, rates.not_reached) == (2, 1)


@pytest.mark.parametrize("by", DIMENSIONS)
def test_every_cell_of_a_breakdown_has_as_many_cases_as_it_says(reader, question, by):
    table, counts = (
        reader.complaint_breakdown(question, "complaint", by),
        reader.complaint_figures(question, "complaint").counts,
    )
    for name in counts:
        for segment, count in zip(table["segment"], table[name], strict=True):
            value = None if pd.isna(segment) else segment
            assert len(reader.complaint_cases(question, "complaint", name, by=by, segment=value)) == count, (
                name,
                value,
            )
        assert table[name].sum() == counts[name], name


def test_departments_count_what_is_not_judged_yet(reader, question):
    table = reader.complaint_breakdown(question, "complaint", "department").set_index("segment")
    assert table.loc["A", ["received", "justified", "due", "in_time", "not_yet_due"]].tolist() == [11, 10, 10, 8, 1]
    assert table.loc["B", ["received", "justified", "due", "in_time", "not_yet_due"]].tolist() == [5, 5, 5, 5, 0]


def test_scopes_that_share_nobody_add_up_and_see_no_other_case(marts, reader, question):
    whole = reader.complaint_figures(question, "complaint").counts
    parts = [of_manager(marts, one) for one in ("E1", "E2")]
    counts = [one.complaint_figures(question, "complaint").counts for one in parts]
    assert {name: sum(part[name] for part in counts) for name in whole} == whole
    seen = [set(one.complaint_cases(question, "complaint", "received").tolist()) for one in parts]
    assert not seen[0] & seen[1]
    assert [one.cases_after_data(question) for one in parts] == [0, 1]  # case 19 is of C3
    assert sum(one.complaint_exposure(question) for one in parts) == reader.complaint_exposure(question) == 48


def test_small_selection_knows_what_the_company_records(marts, question):
    rates = of_manager(marts, "E2").complaint_figures(question, "objection").rates
    assert rates.satisfied == Share(0, 0)
    assert rates.satisfied.value is None


def test_same_days_a_year_earlier_and_none_before_the_data(reader, question):
    assert reader.complaint_figures(question, "complaint").rates_before is None
    quarter = Question(question.as_of, period=Period("months", 3))
    figures = reader.complaint_figures(quarter, "complaint")
    assert str(figures.earlier.through_on) == "2023-06-20"
    # By then nobody had closed anything: what came later tells nothing of what was recorded then (T9).
    assert figures.rates_before.closed is None
    assert figures.rates_before.overdue_open == 1
    assert figures.received_before == 1


def test_look_back_knows_nothing_of_what_came_later(reader, question):
    earlier = Question(question.as_of - 1)
    counts = reader.complaint_figures(earlier, "complaint").counts
    assert (counts["received"], counts["in_time"], counts["overdue_open"]) == (1, 0, 1)  # the one of June 2023 alone


def test_persons_only_with_the_right(marts, question):
    own = of_manager(marts, "E1")
    for by in PERSONS:
        with pytest.raises(Problem, match="single persons"):
            own.complaint_breakdown(question, "complaint", by)
        with pytest.raises(Problem, match="single persons"):
            own.complaint_cases(question, "complaint", "due", by=by, segment="P1")
    assert not set(PERSONS) & set(own.complaint_dimensions(question))
    assert "account_manager_id" not in own.complaint_dimensions(question)


def test_masked_column_is_no_dimension(marts, question):
    viewer = Viewer("ana", scope=Scope(all=True), rights=RIGHTS, masks=frozenset({"account_manager_id"}))
    reader = Reader(marts, viewer, SHIPPED)
    assert "account_manager_id" not in reader.complaint_dimensions(question)
    with pytest.raises(Problem, match="hidden"):
        reader.complaint_breakdown(question, "complaint", "account_manager_id")


@pytest.mark.parametrize(
    "ask",
    [
        lambda r, q: r.complaint_figures(q, "praise"),
        lambda r, q: r.complaint_breakdown(q, "complaint", "colour"),
        lambda r, q: r.complaint_cases(q, "complaint", "nonsense"),
        lambda r, q: r.complaint_cases(q, "complaint", "due-nonsense"),
        lambda r, q: r.intake_cases(q, "praise", "nonsense"),
    ],
)
def test_unknown_codes_are_problems(reader, question, ask):
    with pytest.raises(Problem):
        ask(reader, question)


def test_intake_has_as_many_cases_as_it_says(reader, question):
    kinds, channels = reader.intake(question)
    for _, row in kinds.iterrows():
        for name in INTAKE_COLUMNS:
            assert len(reader.intake_cases(question, row["kind"], name)) == row[name]
    for _, row in channels.iterrows():
        for kind in INTAKE_KINDS:
            found = reader.intake_cases(question, kind, "received", row["channel"], any_channel=False)
            assert len(found) == row[kind]
    assert int(kinds["received"].sum()) == 18


def test_view_has_a_row_per_department_or_what_is_asked_for(reader, question):
    frame = view("complaints", reader, question).frame.set_index("segment")
    assert frame.loc["A", ["in_time", "late", "open_past_due", "on_time_share"]].tolist() == [8, 1, 1, 0.8]
    assert frame.loc["A", ["received", "closed", "justified", "assessed"]].tolist() == [11, 9, 10, 10]
    by = view("complaints", reader, question, service=ServiceAsked(kind="complaint", by="region")).frame
    assert by["received"].tolist() == [9, 7]
    appeals = view("complaints", reader, question, service=ServiceAsked(kind="appeal", by="channel")).frame
    assert (appeals["received"].iloc[0], appeals["late"].iloc[0]) == (1, 1)
    assert appeals["on_time_share"].iloc[0] == 0.0
    with pytest.raises(Problem, match="colour"):
        view("complaints", reader, question, service=ServiceAsked(by="colour"))

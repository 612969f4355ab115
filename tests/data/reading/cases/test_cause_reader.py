"""Causes, their cost and whose they are, on the company of tests/data/cause_company.py, worked out by hand."""

import pytest

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.shares import Share
from dashboard.logic.viewer import operator
from tests.data.cause_company import cause_company

UNIT = 10_000


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    return Reader(open_marts(cause_company(tmp_path_factory.mktemp("causes") / "home")), operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(reader):
    return Question(as_of=reader.build.default_as_of)


def rows(found, *columns):
    return list(found.table[list(columns)].itertuples(index=False, name=None))


def test_by_number_equal_ones_in_the_order_of_the_tree(reader, question):
    found = reader.causes(question, "complaint")
    assert rows(found, "cause", "cases") == [
        ("OWN_OPS", 3), ("SALES", 1), ("CUSTOMER", 1), ("FORCE_MAJEURE", 1), ("系统故障", 1),
    ]  # fmt: skip
    assert found.table["share"].tolist() == pytest.approx([3 / 7, *[1 / 7] * 4])
    assert found.table["cumulative"].tolist() == pytest.approx([3 / 7, 4 / 7, 5 / 7, 6 / 7, 1])
    assert (found.cases, found.without, found.making_80) == (7, 1, 4)


def test_by_cost_what_nobody_wrote_down_is_no_cost(reader, question):
    found = reader.causes(question, "complaint", measure="cost")
    assert rows(found, "cause", "cost", "costed")[:3] == [
        ("CUSTOMER", 100 * UNIT, 1), ("OWN_OPS", 35 * UNIT, 2), ("系统故障", UNIT, 1),
    ]  # fmt: skip
    assert found.table["share"].tolist()[:2] == pytest.approx([100 / 136, 35 / 136])
    assert found.making_80 == 2


def test_by_value_a_customer_counts_once_in_each_cause_and_a_negative_one_as_nothing(reader, question):
    found = reader.causes(question, "complaint", measure="value")
    assert rows(found, "cause", "value", "customers") == [
        ("OWN_OPS", 1500 * UNIT, 2), ("系统故障", 1000 * UNIT, 1), ("CUSTOMER", 500 * UNIT, 1), ("SALES", 0, 0),
        ("FORCE_MAJEURE", 0, 1),
    ]  # fmt: skip


def test_without_the_customers_own_errors_and_force_majeure(reader, question):
    found = reader.causes(question, "complaint", ours=True)
    assert rows(found, "cause", "cases") == [("OWN_OPS", 3), ("SALES", 1), ("系统故障", 1)]
    assert (found.cases, found.without) == (5, 1)


def test_sub_causes_of_one_cause_and_of_all(reader, question):
    inside = reader.causes(question, "complaint", within="OWN_OPS")
    assert rows(inside, "sub", "cases") == [("OWN_DAMAGE", 1), ("OWN_LATE", 1), (None, 1)]
    assert inside.table["share"].tolist() == pytest.approx([1 / 3] * 3)
    assert inside.without == 0
    whole = reader.causes(question, "complaint", within="")
    assert whole.table["cases"].sum() == 7
    assert reader.causes(question, "complaint", within="nothing").cases == 0


def test_each_row_opens_exactly_its_cases(reader, question):
    ids = company_cases(reader.marts).cases["case_id"]
    for ours in (False, True):
        found = reader.causes(question, "complaint", ours=ours)
        for cause, cases in rows(found, "cause", "cases"):
            assert len(reader.cause_cases(question, "complaint", cause, ours=ours)) == cases
        pairs = reader.causes(question, "complaint", ours=ours, within="")
        for cause, sub, cases in rows(pairs, "cause", "sub", "cases"):
            assert len(reader.cause_cases(question, "complaint", cause, sub, ours=ours)) == cases
    assert ids[reader.cause_cases(question, "complaint", None)].tolist() == ["7"]
    assert ids[reader.cause_cases(question, "complaint", "OWN_OPS", "OWN_LATE")].tolist() == ["1"]
    assert ids[reader.cause_cases(question, "complaint", "OWN_OPS", None)].tolist() == ["3"]
    assert reader.cause_cases(question, "complaint", "no such").tolist() == []


def test_quality_cost_of_all_kinds_and_of_one(reader, question):
    whole = reader.quality_cost(question)
    assert (whole.compensation, whole.rework, whole.cost) == (137 * UNIT, 6 * UNIT, 143 * UNIT)
    assert (whole.cases, whole.costed, whole.share) == (9, 5, Share(143 * UNIT, 1400 * UNIT))
    assert reader.quality_cost(question, "objection").cost == 7 * UNIT
    assert reader.quality_cost(question, "appeal").cost is None


def test_objections_by_orders_and_revenue(reader, question):
    found = reader.objection_rates(question)
    assert (found.objections, found.orders) == (1, 2)
    assert found.per_hundred_orders == 50
    assert found.per_10k == pytest.approx(1 / 0.14)


def test_what_is_no_kind_or_measure_is_refused(reader, question):
    with pytest.raises(Problem, match="praise is not known"):
        reader.causes(question, "praise")
    with pytest.raises(Problem, match="weight is not known"):
        reader.causes(question, "complaint", measure="weight")


def test_export_names_causes_in_both_languages_and_leaves_an_unknown_cost_empty(reader, question):
    result = view("causes", reader, question, service=ServiceAsked(kind="complaint", by="sub_cause"))
    table = result.frame.set_index(["cause", "sub_cause"])
    late = table.loc[("OWN_OPS", "OWN_LATE")]
    assert (late["cause_name_zh"], late["sub_cause_name"]) == ("业务人员操作有误", "Late arrival")
    weather = table.loc[("FORCE_MAJEURE", "WEATHER")]
    assert (weather["is_ours"], weather["cost"]) == (False, None)
    assert table.loc[("系统故障", "网络"), "cause_name"] is None

"""Silent sufferers, the iceberg and the effect of a complaint, through the real build."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.reader import Reader
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.periods import month_no
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.shares import Share
from dashboard.logic.viewer import Scope, account_manager, operator
from tests.data.silent_company import CASES, ORDERS, SILENT, VISITS, silent_company

USUAL = SilentRule()
SOME = Scope(customers=frozenset({"C00", "C01", "D00"}))
JUNE = Question(month_no(date(2024, 6, 1)))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return silent_company(tmp_path_factory.mktemp("silent"))


@pytest.fixture
def reader(home):
    return Reader(open_marts(home), operator(), SHIPPED)


def ids(reader, rule=USUAL, question=JUNE) -> list[str]:
    return reader.silent(question, rule).frame()["customer_id"].tolist()


def test_silent_sufferers_by_value(reader):
    found = reader.silent(JUNE, USUAL)
    assert ids(reader) == SILENT
    assert found.base == "profit"
    # 800, 350 + 150, 300, 250 and 100, in ten-thousandths
    assert found.values.tolist() == [800_0000, 500_0000, 300_0000, 250_0000, 100_0000]
    assert (len(found), found.total, found.suffering) == (5, 1950_0000, 7)


def test_what_each_had_to_bear(reader):
    frame = reader.silent(JUNE, USUAL).frame().set_index("customer_id")
    told = frame[["late_orders", "worst_days", "bad_tickets", "repeat_tickets", "damaged_orders"]]
    assert told.loc["S1"].tolist() == [1, 10, 0, 0, 0]
    assert told.loc["S2"].tolist() == [0, 0, 2, 1, 0]
    assert told.loc["S6"].tolist() == [0, 0, 0, 0, 1]
    assert told.loc["S7"].tolist() == [1, 1, 0, 0, 0]
    assert told.loc["S9"].tolist() == [2, 7, 0, 0, 0]
    assert frame["last_case_on"].dropna().dt.date.to_dict() == {"S2": date(2023, 7, 1)}
    assert frame["last_visit_on"].dropna().dt.date.to_dict() == {"S6": date(2024, 4, 1)}
    assert frame.loc["S1", "account_manager_name"] == "Li Wei"


def test_pages_are_parts_of_the_list(reader):
    found = reader.silent(JUNE, USUAL)
    assert found.frame(1, 2)["customer_id"].tolist() == SILENT[1:3]
    assert found.frame(4, 25)["worst_days"].tolist() == [10]


def test_other_days_other_lists(reader):
    assert set(ids(reader, SilentRule(bad_days=365))) == {*SILENT, "S5"}
    assert ids(reader, SilentRule(bad_days=30)) == ["S7", "S1"]
    assert set(ids(reader, SilentRule(visit_days=89))) == {*SILENT, "S4"}
    assert "S2" not in ids(reader, SilentRule(case_days=366))


@pytest.mark.slow
def test_nothing_after_the_data_counts(tmp_path, reader):
    """T9: without what happened after 30 June the list is the same."""
    orders = [
        one | ({"completed_date": None} if (one["completed_date"] or "") > "2024-06-30" else {}) for one in ORDERS
    ]
    visits = [one for one in VISITS if one["visit_date"] <= "2024-06-30"]
    home = silent_company(tmp_path, orders=orders, visits=visits)
    other = Reader(open_marts(home), operator(), SHIPPED)
    assert ids(other) == ids(reader)
    counts = [one.silent(JUNE, USUAL).counts for one in (reader, other)]
    assert all(np.array_equal(counts[0][name], counts[1][name]) for name in counts[0])


def test_an_earlier_month_knows_what_was_known_then(reader):
    """At the end of March S9's first order was late, its second not yet due; S3 had complained."""
    march = replace(JUNE, as_of=month_no(date(2024, 3, 1)))
    found = reader.silent(march, USUAL).frame().set_index("customer_id")
    assert found.loc["S9", ["late_orders", "worst_days"]].tolist() == [1, 3]
    assert "S3" not in found.index
    # Nobody had been to see S4 yet, and S5's order had been late within 180 days of 31 March? It was on 1 October.
    assert "S4" in found.index
    assert "S5" not in found.index


def test_evidence_of_one_customer(reader):
    rows = reader.bad_service_of(JUNE, USUAL, "S2")
    assert rows[["kind", "reference"]].to_numpy().tolist() == [["repeat_tickets", "t2"], ["late_tickets", "t1"]]
    assert rows.loc[1, ["due_on", "done_on", "days_late"]].tolist() == [date(2024, 5, 10), date(2024, 5, 12), 2]
    nine = reader.bad_service_of(JUNE, USUAL, "S9")
    assert nine[["reference", "days_late"]].to_numpy().tolist() == [["p9", 7], ["o9", 3]]
    seven = reader.bad_service_of(JUNE, USUAL, "S7")
    assert seven[["done_on", "days_late"]].to_numpy().tolist() == [[None, 1]]
    six = reader.bad_service_of(JUNE, USUAL, "S6")
    assert six[["kind", "reference", "done_on"]].to_numpy().tolist() == [["damaged_orders", "o6", date(2024, 5, 5)]]


def test_evidence_of_whoever_is_not_there(reader):
    assert len(reader.bad_service_of(JUNE, USUAL, "nobody")) == 0


def test_account_manager_sees_the_own_only(home):
    scoped = Reader(open_marts(home), account_manager("E1", "Li Wei"), SHIPPED)
    assert ids(scoped) == ["S2", "S1"]
    assert scoped.silent(JUNE, USUAL).suffering == 4
    assert len(scoped.bad_service_of(JUNE, USUAL, "S9")) == 0
    assert len(scoped.bad_service_of(JUNE, USUAL, "S2")) == 2


def test_names_are_hidden_from_who_may_not_know_them(home):
    viewer = replace(operator(), masks=frozenset({"customer_id", "customer_name"}))
    reader = Reader(open_marts(home), viewer, SHIPPED)
    frame = reader.silent(JUNE, USUAL).frame()
    assert set(frame["customer_name"]) == set(frame["customer_id"]) == {MASK}
    assert frame["worst_days"].tolist() == [0, 7, 1, 0, 10]
    assert len(reader.bad_service_of(JUNE, USUAL, "S2")) == 0


@pytest.mark.slow
def test_where_no_arrival_is_written_down_nothing_is_late(tmp_path):
    orders = [one | {"completed_date": None} for one in ORDERS]
    home = silent_company(tmp_path, without=("deliveries",), orders=orders)
    reader = Reader(open_marts(home), operator(), SHIPPED)
    assert ids(reader) == ["S2"]
    on_file = reader.service_on_file()
    assert (on_file.has_promises, on_file.has_arrivals, on_file.is_any_known) == (True, False, True)


@pytest.mark.slow
def test_nothing_of_the_service_on_file(tmp_path):
    orders = [one | {"completed_date": None, "first_promised_date": None} for one in ORDERS]
    tables = ("deliveries", "service_tickets", "visits", "cases")
    reader = Reader(open_marts(silent_company(tmp_path, without=tables, orders=orders)), operator(), SHIPPED)
    assert ids(reader) == []
    assert not reader.service_on_file().is_any_known
    assert not reader.service_on_file().has_visits
    assert reader.iceberg(JUNE).complaining == 0
    assert reader.complaint_effect(JUNE).looked_at == 0


def test_iceberg_counts_customers_and_not_cases(tmp_path):
    twice = {"case_id": "K4", "kind": "complaint", "customer_id": "S3", "received_at": CASES[0]["received_at"]}
    reader = Reader(open_marts(silent_company(tmp_path, cases=[*CASES, twice])), operator(), SHIPPED)
    found = reader.iceberg(JUNE)
    # S3 twice and somebody unknown; S2 complained on 1 July 2023, the first day of the twelve months.
    assert (found.complaining, found.of_nobody, found.customers) == (2, 1, 10)
    assert len(found.case_nos) == 4
    assert found.base == "profit"
    # 100 + 800 + 4900 x 5 + 250 + 300 + 500
    assert found.average == Share(26_450_0000, 10)
    assert found.losses is None  # the data begin in this window


def test_iceberg_of_who_sees_a_part(home):
    scoped = Reader(open_marts(home), account_manager("E2", "Wang Fang"), SHIPPED)
    found = scoped.iceberg(JUNE)
    assert (found.complaining, found.of_nobody, found.customers) == (0, 0, 5)


def _months(first: date, count: int) -> list[date]:
    return [date(*divmod_month(month_no(first) + place), 15) for place in range(count)]


def divmod_month(number: int) -> tuple[int, int]:
    return number // 12, number % 12 + 1


def _trading(customer: str, before: int, after: int) -> list[dict]:
    """An order a month in 2023 and the first half of 2024; from July 2023 on for ``after``."""
    return [
        {"order_id": f"{customer}-{day}", "customer_id": customer, "order_date": day.isoformat(), "direct_cost": 0,
         "net_amount": before if day < date(2023, 7, 1) else after}
        for day in _months(date(2023, 1, 1), 18)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def effect_home(tmp_path_factory):
    """C00 to C39 complain on 10 July 2023 and fall from 100 to 80 a month; D00 to D29 do not and rise to 110. C00 to
    C29 were satisfied when called back, C30 to C34 were not, of the others C35 was granted what it asked for."""
    complaining, others = [f"C{n:02}" for n in range(40)], [f"D{n:02}" for n in range(30)]
    orders = [row for one in complaining for row in _trading(one, 100, 80)]
    orders += [row for one in others for row in _trading(one, 100, 110)]
    cases = []
    for place, one in enumerate(complaining):
        answer = "fairly_satisfied" if place < 30 else "dissatisfied" if place < 35 else "not_reached"
        cases.append(
            {"case_id": f"K{one}", "kind": "complaint", "customer_id": one,
             "received_at": _at(date(2023, 7, 10)), "callback_result": answer,
             "outcome": "accepted" if place in (30, 35) else "explained"}
        )  # fmt: skip
    # C00 has an objection after 180 days, C01 after 181.
    cases += [
        {"case_id": f"L{n}", "kind": "objection", "customer_id": f"C0{n}",
         "received_at": _at(date(2023, 7, 10) + timedelta(days=180 + n))}
        for n in (0, 1)
    ]  # fmt: skip
    customers = [{"customer_id": one, "customer_name": one} for one in [*complaining, *others]]
    tables = ("service_tickets", "deliveries", "visits", "employees")
    return silent_company(
        tmp_path_factory.mktemp("effect"), without=tables, customers=customers, orders=orders, cases=cases
    )


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9)


def test_effect_against_customers_without_complaint(effect_home):
    reader = Reader(open_marts(effect_home), operator(), SHIPPED)
    found = reader.complaint_effect(JUNE)
    assert (found.base, found.complained, found.looked_at, found.customers, found.orderers) == (
        "profit",
        40,
        40,
        70,
        70,
    )
    every = found.groups["all"]
    # Six months of 100 before, six of 80 after August; the matched rise by a tenth: 480 against 660.
    assert (every.before, every.after) == (40 * 600_0000, 40 * 480_0000)
    assert every.expected == pytest.approx(40 * 660_0000)
    assert every.share == pytest.approx(480 / 660 - 1)
    counts = {name: effect.customers for name, effect in found.groups.items()}
    assert counts == {"all": 40, "recovered": 31, "not_recovered": 5, "second_failure": 1, "no_second_failure": 39}
    assert not found.groups["not_recovered"].is_enough


def test_effect_looks_at_whole_windows_only(effect_home):
    reader = Reader(open_marts(effect_home), operator(), SHIPPED)
    december = replace(JUNE, as_of=month_no(date(2023, 12, 1)))
    assert reader.complaint_effect(december).looked_at == 0
    january = replace(JUNE, as_of=month_no(date(2024, 1, 1)))
    assert reader.complaint_effect(january).looked_at == 40
    # The objection of C00 on 6 January is known by then, at the end of January.
    assert reader.complaint_effect(january).groups["second_failure"].customers == 1


def test_effect_of_who_sees_a_part_is_made_of_that_part(effect_home):
    """Without a manager the customers are nobody's but the company's: who sees none of them learns nothing."""
    scoped = Reader(open_marts(effect_home), account_manager("E1", "Li Wei"), SHIPPED)
    found = scoped.complaint_effect(JUNE)
    assert (found.complained, found.looked_at, found.customers, found.orderers) == (0, 0, 0, 0)
    some = Reader(open_marts(effect_home), replace(operator(), scope=SOME), SHIPPED).complaint_effect(JUNE)
    assert (some.complained, some.customers) == (2, 3)
    assert not some.groups["all"].is_enough


def test_losses_of_those_who_complained(tmp_path):
    """40 complain in 2023, of whom 10 order no more in 2024; of 30 others 3 stop."""
    complaining, others = [f"C{n:02}" for n in range(40)], [f"D{n:02}" for n in range(30)]
    orders = []
    for place, one in enumerate([*complaining, *others]):
        stops = place < 10 or place >= 67
        orders += [
            {"order_id": f"{one}-{year}", "customer_id": one, "order_date": f"{year}-02-01", "net_amount": 10}
            for year in ((2023,) if stops else (2023, 2024))
        ]
    cases = [
        {"case_id": f"K{one}", "kind": "complaint", "customer_id": one, "received_at": _at(date(2023, 3, 1))}
        for one in complaining
    ]
    customers = [{"customer_id": one, "customer_name": one} for one in [*complaining, *others]]
    begin = {"order_id": "first", "customer_id": "D00", "order_date": "2022-07-01", "net_amount": 1}
    tables = ("service_tickets", "deliveries", "visits", "employees")
    home = silent_company(tmp_path, without=tables, customers=customers, orders=[begin, *orders], cases=cases)
    losses = Reader(open_marts(home), operator(), SHIPPED).iceberg(JUNE).losses
    assert losses is not None
    assert (losses.complaining, losses.others) == (Share(10, 40), Share(3, 30))
    assert losses.difference == pytest.approx(0.15)

"""The truths about service are found through the product: importer, build, the frame that figures start from."""

from datetime import date, datetime
from fractions import Fraction

import numpy as np
import pytest

from dashboard.data.demo.service.happenings import SHIFT_TITLE
from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.rates import rate_flags
from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.periods import month_no, month_text
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import appeal_outcomes, outcomes_by
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.viewer import operator

pytestmark = pytest.mark.slow
SIZES = [pytest.param({"customers": 300, "months": 30, "seed": 2}, id="small"), pytest.param({}, id="default")]
KINDS = ("complaint", "appeal", "objection")


@pytest.fixture(scope="module", params=SIZES)
def made(request, demo_of):
    company, home = demo_of(**request.param)
    return company.truths["service"], open_marts(home)


@pytest.fixture(scope="module")
def truths(made):
    return made[0]


@pytest.fixture(scope="module")
def reader(made):
    return Reader(made[1], operator(), SHIPPED)


@pytest.fixture(scope="module")
def question(truths):
    return Question(month_no(date.fromisoformat(truths["window"]["through"])))


@pytest.fixture(scope="module")
def visible(reader, question) -> VisibleCases:
    return reader.visible_cases(question)


@pytest.fixture(scope="module")
def rows(made):
    return made[1].cursor()


def _counts(visible: VisibleCases, kind: str, among: np.ndarray) -> dict:
    flags = {
        name: int((found & among).sum()) for name, found in rate_flags(visible.frame, visible.window, kind).items()
    }
    return {
        "received": flags["received"],
        "closed": flags["closed_in_window"],
        "received_and_closed": flags["closed"],
        "accepted_in_time": [flags["accepted_in_time"], flags["accept_due"]],
        "closed_in_time": [flags["in_time"], flags["due"]],
        "late": flags["late"],
        "open_past_due": flags["open_past_due"],
        "not_yet_due": flags["not_yet_due"],
        "called_back": [flags["called_back"], flags["closed_in_window"]],
        "satisfied": [flags["satisfied"], flags["answered"]],
        "not_reached": flags["not_reached"],
    }


def test_the_window_is_that_of_the_truths(visible, truths):
    assert {"from": str(visible.window.starts_on), "through": str(visible.window.through_on)} == truths["window"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_rates_of_each_kind_are_those_counted_by_hand(visible, truths, kind):
    found = _counts(visible, kind, np.ones(len(visible.frame), bool))
    assert found == {name: truths["kinds"][kind][name] for name in found}
    of_kind = visible.frame[visible.frame["kind"] == kind]
    assert int(of_kind["is_open"].sum()) == truths["kinds"][kind]["open_at_end"]
    assert int(of_kind["due_at"].isna().sum()) == truths["kinds"][kind]["no_due_time"]


def test_the_rates_of_complaints_by_department_too(visible, truths):
    for name, truth in truths["complaints_by_department"].items():
        found = _counts(visible, "complaint", (visible.frame["respondent_department"] == name).to_numpy(bool))
        assert found == {key: truth[key] for key in found}, name


def test_the_late_department_is_the_worst(truths):
    late = Fraction(*truths["late_department"]["closed_in_time"])
    others = [
        Fraction(*found["closed_in_time"])
        for name, found in truths["complaints_by_department"].items()
        if name != truths["late_department"]["department"] and found["closed_in_time"][1] >= 10
    ]
    assert late < min(others)


def test_complaints_and_orders_of_every_month(rows, truths):
    complaints = dict(
        rows.execute(
            "select strftime(received_at, '%Y-%m'), count(*) from feedback_case where kind = 'complaint' group by 1"
        ).fetchall()
    )
    for month, (count, _) in truths["complaint_shift"]["months"].items():
        assert complaints.get(month, 0) == count, month


def test_silent_sufferers_are_quiet_and_served_badly(rows, truths, visible):
    named = [one["customer_id"] for one in truths["silent_sufferers"]]
    assert len(set(named)) == 12
    through = truths["window"]["through"]
    for question in (
        "from feedback_case as c join customer using (customer_no) where received_at > $2::date - 365 and ",
        "from customer_visit as v join customer using (customer_no) where visited_on > $2::date - 90 and ",
    ):
        said = rows.execute(question + "list_contains($1, customer.customer_id)", [named, through]).fetchall()
        assert said == []
    bad = rows.execute(
        "select count(distinct customer_id) from service_ticket where list_contains($1, customer_id) "
        "and reported_at > $2::date - 180 and finished_at - reported_at > interval 5 day",
        [named, through],
    ).fetchone()
    assert bad == (12,)


def test_lines_on_time_by_the_first_and_by_the_last_promise(rows, truths):
    window = truths["window"]
    found = rows.execute(
        "select count(*), count(*) filter (delivered_on <= first_promise), "
        "count(*) filter (delivered_on <= last_promise) "
        "from promised_line where first_promise between $1::date and $2::date",
        [window["from"], window["through"]],
    ).fetchone()
    promises = truths["promises"]
    assert found == (promises["lines_due"], promises["on_time_by_first"], promises["on_time_by_last"])
    assert promises["on_time_by_last"] > promises["on_time_by_first"]


def test_tickets_of_each_service(rows, truths):
    for code, truth in truths["tickets"].items():
        count, finished, seconds, soon = rows.execute(
            "select count(*), count(finished_at), sum(epoch(finished_at) - epoch(reported_at))::bigint, "
            "count(*) filter (finished_at - reported_at <= interval 48 hour) from service_ticket "
            "where service_code = $1 and reported_at between $2::date and $3::date + interval 1 day",
            [code, truths["window"]["from"], truths["window"]["through"]],
        ).fetchone()
        assert (count, finished) == (truth["reported"], truth["reported_and_finished"])
        assert soon == truth["within_48_hours"]
        assert Fraction(seconds, 3600 * finished) == Fraction(*truth["mean_hours"])


def test_open_cases_are_due_tomorrow_and_some_wait_with_and_without_a_reason(visible, truths):
    frame = visible.frame.set_index("case_id")
    tomorrow = datetime.fromisoformat(truths["window"]["through"])
    for case_id in truths["due_tomorrow"]:
        assert frame.loc[case_id, "is_open"]
        assert 1 <= (frame.loc[case_id, "due_at"] - tomorrow).days <= 2
    assert truths["due_tomorrow"]
    assert frame["pauses_without_reason"].sum() > 0
    assert frame["pauses"].sum() > frame["pauses_without_reason"].sum()
    assert (frame["reopenings"] > 0).any()
    assert not frame["has_log"].all(), "of a few cases nobody wrote a log"


def test_the_twelve_are_the_first_of_the_silent_list(reader, question, truths):
    found = reader.silent(question, SilentRule()).frame(0, 15)["customer_id"].tolist()
    assert {one["customer_id"] for one in truths["silent_sufferers"]} <= set(found)


def test_conflicted_handlers_are_found_with_their_grounds_and_nobody_else(reader, question, truths):
    found: dict[str, list[str]] = {}
    for case_id, ground in reader.recusal_rows(question)[["case_id", "ground"]].itertuples(index=False):
        found[case_id] = sorted({*found.get(case_id, []), ground})
    assert found == truths["conflicted_cases"]
    assert len(found) == 9
    assert all(sum(ground in grounds for grounds in found.values()) >= 2 for ground in "abcd")


def test_the_shift_is_signalled_within_three_months_and_nothing_before_it(reader, question, truths):
    shift = truths["complaint_shift"]
    series = reader.case_series(question, SpcAsked())
    assert [list(pair) for pair in zip(series.count.tolist(), series.exposure.tolist(), strict=True)] == list(
        shift["months"].values()
    )
    months = list(shift["months"])
    signals = [months[place] for place in np.flatnonzero(series.chart.signals.any)]
    if shift["is_detectable"]:
        assert signals[0] == shift["first_signal"]
        assert 0 <= months.index(signals[0]) - months.index(shift["month"]) < 3


def test_the_new_level_begins_with_the_shift_and_is_told_with_the_event_of_that_day(reader, question, truths):
    shift = truths["complaint_shift"]
    if not shift["is_detectable"]:
        return
    series = reader.case_series(question, SpcAsked())
    (found,) = series.shifts
    assert month_text(found.month_no) == shift["month"]
    assert (found.event.title, found.days) == (SHIFT_TITLE, 0)
    assert 1.8 < found.change.ratio < 2.7  # planted: 2.2 times
    assert series.verdict.finding == "worse"


def test_who_stood_aside_in_time_and_what_became_of_appeals(reader, question, truths):
    found = reader.case_conflicts(question)
    aside = found.frame.loc[found.frame["is_aside"], "case_id"]
    assert sorted(aside) == sorted(truths["stood_aside"])
    appeals = found.in_window("appeal")
    told = outcomes_by(np.zeros(len(appeals), np.int64), appeal_outcomes(appeals), 1).iloc[0]
    assert {name: int(told[name]) for name in ("changed", "upheld", "withdrawn", "open")} == {
        name: truths["appeals"][name] for name in ("changed", "upheld", "withdrawn", "open")
    }
    assert len(appeals) == truths["appeals"]["received"]


def test_promises_and_averages_are_those_of_the_page_of_standards(reader, question, truths):
    found = reader.promises(question)
    promises = truths["promises"]
    assert (found.due, found.on_time_first, found.on_time_last) == (
        promises["lines_due"],
        promises["on_time_by_first"],
        promises["on_time_by_last"],
    )
    averages = {
        one.standard.service_code: one for one in reader.standards(question) if one.standard.rule == "duration_mean"
    }
    assert set(averages) == {"WX", "AZ"}
    for code, one in averages.items():
        truth = truths["tickets"][code]
        assert (one.tickets, one.finished) == (truth["reported"], truth["reported_and_finished"])
        assert one.mean_seconds == pytest.approx(3600 * Fraction(*truth["mean_hours"]))

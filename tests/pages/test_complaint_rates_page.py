"""The landing of the page Complaints without a browser: kinds, dimensions, clicks, odd files, viewers, languages.

Of the company in ``tests.data.complaint_files``.
"""

import json

import pytest

from dashboard.logic.roles import ROLES, Right
from dashboard.logic.viewer import Scope, operator, viewer_of
from tests.data.complaint_files import CASES, complaint_home
from tests.pages.conftest import assert_sound, place_of, said


@pytest.fixture(scope="module")
def complaints_home(tmp_path_factory):
    return complaint_home(tmp_path_factory.mktemp("complaints"), CASES)


@pytest.fixture
def rates(app, complaints_home):
    return lambda **parameters: app(complaints_home, page="complaints", **parameters)


def cards(at) -> dict[str, str]:
    return {metric.label: metric.value.strip("\u2060") for metric in at.metric}


def table(at, column: str):
    return next(frame.value for frame in at.dataframe if column in frame.value)


def listed(at) -> int:
    """How many cases the open list says it has."""
    line = next(one.value for one in at.markdown if one.value.startswith("**") and "case" in one.value.split("·")[-1])
    return int(line.split("·")[-1].split()[0])


def test_first_row_has_the_five_rates_with_their_parts(rates):
    at = rates()
    assert_sound(at)
    # Received 16 in the window; to be accepted by the 20th: all but none is late; the tenth never was.
    assert cards(at) == {
        "Accepted in time": "93.8%",
        "Share closed": "87.5%",
        "Closed in time": "86.7%",
        "Share called back": "92.9%",
        "Satisfied": "91.7%",
    }
    parts = {name: at.button(key=f"five_{name}").label for name in
             ("accepted_in_time", "closed", "closed_in_time", "called_back", "satisfied")}  # fmt: skip
    assert parts == {
        "accepted_in_time": "15 of 16 · few cases",
        "closed": "14 of 16 · few cases",
        "closed_in_time": "13 of 15 · few cases",
        "called_back": "13 of 14 · few cases",
        "satisfied": "11 of 12 · few cases",
    }
    assert at.button(key="five_overdue_open").label == "2 overdue"
    assert at.button(key="five_not_reached").label == "1 not reached"
    sentence = "16 complaints were received from 1 Jul 2023 to 20 Jun 2024. Of 15 due, 13 (86.7%) were closed in time; "
    assert at.header[0].value.startswith(sentence)
    assert "1 of the open and past due fell due before this window" in said(at)
    assert "1 case of the files was received after 20 Jun 2024 and is counted nowhere." in said(at)
    assert "13 in time + 1 late + 1 open and past due = 15 due; 1 not yet due" in said(at)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("button", "figure", "count"),
    [
        ("five_accepted_in_time", "accept_due-accepted_in_time", 1),
        ("five_closed_in_time", "due-in_time", 2),
        ("five_overdue_open", "overdue_open", 2),
        ("five_not_reached", "not_reached", 1),
        ("parts_late", "late", 1),
        ("parts_not_yet_due", "not_yet_due", 1),
    ],
)
def test_number_opens_as_many_cases_as_it_says(rates, button, figure, count):
    at = rates()
    at.button(key=button).click().run()
    assert_sound(at)
    assert at.query_params["rate_figure"] == figure
    assert listed(at) == count
    at.button(key="rate_close").click().run()
    assert_sound(at)
    assert "rate_figure" not in at.query_params


def test_a_list_that_is_opened_moves_nothing_below_it_to_another_place(rates):
    for at in ("five", "league"):
        assert place_of(rates(rate_at=at, rate_figure="due-in_time"), "rate_handling") == place_of(
            rates(), "rate_handling"
        )


def test_met_and_missed_are_one_click_apart(rates):
    at = rates(rate_at="five", rate_figure="due-in_time")
    control = at.segmented_control(key="rate_figure")
    assert control.options == ["In time 13", "Late or past due 2", "Due in the window 15"]
    control.set_value("in_time").run()
    assert_sound(at)
    assert listed(at) == 13


def test_departments_count_all_cases_and_a_row_opens_them(rates):
    at = rates()
    departments = table(at, "accepted_in_time_rate")
    assert departments["segment"].tolist() == ["A", "B"]
    assert departments["received"].tolist() == ["11", "5"]
    assert departments["overdue_open"].tolist() == ["2", "0"]
    assert departments["closed_in_time_rate"].tolist() == ["8/10 · 80.0%*", "5/5 · 100.0%*"]
    assert departments["closed_rate"].tolist() == ["9/11 · 81.8%*", "5/5 · 100.0%*"]
    assert departments["justified"].tolist() == ["10/10", "5/5"]
    assert "15 of 15; 1 received are not judged yet" in said(at)
    for figure, segment, count in (
        ("due", "A", 10),
        ("due-in_time", "A", 2),
        ("received-closed", "A", 2),
        ("received", "A", 11),
        ("due", "B", 5),
    ):
        at = rates(rate_at="league", rate_figure=figure, rate_segment=segment)
        assert_sound(at)
        assert listed(at) == count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "segments", "received"),
    [
        ("department", ["A", "B"], ["11", "5"]),
        ("channel", ["热线"], ["16"]),
        ("region", ["East", "West"], ["9", "7"]),
        ("account_manager_id", ["E1", "E2"], ["9", "7"]),
    ],
)
def test_each_dimension_adds_up_and_opens_its_rows(rates, by, segments, received):
    at = rates()
    at.selectbox(key="rate_by").set_value(by).run()
    assert_sound(at)
    parts = table(at, "compensation")
    assert parts["segment"].tolist() == segments
    assert parts["received"].tolist() == received
    at = rates(rate_by=by, rate_at="by", rate_figure="received", rate_segment=segments[0])
    assert_sound(at)
    assert listed(at) == int(received[0])


def test_month_and_layer_are_dimensions_with_orders_to_divide_by(rates):
    at = rates(rate_by="month")
    parts = table(at, "compensation")
    assert parts["segment"].tolist()[-2:] == ["Jun 2024", "Received before"]
    june = parts[parts["segment"] == "Jun 2024"].iloc[0]
    assert (june["received"], june["per_hundred_orders"]) == ("16", "400.00*")  # 16 on four orders
    assert_sound(rates(rate_by="layer"))


def test_other_kinds_have_their_own_figures_and_no_sum(rates):
    at = rates(kind="appeal")
    assert_sound(at)
    assert at.button(key="five_closed_in_time").label == "0 of 1 · few cases"
    assert at.header[0].value.startswith("1 appeal was received from")
    at = rates(kind="objection")
    assert_sound(at)
    assert at.header[0].value.startswith("No quality objection was received from")
    assert set(cards(at).values()) == {"n/a"}


def test_intake_has_every_kind_and_opens_it(rates):
    at = rates()
    chart = json.loads(next(one for one in at.get("plotly_chart") if one.proto.id.endswith("intake_chart")).proto.spec)
    assert chart["data"][0]["x"] == [16, 1, 0, 0, 1, 0]
    at.session_state["intake_behind"] = True
    at.run()
    assert_sound(at)
    kinds = table(at, "form_unknown")
    assert kinds.iloc[4].tolist() == ["Praise", "1", "0", "1", "0", "1"]
    at = rates(rate_at="intake", rate_figure="received", rate_segment="praise")
    assert_sound(at)
    assert listed(at) == 1


def test_rate_per_hundred_by_orders_and_by_customers(rates):
    at = rates()
    assert "**33.33 complaints per 100 orders** from 1 Jul 2023 to 20 Jun 2024: 16 on 48 orders." in said(at)
    at.segmented_control(key="rate_per").set_value("customers").run()
    assert_sound(at)
    assert "**400.00 complaints per 100 active customers**" in said(at)
    assert "16 with 4 customers." in said(at)
    at.button(key="rate_to_trend").click().run()
    assert_sound(at)
    assert at.query_params["view"] == "trend"


def test_month_of_the_chart_opens_its_cases(rates):
    at = rates(rate_at="months", rate_figure="2024-06")
    assert_sound(at)
    assert listed(at) == 16


@pytest.mark.slow
@pytest.mark.parametrize(
    "parameters",
    [
        {"rate_at": "league", "rate_figure": "due", "rate_segment": "Mars"},
        {"rate_at": "intake", "rate_figure": "due", "rate_segment": "praise"},
        {"rate_at": "months", "rate_figure": "due"},
        {"rate_at": "by", "rate_by": "respondent", "rate_figure": "due", "rate_segment": "x"},
    ],
)
def test_what_a_link_names_and_is_not_here_is_a_sentence(rates, parameters):
    at = rates(**parameters)
    assert_sound(at)
    assert "What the link has chosen is not shown here." in said(at)


def test_file_without_stages_says_not_recorded_and_never_zero(app, tmp_path):
    bare = ("case_id", "kind", "customer_id", "received_at", "closed_at")
    at = app(complaint_home(tmp_path, [{name: case.get(name) for name in bare} for case in CASES]), page="complaints")
    assert_sound(at)
    assert cards(at) == {
        "Accepted in time": "—",
        "Share closed": "87.5%",
        "Closed in time": "n/a",
        "Share called back": "—",
        "Satisfied": "—",
    }
    assert said(at).count("not recorded in the files") == 3
    assert "None of them has a due time in this window" in said(at)
    assert "No case here names a responsible department" in said(at)


def test_without_cases_the_page_says_which_file_unlocks_it(app, tmp_path):
    at = app(complaint_home(tmp_path, []), page="complaints")
    assert_sound(at)
    assert "This page opens with the file Complaints and feedback." in said(at)
    assert not at.metric


def test_in_chinese(rates):
    at = rates(lang="zh_Hans")
    assert_sound(at)
    assert list(cards(at)) == ["受理及时率", "办结率", "按期办结率", "回访率", "满意率"]
    assert at.header[0].value.startswith("2023年7月1日至2024年6月20日共受理投诉 16 件。")
    assert at.button(key="five_closed_in_time").label.startswith("13 / 15")


def test_account_manager_sees_own_cases_only(rates):
    at = rates()
    at.selectbox(key="view_as").set_value("E1").run()
    assert_sound(at)
    # C0 and C2: the even numbers, of which 0, 2, 4, 6, 8 of A, 10, 12, 14 of B and 16 lie in the window.
    assert at.button(key="five_closed").label == "8 of 9 · few cases"
    assert "account_manager_id" not in at.selectbox(key="rate_by").options
    assert "Account manager" not in at.selectbox(key="rate_by").options


def test_analyst_has_no_persons_and_no_names(rates, monkeypatch):
    viewer = viewer_of("Ana", "ana", [(ROLES["analyst"], Scope(all=True))])
    assert not viewer.may(Right.PERSONS)
    assert operator().may(Right.PERSONS)
    monkeypatch.setattr("dashboard.widgets.viewing.operator", lambda: viewer)
    at = rates(rate_at="five", rate_figure="due")
    assert_sound(at)
    assert "客户" not in "".join(frame.value.to_string() for frame in at.dataframe)
    assert not {"First receiver", "Person complained about", "Account manager"} & set(
        at.selectbox(key="rate_by").options
    )

"""The page Findings and fixes without a browser, on the waves of tests/data/wave_company.py."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data.home import Home
from dashboard.data.records.findings import close_finding, create_finding, findings, publish_finding
from dashboard.data.records.follow_ups import follow_ups
from dashboard.data.records.models import Finding
from dashboard.data.records.rectifications import assign_rectification, record_reply, rectifications, target_of
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.data.records.trail import open_trail
from dashboard.logic.surveys.effect_target import item_target
from dashboard.logic.viewer import Scope, Viewer, operator
from tests.data.wave_company import surveys_files, wave_home
from tests.pages.conftest import assert_sound, said

IN_2023 = datetime(2023, 11, 20, 9, tzinfo=UTC)
STARTED = date(2024, 1, 1)


def entered(store: RecordsStore, item: str, title: str, *, effective: date | None = STARTED, **given: Any) -> Finding:
    fields: dict[str, Any] = {"source_kind": "survey", "source_id": "W23", "source_item_id": item, "title": title}
    fields |= {"department_id": "客服部", "viewer": operator(), "now": IN_2023, **given}
    made = publish_finding(store, create_finding(store, **fields), viewer=operator(), now=IN_2023 + timedelta(days=1))
    if effective is not None:
        fix = assign_rectification(
            store, made, owner_id="E1", measure=f"改进 {title}", due_on=date(2024, 1, 31), effective_on=effective,
            target=item_target("年度", item), viewer=operator(), now=IN_2023 + timedelta(days=10),
        )  # fmt: skip
        record_reply(store, made, fix, reply="已办", viewer=operator(), now=IN_2023 + timedelta(days=20))
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    departments = [{"department_id": "客服部", "name": "客户服务部"}]
    return wave_home(tmp_path_factory.mktemp("homes") / "findings", {**surveys_files(), "departments": departments})


@pytest.fixture(scope="module")
def home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Q1 rose by one place, Q3 fell by one, Q2 stayed: 4.00 with an interval of 0.2 on both sides."""
    folder = tmp_path_factory.mktemp("homes") / "seeded"
    shutil.copytree(built, folder)
    store = open_records(Home(folder))
    for item, title in (("Q1", "总体偏低"), ("Q2", "报告不及时"), ("Q3", "收费不清")):
        entered(store, item, title)
    entered(store, "Q4", "推荐少", effective=date(2024, 12, 1))
    entered(store, "Q5", "办事难", effective=None)
    return folder


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """One that the test may write records into."""
    shutil.copytree(built, tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def as_viewer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer], None]:
    def become(viewer: Viewer) -> None:
        monkeypatch.setattr("dashboard.widgets.findings.section.require_viewer", lambda *_rights: viewer)

    return become


SCOPED = replace(operator(), scope=Scope(account_managers=frozenset({"E1"})), login="li", employees=frozenset({"E1"}))
STRANGER = replace(SCOPED, scope=Scope(account_managers=frozenset({"E2"})), employees=frozenset({"E2"}), login="wu")


def rows(at: AppTest, column: str) -> list[dict]:
    return next((frame.value.to_dict("records") for frame in at.dataframe if column in frame.value), [])


def test_which_fixes_worked_is_one_glance(app: Any, home: Path) -> None:
    at = app(home, page="findings")
    assert_sound(at)
    assert at.header[0].value == "1 of 4 fixes worked, 1 did not, 2 undecided"
    told = [
        (one["verdict"], one["target"], one["before_after"], one["change"].strip("\u2060"))
        for one in rows(at, "verdict")
    ]
    assert told == [
        ("✓ worked", "您对本公司的总体满意度", "3.50 → 4.50", "+1.00 (+0.90 to +1.10)"),
        ("✕ did not work", "收费合理", "3.00 → 2.00", "−1.00 (−1.20 to −0.80)"),
        ("? undecided", "您会推荐我们吗", "—", "—"),
        ("? undecided", "检测报告及时", "4.00 → 4.00", "0.00 (−0.20 to +0.20)"),
    ]
    assert [one["why"] for one in rows(at, "verdict")][2:] == [
        "no later wave has ended yet",
        "no evidence of a change yet",
    ]


def test_as_of_an_earlier_month_nothing_later_is_known(app: Any, home: Path) -> None:
    """T9: the wave of October 2024 does not exist in September, nor a finding before it was entered."""
    at = app(home, page="findings", as_of="2024-09")
    assert_sound(at)
    assert at.header[0].value == "0 of 3 fixes worked, 0 did not, 3 undecided"
    assert {one["why"] for one in rows(at, "verdict")} == {"no later wave has ended yet"}
    assert not at.get("expander")  # nothing is entered into the past
    at = app(home, page="findings", as_of="2023-10")
    assert at.header[0].value == "No fix has been assigned yet"


def test_a_filter_of_the_side_bar_changes_no_verdict(app: Any, home: Path) -> None:
    at = app(home, page="findings", region_code="East")
    assert_sound(at)
    assert at.header[0].value == "1 of 4 fixes worked, 1 did not, 2 undecided"


def test_the_owner_sees_the_word_and_no_figure_of_the_company(app: Any, home: Path, as_viewer: Any) -> None:
    as_viewer(SCOPED)
    at = app(home, page="findings")
    assert_sound(at)
    assert at.header[0].value == "1 of 4 fixes worked, 1 did not, 2 undecided"
    (first, *_rest) = rows(at, "verdict")
    assert first["verdict"] == "✓ worked"
    assert not {"before_after", "change"} & set(first)
    everything = said(at) + "".join(frame.value.to_string() for frame in at.dataframe)
    assert not re.search(r"3\.50|4\.50|W24", everything)
    as_viewer(STRANGER)
    assert app(home, page="findings").header[0].value == "No fix is yours to see"


def test_who_may_not_see_a_finding_is_told_so_by_its_link(app: Any, home: Path, as_viewer: Any) -> None:
    one = next(one for one in findings(open_records(Home(home))) if one.title == "总体偏低")
    at = app(home, page="findings", finding=one.thing_id)
    assert "改进 总体偏低" in said(at)
    as_viewer(STRANGER)
    at = app(home, page="findings", finding=one.thing_id)
    assert "There is no such finding among those that you may see." in said(at)
    assert "总体偏低" not in said(at)


def test_how_far_they_are(app: Any, home: Path) -> None:
    at = app(home, page="findings", f_view="way")
    assert_sound(at)
    assert at.header[0].value == "5 findings published, no reply overdue"
    text = said(at)
    assert "|Published|5|—|" in text
    assert "|Fix assigned|4|9|" in text
    assert "|Reply given|4|10|" in text
    assert "|客户服务部|100.0%|4|4|0|" in text.replace("\u2060", "")
    assert [one["title"] for one in rows(at, "title")][-1:] != []
    at = app(home, page="findings", f_view="way", f_state="published")
    assert [one["title"] for one in rows(at, "title")] == ["办事难"]


def test_low_scores_of_the_period_wait_for_somebody(app: Any, own: Path) -> None:
    """2024: 10 twos of G24, 6 ones of T24 and 15 zeros of W24's recommendation; nobody took one. Of 30 + 221 + 100
    answers, and 40 of P2."""
    at = app(own, page="findings", f_view="low")
    assert_sound(at)
    assert at.header[0].value == (
        "Jan 2024 to Dec 2024: 31 low scores wait, 31 of them overdue; 31 of 391 answers were low (7.9%)"
    )
    assert {one["score"] for one in rows(at, "score")} == {"0", "2"}  # the first page: oldest first
    row = rows(at, "score")[0]
    assert (row["state"], row["due_on"]) == ("⚠ Overdue", "2024-03-12")
    assert "Monday to Friday are taken as working days" in said(at)  # no case, no ticket: no calendar
    at.session_state["low_open"] = ("W24", "W24-085")
    at.run()
    at.button(
        key=next(one.key for one in at.button if one.key and one.key.startswith("low_W24_W24-085_take"))
    ).click().run()
    assert_sound(at)
    (made,) = follow_ups(open_records(Home(own)))
    assert (made.survey_id, made.response_id, made.taken_by) == ("W24", "W24-085", "operator")
    at.text_area(key="low_W24_W24-085_done_1").input("已致歉")
    at.button(key="FormSubmitter:low_W24_W24-085-Close it").click().run()
    assert_sound(at)
    assert "30 low scores wait" in at.header[0].value
    (made,) = follow_ups(open_records(Home(own)))
    assert (made.done, made.closed_at is not None) == ("已致歉", True)


def test_low_scores_are_those_of_the_viewers_customers(app: Any, home: Path, as_viewer: Any) -> None:
    as_viewer(SCOPED)
    at = app(home, page="findings", f_view="low")
    assert_sound(at)
    names = {one["customer_name"] for one in rows(at, "score")}
    assert names
    assert {int(name[-3:]) % 2 for name in names} == {0}  # the even customers are E1's


def test_a_whole_loop_with_the_widgets(app: Any, own: Path) -> None:
    at = app(own, page="findings")
    at.radio(key="finding_new_source_0").set_value("survey")
    at.selectbox(key="finding_new_item_0").set_value("W24|Q1")
    at.text_input(key="finding_new_title_0").input("总体偏低")
    at.button(key="FormSubmitter:finding_new-Enter").click().run()
    assert "Choose the department that the finding is about." in said(at)
    at.selectbox(key="finding_new_department_0").set_value("客服部")
    at.button(key="FormSubmitter:finding_new-Enter").click().run()
    assert_sound(at)
    store = open_records(Home(own))
    (draft,) = findings(store)
    assert (draft.source_id, draft.source_item_id, draft.published_at) == ("W24", "Q1", None)
    at = app(own, page="findings", f_view="way", finding=draft.thing_id)
    at.button(key=f"finding_publish_{draft.thing_id}_go_0").click().run()
    assert_sound(at)
    form = f"fix_assign_{draft.thing_id}"
    assert at.selectbox(key=f"{form}_target_0").value == "年度|Q1"  # what the finding is about
    at.text_area(key=f"{form}_measure_0").input("增开窗口")
    at.date_input(key=f"{form}_effective_0").set_value(STARTED)
    at.button(key=f"FormSubmitter:{form}-Save the fix").click().run()
    assert "Choose who sees to it: a person, a department, or both." in said(at)
    at.selectbox(key=f"{form}_unit_0").set_value("客服部")
    at.button(key=f"FormSubmitter:{form}-Save the fix").click().run()
    assert_sound(at)
    (fix,) = rectifications(store)
    assert (fix.measure, fix.owner_department_id, target_of(fix)) == ("增开窗口", "客服部", item_target("年度", "Q1"))
    assert (fix.due_on - fix.assigned_at.astimezone().date()).days in (29, 30)  # it may have been midnight meanwhile
    reply = f"fix_reply_{draft.thing_id}"
    at.text_area(key=f"{reply}_reply_0").input("已增开")
    at.button(key=f"FormSubmitter:{reply}-Reply").click().run()
    assert_sound(at)
    at.button(key=f"finding_evaluate_{draft.thing_id}_go_0").click().run()
    assert_sound(at)
    (fix,) = rectifications(store)
    assert (fix.reply, fix.verdict, fix.basis["earlier"], fix.basis["later"]) == ("已增开", "effective", "W23", "W24")
    assert "✓ worked (build" in said(at)
    at.button(key=f"finding_close_{draft.thing_id}_go_0").click().run()
    assert_sound(at)
    assert findings(store)[0].closed_at is not None
    assert [one.action for one in open_trail(store, Home(own)).entries(limit=6)][::-1] == [
        "finding_entered", "finding_published", "fix_assigned", "fix_replied", "fix_evaluated", "finding_closed",
    ]  # fmt: skip


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(app: Any, own: Path) -> None:
    store = open_records(Home(own))
    one = entered(store, "Q5", "办事难", effective=None)
    at = app(own, page="findings", finding=one.thing_id)
    close_finding(store, one, viewer=operator(), now=datetime.now(UTC))
    at.button(key=f"finding_close_{one.thing_id}_go_0").click().run()
    assert_sound(at)
    assert len([one for one in open_trail(store, Home(own)).entries() if one.action == "finding_closed"]) == 1


def test_a_fix_of_long_ago_can_be_changed(app: Any, own: Path) -> None:
    """A day field of Streamlit ends ten years before and after today unless it is told otherwise."""
    store, long_ago = open_records(Home(own)), date(2005, 3, 1)
    one = entered(store, "Q5", "办事难", effective=None)
    assign_rectification(
        store, one, owner_department_id="客服部", measure="增开窗口", due_on=long_ago, effective_on=long_ago,
        target=item_target("年度", "Q5"), viewer=operator(), now=IN_2023 + timedelta(days=10),
    )  # fmt: skip
    at = app(own, page="findings", f_view="way", finding=one.thing_id)
    assert_sound(at)
    form = f"fix_assign_{one.thing_id}"
    at.text_area(key=f"{form}_measure_0").input("增开两个窗口")
    at.date_input(key=f"{form}_due_0").set_value(date(2098, 1, 1))
    at.button(key=f"FormSubmitter:{form}-Save the fix").click().run()
    assert_sound(at)
    (fix,) = rectifications(store)
    assert (fix.measure, fix.effective_on, fix.due_on) == ("增开两个窗口", long_ago, date(2098, 1, 1))


@pytest.mark.parametrize("view", ["worked", "way", "low"])
def test_in_chinese(app: Any, home: Path, view: str) -> None:
    at = app(home, page="findings", f_view=view, lang="zh_Hans")
    assert_sound(at)
    assert re.search(r"[\u4e00-\u9fff]", at.header[0].value)
    assert not re.search(r"\b(fixes|findings|worked|overdue|answers)\b", at.header[0].value)


@pytest.mark.parametrize("view", ["worked", "way", "low"])
def test_without_surveys_and_findings(app: Any, company: Path, view: str) -> None:
    at = app(company, page="findings", f_view=view)
    assert_sound(at)
    words = {"worked": "No fix has been assigned yet", "way": "No finding is published"}
    text = said(at)
    assert words.get(view, "Low scores open cases where a survey is not anonymous.") in text


def test_without_a_login_the_page_can_be_seen_as_the_supervisor_of_a_department(app, home: Path) -> None:
    at = app(home, page="findings")
    assert "Supervisor, 客户服务部" in at.selectbox(key="view_as").options
    at.selectbox(key="view_as").set_value("supervisor:客服部").run()
    assert_sound(at)
    assert "You are viewing as Supervisor, 客户服务部: only this department's customers are shown." in said(at)
    assert at.header[0].value == "1 of 4 fixes worked, 1 did not, 2 undecided"

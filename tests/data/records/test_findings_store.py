"""The loop in the records: steps in their order, by whom may, each with its entry of the trail, never two at once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.home import Home
from dashboard.data.records.backup import backup
from dashboard.data.records.erasing import redact_records
from dashboard.data.records.findings import close_finding, create_finding, findings, publish_finding
from dashboard.data.records.follow_ups import close_low_score, follow_ups, take_low_score
from dashboard.data.records.models import Finding, Rectification
from dashboard.data.records.rectifications import (
    assign_rectification,
    finding_history,
    record_evaluation,
    record_reply,
    rectifications,
    target_of,
)
from dashboard.data.records.restoring import restore
from dashboard.data.records.store import RecordsStore
from dashboard.data.records.trail import open_trail
from dashboard.logic.problems import Problem
from dashboard.logic.roles import ROLES
from dashboard.logic.surveys.effect_target import EffectVerdict, item_target, metric_target
from dashboard.logic.viewer import Scope, Viewer, operator, viewer_of

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WORKED = EffectVerdict("effective", "improved", 3.0, 3.5, 0.5, 0.2, 0.8, 0.004, "s1", "s2", 40, 50, scale=(1.0, 5.0))
COLLISION = "Somebody changed or removed this meanwhile"


def of(role: str, *employees: str, scope: Scope | None = None) -> Viewer:
    return viewer_of(role, role, [(ROLES[role], scope or Scope(all=True))], employees)


SUPERVISOR = of("supervisor", "E5", scope=Scope(departments=frozenset({"D1"})))
OWNER = of("account_manager", "E7", scope=Scope(account_managers=frozenset({"E7"})))
STRANGER = of("account_manager", "E9", scope=Scope(account_managers=frozenset({"E9"})))


def written(store: RecordsStore, **given: Any) -> Finding:
    fields: dict[str, Any] = {
        "source_kind": "survey",
        "source_id": "s1",
        "source_item_id": "q3",
        "title": "抱怨等待时间长",
        "text": "窗口少",
        "department_id": "D1",
        "viewer": operator(),
        "now": NOON,
    }
    return create_finding(store, **{**fields, **given})


def published(store: RecordsStore) -> Finding:
    return publish_finding(store, written(store), viewer=operator(), now=NOON + timedelta(days=1))


def assigned(store: RecordsStore, finding: Finding, **given: Any) -> Rectification:
    fields: dict[str, Any] = {
        "owner_id": "E7",
        "measure": "增开两个窗口",
        "due_on": date(2026, 4, 1),
        "effective_on": date(2026, 3, 20),
        "target": item_target("客户满意度", "q3"),
        "viewer": operator(),
        "now": NOON + timedelta(days=2),
    }
    return assign_rectification(store, finding, **{**fields, **given})


def replied(store: RecordsStore, finding: Finding, fix: Rectification, **given: Any) -> Rectification:
    fields: dict[str, Any] = {"reply": "已开", "proof": "DOC-7", "viewer": OWNER, "now": NOON + timedelta(days=9)}
    return record_reply(store, finding, fix, **{**fields, **given})


def test_a_whole_loop_with_its_dates_and_its_trail(store: RecordsStore, home: Home) -> None:
    finding = published(store)
    fix = replied(store, finding, assigned(store, finding))
    done = record_evaluation(
        store, finding, fix, verdict=WORKED, build_id="b1", viewer=operator(), now=NOON + timedelta(days=40)
    )
    close_finding(store, finding, viewer=operator(), now=NOON + timedelta(days=41))
    (kept,), (mended,) = findings(store), rectifications(store)
    assert (kept.source_kind, kept.source_id, kept.source_item_id, kept.author) == ("survey", "s1", "q3", "operator")
    assert (kept.created_by, kept.published_at, kept.closed_at) == (
        "operator",
        NOON + timedelta(days=1),
        NOON + timedelta(days=41),
    )
    assert (mended.id, mended.verdict, mended.assigned_at) == (done.id, "effective", NOON + timedelta(days=2))
    assert (mended.replied_at, mended.evaluated_at) == (NOON + timedelta(days=9), NOON + timedelta(days=40))
    assert (mended.basis["build"], mended.basis["adjusted_p"], mended.basis["earlier"]) == ("b1", 0.004, "s1")
    assert target_of(mended) == item_target("客户满意度", "q3")
    versions, fixes = finding_history(store, finding.thing_id)
    assert ([one.created_at.day for one in versions], len(fixes)) == ([1, 2, 11], 3)
    entries = open_trail(store, home).entries()
    assert [entry.action for entry in entries][::-1] == [
        "finding_entered",
        "finding_published",
        "fix_assigned",
        "fix_replied",
        "fix_evaluated",
        "finding_closed",
    ]
    assert {entry.subject for entry in entries} == {finding.thing_id}
    assert not any("E7" in str(entry.details) or "窗口" in str(entry.details) for entry in entries)  # ids only


def test_steps_out_of_their_order_are_refused_and_change_nothing(store: RecordsStore, home: Home) -> None:
    draft = written(store)
    with pytest.raises(Problem, match="Publish the finding first"):
        assigned(store, draft)
    finding = publish_finding(store, draft, viewer=operator(), now=NOON)
    with pytest.raises(Problem, match="published already"):
        publish_finding(store, finding, viewer=operator(), now=NOON)
    fix = assigned(store, finding)
    with pytest.raises(Problem, match="evaluated after the reply"):
        record_evaluation(store, finding, fix, verdict=WORKED, build_id="b", viewer=operator(), now=NOON)
    fix = replied(store, finding, fix)
    with pytest.raises(Problem, match="replied to already"):
        replied(store, finding, fix)
    with pytest.raises(Problem, match="was replied to and stays"):
        assigned(store, finding, seen=fix, target=metric_target("on_time"))
    waiting = EffectVerdict("undecided", "no_wave_yet")
    with pytest.raises(Problem, match="cannot be known yet"):
        record_evaluation(store, finding, fix, verdict=waiting, build_id="b", viewer=operator(), now=NOON)
    closed = close_finding(store, finding, viewer=operator(), now=NOON)
    for late in (lambda: assigned(store, closed), lambda: close_finding(store, closed, viewer=operator(), now=NOON)):
        with pytest.raises(Problem, match="is closed"):
            late()
    assert len(open_trail(store, home).entries()) == 5
    assert rectifications(store)[0].target_kind == "item"


def test_a_closed_finding_is_not_published_and_its_fix_not_evaluated(store: RecordsStore) -> None:
    shut = close_finding(store, written(store), viewer=operator(), now=NOON)
    with pytest.raises(Problem, match="is closed"):
        publish_finding(store, shut, viewer=operator(), now=NOON)
    finding = published(store)
    fix = replied(store, finding, assigned(store, finding))
    closed = close_finding(store, finding, viewer=operator(), now=NOON)
    for seen in (finding, closed):  # the page may still show it open
        with pytest.raises(Problem, match="is closed"):
            record_evaluation(store, seen, fix, verdict=WORKED, build_id="b", viewer=operator(), now=NOON)
    assert rectifications(store)[0].evaluated_at is None


def test_a_fix_of_another_finding_is_not_assigned_anew(store: RecordsStore) -> None:
    finding = published(store)
    fix = assigned(store, finding)
    with pytest.raises(ValueError, match="its own finding"):
        assigned(store, published(store), seen=fix)
    assert rectifications(store)[0].finding_id == finding.thing_id


def test_a_finding_closed_meanwhile_takes_no_reply(store: RecordsStore) -> None:
    finding = published(store)
    fix = assigned(store, finding)
    close_finding(store, finding, viewer=operator(), now=NOON)
    with pytest.raises(Problem, match="is closed"):
        replied(store, finding, fix)  # the page still showed it open
    assert rectifications(store)[0].replied_at is None


def test_who_changes_the_same_version_second_is_refused(store: RecordsStore) -> None:
    draft = written(store)
    publish_finding(store, draft, viewer=operator(), now=NOON)
    with pytest.raises(Problem, match=COLLISION):
        close_finding(store, draft, viewer=operator(), now=NOON)
    finding = findings(store)[0]
    fix = assigned(store, finding)
    with pytest.raises(Problem, match="assigned this finding meanwhile"):
        assigned(store, finding, owner_id="E8")
    assigned(store, finding, seen=fix, owner_id="E8")
    with pytest.raises(Problem, match=COLLISION):
        replied(store, finding, fix, viewer=operator())
    assert [(one.owner_id, one.reply) for one in rectifications(store)] == [("E8", "")]


REFUSED = "Your role does not enter this"


@pytest.mark.parametrize("viewer", [SUPERVISOR, OWNER, of("analyst"), of("auditor"), of("data_steward"), Viewer("x")])
def test_only_who_records_for_the_company_publishes_evaluates_and_closes(store: RecordsStore, viewer: Viewer) -> None:
    finding = published(store)
    fix = replied(store, finding, assigned(store, finding))
    with pytest.raises(Problem, match=REFUSED):
        publish_finding(store, written(store), viewer=viewer, now=NOON)
    with pytest.raises(Problem, match=REFUSED):
        record_evaluation(store, finding, fix, verdict=WORKED, build_id="b", viewer=viewer, now=NOON)
    with pytest.raises(Problem, match=REFUSED):
        close_finding(store, finding, viewer=viewer, now=NOON)


@pytest.mark.parametrize("role", ["service_quality", "executive", "committee"])
def test_who_publishes(store: RecordsStore, role: str) -> None:
    made = publish_finding(store, written(store), viewer=of(role), now=NOON)
    assert (made.created_by, made.author) == (role, "operator")


def test_the_supervisor_of_the_department_and_the_owner_assign_and_reply(store: RecordsStore) -> None:
    finding = published(store)
    for viewer in (OWNER, STRANGER, of("analyst"), of("auditor")):  # nobody owns it yet
        with pytest.raises(Problem, match=REFUSED):
            assigned(store, finding, viewer=viewer)
    fix = assigned(store, finding, viewer=SUPERVISOR)
    fix = assigned(store, finding, seen=fix, viewer=OWNER, measure="增开三个窗口")
    with pytest.raises(Problem, match=REFUSED):
        replied(store, finding, fix, viewer=STRANGER)
    assert replied(store, finding, fix, viewer=SUPERVISOR).created_by == "supervisor"


def test_everybody_who_may_record_writes_a_draft(store: RecordsStore) -> None:
    assert written(store, viewer=STRANGER).author == "account_manager"
    with pytest.raises(Problem, match=REFUSED):
        written(store, viewer=of("auditor"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "The title is empty"),
        ({"title": "x" * 201}, "201 characters"),
        ({"text": "x" * 2001}, "2001 characters"),
        ({"title": "a\x00b"}, r"U\+0000"),
        ({"source_kind": "rumour"}, "a survey, a case or an audit"),
        ({"source_id": ""}, "is no id"),
        ({"department_id": ""}, "Choose the department"),
    ],
)
def test_a_finding_that_cannot_be_is_a_sentence(store: RecordsStore, given: dict, said: str) -> None:
    with pytest.raises(Problem, match=said):
        written(store, **given)
    assert findings(store) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"owner_id": ""}, "Choose who sees to it"),
        ({"measure": "\n"}, "Say what is to be done"),
        ({"target": item_target("", "")}, "what the fix should move"),
        ({"target": metric_target("justified")}, "what the fix should move"),
        ({"target": item_target("s", "q", 101)}, "between 0 and 100"),
    ],
)
def test_an_assignment_that_cannot_be_is_a_sentence(store: RecordsStore, given: dict, said: str) -> None:
    finding = published(store)
    with pytest.raises(Problem, match=said):
        assigned(store, finding, **given)
    assert rectifications(store) == []


def test_a_low_score_is_taken_once_and_closed_once(store: RecordsStore, home: Home) -> None:
    asked: dict[str, Any] = {"survey_id": "s1", "response_id": "r1", "now": NOON}
    made = take_low_score(store, viewer=OWNER, **asked)
    with pytest.raises(Problem, match="took this on meanwhile"):
        take_low_score(store, viewer=STRANGER, **asked)
    with pytest.raises(Problem, match="Say what was done"):
        close_low_score(store, made, done=" ", viewer=OWNER, now=NOON)
    closed = close_low_score(store, made, done="回电致歉", viewer=OWNER, now=NOON + timedelta(days=2))
    with pytest.raises(Problem, match="closed already"):
        close_low_score(store, closed, done="again", viewer=OWNER, now=NOON)
    with pytest.raises(Problem, match=COLLISION):
        close_low_score(store, made, done="again", viewer=OWNER, now=NOON)
    with pytest.raises(Problem, match=REFUSED):
        take_low_score(store, viewer=of("auditor"), **asked)
    (kept,) = follow_ups(store)
    assert (kept.taken_by, kept.taken_at, kept.done, kept.closed_at) == (
        "account_manager",
        NOON,
        "回电致歉",
        NOON + timedelta(days=2),
    )
    assert [entry.action for entry in open_trail(store, home).entries()] == ["low_score_closed", "low_score_taken"]


def test_a_backup_holds_them_and_a_forgotten_person_leaves_their_texts(
    store: RecordsStore, home: Home, tmp_path: Path
) -> None:
    finding = publish_finding(store, written(store, text="王芳 打电话抱怨"), viewer=operator(), now=NOON)
    fix = replied(store, finding, assigned(store, finding, measure="给王芳回电"), reply="王芳 满意")
    record_evaluation(store, finding, fix, verdict=WORKED, build_id="b1", viewer=operator(), now=NOON)
    taken = take_low_score(store, survey_id="s1", response_id="r1", viewer=OWNER, now=NOON)
    close_low_score(store, taken, done="见王芳", viewer=OWNER, now=NOON)
    made = backup(store, tmp_path / "b.zip")
    assert (made.rows["finding"], made.rows["rectification"], made.rows["follow_up"]) == (2, 3, 2)
    # Two versions of the finding, three of the fix, and the closed follow-up hold the name.
    assert redact_records(store, lambda text: text.replace("王芳", "███"), dry_run=False) == 6
    assert "王芳" not in str([(one.text, one.title) for one in findings(store)])
    (mended,) = rectifications(store)
    assert (mended.measure, mended.reply) == ("给███回电", "███ 满意")
    assert (mended.verdict, mended.basis["reason"]) == ("effective", "improved")
    assert follow_ups(store)[0].done == "见███"
    restore(open_trail(store, home), tmp_path / "b.zip", who="op", safety=tmp_path / "before.zip")
    assert rectifications(store)[0].reply == "王芳 满意"
    assert rectifications(store)[0].basis["adjusted_p"] == 0.004
    assert follow_ups(store)[0].closed_at == NOON

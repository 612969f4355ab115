"""Findings, fixes and calls after low scores of the demo, entered as people enter them, on days of the demo's past.

Records are people's: a demo that is made again leaves those of its home as they are, and adds none. A store that the
settings name (PostgreSQL) may be everybody's: nothing of the demo goes there.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dashboard.data.demo.survey.planned_findings import QUALITY, SERVICE, PlannedFinding, planned_findings
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.data.reading.reader import Reader
from dashboard.data.records.findings import create_finding, findings, publish_finding
from dashboard.data.records.follow_ups import close_low_score, follow_ups, take_low_score
from dashboard.data.records.models import Finding, FollowUp, Rectification
from dashboard.data.records.rectifications import assign_rectification, record_evaluation, record_reply, target_of
from dashboard.data.records.store import RecordsStore, open_records
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED
from dashboard.logic.surveys.effect_target import EffectVerdict
from dashboard.logic.viewer import Viewer, operator
from dashboard.settings import Settings

Step = tuple[date, int, Callable[[], None]]
"""(day, what goes before what on one day, what is entered)"""
_TAKEN, _CLOSED, _MORE_TAKEN = 0.75, 0.6, 3
_DONE = ("已电话致歉并安排专人跟进。", "已上门沟通，客户接受说明。", "已重新开具发票并说明原因。")


def seed_findings(home: Home, settings: Settings, surveys: dict[str, Any], end: date) -> int:
    """Enter them where the home has none; how many. ``surveys``: the truths; ``end``: the demo's last day. Whether a
    fix worked is what the published build says."""
    if settings.records_url is not None:
        return 0
    store = open_records(home)
    if findings(store) or follow_ups(store):
        return 0
    planned = planned_findings(surveys, end)
    judge = _Judge(Reader(open_marts(home), operator(), SHIPPED))
    steps: list[Step] = [step for one in planned for step in _Entry(store, one, judge).steps(end)]
    steps += _calls_back(store, surveys, end)
    for _, _, enter in sorted(steps, key=lambda step: step[:2]):  # by time, as the trail of a company is
        enter()
    return len(planned)


def demo_person(employee_id: str) -> Viewer:
    """Who enters something in the demo: an employee who may."""
    return replace(operator(), login=employee_id, employees=frozenset({employee_id}))


def at_ten(day: date) -> datetime:
    """In the morning by the clock of this server: days of records are its days."""
    return datetime.combine(day, time(10)).astimezone()


class _Judge:
    """What the data say of a fix, from the published build."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.build_id = reader.build.build_id

    def effect(self, fix: Rectification) -> EffectVerdict:
        question = Question(self._reader.build.default_as_of)
        return self._reader.fix_effect(question, target_of(fix), fix.effective_on)


class _Entry:
    """One finding while it goes its way: each step knows the version before it."""

    def __init__(self, store: RecordsStore, planned: PlannedFinding, judge: _Judge) -> None:
        self._store = store
        self._planned = planned
        self._judge = judge
        self._finding: Finding
        self._fix: Rectification

    def steps(self, end: date) -> list[Step]:
        one = self._planned
        steps: list[Step] = [(one.since, 0, self._create)]
        if one.published is not None:
            steps.append((one.day(one.published), 1, self._publish))
        if one.target is not None:
            steps.append((one.day(one.assigned), 2, self._assign))
        if one.reply:
            steps.append((one.day(one.replied), 3, self._reply))
        if one.evaluated_on is not None:
            steps.append((one.evaluated_on, 6, self._evaluate))
        return [step for step in steps if step[0] <= end]

    def _create(self) -> None:
        kind, source, item = self._planned.source
        self._finding = create_finding(
            self._store,
            source_kind=kind,
            source_id=source,
            source_item_id=item,
            title=self._planned.title,
            text=self._planned.text,
            department_id=self._planned.department,
            viewer=demo_person(QUALITY),
            now=at_ten(self._planned.since),
        )

    def _publish(self) -> None:
        now = at_ten(self._planned.day(self._planned.published or 0)) + timedelta(minutes=5)
        self._finding = publish_finding(self._store, self._finding, viewer=demo_person(QUALITY), now=now)

    def _assign(self) -> None:
        one = self._planned
        if one.target is None:
            return
        self._fix = assign_rectification(
            self._store,
            self._finding,
            owner_id=one.owner,
            owner_department_id=one.department,
            measure=one.measure,
            due_on=one.day(one.due),
            effective_on=one.day(one.effective),
            target=one.target,
            viewer=demo_person(QUALITY),
            now=at_ten(one.day(one.assigned)) + timedelta(minutes=10),
        )

    def _reply(self) -> None:
        one = self._planned
        self._fix = record_reply(
            self._store,
            self._finding,
            self._fix,
            reply=one.reply,
            viewer=demo_person(one.owner),
            now=at_ten(one.day(one.replied)) + timedelta(minutes=15),
        )

    def _evaluate(self) -> None:
        """Nothing is kept where only time can tell."""
        effect = self._judge.effect(self._fix)
        if self._planned.evaluated_on is None or effect.is_waiting:
            return
        self._fix = record_evaluation(
            self._store,
            self._finding,
            self._fix,
            verdict=effect,
            build_id=self._judge.build_id,
            viewer=demo_person(QUALITY),
            now=at_ten(self._planned.evaluated_on) + timedelta(minutes=20),
        )


class _CallBack:
    """One low score that somebody takes on and closes."""

    def __init__(self, store: RecordsStore, survey: str, response: str, taken: date, closed: date, done: str) -> None:
        self._store, self._taken, self._closed, self._done = store, taken, closed, done
        self._survey, self._response = survey, response
        self._seen: FollowUp

    def steps(self, end: date, *, is_closed: bool) -> list[Step]:
        steps: list[Step] = [(self._taken, 4, self._take), (self._closed, 5, self._close)]
        return [step for step in steps[: 2 if is_closed else 1] if step[0] <= end]

    def _take(self) -> None:
        self._seen = take_low_score(
            self._store,
            survey_id=self._survey,
            response_id=self._response,
            viewer=demo_person(SERVICE),
            now=at_ten(self._taken),
        )

    def _close(self) -> None:
        now = at_ten(self._closed)
        close_low_score(self._store, self._seen, done=self._done, viewer=demo_person(SERVICE), now=now)


def _calls_back(store: RecordsStore, surveys: dict[str, Any], end: date) -> list[Step]:
    """Of the low scores of the last yearly wave three of four were taken on, most of those closed, some too late; of
    the last calls a few."""
    last, called = (list(surveys["waves"][surveys[name]]["low_scores"].items()) for name in ("last", "called"))
    chosen = [(surveys["last"], *one) for one in last[: int(len(last) * _TAKEN)]]
    chosen += [(surveys["called"], *one) for one in called[:_MORE_TAKEN]]
    steps: list[Step] = []
    for place, (survey, response, day) in enumerate(chosen):
        taken = date.fromisoformat(day) + timedelta(days=1 + place % 3)
        closed = taken + timedelta(days=1 + place % 7)
        one = _CallBack(store, survey, response, taken, closed, _DONE[place % len(_DONE)])
        steps += one.steps(end, is_closed=place < len(chosen) * _CLOSED)
    return steps

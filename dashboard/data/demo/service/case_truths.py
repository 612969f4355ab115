"""What is true of the demo's cases, counted from the records of the files in plain Python.

The rules are those of metrics.md (M31, M31b, M33, M37, M38) and of the frame of cases, written down a second time on
purpose: nothing of the product's logic is used here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from dashboard.data.demo.service.plain_time import DAY_SECONDS, PlainTime
from dashboard.data.demo.sheets import Sheet

KINDS = {"投诉": "complaint", "申诉": "appeal", "质量异议": "objection"}
_ANSWERED, _CONTENT = ("很满意", "满意", "基本满意", "不满意"), ("很满意", "满意", "基本满意")
_ASSESSED, _RIGHT = ("成立", "部分成立", "不成立"), ("成立", "部分成立")


@dataclass
class KnownCase:
    """A case as its record and its log tell it; the last of closing and reopening decides.

    ``pauses``: (start, end) in working seconds, of those with a reason; ``due``: moved on by those that began before.
    """

    case_id: str
    kind: str
    customer: str
    department: str
    cause: str
    justified: str
    callback: str
    outcome: str
    received: datetime
    own_due: datetime | None
    is_refiled: bool
    acknowledged: datetime | None = None
    called_back: datetime | None = None
    closed: datetime | None = None
    reopened: list[datetime] = field(default_factory=list)
    pauses: list[tuple[int, int]] = field(default_factory=list)
    due: datetime | None = None

    @property
    def state(self) -> str:
        """Apart from what is not due yet."""
        if self.due is None:
            return "no_due_time"
        if self.closed is None:
            return "open_past_due"
        return "in_time" if self.closed <= self.due else "late"


def known_cases(case_sheet: Sheet, event_sheet: Sheet, time: PlainTime, through: datetime) -> list[KnownCase]:
    """The complaints, appeals and objections that the import takes."""
    logs = {
        case_id: [dict(zip(event_sheet.header, record, strict=True)) for record in records]
        for case_id, records in groupby(event_sheet.records, key=lambda record: record[0])
    }
    found = []
    for record in case_sheet.records:
        one = dict(zip(case_sheet.header, record, strict=True))
        if one["类型"] in KINDS and one["接收时间"] != "待补":
            found.append(_known(one, logs.get(one["投诉编号"], []), time, through))
    return found


def _known(one: dict[str, str], log: list[dict[str, str]], time: PlainTime, through: datetime) -> KnownCase:
    case = KnownCase(
        case_id=one["投诉编号"],
        kind=KINDS[one["类型"]],
        customer=one["客户编号"],
        department=one["责任部门"],
        cause=one["原因小类"],
        justified=one["责任判定"],
        callback=one["回访结果"],
        outcome=one["处理结果"],
        received=datetime.fromisoformat(one["接收时间"]),
        own_due=_due(one["规定时限"]),
        is_refiled=one["原投诉编号"] != "",
    )
    if not log:
        times = (one["告知受理时间"], one["结案时间"], one["回访时间"])
        case.acknowledged, case.closed, case.called_back = map(_moment, times)
    _follow(case, log, time, through)
    if case.own_due is not None:
        due = time.seconds(case.own_due)
        paused = sum(end - start for start, end in case.pauses if start < due)
        case.due = time.moment(due + paused) if paused else case.own_due
    return case


def _follow(case: KnownCase, log: list[dict[str, str]], time: PlainTime, through: datetime) -> None:
    """Go through the steps in their order. Only a pause with a reason stops the clock."""
    pause: datetime | None = None
    for step in log:
        event, at = step["步骤"], _moment(step["步骤时间"])
        if at is None:
            continue
        if event in ("恢复", "结案", "重开") and pause is not None:
            case.pauses.append((time.seconds(pause), time.seconds(at)))
            pause = None
        if event == "告知受理":
            case.acknowledged = case.acknowledged or at
        elif event == "回访":
            case.called_back = at
        elif event == "结案":
            case.closed = at
        elif event == "重开":
            case.closed = None
            case.reopened.append(at)
        elif event == "暂停" and step["原因"]:
            pause = at
    if pause is not None:
        case.pauses.append((time.seconds(pause), time.seconds(through)))


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _due(text: str) -> datetime | None:
    """A bare date is the last second of that day."""
    at = _moment(text)
    return at + timedelta(days=1, seconds=-1) if at is not None and len(text) == 10 else at


def rates(cases: Sequence[KnownCase], time: PlainTime, start: datetime, through: datetime) -> dict[str, Any]:
    """The five rates and what stands beside them, of cases of one kind."""

    def within(at: datetime | None) -> bool:
        return at is not None and start <= at <= through

    received = [case for case in cases if within(case.received)]
    accept_due = {case.case_id: time.moment(time.seconds(case.received) + DAY_SECONDS) for case in received}
    to_accept = [case for case in received if accept_due[case.case_id] <= through]
    closed = [case for case in cases if within(case.closed)]
    answered = [case for case in cases if within(case.called_back) and case.callback in _ANSWERED]
    assessed = [case for case in received if case.justified in _ASSESSED]
    states = [case.state for case in cases if within(case.due)]
    in_time = [
        case for case in to_accept if case.acknowledged is not None and case.acknowledged <= accept_due[case.case_id]
    ]
    return {
        "received": len(received),
        "closed": len(closed),
        "received_and_closed": sum(case.closed is not None for case in received),
        "open_at_end": sum(case.closed is None for case in cases),
        "accepted_in_time": [len(in_time), len(to_accept)],
        "closed_in_time": [states.count("in_time"), len(states)],
        "late": states.count("late"),
        "open_past_due": states.count("open_past_due"),
        "not_yet_due": sum(case.due is not None and case.due > through for case in cases),
        "no_due_time": sum(case.due is None for case in cases),
        "called_back": [sum(case.called_back is not None for case in closed), len(closed)],
        "satisfied": [sum(case.callback in _CONTENT for case in answered), len(answered)],
        "not_reached": sum(within(case.called_back) and case.callback == "未联系上" for case in cases),
        "justified": [sum(case.justified in _RIGHT for case in assessed), len(assessed)],
        "repeated": _repeated(cases, received),
        "reopenings": sum(within(at) for case in cases for at in case.reopened),
        "received_again": sum(case.is_refiled for case in received),
    }


def _repeated(cases: Sequence[KnownCase], received: Sequence[KnownCase]) -> int:
    """Received within 90 days after another one of the same customer with the same cause."""
    known: dict[tuple[str, str], list[datetime]] = {}
    for case in cases:
        known.setdefault((case.customer, case.cause), []).append(case.received)
    return sum(
        any(
            timedelta(0) < case.received - earlier <= timedelta(days=90) for earlier in known[case.customer, case.cause]
        )
        for case in received
        if case.cause
    )


def case_truths(cases: Sequence[KnownCase], time: PlainTime, start: datetime, through: datetime) -> dict[str, Any]:
    """By kind; complaints by the department that has to answer for them too."""
    by_kind = {kind: [case for case in cases if case.kind == kind] for kind in KINDS.values()}
    complaints = by_kind["complaint"]
    departments = sorted({case.department for case in complaints})
    return {
        "kinds": {kind: rates(found, time, start, through) for kind, found in by_kind.items()},
        "complaints_by_department": {
            name: rates([case for case in complaints if case.department == name], time, start, through)
            for name in departments
        },
    }

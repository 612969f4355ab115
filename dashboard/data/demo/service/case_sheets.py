"""投诉单 and 投诉办理过程 as a clerk keeps them, slips included."""

from collections.abc import Sequence

import numpy as np

from dashboard.data.demo.roster import Roster
from dashboard.data.demo.service.case import OWN_TIMES, Case
from dashboard.data.demo.service.clock import DemoClock
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.staff import Staff

_CASE_HEADER = (
    "投诉编号", "类型", "形式", "渠道", "客户编号", "委托单号", "接收时间", "首接人", "对象", "投诉内容", "客户诉求",
    "索赔金额", "严重程度", "责任部门", "责任人", "受理部门", "原因大类", "原因小类", "责任判定",
    "告知受理时间", "答复时间", "结案时间", "回访时间", "规定时限", "赔偿金额", "返工费用", "回访结果", "处理结果",
    "原投诉编号",
)  # fmt: skip
_EVENT_HEADER = ("投诉编号", "步骤序号", "步骤", "步骤时间", "办理人", "原因", "备注")


def case_sheet(
    roster: Roster, staff: Staff, clock: DemoClock, order_numbers: list[str], cases: Sequence[Case]
) -> Sheet:
    """投诉单. The times are those of the last step of each kind: of a case that was reopened and is still open the old
    closing still stands here, and only the log knows better. One row has no time of receipt."""
    records = [_case_record(roster, staff, clock, order_numbers, case) for case in cases]
    lost = list(records[0])
    lost[0], lost[6] = f"TS{len(cases) + 1:05d}", "待补"
    return Sheet(_CASE_HEADER, [*records, lost])


def _case_record(roster: Roster, staff: Staff, clock: DemoClock, order_numbers: list[str], case: Case) -> list[str]:
    claimed, paid, rework = case.amounts
    times = [case_time(clock, case, event) for event in OWN_TIMES]
    return [
        case.case_id,
        case.kind,
        case.form,
        case.channel,
        roster.customer_id[case.customer],
        order_numbers[case.order] if case.order >= 0 else "",
        _text(case.received),
        _name(staff, case.receiver),
        case.topic.object,
        case.topic.text,
        case.topic.wish,
        claimed,
        str(case.severity),
        case.department,
        _name(staff, case.respondent),
        "客户服务部",
        case.topic.cause if case.justified else "",
        case.topic.detail if case.justified else "",
        case.justified,
        *times,
        due_text(clock, case),
        paid,
        rework,
        case.callback,
        case.outcome,
        case.earlier.case_id if case.earlier is not None and case.is_linked else "",
    ]


def case_time(clock: DemoClock, case: Case, event: str) -> str:
    step = case.last(event)
    return "" if step is None else _text(clock.moment(step.position))


def due_text(clock: DemoClock, case: Case) -> str:
    if case.due_day is not None:
        return str(case.due_day)
    return _text(clock.moment(case.due)) if case.due >= 0 else ""


def event_sheet(staff: Staff, clock: DemoClock, cases: Sequence[Case]) -> Sheet:
    """投诉办理过程 of the cases that have a log, and a step of a case that is not on file."""
    numbers = [one.employee_id for one in staff.employees]
    told = [(case, place, step) for case in cases if case.has_log for place, step in enumerate(case.steps)]
    at = clock.time.moment(np.array([step.position for _, _, step in told]))
    records = [
        [
            case.case_id,
            str(place + 1),
            step.event,
            _text(case.received if step.event == "受理" else at[row]) if step.is_timed else "",
            numbers[step.by] if step.by >= 0 else "",
            step.reason,
            step.note,
        ]
        for row, (case, place, step) in enumerate(told)
    ]
    return Sheet(_EVENT_HEADER, [*records, ["TS999999", "1", "受理", records[0][3], records[0][4], "", "编号有误"]])


def _name(staff: Staff, place: int) -> str:
    return staff.employees[place].name if place >= 0 else ""


def _text(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[m]")).replace("T", " ")

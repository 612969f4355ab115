"""Cases whose story is written by hand: worked on by somebody with a conflict, properly handed over, due tomorrow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from dashboard.data.demo.service.case import APPEAL, COMPLAINT, FORMAL, Case, Step
from dashboard.data.demo.service.causes import PAUSES
from dashboard.data.demo.service.clock import DemoClock
from dashboard.data.demo.service.desk import Desk, conflicts, handlers
from dashboard.data.demo.service.promises import LABORATORIES

PLANTED = {"a": 3, "b": 2, "c": 2, "d": 2}
"""Cases worked on by somebody with a conflict, by the ground that is planted; another may come with it."""
STOOD_ASIDE = 6
DUE_TOMORROW, DUE_SOON, PAUSED = 5, 3, 4
_MINUTE = 60


@dataclass(frozen=True)
class Planted:
    """``conflicted``: grounds by number of the case. ``stood_aside``: numbers of cases properly handed over."""

    conflicted: dict[str, tuple[str, ...]]
    stood_aside: tuple[str, ...]


def plant_cases(clock: DemoClock, desk: Desk, cases: list[Case]) -> Planted:
    """Change the steps of a few cases. Raises ValueError unless exactly the planted ones have a conflict then."""
    backed = {id(case.earlier) for case in cases}
    free = [case for case in reversed(cases) if case.has_log and case.is_closed and id(case) not in backed]
    stock = _Stock(_spread(clock, [case for case in free if case.kind in FORMAL]))
    planted = stock.take(1, lambda case: case.department == "客户服务部" and _spoil(desk, "a", case))
    for ground, count in PLANTED.items():
        missing = count - len(planted) if ground == "a" else count
        planted += stock.take(missing, partial(_spoil, desk, ground))
    aside = stock.take(STOOD_ASIDE, partial(_hand_over, desk))
    _plant_backlog(clock, cases)
    found = {case.case_id: tuple(sorted(conflicts(desk, case))) for case in cases if case.has_log}
    conflicted = {case_id: grounds for case_id, grounds in found.items() if grounds}
    if set(conflicted) != {case.case_id for case in planted}:
        raise ValueError("Other cases than the planted ones were worked on by somebody with a conflict.")
    if any(sum(ground in grounds for grounds in conflicted.values()) < 2 for ground in PLANTED):
        raise ValueError("A ground of conflict is planted in fewer than two cases.")
    return Planted(conflicted, tuple(sorted(case.case_id for case in aside)))


def _spread(clock: DemoClock, cases: list[Case]) -> list[Case]:
    """Those of the last year first, and of them one here and one there, so that every quarter has some."""
    year = clock.end - np.timedelta64(365, "D")
    recent = [case for case in cases if case.received > year]
    stride = max(len(recent) // 15, 1)
    return [*[case for start in range(stride) for case in recent[start::stride]], *cases[len(recent) :]]


class _Stock:
    """Cases in a given order, each of which tells one story at most."""

    def __init__(self, cases: list[Case]) -> None:
        self._cases = cases

    def take(self, count: int, change: Callable[[Case], bool]) -> list[Case]:
        """The first cases that the change is possible in."""
        found = []
        for case in list(self._cases):
            if len(found) < count and change(case):
                found.append(case)
                self._cases.remove(case)
        return found


def _spoil(desk: Desk, ground: str, case: Case) -> bool:
    """Let somebody with this conflict take a step; False where the case has no such step or nobody such."""
    reply, assessed = case.last("答复"), case.last("初评")
    if reply is None or (case.earlier is not None) != (ground == "c") or (case.kind == APPEAL) != (ground == "c"):
        return False
    if ground == "a" and case.order >= 0 and assessed is not None:
        assessed.by = int(desk.promises.tester[case.order])
        return True
    if ground == "b" and case.department in LABORATORIES and desk.staff.manager[case.customer] >= 0:
        reply.by = int(desk.staff.manager[case.customer])
        return True
    answer = None if case.earlier is None else case.earlier.last("答复")
    if ground == "c" and answer is not None:
        reply.by = answer.by
        return True
    if ground == "d" and case.steps[2].event == "分派" and case.department in LABORATORIES:
        main = reply.by
        if main not in desk.people("客户服务部"):
            return False
        case.steps.insert(3, Step("回避", case.steps[2].position, main, "与投诉人有亲属关系"))
        return True
    return False


def _hand_over(desk: Desk, case: Case) -> bool:
    """Somebody who got the case says so, it goes to another, and nothing is done by the first."""
    closing, assigned = case.last("结案"), case.steps[2]
    if case.kind != COMPLAINT or closing is None or assigned.event != "分派":
        return False
    main = closing.by
    others = [one for one in desk.people("客户服务部") if one != main and one not in handlers(case)]
    if not others:
        return False
    assigned.by = others[0]
    case.steps[3:3] = [
        Step("回避", assigned.position, others[0], "客户经办人为本人亲属"),
        Step("改派", assigned.position, main),
    ]
    return True


def _plant_backlog(clock: DemoClock, cases: list[Case]) -> None:
    """Of the cases that are still open: some are due tomorrow, some soon after, some wait for the customer."""
    end = clock.end_position
    waiting = _open_cases(cases)
    tomorrow = clock.end.astype("datetime64[D]") + 1
    for day, count in ((tomorrow, DUE_TOMORROW), (tomorrow + 4, DUE_SOON)):
        for _, case in zip(range(count), waiting, strict=False):
            case.due, case.due_day = -1, day
    for number, case in zip(range(PAUSED + 1), waiting, strict=False):
        position = (case.position_of_end + end) // 2 // _MINUTE * _MINUTE
        reason = PAUSES[number % len(PAUSES)] if number < PAUSED else ""
        case.steps.append(Step("暂停", max(position, case.start + 3 * _MINUTE), case.steps[-1].by, reason))


def _open_cases(cases: list[Case]) -> Iterator[Case]:
    """The newest first, those of the last day left out."""
    for case in reversed(cases):
        has_paused = case.last("暂停") is not None
        if case.kind in FORMAL and case.has_log and not case.is_closed and len(case.steps) > 1 and not has_paused:
            yield case

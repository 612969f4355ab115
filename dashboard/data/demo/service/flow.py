"""The steps of a case: how long each takes in working time, pauses, hand-offs, reopenings. Ends where the data end."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.service.case import APPEAL, COMPLAINT, FORMAL, OBJECTION, OWN_TIMES, Case, Step
from dashboard.data.demo.service.causes import PAUSES
from dashboard.data.demo.service.clock import WORKING_DAY
from dashboard.data.demo.service.desk import Desk
from dashboard.data.demo.service.promises import LATE_LABORATORY

LIMIT_DAYS = {COMPLAINT: 10, APPEAL: 15, OBJECTION: 7}
"""Working days until a case has to be closed; other kinds have five."""
LATE_SHARE, LATE_SHARE_OF_LATE, STUCK_SHARE = 0.07, 0.55, 0.015
_MINUTE = 60
_FULL = (
    ("分派", 0.06, 1.0),
    ("初评", 0.16, 0.97),
    ("初步诊断", 0.3, 0.35),
    ("原因分析", 0.48, 0.96),
    ("批准", 0.66, 0.93),
    ("达成一致", 0.8, 0.92),
    ("答复", 0.92, 1.0),
)
"""Step, place between acknowledgement and closing, how often it is written down."""
_AT_ONCE = (("初评", 0.2, 0.9), ("原因分析", 0.4, 0.8), ("达成一致", 0.6, 0.85), ("答复", 0.8, 1.0))
_CALLBACKS = ("很满意", "满意", "基本满意", "不满意", "未联系上")


@dataclass(frozen=True, eq=False)
class Flow:
    """Draws the steps. ``end``: working position of the last second of the data."""

    random: np.random.Generator
    desk: Desk
    end: int

    def run(self, case: Case) -> None:
        """Fill ``case.steps`` with what happened until the end of the data."""
        random = self.random
        limit = LIMIT_DAYS.get(case.kind, 5) * WORKING_DAY
        people = self.desk.handlers_of(random, case)
        at_once = case.earlier is None and random.random() < (0.2 if case.kind in FORMAL else 0.9)
        span = self._span(case, limit, at_once)
        told = min(int(random.exponential(0.3) * WORKING_DAY) + 300, int(span * 0.6))
        case.steps = [Step("受理", case.start, case.receiver), Step("告知受理", case.start + told, case.receiver)]
        if at_once:
            people = {**people, "main": case.receiver if case.receiver in self._may(case) else people["main"]}
        for event, place, often in self._usual(case, at_once=at_once):
            if random.random() < often:
                spread = place + random.uniform(-0.04, 0.04)
                position = case.start + told + int((span - told) * spread)
                case.steps.append(Step(event, position, people[_role(event)], is_timed=_is_timed(random, event)))
        case.steps.append(Step("结案", case.start + span, people["main"]))
        if not at_once:
            self._interruptions(case, people)
        self._afterwards(case, people, limit)
        self._cut(case)
        if not case.has_log:
            _forget(case)

    def _usual(self, case: Case, *, at_once: bool) -> tuple[tuple[str, float, float], ...]:
        """Nobody assesses praise or a question."""
        if case.kind not in FORMAL:
            return _AT_ONCE[-1:]
        return _AT_ONCE if at_once else _FULL

    def _may(self, case: Case) -> list[int]:
        return self.desk.free(case, "客户服务部")

    def _span(self, case: Case, limit: int, at_once: bool) -> int:
        """Working seconds to the closing, pauses apart."""
        random = self.random
        if at_once:
            return int(limit * random.uniform(0.03, 0.18))
        late = LATE_SHARE_OF_LATE if case.department == LATE_LABORATORY else LATE_SHARE
        chance = random.random()
        if chance < STUCK_SHARE and case.kind != APPEAL:
            return int(limit * (4 + random.exponential(4)))
        if chance < late:
            return int(limit * (1.05 + random.exponential(0.45)))
        return int(limit * (0.12 + 0.83 * random.beta(2.2, 1.8)))

    def _interruptions(self, case: Case, people: dict[str, int]) -> None:
        """A pause for one case in six, hand-offs and a leader's word for some."""
        random, chance = self.random, self.random.random(4)
        if chance[0] < 0.16:
            length = int((0.6 + random.exponential(2.5)) * WORKING_DAY)
            reason = "" if random.random() < 0.15 else str(random.choice(PAUSES))
            place = next((n for n, step in enumerate(case.steps) if step.event == "原因分析"), 2)
            start = case.steps[place].position - 20 * _MINUTE
            start = max(start, case.steps[place - 1].position)
            for step in case.steps[place:]:
                step.position += length
            case.steps[place:place] = [
                Step("暂停", start, people["main"], reason),
                Step("恢复", start + length, people["main"]),
            ]
        for share, event, by in ((0.05, "改派", "main"), (0.03, "升级", "approver"), (0.04, "领导批示", "approver")):
            if random.random() < share:
                place = next((n for n, step in enumerate(case.steps) if step.event == "答复"), len(case.steps) - 1)
                case.steps.insert(place, Step(event, case.steps[place].position - 5 * _MINUTE, people[by]))
                case.steps[place].position = max(case.steps[place].position, case.steps[place - 1].position)

    def _afterwards(self, case: Case, people: dict[str, int], limit: int) -> None:
        """The call back, and for some who are not content a second round."""
        random = self.random
        if random.random() < 0.87:
            result = random.choice(
                5, p=(0.3, 0.36, 0.16, 0.11, 0.07) if case.kind in FORMAL else (0.5, 0.4, 0.05, 0, 0.05)
            )
            self._call(case, str(_CALLBACKS[result]))
        if case.kind in FORMAL and random.random() < (0.3 if case.callback == "不满意" else 0.025):
            position = case.position_of_end + int(random.uniform(0.5, 6) * WORKING_DAY)
            case.steps.append(Step("重开", position, case.receiver, "客户对处理结果不满意"))
            length = int(limit * random.uniform(0.15, 0.6))
            case.steps.append(Step("答复", position + int(length * 0.85), people["main"]))
            case.steps.append(Step("结案", position + length, people["main"]))
            if random.random() < 0.8:
                self._call(case, str(_CALLBACKS[random.choice(4, p=(0.25, 0.4, 0.2, 0.15))]))

    def _call(self, case: Case, result: str) -> None:
        position = case.position_of_end + int(self.random.uniform(0.2, 5) * WORKING_DAY)
        case.steps.append(Step("回访", position, case.receiver))
        case.callback = result

    def _cut(self, case: Case) -> None:
        """Whole minutes, and nothing after the end of the data."""
        for step in case.steps[1:]:
            step.position = max(-(-step.position // _MINUTE) * _MINUTE, case.start + 2 * _MINUTE)
        case.steps = [step for step in case.steps if step.position <= self.end or step.event == "受理"]
        if case.last("回访") is None:
            case.callback = ""


def _forget(case: Case) -> None:
    """Of a case without a log only the times stay that its own columns have: the last of each."""
    kept = [case.last(event) for event in OWN_TIMES]
    case.steps = [case.steps[0], *[step for step in kept if step is not None]]


def _role(event: str) -> str:
    return {"原因分析": "analyst", "批准": "approver"}.get(event, "main")


def _is_timed(random: np.random.Generator, event: str) -> bool:
    """Of the assessment the time is forgotten now and then."""
    return event != "初评" or random.random() >= 0.02

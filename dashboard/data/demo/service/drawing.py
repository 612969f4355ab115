"""Which cases come in: whose, when, about which order."""

import numpy as np

from dashboard.data.demo.service.case import APPEAL, COMPLAINT, OBJECTION, Case
from dashboard.data.demo.service.causes import APPEAL as APPEAL_TOPIC
from dashboard.data.demo.service.causes import LABORATORY, NOBODY, OBJECTIONS, OTHERS, SALES, TOPICS, Topic
from dashboard.data.demo.service.clock import WORKING_DAY
from dashboard.data.demo.service.desk import handlers
from dashboard.data.demo.service.flow import LIMIT_DAYS, Flow
from dashboard.data.demo.service.intake import FreeOrders, Intake
from dashboard.data.demo.service.months import ComplaintMonths
from dashboard.data.demo.service.promises import LABORATORIES
from dashboard.data.demo.service.verdicts import judge

OBJECTION_RATE, APPEAL_SHARE, _LEAST_APPEALS = 0.0042, 0.07, 9
OTHER_RATES = {"建议": 0.0018, "表扬": 0.0026, "咨询": 0.003}
_FORMS = (("电话", "客服热线"), ("邮件", "业务邮箱"), ("网上", "网上平台"), ("来访", "业务窗口"), ("书面", "来函"))
_FORM_WEIGHTS = (0.46, 0.18, 0.2, 0.1, 0.06)
_COMES_BACK, _LOOKED_AT = 0.25, 150


def draw_cases(intake: Intake, months: ComplaintMonths) -> list[Case]:
    """All cases in the order of receipt, with their steps and numbers."""
    random = intake.random
    received: list[tuple[str, np.datetime64]] = []
    for month in range(intake.plan.months):
        counts = {
            COMPLAINT: int(months.complaints[month]),
            OBJECTION: int(random.poisson(months.orders[month] * OBJECTION_RATE)),
        }
        counts |= {kind: int(random.poisson(months.orders[month] * rate)) for kind, rate in OTHER_RATES.items()}
        received += [(kind, _moment(intake, month)) for kind, count in counts.items() for _ in range(count)]
    received.sort(key=lambda one: (one[1], one[0]))
    free = FreeOrders(intake)
    flow = Flow(random, intake.desk, intake.clock.end_position)
    cases: list[Case] = []
    for kind, at in received:
        case = _case(intake, free, kind, at)
        _link(intake, case, cases)
        flow.run(case)
        cases.append(case)
    appeals = _appeals(intake, cases)
    for case in appeals:
        flow.run(case)
    cases = sorted([*cases, *appeals], key=lambda one: (one.received, one.kind, one.customer))
    for number, case in enumerate(cases):
        case.case_id = f"TS{str(case.received)[2:7].replace('-', '')}{number + 1:05d}"
        judge(random, case)
    return cases


def _link(intake: Intake, case: Case, earlier: list[Case]) -> None:
    """Some customers come back with a closed complaint as with a new one, which others work on then."""
    if case.kind != COMPLAINT or intake.random.random() >= _COMES_BACK:
        return
    quality = set(intake.desk.people("质量部"))
    for other in reversed(earlier[-_LOOKED_AT:]):
        is_same = other.customer == case.customer and other.kind == COMPLAINT and other.earlier is None
        if is_same and other.is_closed and other.position_of_end < case.start and not handlers(other) & quality:
            case.earlier = other
            case.topic, case.department, case.respondent = other.topic, other.department, other.respondent
            return


def _moment(intake: Intake, month: int) -> np.datetime64:
    """A minute of the office hours of a working day, now and then of an evening or a weekend."""
    random, clock = intake.random, intake.clock
    first = (intake.plan.first_month + month).astype("datetime64[D]").astype(int)
    days = np.arange(first, intake.plan.month_end(month).astype(int) + 1)
    is_late = random.random() < 0.06
    worked = np.array([clock.workdays[np.datetime64(int(day), "D").astype(object)] for day in days])
    day = int(random.choice(days if is_late else days[worked]))
    start, end = (18 * 60, 22 * 60) if is_late else (8 * 60 + 35, 17 * 60 + 10)
    return np.datetime64(day * 86_400 + int(random.integers(start, end)) * 60, "s")


def _case(intake: Intake, free: FreeOrders, kind: str, at: np.datetime64) -> Case:
    random, promises = intake.random, intake.desk.promises
    order = free.take(at)
    customer = int(intake.trade.customer[order])
    topic = _topic(random, kind)
    manager = int(intake.desk.staff.manager[customer])
    if topic.side == SALES and manager < 0:
        topic = TOPICS[0]
    laboratory = LABORATORIES[promises.laboratory[order]]
    sides = {LABORATORY: laboratory, SALES: intake.desk.department(manager), NOBODY: ""}
    department = sides.get(topic.side, "客户服务部")
    respondent = {LABORATORY: int(promises.tester[order]), SALES: manager}.get(topic.side, -1)
    if topic.side != LABORATORY and random.random() < 0.3:
        order = -1
    case = Case(kind, at, intake.clock.position(at), customer, order, topic, department, respondent)
    form = random.choice(len(_FORMS), p=_FORM_WEIGHTS)
    case.form, case.channel = _FORMS[form]
    case.receiver = int(random.choice(intake.desk.people("客户服务部")))
    case.severity = int(random.choice((1, 2, 3), p=(0.6, 0.3, 0.1)))
    case.has_log = random.random() >= 0.025
    if kind in LIMIT_DAYS and random.random() >= 0.04:
        case.due = case.start + LIMIT_DAYS[kind] * WORKING_DAY
    return case


def _topic(random: np.random.Generator, kind: str) -> Topic:
    if kind in OTHERS:
        return OTHERS[kind]
    topics = OBJECTIONS if kind == OBJECTION else TOPICS
    weights = np.array([topic.weight for topic in topics], float)
    return topics[int(random.choice(len(topics), p=weights / weights.sum()))]


def _appeals(intake: Intake, cases: list[Case]) -> list[Case]:
    """Against the answer to complaints and objections about results, some days after it; two in three name the case."""
    random, found = intake.random, []
    quality = set(intake.desk.people("质量部"))
    can_be = [
        case
        for case in cases
        if case.kind in (COMPLAINT, OBJECTION) and case.department in LABORATORIES and case.is_closed
        if case.has_log and case.order >= 0 and case.earlier is None and not handlers(case) & quality
    ]
    taken_up = {id(case.earlier) for case in cases}
    share = min(max(APPEAL_SHARE, _LEAST_APPEALS / max(len(can_be), 1)), 0.6)
    for case in can_be:
        answered = case.steps[-1].position
        at = intake.clock.moment(answered + int(random.uniform(1, 12) * WORKING_DAY) // 60 * 60)
        chance = random.random(3)
        if chance[0] >= share or at > intake.clock.end or id(case) in taken_up:
            continue
        appeal = Case(
            APPEAL,
            at,
            intake.clock.position(at),
            case.customer,
            case.order,
            APPEAL_TOPIC,
            case.department,
            case.respondent,
        )
        appeal.earlier, appeal.is_linked = case, chance[1] < 0.65
        appeal.form, appeal.channel, appeal.receiver, appeal.severity = "书面", "来函", case.receiver, 3
        appeal.due_day = (at + np.timedelta64(21, "D")).astype("datetime64[D]")
        found.append(appeal)
    return found

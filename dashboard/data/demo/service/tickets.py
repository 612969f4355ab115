"""服务工单: requests outside of the laboratory, how long they took, whether the fault came again."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import STRATEGIC, Roster
from dashboard.data.demo.service.clock import WORKING_DAY, DemoClock
from dashboard.data.demo.service.promises import LABORATORIES, RECENT_DAYS
from dashboard.data.demo.service.standards import ADVICE, INSTALL, REISSUE, REPAIR, SAMPLING
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.staff import Staff

PER_ORDER = 0.105
_WAITING_DAYS = 30
"""Some tickets of the last days wait for something, however short they take as a rule."""
CODES = (SAMPLING, REISSUE, REPAIR, INSTALL, ADVICE)
_WEIGHTS = np.array((0.38, 0.22, 0.12, 0.06, 0.22))
_DAY = 86_400
_BAD_TICKETS = (REPAIR, REISSUE, REPAIR, INSTALL)
"""Of each silent sufferer, all of them far over every limit; the last repair is a repeated fault."""


@dataclass(frozen=True, eq=False)
class Tickets:
    """Arrays of one length, in the order of ``reported`` (datetime64[s], whole minutes). ``finished`` and ``appointed``
    may be NaT; ``code``: place in CODES; ``by``: place in Staff.employees."""

    customer: np.ndarray
    code: np.ndarray
    reported: np.ndarray
    finished: np.ndarray
    appointed: np.ndarray
    moved: np.ndarray
    is_told: np.ndarray
    started: np.ndarray
    is_repeat: np.ndarray
    by: np.ndarray

    @property
    def size(self) -> int:
        return self.customer.size


def draw_tickets(
    plan: DemoPlan,
    clock: DemoClock,
    roster: Roster,
    staff: Staff,
    customers: np.ndarray,
    days: np.ndarray,
    sufferers: tuple[int, ...],
) -> Tickets:
    """``customers`` and ``days`` of the orders that reach the books: tickets follow them. Bad service of the silent
    sufferers comes on top."""
    random = plan.stream(9)
    size = max(round(customers.size * PER_ORDER), 60)
    place = random.integers(0, customers.size, size)
    customer = np.concatenate((customers[place], np.repeat(sufferers, len(_BAD_TICKETS)).astype(np.int64)))
    code = np.concatenate(
        (
            random.choice(len(CODES), size, p=_WEIGHTS),
            np.tile([CODES.index(one) for one in _BAD_TICKETS], len(sufferers)),
        )
    )
    is_bad = np.arange(code.size) >= size
    day = np.concatenate((days[place] + random.integers(0, 12, size), _bad_days(random, plan, int(is_bad.sum()))))
    keep = day <= plan.last_day
    customer, code, is_bad, day = customer[keep], code[keep], is_bad[keep], day[keep]
    order = np.argsort(day, kind="stable")
    customer, code, is_bad, day = customer[order], code[order], is_bad[order], day[order]
    reported = day.astype("datetime64[s]") + random.integers(8 * 60 + 30, 18 * 60, day.size).astype("timedelta64[m]")
    return _served(random, clock, staff, customer, code, is_bad, roster.tier[customer] == STRATEGIC, reported)


def _bad_days(random: np.random.Generator, plan: DemoPlan, size: int) -> np.ndarray:
    """Far enough before the end that even the worst is finished."""
    return plan.last_day - random.integers(50, RECENT_DAYS - 10, size)


def _served(
    random: np.random.Generator,
    clock: DemoClock,
    staff: Staff,
    customer: np.ndarray,
    code: np.ndarray,
    is_bad: np.ndarray,
    is_first: np.ndarray,
    reported: np.ndarray,
) -> Tickets:
    """``is_first``: of a strategic customer, who is served before the others."""
    size, nat = code.size, np.datetime64("NaT", "s")
    working = np.isin(code, [CODES.index(SAMPLING), CODES.index(REISSUE)])
    usual = np.array([1.5 * WORKING_DAY, 1.2 * WORKING_DAY, 26 * 3600, 7 * _DAY, 3.5 * 3600])[code]
    usual = usual * np.where(is_first, 0.4, 1)
    seconds = usual * np.clip(random.lognormal(-0.12, 0.5, size), 0.05, 4.5)
    worst = np.array([9 * WORKING_DAY, 13 * WORKING_DAY, 130 * 3600, 26 * _DAY, 60 * 3600])[code]
    seconds = np.where(is_bad, worst * random.uniform(1, 1.3, size), seconds)
    seconds = (np.ceil(seconds / 60) * 60).astype(np.int64)
    by_clock = clock.time.moment(clock.time.position(reported) + seconds)
    finished = np.where(working, by_clock, reported + seconds.astype("timedelta64[s]"))
    waits = (reported > clock.end - np.timedelta64(_WAITING_DAYS, "D")) & (random.random(size) < 0.15)
    finished = np.where((finished > clock.end) | waits, nat, finished)
    has_date = (code == CODES.index(SAMPLING)) & (random.random(size) < 0.8)
    appointed = np.where(has_date, _next_morning(clock, reported), nat)
    shift = np.where(random.random(size) < 0.07, random.integers(35, 180, size), random.integers(-25, 1, size))
    started = np.where(
        has_date, appointed + shift.astype("timedelta64[m]"), reported + (seconds * 0.6).astype("int64") // 60 * 60
    )
    started = np.where((started > clock.end) | np.isnat(finished), nat, started)
    finished = np.where(has_date & (finished < started + 1800), started + 1800, finished)
    is_midnight = finished == finished.astype("datetime64[D]")  # would be read as a day without a time
    finished = np.where(is_midnight, finished + 60, finished)
    finished = np.where(finished > clock.end, nat, finished)
    moved = np.where(has_date & (random.random(size) < 0.07), reported + 3600 * 3, nat)
    testers = np.array([n for n, one in enumerate(staff.employees) if one.department in LABORATORIES])
    desk = np.array([n for n, one in enumerate(staff.employees) if one.department == "客户服务部"])
    at_desk = np.isin(code, [CODES.index(REISSUE), CODES.index(ADVICE)])
    by = np.where(at_desk, desk[random.integers(0, desk.size, size)], testers[random.integers(0, testers.size, size)])
    return Tickets(
        customer, code, reported, finished, appointed, moved, random.random(size) < 0.8, started,
        is_bad & (code == CODES.index(REPAIR)) | ((code == CODES.index(REPAIR)) & (random.random(size) < 0.05)), by,
    )  # fmt: skip


def _next_morning(clock: DemoClock, reported: np.ndarray) -> np.ndarray:
    """Half past nine or later of the next working day."""
    position = clock.time.position(reported) // WORKING_DAY * WORKING_DAY + WORKING_DAY + 3600
    return clock.time.moment(position)


def ticket_sheet(roster: Roster, staff: Staff, tickets: Tickets) -> Sheet:
    """服务工单, and one whose time nobody wrote down."""
    people = [one.employee_id for one in staff.employees]
    departments = [one.department for one in staff.employees]
    by = tickets.by.tolist()
    has_date = ~np.isnat(tickets.appointed)
    columns = [
        [f"GD{number + 1:06d}" for number in range(tickets.size)],
        [roster.customer_id[row] for row in tickets.customer.tolist()],
        [CODES[place] for place in tickets.code.tolist()],
        minutes(tickets.reported),
        minutes(tickets.appointed),
        minutes(tickets.moved),
        np.where(np.isnat(tickets.moved), "", np.where(tickets.is_told, "是", "否")).tolist(),
        minutes(np.where(has_date | (tickets.code == CODES.index(REPAIR)), tickets.started, np.datetime64("NaT"))),
        minutes(tickets.finished),
        [departments[place] for place in by],
        [people[place] for place in by],
        np.where(tickets.is_repeat, "是", "否").tolist(),
    ]
    records = [list(record) for record in zip(*columns, strict=True)]
    lost = [f"GD{tickets.size + 1:06d}", records[0][1], records[0][2], "待补", *records[0][4:]]
    return Sheet(_HEADER, [*records, lost])


_HEADER = (
    "工单号", "客户编号", "服务类型", "报修时间", "预约时间", "改约时间", "是否提前告知", "开始时间", "完成时间",
    "处理部门",    "处理人", "是否重复故障",
)  # fmt: skip


def minutes(moments: np.ndarray) -> list[str]:
    """``2025-03-04 09:15``, empty where not known."""
    texts = np.datetime_as_string(moments.astype("datetime64[m]")).tolist()
    return ["" if text == "NaT" else text.replace("T", " ") for text in texts]

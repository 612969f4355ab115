"""The demo's departments and account teams: who works with whom.

Everything here has streams of its own, so that customers, orders and targets stay as they were without it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, STRATEGIC, Roster
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.staff import Staff

TEAM_STREAM = 5
_DEPARTMENTS = (
    ("BM01", "市场部", "", "业务"),
    ("BM02", "大客户部", "BM01", "业务"),
    ("BM03", "市场一部", "BM01", "业务"),
    ("BM04", "市场二部", "BM01", "业务"),
    ("BM05", "市场三部", "市场部", "业务"),
    ("BM06", "客户服务部", "", "业务"),
    ("BM07", "检测中心", "", "技术"),
    ("BM08", "建材检测室", "检测中心", "技术"),
    ("BM09", "食品检测室", "检测中心", "技术"),
    ("BM10", "电子电器检测室", "BM07", "技术"),
    ("BM11", "质量部", "", "质保"),
)
_HELPERS = (("协办", "客户服务部"), ("技术", "检验员"))
"""Roles in a team, and the department or post whose people take them."""


@dataclass(frozen=True)
class Member:
    """``ended_on`` is empty while it lasts."""

    customer_id: str
    employee_id: str
    role: str
    since: str
    ended_on: str


def department_sheet() -> Sheet:
    """部门表: those above by number or by name, and one that is still being founded."""
    records = [list(record) for record in _DEPARTMENTS]
    return Sheet(
        ("部门编号", "部门名称", "上级部门", "部门类型"), [*records, ["", "环境检测室（筹建）", "BM07", "技术"]]
    )


def draw_teams(plan: DemoPlan, roster: Roster, staff: Staff) -> list[Member]:
    """A deputy and a technician for each strategic customer and for every other key customer, some of them until a
    successor came; the team of the concentrated customer is written by hand."""
    random = plan.stream(TEAM_STREAM)
    ranks = [
        [one.employee_id for one in staff.employees if wanted in (one.department, one.role)] for _, wanted in _HELPERS
    ]
    first_day, days = plan.first_month.astype("datetime64[D]"), plan.months * 30
    members = []
    for row in np.flatnonzero((roster.tier == STRATEGIC) | (roster.tier == KEY)).tolist():
        chosen, helper, begin, length = (random.random(len(ranks)) for _ in range(4))
        if row == roster.planted.concentrated or (roster.tier[row] == KEY and chosen[0] < 0.5):
            continue
        for place, (role, _) in enumerate(_HELPERS):
            people = ranks[place]
            number = int(helper[place] * len(people))
            since = first_day + int(begin[place] * days * 0.6)
            ended = since + 30 + int(length[place] * days * 0.3)
            if chosen[place] > 0.75:
                members.append(_member(roster, row, people[number], role, since, ended))
                since, number = ended + 1, (number + 1) % len(people)
            members.append(_member(roster, row, people[number], role, since, None))
    return members + _written_team(plan, roster, staff)


def _member(
    roster: Roster, row: int, employee_id: str, role: str, since: np.datetime64, ended_on: np.datetime64 | None
) -> Member:
    return Member(roster.customer_id[row], employee_id, role, str(since), "" if ended_on is None else str(ended_on))


def _written_team(plan: DemoPlan, roster: Roster, staff: Staff) -> list[Member]:
    """Of the concentrated customer: a deputy and a technician of today, and a deputy who was there before."""
    row, turn = roster.planted.concentrated, plan.month_end(plan.before_index)
    service = [one.employee_id for one in staff.employees if one.department == "客户服务部"]
    testers = [one.employee_id for one in staff.employees if one.role == "检验员"]
    start = plan.first_month.astype("datetime64[D]")
    return [
        _member(roster, row, service[0], "协办", start, turn),
        _member(roster, row, service[1], "协办", turn + 1, None),
        _member(roster, row, testers[0], "技术", start, None),
    ]


def team_sheet(members: list[Member], staff: Staff) -> Sheet:
    """客户归属: every fifth by the person's name; one without a first day, one without a person."""
    name = {one.employee_id: one.name for one in staff.employees}
    records = [
        [
            one.customer_id,
            name[one.employee_id] if place % 5 == 4 else one.employee_id,
            one.role,
            one.since,
            one.ended_on,
        ]
        for place, one in enumerate(members)
    ]
    first = members[0]
    wrong = [
        [first.customer_id, first.employee_id, "质保", "待定", ""],
        [first.customer_id, "", "高层", first.since, ""],
    ]
    return Sheet(("客户编号", "工号", "归属角色", "归属开始日期", "归属结束日期"), [*records, *wrong])


def people_truths(
    plan: DemoPlan, roster: Roster, staff: Staff, members: list[Member], contacts: Sheet
) -> dict[str, Any]:
    """What can be found again: who reports to whom, the planted account team, and how many there are of each."""
    accepted = {record[0]: record for record in contacts.records if record[0] and record[10] != "已离职"}
    concentrated = roster.customer_id[roster.planted.concentrated]
    return {
        "departments": {record[0]: record[1] for record in _DEPARTMENTS},
        "superiors": {
            one.employee_id: staff.employees[one.superior].employee_id
            for one in staff.employees
            if one.superior is not None
        },
        "contacts": len(accepted),
        "contacts_who_left": sum(record[10] != "" for record in accepted.values()),
        "assignments": len(members),
        "assignments_of_today": sum(member.ended_on == "" for member in members),
        "account_team": {
            "customer_id": concentrated,
            "as_of": str(plan.last_day),
            "members": {
                member.employee_id: member.role
                for member in members
                if member.customer_id == concentrated and not member.ended_on
            },
        },
    }

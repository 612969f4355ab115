"""Who may work on a case without a conflict, by rules that are written down here a second time (metrics.md, M35).

Nobody works on a case who tested or signed the disputed order, looks after the customer in any role, is of the
respondent's department or line, or worked on the case that is appealed against.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.people import Member
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.service.case import Case
from dashboard.data.demo.service.promises import LABORATORIES, Promises
from dashboard.data.demo.staff import Staff

HANDLING = ("初评", "初步诊断", "原因分析", "批准", "达成一致", "答复", "领导批示", "结案")
ANALYSIS = "原因分析"
GROUNDS = ("a", "b", "c", "d")


@dataclass(frozen=True, eq=False)
class Desk:
    """``manager``: place in Staff.employees by customer, below 0 nobody; ``team``: places of all who were ever in the
    account team of a customer."""

    staff: Staff
    promises: Promises
    team: dict[int, frozenset[int]]

    def department(self, place: int) -> str:
        return self.staff.employees[place].department if place >= 0 else ""

    def people(self, *departments: str) -> list[int]:
        return [place for place, one in enumerate(self.staff.employees) if one.department in departments]

    def is_in_line(self, one: int, other: int) -> bool:
        """Whether one stands above or below the other."""
        return other in self._above(one) or one in self._above(other)

    def _above(self, place: int) -> list[int]:
        found: list[int] = []
        superior = self.staff.employees[place].superior
        while superior is not None and superior not in found:
            found.append(superior)
            superior = self.staff.employees[superior].superior
        return found

    def grounds(self, case: Case, person: int, event: str = "答复") -> set[str]:
        """Grounds a to c against a person as a handler of a case."""
        found = set()
        if case.order >= 0 and person in (self.promises.tester[case.order], self.promises.signer[case.order]):
            found.add("a")
        if event != ANALYSIS and self._is_close(case, person):
            found.add("b")
        if case.earlier is not None and person in handlers(case.earlier):
            found.add("c")
        return found

    def _is_close(self, case: Case, person: int) -> bool:
        if person == self.staff.manager[case.customer] or person == case.respondent:
            return True
        department = self.department(person)
        if department in (case.department, self.department(case.respondent)):
            return True
        return case.respondent >= 0 and self.is_in_line(person, case.respondent)

    def free(self, case: Case, *departments: str) -> list[int]:
        """People of these departments who have nothing to do with it, not even as part of the account team."""
        team = self.team.get(case.customer, frozenset())
        return [one for one in self.people(*departments) if one not in team and not self.grounds(case, one)]

    def handlers_of(self, random: np.random.Generator, case: Case) -> dict[str, int]:
        """Who does what: ``main``, ``analyst``, ``approver``."""
        quality = self.people("质量部")[0]
        if case.earlier is not None or case.department == "客户服务部":
            main = quality
        else:
            main = int(random.choice(self.free(case, "客户服务部") or [quality]))
        head = [one for one in self.free(case, "市场部") if case.earlier is None]
        colleagues = [
            one
            for one in self.people(_who_analyses(case))
            if case.department in LABORATORIES
            and not self.grounds(case, one, ANALYSIS)
            and one != case.respondent
            and one not in self.team.get(case.customer, frozenset())
        ]
        return {
            "main": main,
            "analyst": colleagues[0] if colleagues else main,
            "approver": head[0] if head else quality,
        }


def make_desk(roster: Roster, staff: Staff, promises: Promises, members: list[Member]) -> Desk:
    number = {one.employee_id: place for place, one in enumerate(staff.employees)}
    row = {customer_id: place for place, customer_id in enumerate(roster.customer_id)}
    team: dict[int, frozenset[int]] = {}
    for member in members:
        customer = row[member.customer_id]
        team[customer] = team.get(customer, frozenset()) | {number[member.employee_id]}
    return Desk(staff, promises, team)


def handlers(case: Case) -> set[int]:
    """Who took a handling step."""
    return {step.by for step in case.steps if step.event in HANDLING}


def conflicts(desk: Desk, case: Case) -> set[str]:
    """Grounds that are true of a case as it was handled; declared ones (d) too."""
    found: set[str] = set()
    declared: set[int] = set()
    for step in case.steps:
        if step.event == "回避":
            declared.add(step.by)
        elif step.event in HANDLING:
            found |= desk.grounds(case, step.by, step.event)
            found |= {"d"} if step.by in declared else set()
    return found


def _who_analyses(case: Case) -> str:
    """The responsible unit itself; of an appeal the next laboratory."""
    if case.earlier is None or case.department not in LABORATORIES:
        return case.department
    return LABORATORIES[(LABORATORIES.index(case.department) + 1) % len(LABORATORIES)]

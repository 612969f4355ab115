"""The demo's own people, and which customers each account manager looks after."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.catalogue import CITIES
from dashboard.data.demo.names import person_names
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, STRATEGIC, Roster

_MANAGERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("大客户部", ()),
    ("市场一部", ("华东",)),
    ("市场一部", ("华东",)),
    ("市场一部", ("华东",)),
    ("市场一部", ("华东",)),
    ("市场一部", ("华东",)),
    ("市场二部", ("华南",)),
    ("市场二部", ("华南",)),
    ("市场二部", ("华中", "西南")),
    ("市场二部", ("华中", "西南")),
    ("市场三部", ("华北", "东北")),
    ("市场三部", ("华北", "西北")),
)
"""Department and regions of the twelve account managers; the first one keeps the key accounts of all regions."""

_OTHERS = (
    ("市场部", "主管", 1),
    ("客户服务部", "客服", 4),
    ("建材检测室", "检验员", 3),
    ("食品检测室", "检验员", 3),
    ("电子电器检测室", "检验员", 3),
    ("质量部", "主管", 1),
)


_HEAD = _OTHERS[0][:2]
"""Department and post of whom the first of every market department reports to; theirs report to them."""
_MARKET = frozenset(department for department, _ in _MANAGERS)


@dataclass(frozen=True)
class Employee:
    """``superior``: index of whom they report to, None at the top."""

    employee_id: str
    name: str
    department: str
    role: str
    joined_on: str
    superior: int | None


@dataclass(frozen=True, eq=False)
class Staff:
    """``manager`` of each customer: index into ``employees``, -1 nobody, -2 the one who left and is on no list."""

    employees: tuple[Employee, ...]
    departed: str
    manager: np.ndarray

    def manager_name(self, index: int) -> str:
        return {-1: "", -2: self.departed}.get(index) or (self.employees[index].name if index >= 0 else "")

    def department(self, index: int) -> str:
        return self.employees[index].department if index >= 0 else ""


def draw_staff(plan: DemoPlan, roster: Roster) -> Staff:
    """Employees with distinct names; managers by region, the key-account manager for some large customers."""
    random = plan.stream(2)
    posts = [(department, "客户经理") for department, _ in _MANAGERS]
    posts += [(department, role) for department, role, count in _OTHERS for _ in range(count)]
    *names, departed = person_names(random, len(posts) + 1)
    first_day = plan.first_month.astype("datetime64[D]")
    joined = (first_day - random.integers(60, 4000, len(posts))).astype(str)
    employees = tuple(
        Employee(f"GH{number + 1:03d}", name, *posts[number], str(day), _superior(posts, number))
        for number, (name, day) in enumerate(zip(names, joined, strict=True))
    )
    return Staff(employees, departed, _assign(random, roster))


def _superior(posts: list[tuple[str, str]], number: int) -> int | None:
    """The first of a department leads it; the leads of the market departments report to the head of all of them."""
    department, _ = posts[number]
    lead = next(place for place, (other, _) in enumerate(posts) if other == department)
    if lead != number:
        return lead
    return posts.index(_HEAD) if department in _MARKET else None


def _assign(random: np.random.Generator, roster: Roster) -> np.ndarray:
    manager = np.full(roster.size, -1)
    region = np.array([place.region for place in CITIES])[roster.city]
    pick = random.random(roster.size)
    for name in sorted(set(region.tolist())):
        here = np.array([number for number, (_, regions) in enumerate(_MANAGERS) if name in regions])
        rows = region == name
        manager[rows] = here[(pick[rows] ** 1.2 * len(here)).astype(int)]  # not all portfolios are of one size
    fate = random.random(roster.size)
    large = (roster.tier == STRATEGIC) | ((roster.tier == KEY) & (fate < 0.25))
    manager[large & (fate < 0.7)] = 0
    ordinary = ~large
    manager[ordinary & (fate < 0.02)] = -1
    manager[ordinary & (fate > 0.992)] = -2
    planted = list(roster.planted.everyone)
    manager[planted] = np.where(manager[planted] < 0, 1, manager[planted])
    return manager

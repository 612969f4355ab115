"""Who is asked in each wave and who answers: those who complained and large accounts answer less often."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.catalogue import CITIES
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import KEY, Roster
from dashboard.data.demo.service.case import COMPLAINT, Case
from dashboard.data.demo.sheets import Sheet
from dashboard.data.demo.slips import Slips
from dashboard.data.demo.survey.waves import CALLS, YEARLY, WavePlan
from dashboard.data.demo.truths import Booked

ANSWERS_OFTEN, LESS_AFTER_A_COMPLAINT, LESS_OF_LARGE = 0.54, 0.45, 0.35
HOME_REGION, SMALL_REGION, DOMINATED_REGION = "华东", "西北", "东北"
_OF_SMALL, _OF_DOMINATING, _BESIDE_DOMINATING = 3, 8, 3
_MOST_ACCOUNTS, _REACHED_PERCENT, _SMALLER = 3000, 85, 0.92
_LEFT = 10
"""Column of contacts: the day on which somebody left."""


@dataclass(frozen=True, eq=False)
class Market:
    """What decides who can be asked. ``bought``: customer x month, orders booked; ``usable``: customers that the
    import takes; ``contacts``: (id, day on which they left or "") of each customer; ``complaints``: days of each."""

    roster: Roster
    usable: np.ndarray
    bought: np.ndarray
    region: np.ndarray
    contacts: dict[int, list[tuple[str, str]]]
    complaints: dict[int, list[np.datetime64]]

    def active(self, first: int, last: int) -> np.ndarray:
        """Rows of customers with an order in these months."""
        return np.flatnonzero(self.usable & self.bought[:, max(first, 0) : last + 1].any(axis=1))

    def may_be_asked_by_agency(self, wave: WavePlan) -> np.ndarray:
        """Active in the twelve months before, without strategic and key accounts and others as large as those."""
        active = self.active(wave.month - 12, wave.month - 1)
        is_small = self.roster.value[active] < np.quantile(self.roster.value[active], _SMALLER)
        is_planted = np.isin(active, self.roster.planted.everyone)
        return active[is_small & ~is_planted & (self.roster.tier[active] > KEY)]

    def has_complained(self, customers: np.ndarray, day: np.datetime64) -> np.ndarray:
        """Within the 365 days before."""
        recent = {row for row, days in self.complaints.items() if any(day - 365 <= one < day for one in days)}
        return np.isin(customers, list(recent))


@dataclass(frozen=True, eq=False)
class Asked:
    """One row per invitation. ``answers``: how many responses came of it; ``at``: when it was sent; ``population``:
    customers who could have been asked."""

    customer: np.ndarray
    contact: list[str]
    at: np.ndarray
    is_delivered: np.ndarray
    answers: np.ndarray
    population: int


def market(
    plan: DemoPlan, roster: Roster, slips: Slips, contacts: Sheet, cases: Sequence[Case], orders: Sequence[Booked]
) -> Market:
    """Raises nothing: what is not usable is left out."""
    usable = np.ones(roster.size, bool)
    usable[slips.customer_unlisted] = usable[slips.customer_bad_date] = False
    bought = np.zeros((roster.size, plan.months), bool)
    bought[[one.customer for one in orders], [one.month for one in orders]] = True
    row = {customer_id: place for place, customer_id in enumerate(roster.customer_id)}
    people: dict[int, list[tuple[str, str]]] = {}
    for record in contacts.records:
        known = people.setdefault(row[record[1]], [])
        if record[0] and record[_LEFT] != "已离职" and (record[0], record[_LEFT]) not in known:
            known.append((record[0], record[_LEFT]))
    days: dict[int, list[np.datetime64]] = {}
    for case in cases:
        if case.kind == COMPLAINT:
            days.setdefault(case.customer, []).append(case.received.astype("datetime64[D]"))
    region = np.array([place.region for place in CITIES])[roster.city]
    return Market(roster, usable, bought, region, people, days)


def ask(random: np.random.Generator, there: Market, wave: WavePlan) -> Asked:
    if wave.kind == YEARLY:
        return _ask_everybody(random, there, wave)
    return _call(random, there, wave) if wave.kind == CALLS else _by_agency(random, there, wave)


def _ask_everybody(random: np.random.Generator, there: Market, wave: WavePlan) -> Asked:
    """Up to two people at each account that ordered in the twelve months before; accounts without one by themselves."""
    active = there.active(wave.month - 12, wave.month - 1)
    wanted = min(max(round(there.roster.size * 0.35), 300), _MOST_ACCOUNTS, active.size)
    chosen = np.sort(random.permutation(active)[:wanted])
    pairs = []
    for row in chosen.tolist():
        here = [one for one, left in there.contacts.get(row, []) if not left or left > str(wave.field_to)]
        pairs += [(row, contact) for contact in here[:2] or [""]]
    customer = np.array([row for row, _ in pairs])
    is_delivered = random.random(customer.size) < 0.96
    likely = np.full(customer.size, ANSWERS_OFTEN)
    likely[there.has_complained(customer, wave.field_from)] *= LESS_AFTER_A_COMPLAINT
    likely[there.roster.tier[customer] <= KEY] *= LESS_OF_LARGE
    answers = (random.random(customer.size) < likely) & is_delivered
    at = np.repeat(wave.field_from.astype("datetime64[m]") + 9 * 60, customer.size)
    return Asked(customer, [contact for _, contact in pairs], at, is_delivered, answers.astype(int), active.size)


def _call(random: np.random.Generator, there: Market, wave: WavePlan) -> Asked:
    """Customers with an order in the quarter; of a hundred calls 85 reach somebody, who then answers."""
    active = there.active(wave.month - 2, wave.month)
    called = min(max(round(there.roster.size * 0.13), 60), _MOST_ACCOUNTS, active.size)
    customer = random.permutation(active)[:called]
    is_reached = random.permutation(called) < called * _REACHED_PERCENT // 100
    days = (wave.field_to - wave.field_from).astype(int)
    day = np.busday_offset(wave.field_from + random.integers(3, days - 3, called), 0, roll="backward")
    at = day.astype("datetime64[m]") + random.integers(9 * 60, 17 * 60, called)
    order = np.argsort(at, kind="stable")
    reached = is_reached[order]
    return Asked(customer[order], [""] * called, at[order], reached, reached.astype(int), active.size)


def _by_agency(random: np.random.Generator, there: Market, wave: WavePlan) -> Asked:
    """Customers that are no large accounts. Too few answers from one region; most of those from another by one
    customer; who is far away answers less often."""
    active = there.may_be_asked_by_agency(wave)
    elsewhere = active[~np.isin(there.region[active], (SMALL_REGION, DOMINATED_REGION))]
    wanted = min(max(round(there.roster.size * 0.3), 60), _MOST_ACCOUNTS, elsewhere.size)
    luck = random.random(elsewhere.size) + 0.3 * (there.region[elsewhere] != HOME_REGION)
    chosen = elsewhere[np.argsort(luck, kind="stable")]
    few = random.permutation(active[there.region[active] == SMALL_REGION])[:_OF_SMALL]
    dominated = random.permutation(active[there.region[active] == DOMINATED_REGION])[: _BESIDE_DOMINATING + 1]
    customer = np.concatenate((chosen[: wanted * 2], few, dominated))
    answers = np.ones(customer.size, int)
    answers[wanted : min(wanted * 2, chosen.size)] = 0
    if dominated.size:
        answers[customer.size - dominated.size] = _OF_DOMINATING
    at = np.repeat(wave.field_from.astype("datetime64[m]") + 10 * 60, customer.size)
    order = np.argsort(customer, kind="stable")
    return Asked(customer[order], [""] * customer.size, at, np.ones(customer.size, bool), answers[order], active.size)

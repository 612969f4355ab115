"""What became of cases: repeats and reopenings (M33), solved at first contact (M34), justified and paid for (M37).

Flags for each case, as in ``logic.cases.rates``.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.money import exact_total
from dashboard.logic.shares import Share

REPEAT_WITHIN = np.timedelta64(90, "D")
JUSTIFIED = ("yes", "partly")
HANDLING: dict[str, tuple[str, str]] = {
    "repeat": ("repeat", "repeat_known"),
    "reopened": ("reopened", "closed_in_window"),
    "first_contact": ("first_contact", "first_contact_known"),
    "justified": ("justified", "assessed"),
}
"""Numerator and denominator of each, as names of flags. Of ``reopened`` the one is no part of the other."""


@dataclass(frozen=True)
class Handling:
    """``reopened`` is a ratio: who was closed in one window may be reopened in the next.

    compensation   int money units of the cases received in the window whose amount is known; None = none is
    compensated    how many cases these are
    """

    repeat: Share
    reopened: Share
    first_contact: Share
    justified: Share
    compensation: int | None
    compensated: int

    def rate(self, name: str) -> Share:
        """One of HANDLING."""
        return getattr(self, name)


def handling_flags(frame: pd.DataFrame, steps: CaseSteps, window: ServiceWindow, kind: str) -> dict[str, np.ndarray]:
    """``frame``, ``steps``: as of the window's end (``cases_as_of``); steps of the whole company.

    repeat_known, repeat     received in the window, customer and cause known; of these after one of the same customer
                             and cause, received within the 90 days before. The cause is the fine one where it is given
    reopened                 opened again in the window, or received in it as the follow-up of another case
    first_contact_known      received in the window with a log of steps, or with receiving and responsible department
    first_contact            of these closed, and never handed to anybody but the first receiver
    assessed, justified      received in the window and judged; judged as justified or partly so
    compensated              received in the window, the amount paid is known (nothing paid is an amount too)

    Source: metrics.md, M33, M34, M37.
    """
    is_kind = (frame["kind"] == kind).to_numpy(bool)
    received = is_kind & window.holds(frame["received_at"].to_numpy().astype("datetime64[s]"))
    has_log = frame["has_log"].to_numpy(bool)
    both, same = _departments(frame)
    first_contact = received & (has_log | both)
    stayed = np.where(has_log, hand_offs(frame, steps) == 0, same)
    assessed = received & frame["justified"].notna().to_numpy()
    has_cause, is_repeat = repeats(frame, is_kind)
    return {
        "repeat_known": received & has_cause,
        "repeat": received & is_repeat,
        "reopened": is_kind & (_reopened(frame, steps, window) | (received & _names_another(frame))),
        "first_contact_known": first_contact,
        "first_contact": first_contact & stayed & ~frame["is_open"].to_numpy(bool),
        "assessed": assessed,
        "justified": assessed & frame["justified"].isin(JUSTIFIED).to_numpy(bool),
        "compensated": received & frame["compensation_known"].to_numpy(bool),
    }


def handling_of(frame: pd.DataFrame, flags: dict[str, np.ndarray], among: np.ndarray | None = None) -> Handling:
    """The shares from flags; ``among``: only these cases."""

    def counted(name: str) -> int:
        return int(np.count_nonzero(flags[name] if among is None else flags[name] & among))

    paid = flags["compensated"] if among is None else flags["compensated"] & among
    total = exact_total(frame["compensation"].to_numpy(np.int64)[paid]) if paid.any() else None
    shares = {name: Share(counted(top), counted(bottom)) for name, (top, bottom) in HANDLING.items()}
    return Handling(**shares, compensation=total, compensated=int(np.count_nonzero(paid)))


def repeats(frame: pd.DataFrame, is_kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(customer and cause are known, and an earlier case of the same kind, customer and cause lies within 90 days)."""
    customer = frame["customer_no"].to_numpy(np.int64)
    (fine, fines), (main, _) = (_codes(frame[name]) for name in ("cause_l2", "cause_l1"))
    codes = np.where(fine >= 0, fine, np.where(main >= 0, len(fines) + main, -1))
    known = is_kind & (customer >= 0) & (codes >= 0)
    rows = np.flatnonzero(known)
    received = frame["received_at"].to_numpy().astype("datetime64[s]")
    order = rows[np.lexsort((frame["case_no"].to_numpy()[rows], received[rows], codes[rows], customer[rows]))]
    is_repeat = np.zeros(len(frame), bool)
    if len(order) > 1:
        one, next_one = order[:-1], order[1:]
        again = (customer[one] == customer[next_one]) & (codes[one] == codes[next_one])
        is_repeat[next_one] = again & (received[next_one] - received[one] <= REPEAT_WITHIN)
    return known, is_repeat


def hand_offs(frame: pd.DataFrame, steps: CaseSteps) -> np.ndarray:
    """How often each case was handed on: reassigned, escalated, or assigned to somebody else than who took it first.
    Nobody named in a step is somebody else: that it stayed where it was would have to be written down."""
    size = int(max(frame["case_no"].max(), steps.case_no.max(initial=-1)) + 1) if len(frame) else 0
    if not size:
        return np.zeros(len(frame), np.int64)
    receiver = np.full(size, -2, np.int64)  # nobody
    place = {name: code for code, name in enumerate(steps.people)}
    names = frame["first_receiver_id"].astype(object)
    receiver[frame["case_no"].to_numpy()] = names.map(place).fillna(-2).to_numpy(np.int64)
    was_kept = steps.is_event("assigned") & (steps.by == receiver[steps.case_no])
    moved = steps.is_event("assigned", "reassigned", "escalated") & ~was_kept
    return np.bincount(steps.case_no[moved], minlength=size)[frame["case_no"].to_numpy()]


def _codes(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """(place of each value, -1 = not given; the values)."""
    held = column.astype("category").cat
    return held.codes.to_numpy(np.int64), held.categories


def _departments(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(receiving and responsible department are both given; they are the same)."""
    (receiving, names), (answering, others) = (
        _codes(frame[name]) for name in ("receiving_department", "respondent_department")
    )
    both = (receiving >= 0) & (answering >= 0)
    places = np.append(others.get_indexer(names), -1)  # the last place: not given
    return both, both & (places[receiving] == answering)


def _reopened(frame: pd.DataFrame, steps: CaseSteps, window: ServiceWindow) -> np.ndarray:
    again = steps.is_event("reopened") & window.holds(steps.at)
    return np.isin(frame["case_no"].to_numpy(), steps.case_no[again])


def _names_another(frame: pd.DataFrame) -> np.ndarray:
    named = frame["reopened_from"].astype(object)
    return (named.notna() & (named != frame["case_id"].astype(object))).to_numpy(bool)

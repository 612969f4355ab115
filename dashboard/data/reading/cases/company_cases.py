"""All cases of one build as arrays, loaded once and kept read-only; the working time their durations are counted in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import money_units, query_columns, query_rows, read_only
from dashboard.logic.cases.case_frame import CaseSteps
from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from dashboard.logic.working_time import OfficeHours, WorkingTime

NEEDED = ("feedback_case", "case_step", "clock_day", "case_limit")
MONEY = ("amount_claimed", "compensation", "rework_cost")
CODED = (
    "kind", "polarity", "form", "channel", "product_line", "object", "grade", "respondent_department",
    "receiving_department", "supervising_department", "cause_l1", "cause_l2", "justified", "callback_result", "outcome",
)  # fmt: skip
"""Few values in many rows: pandas categories."""
TEXTS = ("case_id", "contact_id", "order_id", "product_id", "respondent_id", "first_receiver_id", "operator_id",
         "approver_id", "reopened_from", "customer_id")  # fmt: skip


@dataclass(frozen=True, eq=False)
class CompanyCases:
    """``cases``: one row per case in the order of case_no, columns as in the mart ``feedback_case`` but the texts that
    people wrote; customer_no is -1 where the customer is not known; money in int64 units (0 where nothing is
    given, and ``<name>_known`` tells which). Nothing of this reaches a viewer before the rows out of scope are gone.
    """

    cases: pd.DataFrame
    steps: CaseSteps
    working_time: WorkingTime
    policy: CasePolicy
    years_without_holidays: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.cases)


def company_cases(marts: Marts) -> CompanyCases:
    """The cases of a build, from memory after the first call. Raises Problem for a build of an earlier version."""
    return marts.remember(("company_cases",), lambda: _load(marts), keep=1)


def _load(marts: Marts) -> CompanyCases:
    time, without = working_time(marts)
    return CompanyCases(_cases(marts), _steps(marts), time, case_policy(marts), without)


def working_time(marts: Marts) -> tuple[WorkingTime, tuple[int, ...]]:
    """The calendar of the build, and the years of it whose holidays are not known."""
    columns = query_columns(marts, "clock_days", needs=("clock_day",))
    days = columns["day"].to_numpy(zero_copy_only=False).astype("datetime64[D]").astype(np.int64)
    hours = OfficeHours(*(int(columns[name][0].as_py()) for name in ("open_1", "close_1", "open_2", "close_2")))
    is_workday = columns["is_workday"].to_numpy(zero_copy_only=False)
    before = columns["seconds_before"].to_numpy(zero_copy_only=False).astype(np.int64)
    (unknown,) = query_rows(marts, "years_without_holidays")[0]
    return WorkingTime(hours, int(days[0]), read_only(before), read_only(is_workday)), tuple(sorted(unknown or ()))


def case_policy(marts: Marts) -> CasePolicy:
    """What the settings said at the build."""
    rows = {kind: rest for kind, *rest in query_rows(marts, "case_limits")}
    calendar, accept, _ = rows["all"]
    limits = {kind: TimeLimit.parse(rest[2]) for kind, rest in rows.items() if rest[2]}
    return CasePolicy(calendar, TimeLimit.parse(accept), limits)


def _cases(marts: Marts) -> pd.DataFrame:
    columns = query_columns(marts, "company_cases", needs=NEEDED)
    frame: dict[str, object] = {}
    for name, column in columns.items():
        if name in CODED:
            frame[name] = _category(column)
        elif name in TEXTS:
            frame[name] = pd.Series(column.to_pylist(), dtype=object)
        elif name in MONEY:
            frame[name] = money_units(column)
            frame[f"{name}_known"] = column.is_valid().to_numpy(zero_copy_only=False)
        elif name in ("received_at", "due_at"):
            frame[name] = column.to_numpy(zero_copy_only=False).astype("datetime64[s]")
        elif name == "is_solicited":
            frame[name] = column.fill_null(False).to_numpy(zero_copy_only=False)
        else:
            frame[name] = column.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return pd.DataFrame(frame)


def _category(column: pa.Array) -> pd.Categorical:
    coded = column.dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(codes, pd.Index(coded.dictionary.to_pylist(), dtype=object))


def _steps(marts: Marts) -> CaseSteps:
    columns = query_columns(marts, "company_case_steps", needs=NEEDED)
    events, people = (columns[name].dictionary_encode() for name in ("event", "by_id"))
    return CaseSteps(
        case_no=read_only(columns["case_no"].to_numpy(zero_copy_only=False).astype(np.int32)),
        event=read_only(events.indices.to_numpy(zero_copy_only=False).astype(np.int16)),
        at=read_only(columns["happened_at"].to_numpy(zero_copy_only=False).astype("datetime64[s]")),
        clock=read_only(columns["happened_clock"].fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)),
        is_time_known=read_only(columns["is_time_known"].to_numpy(zero_copy_only=False).astype(bool)),
        has_reason=read_only(columns["has_reason"].to_numpy(zero_copy_only=False).astype(bool)),
        by=read_only(people.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)),
        is_logged=read_only(columns["is_logged"].to_numpy(zero_copy_only=False).astype(bool)),
        events=tuple(events.dictionary.to_pylist()),
        people=tuple(people.dictionary.to_pylist()),
    )

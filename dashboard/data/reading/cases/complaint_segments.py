"""What complaints are told apart by: columns of the case, of its customer, the layer of its customer, its month."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import CaseGround, VisibleCases
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.customer_choices import choices
from dashboard.data.reading.masking import check_not_masked
from dashboard.logic.cases.breakdown import (
    DIMENSIONS,
    OF_CASES,
    PERSONS,
    Segments,
    column_segments,
    month_segments,
)
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer

OF_CUSTOMERS = ("region", "industry", "account_manager_id")


def check_dimension(by: str, viewer: Viewer) -> None:
    """Raise Problem for what complaints cannot be told apart by, for a masked column, and for persons without the
    right to see figures of persons."""
    if by not in DIMENSIONS:
        raise Problem(
            "Cases cannot be told apart by {column}. Use {columns}.", column=by, columns=", ".join(DIMENSIONS)
        )
    if by in PERSONS and not viewer.may(Right.PERSONS):
        raise Problem("Figures about single persons are for supervisors and auditors only.")
    check_not_masked(by, viewer)


def segments_of(reader: CaseGround, question: Question, visible: VisibleCases, by: str) -> Segments:
    """The segment of each case of the frame. A customer nobody knows has none."""
    frame = visible.frame
    if by in OF_CASES:
        return column_segments(frame[OF_CASES[by]])
    if by == "month":
        return month_segments(frame["received_at"].to_numpy(), visible.window)
    customer = frame["customer_no"].to_numpy(np.int64)
    if by == "layer":
        layered = reader.layered(question)
        codes = np.full(len(company_customers(reader.marts)) + 1, -1, np.int64)  # the last place: nobody knows
        codes[layered.customer_no] = layered.codes
        return Segments(tuple(layered.layering.layers), codes[customer])
    dimension = company_customers(reader.marts).dimensions[by]
    places = np.arange(len(dimension.values), dtype=np.int64)
    is_given = np.array([value is not None for value in dimension.values], bool)
    renumbered = np.append(np.where(is_given, np.cumsum(is_given) - 1, -1), -1)
    codes = np.append(dimension.codes.astype(np.int64), len(places))
    return Segments(tuple(value for value in dimension.values if value is not None), renumbered[codes[customer]])


def dimensions(reader: CaseGround, frame: pd.DataFrame) -> tuple[str, ...]:
    """Those of DIMENSIONS that say something to this viewer, in order: not masked, given for at least one case, and of
    account managers at least two."""
    viewer = reader.viewer
    offered = []
    for by in DIMENSIONS:
        if by in viewer.veiled or (by in PERSONS and not viewer.may(Right.PERSONS)):
            continue
        if by in OF_CASES and not frame[OF_CASES[by]].notna().any():
            continue
        if by == "account_manager_id" and len(choices(reader.marts, viewer, by)) < 2:
            continue
        offered.append(by)
    return tuple(offered)

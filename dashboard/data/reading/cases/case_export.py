"""Cases as they leave as a file: one row each, masked, persons of the company for those only who have the right."""

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.cases.case_rows import case_rows
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.data.reading.queries import query_columns
from dashboard.logic.roles import Right
from dashboard.logic.viewer import Viewer

PERSONS = ("respondent_id", "first_receiver_id", "operator_id", "approver_id")
TEXTS = ("description", "remedy_requested")


def case_export(marts: Marts, viewer: Viewer, visible: VisibleCases, kind: str) -> pd.DataFrame:
    """One row per visible case of a kind, in the order of receipt: the columns of the visible frame, those of
    ``case_rows`` and TEXTS."""
    frame = visible.frame
    rows = frame.loc[(frame["kind"] == kind).to_numpy(bool)].reset_index(drop=True)
    listed = case_rows(marts, viewer, visible, rows["case_no"].to_numpy(np.int64))
    wanted = pa.table({"case_no": pa.array(rows["case_no"].to_numpy(np.int32))})
    found = query_columns(marts, "case_export_texts", wanted=wanted, needs=("feedback_case",))
    texts = {name: pd.Series(found[name].to_pylist(), dtype=object) for name in TEXTS}
    if not viewer.may(Right.PERSONS):
        texts |= {name: pd.Series([None] * len(rows), dtype=object) for name in PERSONS}
    codes = {
        name: rows[name].astype(object) for name in rows.columns if isinstance(rows[name].dtype, pd.CategoricalDtype)
    }
    codes = {name: column.where(column.notna(), None) for name, column in codes.items()}
    told = {name: listed[name] for name in listed.columns if name not in codes}
    return rows.assign(**codes, **told, **masked(pd.DataFrame(texts), viewer).to_dict("series"))

"""The views of causes."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.causes import BY_CODE, NOT_OURS, SUB_BY_CODE
from dashboard.logic.question import Question

_COLUMNS = (
    "cause:text cause_name:text cause_name_zh:text sub_cause:text sub_cause_name:text sub_cause_name_zh:text "
    "is_ours:flag cases:count share:share cumulative_share:share cost:money costed:count customers:count value:money"
)


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per cause, or per sub-cause; the heaviest by the number of cases first. Cases without a cause stand in
    the last row, without a share."""
    within = "" if asked.by == "sub_cause" else None
    found = reader.causes(question, asked.kind, within=within)
    table = found.table.rename(columns={"sub": "sub_cause", "cumulative": "cumulative_share"})
    for column, known in (("cause", BY_CODE), ("sub_cause", SUB_BY_CODE)):
        entries = [known.get(code) for code in table[column]]
        table[f"{column}_name"] = pd.Series([entry.name if entry else None for entry in entries], dtype=object)
        table[f"{column}_name_zh"] = pd.Series([entry.name_zh if entry else None for entry in entries], dtype=object)
    table["is_ours"] = [code not in NOT_OURS for code in table["cause"]]
    table["cost"] = table["cost"].astype(object).where(table["costed"] > 0, None)
    return table


VIEWS: dict[str, ServiceView] = {
    "causes": ServiceView(
        columns(_COLUMNS), ("cause_pareto", "quality_cost", "quality_cost_share"), _rows, ("cause", "sub_cause")
    ),
}

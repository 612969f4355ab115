"""The views of what matters most."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.question import Question

_COLUMNS = (
    "survey_id:text item_id:text question_text:text service:text "
    "importance:share importance_low:share importance_high:share rank:count rank_correlation:number n:count "
    "performance:number performance_low:number performance_high:number rated:count quadrant:text "
    "penalty:number penalty_low:number penalty_high:number reward:number reward_low:number reward_high:number "
    "low_n:count middle_n:count high_n:count factor:text stated:number stated_n:count "
    "responses:count explained:share not_told:text"
)


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per question about satisfaction, the most important first. ``explained``: R squared of all of them;
    ``not_told``: why there is no importance. ``performance`` on the scale of the questions, on 0 to 100 where scales
    differ."""
    wave = reader.latest_shown(question) if asked.survey is None else reader.wave(question, asked.survey)
    if wave is None or reader.withheld(question, wave):
        return pd.DataFrame(columns=[one.name for one in columns(_COLUMNS)])
    found = reader.drivers(question, wave)
    items = reader.driver_items(question, wave).iloc[found.table["item"]].reset_index(drop=True)
    table = found.table.join(items[["item_id", "question_text", "service"]])
    table = table.assign(
        survey_id=wave.survey_id,
        responses=found.responses,
        explained=float("nan") if found.reason else found.explained,
        not_told=found.reason or None,
    )
    return table.sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)


VIEWS: dict[str, ServiceView] = {
    "drivers": ServiceView(
        columns(_COLUMNS), ("derived_importance", "importance_performance", "penalty_reward"), _rows
    ),
}

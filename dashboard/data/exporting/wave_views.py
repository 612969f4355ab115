"""The views of whole waves."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.survey_ground import CUTS
from dashboard.logic.question import Question
from dashboard.logic.surveys.satisfaction_index import Weighting
from dashboard.logic.surveys.wave import Wave

_SURVEYS = (
    "survey_id:text title:text series:text kind:text field_from:date field_to:date is_anonymous:flag withheld:text "
    "responses:count outside_scale:count compared_with:text "
    "overall:number overall_low:number overall_high:number overall_n:count overall_verdict:text "
    "top2:share top2_low:share top2_high:share top2_n:count top2_verdict:text bottom2:share "
    "index:number index_low:number index_high:number index_n:count index_verdict:text index_weights:text "
    "promoters:count passives:count detractors:count "
    "nps:number nps_low:number nps_high:number nps_n:count nps_verdict:text "
    "ces:number ces_low:number ces_high:number ces_n:count ces_verdict:text agree:share"
)
_NPS = (
    "survey_id:text segment:text n:count promoters:count passives:count detractors:count "
    "nps:number nps_low:number nps_high:number is_thin:flag"
)


def _surveys(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per wave: of every survey, or with ``--survey`` of the series of that one."""
    wave = None if asked.survey is None else reader.wave(question, asked.survey)
    weighted, weighting = _choices(asked)
    found = reader.wave_overview(question, wave, weighted=weighted, weighting=weighting)
    days = {name: pd.to_datetime(found[name]) for name in ("field_from", "field_to")}
    return found.assign(**days)


def _nps(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """Of one wave: one row, or one per segment of ``--by``. Of an anonymous wave the cells that M47b allows; an empty
    segment is everybody whose own cell is not shown."""
    wave = _asked_wave(reader, question, asked)
    if wave is None:
        return pd.DataFrame(columns=[one.name for one in columns(_NPS)])
    found = reader.nps_table(question, wave, asked.by, weighted=_choices(asked)[0])
    return found.rename(columns={"low": "nps_low", "high": "nps_high"}).assign(survey_id=wave.survey_id)


def _asked_wave(reader: Reader, question: Question, asked: ServiceAsked) -> Wave | None:
    return reader.latest_shown(question) if asked.survey is None else reader.wave(question, asked.survey)


def _choices(asked: ServiceAsked) -> tuple[bool, Weighting]:
    """Whether by the survey's own weights, and how the index weighs its questions: what the page has chosen."""
    more = dict(asked.more)
    return more.get("weights") == "survey", _WEIGHTINGS.get(more.get("index", ""), "equal")


_WEIGHTINGS: dict[str, Weighting] = {"stated": "stated", "derived": "derived"}


VIEWS: dict[str, ServiceView] = {
    "surveys": ServiceView(
        columns(_SURVEYS), ("item_score", "top2", "csi", "nps", "ces", "survey_interval", "change_verdict"), _surveys
    ),
    "nps": ServiceView(columns(_NPS), ("nps", "survey_interval"), _nps, CUTS),
}

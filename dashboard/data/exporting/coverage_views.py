"""The views of who answered."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.coverage_reader import REACH_CUTS
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave

WHOLE = "all"
"""A cut of one row: the whole wave."""
_COLUMNS = columns(
    "survey_id:text cut:text segment:text invited:count delivered:count delivered_share:share "
    "answered:count contact_share:share contact_share_low:share contact_share_high:share responses:count "
    "accounts_invited:count accounts_answered:count account_share:share account_share_low:share "
    "account_share_high:share customers:count customers_heard:count customer_share:share customer_share_low:share "
    "customer_share_high:share revenue:money revenue_heard:money revenue_share:share"
)


def asked_wave(reader: Reader, question: Question, asked: ServiceAsked) -> Wave | None:
    """The wave asked for; else the latest that is shown to this viewer, None where none is."""
    if asked.survey is not None:
        return reader.wave(question, asked.survey)
    shown = [wave for wave in reader.waves(question) if not reader.withheld(question, wave)]
    return shown[-1] if shown else None


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per value of the cut. Where none is asked for, first the whole wave, then its layers where they are
    shown: ``cut`` tells the rows apart, so that nobody adds them up."""
    wave = asked_wave(reader, question, asked)
    if wave is None:
        return pd.DataFrame({one.name: pd.Series([], dtype=object) for one in _COLUMNS})
    layers = REACH_CUTS[:1] if REACH_CUTS[0] in reader.coverage_cuts(wave) else ()
    cuts = (WHOLE, *layers) if asked.by is None else (asked.by,)
    tables = [reader.coverage(question, wave, None if cut == WHOLE else cut).assign(cut=cut) for cut in cuts]
    return pd.concat(tables, ignore_index=True).assign(survey_id=wave.survey_id)


VIEWS: dict[str, ServiceView] = {
    "coverage": ServiceView(
        _COLUMNS,
        ("survey_delivered", "survey_response", "survey_account_response", "survey_customers_heard",
         "survey_revenue_heard"),
        _rows,
        (WHOLE, *REACH_CUTS),
    ),
}  # fmt: skip

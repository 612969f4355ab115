"""The estimate as a table: as measured, for the assumption chosen, and for each published claim."""

import pandas as pd

from dashboard.data.reading.iceberg.iceberg_figures import IcebergFigures
from dashboard.data.reading.surveys.speaking_up import SpeakingUp
from dashboard.logic.iceberg.iceberg import MARKED_PERCENTS, Iceberg, LossRates, assumed_rate, contribution_at_risk
from dashboard.widgets.iceberg.words import source_text, value_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.words import wave_label
from dashboard.widgets.tables import Column, show_table


def berg_table(
    opened: Opened, figures: IcebergFigures, berg: Iceberg, losses: LossRates, found: SpeakingUp | None
) -> None:
    """A row per share of those who speak up; the measured one stands first."""
    chosen = () if berg.rate.is_measured else (round(berg.rate.value * 100),)
    percents = sorted({*chosen, *MARKED_PERCENTS})
    rates, sources = [assumed_rate(percent) for percent in percents], [source_text(percent) for percent in percents]
    if found is not None and found.rate is not None:
        rates = [found.rate, *rates]
        sources = [_("measured: {wave}", wave=wave_label(opened, found.wave)), *sources]
    bergs = [Iceberg(figures.complaining, figures.customers, rate) for rate in rates]
    average = figures.average.value
    frame = pd.DataFrame(
        {
            "share": [one.rate.value for one in bergs],
            "source": sources,
            "complained": [one.complaining for one in bergs],
            "dissatisfied": [one.dissatisfied for one in bergs],
            "silent": [one.silent for one in bergs],
            "risk": [None if average is None else contribution_at_risk(one.silent, average, losses) for one in bergs],
        }
    )
    columns = [
        Column("share", _("Tell us"), shown=lambda share: opened.formats.share(share, 0), is_pinned=True),
        Column("complained", _("Complained"), "count"),
        Column("dissatisfied", _("Dissatisfied, estimated"), "count"),
        Column("silent", _("Silent, estimated"), "count"),
        Column("source", _("Source of the share")),
    ]
    if losses.difference >= 0:  # else nothing is at risk in any row, and the note above says why
        columns.insert(4, Column("risk", _("At risk: {value}", value=value_text(figures.base)), "money"))
    show_table(frame, columns, opened.formats, key="iceberg_table", alt=_("The estimate for each published claim"))

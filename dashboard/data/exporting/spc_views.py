"""The views of control charts of complaints."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.periods import month_no, month_text
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.spc.case_series import CaseSeries
from dashboard.logic.spc.measures import CUTS, PER, SpcAsked

_MONTHS = (
    "month:text complete:flag received:count orders:count per_100_orders:number customers:count due:count "
    "in_time:count on_time_share:share assessed:count justified:count justified_share:share answered:count "
    "satisfied:count satisfied_share:share closed:count called_back:count called_back_share:share"
)
_SPC = (
    "month:text complete:flag count:count exposure:count rate:number centre:number lower:number upper:number "
    "signals:text is_baseline:flag change_point:flag event:text"
)
_SHARES = (
    ("on_time_share", "in_time", "due"),
    ("justified_share", "justified", "assessed"),
    ("satisfied_share", "satisfied", "answered"),
    ("called_back_share", "called_back", "closed"),
)


def spc_asked(asked: ServiceAsked) -> SpcAsked:
    """``more`` may say measure, baseline_end (2023-12), respondent_department or product_line. Raises Problem."""
    more = dict(asked.more)
    by = next((column for column in CUTS if column in more), None)
    end = more.get("baseline_end")
    return SpcAsked(
        kind=asked.kind,
        measure=more.get("measure", "per_100_orders"),
        by=by,
        value=more[by] if by else None,
        baseline_end=None if end is None else _month(end),
    )


def _month(text: str) -> int:
    try:
        return month_no(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise Problem("{value} is no month. Write it like 2011-11.", value=text) from None


def _months(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per month: counts with the shares made from them; null where the denominator is 0."""
    table = reader.case_months(question, spc_asked(asked)).rename(columns={"closed_in_window": "closed"})
    found = table.assign(
        month=[month_text(int(month)) for month in table["month_no"]],
        per_100_orders=_ratio(table["received"], table["orders"]) * PER,
    )
    return found.assign(**{name: _ratio(table[top], table[bottom]) for name, top, bottom in _SHARES})


def _ratio(top: pd.Series, bottom: pd.Series) -> np.ndarray:
    count, whole = top.to_numpy(np.float64), bottom.to_numpy(np.float64)
    return np.divide(count, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _spc(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per month of one figure: rates per 100, shares 0..1; signals as codes with their direction."""
    series = reader.case_series(question, spc_asked(asked))
    chart, scale = series.chart, 1 if series.measure.is_share else PER
    shifts = {shift.month_no: shift for shift in series.shifts}
    months = series.months.tolist()
    events = {month: shift.event.title for month, shift in shifts.items() if shift.event}
    return pd.DataFrame(
        {
            "month": [month_text(month) for month in months],
            "complete": ~series.is_part,
            "count": series.count,
            "exposure": series.exposure,
            "rate": chart.rate * scale,
            "centre": chart.centre * scale,
            "lower": chart.lower * scale,
            "upper": chart.upper * scale,
            "signals": pd.Series([_codes(series, place) for place in range(len(months))], dtype=object),
            "is_baseline": chart.is_baseline & (series.baseline is not None),
            "change_point": [month in shifts for month in months],
            "event": pd.Series([events.get(month) for month in months], dtype=object),
        }
    )


def _codes(series: CaseSeries, place: int) -> str | None:
    """``beyond+ trend+``: each rule with + for high or rising, - for low or falling; None where none fires."""
    found = series.chart.signals
    fired = [f"{rule}{'+' if getattr(found, rule)[place] > 0 else '-'}" for rule in found.codes(place)]
    return " ".join(fired) or None


VIEWS: dict[str, ServiceView] = {
    "complaint-months": ServiceView(
        columns(_MONTHS), ("complaint_rate", "closed_in_time", "justified", "satisfied", "called_back"), _months
    ),
    "spc": ServiceView(columns(_SPC), ("spc", "complaint_rate"), _spc),
}

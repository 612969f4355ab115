"""The months in words: what is unusual, since when the level is another one, and how reliable that is."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard.logic.cases.rates import TOO_FEW
from dashboard.logic.periods import month_end
from dashboard.logic.spc.case_series import CaseSeries, Shift
from dashboard.logic.spc.false_alarms import false_alarms
from dashboard.logic.spc.laney import LEAST_POINTS
from dashboard.logic.spc.measures import PER, SpcAsked
from dashboard.logic.spc.rules import Signals
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext, speech

LAST_MONTHS = 12
"""What is unusual in so many is told below the chart; the table has all."""


def rate_text(form: Formats, series: CaseSeries, rate: float | None) -> str:
    """``3.48`` per 100, or ``86.2%``; exact enough to tell two months apart."""
    if rate is None or rate != rate:
        return form.not_known
    return form.share(rate) if series.measure.is_share else form.number(rate * PER, 2)


def signal_words(form: Formats, found: Signals, place: int) -> list[str]:
    """What the rules say of one month."""
    words = []
    for rule in found.codes(place):
        if rule == "beyond":
            words.append(_("unusually high this month") if found.beyond[place] > 0 else _("unusually low this month"))
        elif rule == "one_side":
            words.append(_side_text(form, int(found.side_length[place]), int(found.one_side[place])))
        else:
            words.append(_row_text(form, int(found.trend_length[place]), int(found.trend[place])))
    return words


def _side_text(form: Formats, count: int, sign: int) -> str:
    if sign > 0:
        return ngettext(
            "{n} month in a row above the usual level",
            "{n} months in a row above the usual level",
            count,
            n=form.whole(count),
        )
    return ngettext(
        "{n} month in a row below the usual level",
        "{n} months in a row below the usual level",
        count,
        n=form.whole(count),
    )


def _row_text(form: Formats, count: int, sign: int) -> str:
    if sign > 0:
        return ngettext("{n} month in a row rising", "{n} months in a row rising", count, n=form.whole(count))
    return ngettext("{n} month in a row falling", "{n} months in a row falling", count, n=form.whole(count))


def shift_text(form: Formats, series: CaseSeries, shift: Shift) -> str:
    """Since when, how much, and what happened near it; never why."""
    month, change = form.month(shift.month_no), shift.change
    after, before = (rate_text(form, series, rate) for rate in (change.after, change.before))
    if series.measure.is_share or change.ratio is None:
        told = _("Since {month}: {after} instead of {before}", month=month, after=after, before=before)
    else:
        told = _(
            "Since {month}: {times} times as many ({after} instead of {before})",
            month=month,
            times=form.number(change.ratio, 1 if change.ratio >= 1 else 2),
            after=after,
            before=before,
        )
    near = event_text(form, shift)
    return _("{change}; {event}.", change=told, event=near) if near else _("{change}.", change=told)


def event_text(form: Formats, shift: Shift) -> str:
    """How far the new level is from the nearest event; nothing where none is near."""
    if shift.event is None:
        return ""
    title, day = shift.event.title, form.day(shift.event.happened_on)
    if shift.days > 0:
        return ngettext(
            "{n} day after “{event}” ({day})",
            "{n} days after “{event}” ({day})",
            shift.days,
            n=shift.days,
            event=title,
            day=day,
        )
    if -shift.days < month_end(shift.month_no).day:
        return _("in the month of “{event}” ({day})", event=title, day=day)
    return ngettext(
        "{n} day before “{event}” ({day})",
        "{n} days before “{event}” ({day})",
        -shift.days,
        n=-shift.days,
        event=title,
        day=day,
    )


def unusual_text(form: Formats, series: CaseSeries) -> str:
    """What is unusual in the last months, rule by rule."""
    if not series.baseline:
        return ""
    judged = np.flatnonzero(~series.is_part)[-LAST_MONTHS:]
    told = [*_beyond_texts(form, series, judged), *_run_texts(form, series, judged)]
    if not told:
        return _("None of the last {n} complete months is unusual.", n=form.whole(len(judged)))
    return _("In the last {n} complete months: {words}.", n=form.whole(len(judged)), words=_("; ").join(told))


def _beyond_texts(form: Formats, series: CaseSeries, judged: NDArray[np.int64]) -> list[str]:
    """Months beyond a limit, those next to each other as one span."""
    beyond, told = series.chart.signals.beyond, []
    for sign in (1, -1):
        months = series.months[judged[beyond[judged] == sign]]
        if not len(months):
            continue
        spans = np.split(months, np.flatnonzero(np.diff(months) > 1) + 1)
        names = _(", ").join(form.span(int(span[0]), int(span[-1])) for span in spans)
        told.append(
            _("unusually high in {months}", months=names) if sign > 0 else _("unusually low in {months}", months=names)
        )
    return told


def _run_texts(form: Formats, series: CaseSeries, judged: NDArray[np.int64]) -> list[str]:
    """Each run by its last month in sight."""
    found, told = series.chart.signals, []
    for signs, lengths, text in (
        (found.one_side, found.side_length, _side_text),
        (found.trend, found.trend_length, _row_text),
    ):
        fired = judged[signs[judged] != 0]
        ends = [place for place in fired.tolist() if place + 1 not in fired.tolist()]
        for place in ends:
            words = text(form, int(lengths[place]), int(signs[place]))
            told.append(_("{words} (to {month})", words=words, month=form.month(int(series.months[place]))))
    return told


def limits_text(form: Formats, series: CaseSeries) -> str:
    """Where the limits come from and how often they cry wolf, or why there are none."""
    points = series.chart.baseline_points
    if series.baseline is None:
        if points >= LEAST_POINTS:
            return _("No limits: in the months of the baseline nothing varies, so nothing can be said of chance.")
        return _(
            "No limits and no judgement: they need {least} complete months with enough to count, here are {n}.",
            least=form.whole(LEAST_POINTS),
            n=form.whole(points),
        )
    told = _(
        "Baseline {span} (shaded), {n} months: usual level {level}; months differ {factor} times as much as by chance "
        "alone, and the limits allow for it.",
        span=form.span(series.baseline.first, series.baseline.last),
        n=form.whole(points),
        level=rate_text(form, series, float(series.chart.centre[0])),
        factor=form.number(series.chart.sigma_z, 2),
    )
    known = false_alarms(series.expected, points)
    alarms = _(
        "Where nothing changes, at most {per_month} of the months look unusual all the same, and up to {share} of such "
        "charts show at least one within 24 months.",
        per_month=form.share(known.per_month),
        share=form.share(known.in_24_months, 0),
    )
    return speech().together(told, alarms)


def notes(form: Formats, series: CaseSeries, asked: SpcAsked, data_through: date) -> list[str]:
    """What to know before reading the months."""
    found = []
    if series.is_part.any():
        found.append(
            _(
                "{month} is not complete (data to {day}): open mark, not judged and not in the sentence above.",
                month=form.month(int(series.months[-1])),
                day=form.day(data_through),
            )
        )
    hidden = int(((series.exposure > 0) & (series.exposure < TOO_FEW)).sum()) if series.measure.is_share else 0
    if hidden:
        found.append(
            ngettext(
                "{n} month with fewer than {least} cases has no point: a share of so few says nothing.",
                "{n} months with fewer than {least} cases have no point: a share of so few says nothing.",
                hidden,
                n=form.whole(hidden),
                least=form.whole(TOO_FEW),
            )
        )
    if asked.by == "respondent_department" and not series.measure.is_share:
        found.append(
            _("A department has no orders of its own: its cases are counted for each 100 of the whole selection.")
        )
    return found

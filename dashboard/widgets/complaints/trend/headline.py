"""The sentence above the months: better, worse or no evidence, with both figures and the interval."""

from dashboard.logic.spc.case_series import CaseSeries
from dashboard.logic.spc.verdict import Finding
from dashboard.widgets.complaints.trend.words import rate_text
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _


def trend_headline(form: Formats, series: CaseSeries, figure: str) -> str:
    """True for every data set. ``figure``: its title, with the department or line where there is one."""
    verdict, window = series.verdict, series.window
    if window is None:
        return _("{figure}: the period has no complete month yet.", figure=figure)
    when = form.span(window.first, window.last)
    now = rate_text(form, series, verdict.now)
    if series.earlier is None:
        first = form.month(int(series.months[0]))
        return _(
            "{figure}: {now} ({when}); no year before to compare with, the data begin in {month}.",
            figure=figure,
            when=when,
            now=now,
            month=first,
        )
    before = rate_text(form, series, verdict.before)
    if verdict.finding == "not_known" or verdict.change is None:
        if verdict.now is None or verdict.before is None:
            return _(
                "{figure}: {now} ({when}), a year earlier {before}; nothing to compare.",
                figure=figure,
                when=when,
                now=now,
                before=before,
            )
        return _("{figure}: none ({when}), and none a year earlier.", figure=figure, when=when)
    return _sentence(verdict.finding).format(
        figure=figure, when=when, now=now, before=before, change=change_text(form, series)
    )


def _sentence(finding: Finding) -> str:
    return {
        "better": _("Better. {figure}: {now} ({when}), a year earlier {before}; {change}."),
        "worse": _("Worse. {figure}: {now} ({when}), a year earlier {before}; {change}."),
        "higher": _("Higher. {figure}: {now} ({when}), a year earlier {before}; {change}."),
        "lower": _("Lower. {figure}: {now} ({when}), a year earlier {before}; {change}."),
    }.get(finding, _("No evidence of a change. {figure}: {now} ({when}), a year earlier {before}; {change}."))


def change_text(form: Formats, series: CaseSeries) -> str:
    """The change with its 95 % interval: per cent of a rate, points of a share."""
    verdict = series.verdict
    if verdict.is_share:
        return _(
            "{change} points (95% interval {low} to {high})",
            change=signed(form, (verdict.change or 0.0) * 100),
            low=signed(form, verdict.low * 100),
            high=signed(form, verdict.high * 100),
        )
    if verdict.high == float("inf"):
        return _("none before (95% interval: at least {low} times as many)", low=form.number(verdict.low, 1))
    return _(
        "{change}% (95% interval {low}% to {high}%)",
        change=signed(form, ((verdict.change or 0.0) - 1) * 100, 0),
        low=signed(form, (verdict.low - 1) * 100, 0),
        high=signed(form, (verdict.high - 1) * 100, 0),
    )


def signed(form: Formats, value: float, decimals: int = 1) -> str:
    """``+9.0`` and ``−1.7``; a change that rounds to nothing has no sign."""
    text = form.number(abs(value), decimals)
    if not text.strip("0.,"):
        return text
    return ("+" if value > 0 else "−") + text

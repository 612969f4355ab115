"""The sentence above the rates, true for every data set."""

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.widgets.complaints.rates.words import window_text
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.opened import Opened


def rates_headline(opened: Opened, figures: ComplaintFigures, kind: str) -> str:
    """How many came in, and how many of those due were closed in time."""
    received = figures.counts["received"]
    share = figures.rates.closed_in_time
    came_in = _received(opened, kind, received, window_text(opened.formats, figures.window))
    return speech().together(came_in, _on_time(opened, figures) if share is not None and share.denominator else "")


def _received(opened: Opened, kind: str, count: int, window: str) -> str:
    asked = {"n": opened.formats.whole(count), "window": window}
    if kind == "appeal":
        if not count:
            return _("No appeal was received from {window}.", window=window)
        return ngettext(
            "{n} appeal was received from {window}.", "{n} appeals were received from {window}.", count, **asked
        )
    if kind == "objection":
        if not count:
            return _("No quality objection was received from {window}.", window=window)
        return ngettext(
            "{n} quality objection was received from {window}.",
            "{n} quality objections were received from {window}.",
            count,
            **asked,
        )
    if not count:
        return _("No complaint was received from {window}.", window=window)
    return ngettext(
        "{n} complaint was received from {window}.", "{n} complaints were received from {window}.", count, **asked
    )


def _on_time(opened: Opened, figures: ComplaintFigures) -> str:
    form, share, overdue = opened.formats, figures.rates.closed_in_time, figures.rates.overdue_open
    if share is None:
        return ""
    asked = {
        "part": form.whole(share.numerator),
        "whole": form.whole(share.denominator),
        "share": form.headline_share(share.value),
        "open": form.whole(overdue),
    }
    if overdue:
        return _(
            "Of {whole} due, {part} ({share}) were closed in time; {open} open and past due count as failures.", **asked
        )
    return _("Of {whole} due, {part} ({share}) were closed in time; none is open and past due.", **asked)


def notes(opened: Opened, figures: ComplaintFigures, later: int) -> list[str]:
    """What must be known to read the figures."""
    form, share, said = opened.formats, figures.rates.closed_in_time, []
    if share is not None and not share.denominator:
        said.append(
            _(
                "None of them has a due time in this window: the file gives none, and the settings no limit for this "
                "kind ([service] close_within)."
            )
        )
    older = figures.rates.overdue_open - figures.counts["open_past_due"]
    if share is not None and older > 0:
        said.append(
            ngettext(
                "{n} of the open and past due fell due before this window: it is no part of the rate.",
                "{n} of the open and past due fell due before this window: they are no part of the rate.",
                older,
                n=form.whole(older),
            )
        )
    unknown = figures.counts["not_judged"]
    if share is not None and unknown:
        said.append(
            ngettext(
                "{n} case due was closed at a time that nobody wrote down: it is in no part of the rate.",
                "{n} cases due were closed at a time that nobody wrote down: they are in no part of the rate.",
                unknown,
                n=form.whole(unknown),
            )
        )
    if later:
        day = form.day(opened.marts.build.data_through)
        said.append(
            ngettext(
                "{n} case of the files was received after {day} and is counted nowhere.",
                "{n} cases of the files were received after {day} and are counted nowhere.",
                later,
                n=form.whole(later),
                day=day,
            )
        )
    return said

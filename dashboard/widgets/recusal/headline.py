"""The sentence above the page, true for every data set."""

from dashboard.logic.recusal.compliance import Compliance
from dashboard.widgets.complaints.rates.words import window_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened


def recusal_headline(opened: Opened, window: object, told: Compliance) -> str:
    """How many cases can be judged, and how many of them were handled by somebody who should have stood aside."""
    form = opened.formats
    when = window_text(form, window)  # ty: ignore[invalid-argument-type]
    if not told.judged + told.nobody_named + told.not_handled:
        return _("{when}: no case was received.", when=when)
    if not told.judged:
        return _("{when}: it cannot be said who handled the cases; nobody is named on their steps.", when=when)
    judged = form.whole(told.judged)
    if not told.violated:
        return ngettext(
            "{when}: {n} case handled, and without an undisclosed conflict.",
            "{when}: {n} cases handled, none of them with an undisclosed conflict.",
            told.judged,
            when=when,
            n=judged,
        )
    return ngettext(
        "{when}: {n} of {all} cases was handled by somebody who should have stood aside; compliance {share}.",
        "{when}: {n} of {all} cases were handled by somebody who should have stood aside; compliance {share}.",
        told.violated,
        when=when,
        n=form.whole(told.violated),
        all=judged,
        share=form.headline_share(told.share.value),
    )

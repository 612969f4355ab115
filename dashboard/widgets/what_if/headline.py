"""The sentence above the before/after picture: who moves, and what that does to a layer."""

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.shares import Share
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label, value_in_sentence
from dashboard.widgets.what_if.tried import Tried


def what_if_headline(told: WhatIfAnswer, now: Tried, form: Formats) -> str:
    """True for every data set: nobody active, nothing tried, nobody moves, or so many up and down."""
    _ = form.speech.say
    if not now.is_touched:
        return _("This is the rule in force: nobody moves.")
    if told.sums_after.active_customers == 0:
        return _("No customer has {value} above zero in this period.", value=value_in_sentence(now.proposal.base))
    moves = _("With these boundaries nobody moves up or down.")
    if told.up or told.down:
        moves = _("With these boundaries {up} and {down}.", up=_up(told.up, form), down=_down(told.down, form))
    return form.speech.together(moves, _of_a_layer(told, now, form))


def _up(number: int, form: Formats) -> str:
    ngettext = form.speech.count
    return ngettext("{n} customer moves up", "{n} customers move up", number, n=form.whole(number))


def _down(number: int, form: Formats) -> str:
    ngettext = form.speech.count
    return ngettext("{n} moves down", "{n} move down", number, n=form.whole(number))


def _of_a_layer(told: WhatIfAnswer, now: Tried, form: Formats) -> str:
    """The highest layer whose customers change, with its share of the revenue; nothing where none does."""
    ngettext = form.speech.count
    before, after = told.sums_before.customers, told.sums_after.customers
    place = next((place for place in range(told.bands) if before[place] != after[place]), None)
    if place is None:
        return ""
    name = layer_label(told.layers[place], now.scheme)
    was, share = (Share(sums.revenue[place], sums.active_revenue).value for sums in (told.sums_before, told.sums_after))
    words = {"layer": name, "before": form.whole(before[place]), "after": form.whole(after[place])}
    if was is None or share is None:
        return ngettext(
            "{layer} has {after} customer instead of {before}.",
            "{layer} has {after} customers instead of {before}.",
            after[place],
            **words,
        )
    return ngettext(
        "{layer} has {after} customer instead of {before} and brings {share} instead of {was} of the revenue.",
        "{layer} has {after} customers instead of {before} and brings {share} instead of {was} of the revenue.",
        after[place],
        **words,
        share=form.headline_share(share),
        was=form.headline_share(was),
    )

"""The sentence at the top: the one gap that costs most, and what to do."""

from dashboard.data.reading.quality import DataGaps
from dashboard.logic.data_quality import Gap
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.quality.words import column_name, figure_names


def quality_headline(opened: Opened, found: DataGaps) -> str:
    """Answer first."""
    if not found.gaps:
        return _("In the columns that were imported, nothing that a figure needs is missing.")
    gap = found.gaps[0]
    return _("{gap} Fix this first.", gap=gap_sentence(opened, gap))


def gap_sentence(opened: Opened, gap: Gap) -> str:
    """How much of what is empty, and what cannot be computed for it."""
    form = opened.formats
    values = {
        "column": column_name(gap.table, gap.column),
        "share": form.headline_share(gap.empty_share.value),
        "revenue": form.headline_share(gap.revenue_share.value),
        "figures": figure_names(gap.needs[:2]),
    }
    if gap.revenue_share.value is None:
        sentence = _("{column} is empty for {share} of the rows. Lost there: {figures}", **values)
    elif gap.is_of_orders:
        sentence = _("{column} is empty for {share} of orders ({revenue} of revenue). Lost there: {figures}", **values)
    else:
        sentence = _(
            "{column} is empty for {share} of customers ({revenue} of revenue). Lost there: {figures}", **values
        )
    more = len(gap.needs) - 2
    if more > 0:
        sentence += ngettext(" and {n} more figure.", " and {n} more figures.", more, n=more)
        return sentence
    return _("{sentence}.", sentence=sentence)

"""The sentence above the pyramid, true for every data set."""

from dashboard.logic.headline import Headline
from dashboard.logic.question import Question
from dashboard.widgets.formats import Formats


def headline_text(facts: Headline, question: Question, form: Formats) -> str:
    """How few customers make how much; other words where there is nobody, one customer, or only one layer."""
    _, ngettext = form.speech.say, form.speech.count
    names = {"revenue": _("revenue"), "profit": _("gross profit"), "orders": _("orders")}
    value = names[question.base]
    if facts.shape == "empty":
        return _("No customer has {value} above zero in this period.", value=value)
    if facts.shape == "one":
        return _("One customer brings all the {value} of this period.", value=value)
    share, top_20 = form.headline_share(facts.value_share.value), form.headline_share(facts.top_20pct.value)
    if facts.shape == "all_in_one":
        return _(
            "All {n} active customers are in one layer; the top fifth brings {top} of the {value}.",
            n=form.whole(facts.customers),
            top=top_20,
            value=value,
        )
    return ngettext(
        "{n} customer ({part} of those active) brings {share} of the {value}; the top fifth brings {top}.",
        "{n} customers ({part} of those active) bring {share} of the {value}; the top fifth brings {top}.",
        facts.customers,
        n=form.whole(facts.customers),
        part=form.headline_share(facts.customer_share.value),
        share=share,
        value=value,
        top=top_20,
    )

"""The words and formats that charts get handed in."""

from functools import cache

from dashboard.logic.charts.chart_words import ChartWords, MoneyFormat
from dashboard.logic.question import Question
from dashboard.logic.schemes import Scheme
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label, value_in_sentence

PLAIN = {"displayModeBar": False}
"""Of every chart: no tool bar over it."""


def chart_words(form: Formats, scheme: Scheme, question: Question) -> ChartWords:
    """One language, one currency, one scheme."""

    def money(largest: float) -> MoneyFormat:
        scale = form.scale([largest])
        decimals = 1 if scale.number(largest) and abs(scale.number(largest) or 0) >= 100 else 2
        return MoneyFormat(scale.unit, lambda units: form.amount(units, scale, decimals))

    return ChartWords(
        text=form.speech.say,
        layer=cache(lambda layer: layer_label(layer, scheme)),  # a picture asks for each name five times
        money=money,
        exact_money=lambda units: f"{form.exact_amount(units)} {form.currency_word()}",
        count=form.whole,
        short_count=form.short_count,
        share=form.share,
        percent=lambda share: form.share(share, 0),
        month=form.month,
        short_month=form.short_month,
        value=value_in_sentence(question.base),
        unknown=form.not_known,
    )

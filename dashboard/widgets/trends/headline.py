"""The sentence above the trend, true for every data set."""

from dashboard.logic.question import Question
from dashboard.logic.trend_segments import MONEY
from dashboard.logic.trend_window import Window
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.trends.view import TrendView


def trend_headline(opened: Opened, question: Question, view: TrendView) -> str:
    """When, how much, and against what."""
    form, told, measure = opened.formats, view.window, view.choice.measure
    when = _when(opened, told)
    if told.total is None:
        if measure == "profit":
            return _("{when} the gross profit is not known: no order line has a cost.", when=when)
        return _("{when} the layers are not known.", when=when)
    against = _against(opened, question, told, measure)
    return _sentence(measure, told).format(when=when, value=figure_text(form, measure, told.value), against=against)


def figure_text(form: Formats, measure: str, value: float | int | None) -> str:
    """An amount with its unit, or a count; a mean below 100 with one decimal."""
    if measure in MONEY:
        return form.headline_amount(value)
    is_fraction = isinstance(value, float) and value < 100 and not value.is_integer()
    return form.number(value, 1) if is_fraction else form.whole(value)


def _sentence(measure: str, told: Window) -> str:
    if measure == "active_customers" and told.span.months > 1:
        return _("{when} the average number of customers who ordered in a month was {value}{against}.")
    return {
        "revenue": _("{when} net revenue was {value}{against}."),
        "profit": _("{when} gross profit was {value}{against}."),
        "orders": _("{when} the number of orders was {value}{against}."),
        "active_customers": _("{when} the number of customers who ordered was {value}{against}."),
        "new_customers": _("{when} the number of new customers was {value}{against}."),
    }.get(measure, _("{when} the number of active customers was {value}{against}."))


def _when(opened: Opened, told: Window) -> str:
    form, month = opened.formats, opened.formats.month(told.span.last)
    if told.is_part:
        return _("In {month} so far (data to {day})", month=month, day=form.day(opened.marts.build.data_through))
    if told.kind == "end":
        return _("At the end of {month}", month=month)
    if told.span.months == 1:
        return _("In {month}", month=month)
    return _("In the {n} months to {month}", n=told.span.months, month=month)


def _against(opened: Opened, question: Question, told: Window, measure: str) -> str:
    """The change, or why there is none."""
    form, build = opened.formats, opened.marts.build
    if told.is_part:
        return _("; a part month is compared with nothing")
    if told.compared is None:
        return _("; no comparison: the data begins in {month}", month=form.month(build.first_month))
    if told.previous is None:
        return _("; the earlier figure is not known")
    then = _then(form, question, told)
    if told.change is None:
        return _(", after {before} {then}", before=figure_text(form, measure, told.previous_value), then=then)
    if told.change == 0:
        return _(", the same as {then}", then=then)
    share = form.headline_share(abs(told.change))
    if told.change > 0:
        return _(", {share} more than {then}", share=share, then=then)
    return _(", {share} less than {then}", share=share, then=then)


def _then(form: Formats, question: Question, told: Window) -> str:
    compared, span = told.compared or told.span, told.span
    if told.kind == "end":
        return _("at the end of {month}", month=form.month(compared.last))
    if span.months == 1:
        return _("in {month}", month=form.month(compared.last))
    if question.comparison == "last_year":
        return _("in the same months a year before")
    if compared.last + 1 == span.first:
        return _("in the {n} months before", n=span.months)
    return _("in {span}", span=form.span(compared.first, compared.last))

"""What is drawn on the Trends page, in words: names of segments and lines, and the notes below the chart."""

from dashboard.logic.charts.trend_picture import TrendNames
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, MONEY, NOT_GIVEN, OTHERS, leading, segment_value
from dashboard.logic.trend_window import first_whole_window
from dashboard.widgets.answers import choices
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.trends.choice import MANAGER, breakdown_title, lacks_product_lines, measure_title
from dashboard.widgets.trends.view import TrendView


def segment_names(opened: Opened, question: Question, view: TrendView) -> dict[str, str]:
    """What each segment is called, by its code."""
    labels = {}
    if view.choice.by == MANAGER:
        labels = {one.value: one.label or one.value for one in choices(opened, MANAGER)}
    scheme, found = opened.schemes[question.scheme], view.picture.segments
    names = {
        "": measure_title(view.choice.measure),
        OTHERS: _("Others ({n})", n=opened.formats.whole(len(found.others))),
    }
    names[NOT_GIVEN] = _("Came later") if view.choice.by == "layer" else _("(not given)")
    for code in found.codes:
        if code not in names:
            value = segment_value(code) or ""
            names[code] = layer_label(value, scheme) if view.layers else labels.get(value, value)
    return names


def trend_names(opened: Opened, question: Question, view: TrendView) -> TrendNames:
    """The words of the chart."""
    measure = view.choice.measure
    title = measure_title(measure)
    return TrendNames(
        heading=_("{figure}, {unit}", figure=title, unit="{unit}") if measure in MONEY else title,
        segments=segment_names(opened, question, view),
        compared=compared_title(question, view),
        target=_("Target"),
        unit=opened.formats.currency_word(),
    )


def compared_title(question: Question, view: TrendView) -> str:
    """What the line is, and of what where the bars show more."""
    back, is_whole = view.picture.back, view.choice.by is None
    if question.comparison == "last_year":
        when = _("Same month last year") if is_whole else _("last year")
    else:
        when = ngettext("{n} month before", "{n} months before", back, n=back)
    if is_whole:
        return when
    return _("Active, {when}", when=when) if view.choice.measure == LAYER_CUSTOMERS else _("All, {when}", when=when)


def leading_text(opened: Opened, question: Question, view: TrendView) -> str:
    """Which segment brought most of the period; nothing where there is no such thing."""
    if view.choice.by is None or not view.picture.are_bars or view.choice.measure == LAYER_CUSTOMERS:
        return ""
    found = leading(view.picture.segments, view.shown, view.window.span)
    if found is None:
        return ""
    code, share = found
    name = segment_names(opened, question, view)[code]
    return _(
        "The largest part: {segment} with {share}.", segment=name, share=opened.formats.headline_share(share.value)
    )


def notes(opened: Opened, question: Question, view: TrendView) -> list[str]:
    """What must be known to read the chart."""
    form, build, measure = opened.formats, opened.marts.build, view.choice.measure
    said, months, period = [], view.picture.months, view.window.span
    if months.is_part.any():
        said.append(
            _(
                "{month} is a part month (data to {day}): hatched, and compared with nothing.",
                month=form.month(int(months.numbers[-1])),
                day=form.day(build.data_through),
            )
        )
    if view.choice.by and view.picture.segments.codes == (NOT_GIVEN,):
        said.append(_("{column} is not given for any customer here.", column=breakdown_title(view.choice.by)))
    if _is_shaded(view.shown, period):
        said.append(_("Shaded: the period above, {span}.", span=form.span(period.first, period.last)))
    if measure == LAYER_CUSTOMERS:
        said += _layer_notes(opened, question, view)
    elif view.choice.by == "layer":
        said.append(
            _("Each customer counts under its layer of {month}, in all months.", month=form.month(question.as_of))
        )
    if not view.picture.are_bars:
        said.append(_("Not stacked: one customer or order can hold several product lines and counts in each."))
    left_out = view.picture.segments.left_out
    if left_out:
        said.append(ngettext("{n} smaller one is not shown.", "{n} smaller ones are not shown.", left_out, n=left_out))
    if lacks_product_lines(opened):
        said.append(
            _(
                "By product line appears once order lines with a product are imported, "
                "and products with their product line."
            )
        )
    return said


def _is_shaded(shown: MonthSpan, period: MonthSpan) -> bool:
    return period.first > shown.first or shown.first <= period.last < shown.last


def _layer_notes(opened: Opened, question: Question, view: TrendView) -> list[str]:
    """From which month on layers are known, and from which a month end stands on a whole period (metrics.md, Time)."""
    form, build, shown, said = opened.formats, opened.marts.build, view.shown, []
    if view.whole.known.any() and not view.whole.known[0]:
        known = form.month(shown.first + int(view.whole.known.argmax()))
        said.append(_("With these choices layers are worked out from {month} on only.", month=known))
    last_short = first_whole_window(question.period, build.first_month) - 1
    if last_short >= shown.first:
        said.append(
            _(
                "Data from {day}: up to {month} the period begins earlier, and the bars hold fewer months.",
                day=form.day(build.data_from),
                month=form.month(last_short),
            )
        )
    return said

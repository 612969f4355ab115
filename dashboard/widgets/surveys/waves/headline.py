"""The sentence above the view: the figure, how well it is known, and whether it changed. True for every wave."""

from dashboard.logic.surveys.wave_figures import WaveFigure
from dashboard.widgets.imported.words import column_title, table_title
from dashboard.widgets.language import _, speech
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.waves.words import change_text, interval_text, ratings_text, thin_text, value_text


def wave_headline(opened: Opened, seen: SeenWave) -> str:
    if not seen.figures.responses:
        return _("{survey}: no answers among the customers shown here.", survey=seen.wave.title)
    if not seen.lead:
        return _(
            "{survey}: no figure to tell. Its questions need a kind ({column} in the file {table}).",
            survey=seen.wave.title,
            column=column_title("survey_items", "item_type"),
            table=table_title("survey_items"),
        )
    figure = seen.figures.headlines[seen.lead]
    return speech().together(
        _("{figure}: {verdict}.", figure=_told(opened, seen, figure), verdict=_verdict(opened, seen)),
        _note(seen, figure),
    )


def _told(opened: Opened, seen: SeenWave, figure: WaveFigure) -> str:
    form, name = opened.formats, seen.lead
    asked = {
        "value": value_text(form, name, figure.value),
        "ratings": ratings_text(form, figure.n),
        "interval": interval_text(form, name, figure),
    }
    if name == "top2":
        return _("Satisfied {value} ({ratings}, {interval})", **asked)
    if name == "index":
        return _("Satisfaction index {value} of 100 ({ratings}, {interval})", **asked)
    if name == "nps":
        return _("Net promoter score {value} ({ratings}, {interval})", **asked)
    top = form.number(float(seen.figures.items["scale_max"].iloc[figure.item]), 2).rstrip("0").rstrip(".")
    if name == "ces":
        return _("Ease of dealing with us {value} of {top} ({ratings}, {interval})", top=top, **asked)
    return _("Overall satisfaction {value} of {top} ({ratings}, {interval})", top=top, **asked)


def _verdict(opened: Opened, seen: SeenWave) -> str:
    """The part after the colon."""
    if seen.before is None:
        return _("the first wave of its series")
    change, before = seen.change(seen.lead), seen.before.title
    if change is None:
        return _("{before} is not shown here, so nothing is compared", before=before)
    words = {
        "up": _("up since {before} by {change}"),
        "down": _("down since {before} by {change}"),
        "no_evidence": _("no evidence of a change since {before}"),
        "scale_changed": _("not comparable with {before}, whose scale is another"),
        "too_few": _("too few ratings to compare with {before}"),
    }
    text = words.get(change.verdict, _("not comparable: {before} did not ask it"))
    return text.format(
        before=before, change=change_text(opened.formats, seen.lead, abs(change.change)).removeprefix("+")
    )


def _note(seen: SeenWave, figure: WaveFigure) -> str:
    return _("Thin: fewer than 30 ratings.") if thin_text(figure) else ""

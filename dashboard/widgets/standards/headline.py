"""The sentence above the standards, true for every data set."""

from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.standard import MEAN, MOST, SAME_DAY, SHARE
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.standards.words import actual_text, limit_text


def leading(found: tuple[Attainment, ...]) -> Attainment | None:
    """What the headline tells of: of the broken standards the one with the most tickets due, else of all."""
    judged = [one for one in found if one.is_met is not None]
    broken = [one for one in judged if not one.is_met]
    return max(broken or judged, key=lambda one: (one.share.denominator, one.standard.id), default=None)


def standards_headline(opened: Opened, found: tuple[Attainment, ...], day: int) -> str:
    """How the leading standard stands, and how many tickets are past its limit now."""
    one = leading(found)
    if one is None:
        return _("No ticket of this selection can be held against a standard yet.")
    return _kept(opened, one, day) + _past(opened, one)


def _kept(opened: Opened, one: Attainment, day: int) -> str:
    form, rule = opened.formats, one.standard
    told = {
        "service": rule.service_name,
        "actual": actual_text(form, one, day),
        "limit": limit_text(form, rule),
        "target": form.headline_share(rule.target),
    }
    if rule.rule == MEAN:
        return _("{service}: {actual} on average against {limit} promised", **told)
    if rule.rule == MOST:
        told["share"] = form.headline_share(one.share.value)
        return _("{service}: {share} within the {limit} that are promised at most", **told)
    if rule.rule == SHARE:
        return _("{service}: {actual} within {limit} against {target} promised", **told)
    if rule.rule == SAME_DAY:
        return _("{service}: {actual} done by the day promised against {target}", **told)
    return _("{service}: {actual} of the appointments kept against {target} promised", **told)


def _past(opened: Opened, one: Attainment) -> str:
    if not one.past_now:
        return _("; no open ticket is past its limit.")
    return ngettext(
        "; {n} open ticket is past its limit now.",
        "; {n} open tickets are past their limit now.",
        one.past_now,
        n=opened.formats.whole(one.past_now),
    )


def met_text(opened: Opened, found: tuple[Attainment, ...]) -> str:
    """How many standards are met, and what the rule of counting is."""
    judged = [one for one in found if one.is_met is not None]
    form = opened.formats
    return _(
        "{met} of {n} standards with tickets due are met. An open ticket past its limit is a failure; one that is not "
        "yet due is shown and not counted, finished or not.",
        met=form.whole(sum(one.is_met is True for one in judged)),
        n=form.whole(len(judged)),
    )

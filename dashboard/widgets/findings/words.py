"""Words of findings: states, verdicts with their symbols, reasons, and the figures of a fix as people read them."""

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import MASK
from dashboard.data.reading.staff import department_names
from dashboard.data.reading.surveys.company_surveys import company_surveys
from dashboard.data.reading.surveys.fix_targets import question_texts
from dashboard.logic.spc.measures import MEASURES, PER
from dashboard.logic.surveys.effect_target import Effect, EffectVerdict, Target
from dashboard.logic.surveys.loop import FindingFact, FixFact
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.recusal.words import person_text
from dashboard.widgets.text_table import one_line


def effect_text(effect: Effect | str) -> str:
    """Symbol and word: never told by colour."""
    return {
        "effective": _("✓ worked"),
        "not_effective": _("✕ did not work"),
        "undecided": _("? undecided"),
    }[effect]


def reason_text(form: Formats, told: EffectVerdict) -> str:
    sentence = {
        "improved": _("better than before the measure"),
        "worse": _("worse than before the measure"),
        "no_relevant_change": _("no change that matters"),
        "no_evidence": _("no evidence of a change yet"),
        "too_few": _("fewer than 10 ratings in a wave"),
        "not_asked": _("not asked in the wave after the measure"),
        "not_asked_before": _("not asked in the wave before the measure"),
        "scale_changed": _("the scale changed"),
        "no_wave_before": _("no wave ended before the measure"),
        "no_wave_yet": _("no later wave has ended yet"),
        "withheld": _("a wave is not shown, because it is anonymous"),
        "no_months_before": _("fewer than 3 months before the measure"),
        "no_months_yet": _("fewer than 3 months since the measure"),
        "no_shift": _("no shift begins with the measure"),
    }[told.reason]
    if told.known_from is None:
        return sentence
    return _("{reason}; known from {day} on at the earliest", reason=sentence, day=form.day(told.known_from))


def state_text(state: str) -> str:
    return {
        "": _("All"),
        "overdue": _("⚠ Overdue"),
        "draft": _("Draft"),
        "published": _("Published"),
        "assigned": _("Fix assigned"),
        "rectified": _("In effect"),
        "replied": _("Reply given"),
        "evaluated": _("Evaluated"),
        "closed": _("Closed"),
    }[state]


def step_text(step: str) -> str:
    return {
        "published": _("Published"),
        "assigned": _("Fix assigned"),
        "rectified": _("Measure in effect"),
        "replied": _("Reply given"),
        "evaluated": _("Evaluated"),
    }[step]


def department_text(marts: Marts, department: str) -> str:
    return one_line(department_names(marts).get(department, department))


def owner_text(marts: Marts, fix: FixFact | None, *, beside: str = "") -> str:
    """Who sees to it: person, department, or both. ``beside``: the department that stands in another column, and is not
    said twice where a person is named."""
    if fix is None:
        return ""
    person = fix.owner if fix.owner == MASK or "*" in fix.owner else person_text(marts, fix.owner) if fix.owner else ""
    is_said = bool(person) and fix.owner_department == beside
    unit = department_text(marts, fix.owner_department) if fix.owner_department and not is_said else ""
    return _(", ").join(part for part in (person, unit) if part)


def source_text(marts: Marts, one: FindingFact) -> str:
    if one.source_kind == "case":
        return _("Case {case}", case=one.source_id)
    if one.source_kind == "audit":
        return _("Audit {name}", name=one.source_id)
    asked = question_texts(marts).get((series_of(marts, one.source_id), one.source_item), one.source_item)
    return _("Survey {survey}: {question}", survey=one.source_id, question=one_line(asked))


def series_of(marts: Marts, survey_id: str) -> str:
    """Of a wave; empty for one that this build does not know."""
    return next((wave.series for wave in company_surveys(marts).waves if wave.survey_id == survey_id), "")


def target_text(marts: Marts, target: Target, *, with_series: bool = False) -> str:
    """What the fix should move; of a question with the name of its series where two may ask the same."""
    if target.kind == "item":
        asked = one_line(question_texts(marts).get((target.series, target.item), target.item))
        return f"{asked} · {one_line(target.series)}" if with_series else asked
    name = {
        "per_100_orders": _("Complaints per 100 orders"),
        "on_time": _("Complaints closed in time"),
    }[target.measure]
    return _("{figure}, {department}", figure=name, department=target.department) if target.department else name


def before_after(form: Formats, target: Target, told: EffectVerdict) -> str:
    """``3.10 → 3.52``; nothing where a side is not known."""
    if told.before is None or told.after is None:
        return "—"
    return f"{_level(form, target, told.before)} → {_level(form, target, told.after)}"


def change_text(form: Formats, target: Target, told: EffectVerdict) -> str:
    """``+0.42 (0.21 to 0.63)``: the 95 % interval in brackets. Rates as a ratio."""
    if told.change is None or told.low is None:
        return "—"
    high = form.not_known if told.high is None else _change(form, target, told.high)
    return _(
        "{change} ({low} to {high})",
        change=_change(form, target, told.change),
        low=_change(form, target, told.low),
        high=high,
    )


def _level(form: Formats, target: Target, value: float) -> str:
    if target.kind == "item":
        return form.number(value, 2)
    if MEASURES[target.measure].is_share:
        return form.share(value)
    return form.number(value * PER, 2)


def _change(form: Formats, target: Target, value: float) -> str:
    if target.kind == "item":
        return form.signed(value, 2)
    if MEASURES[target.measure].is_share:
        return form.signed(value * 100)
    return "×" + form.number(value, 2)

"""Words of standards: rules, levels, verdicts, states, what figures are told apart by."""

import pandas as pd

from dashboard.logic.decided_tiers import TIER_ROWS
from dashboard.logic.standards.attainment import Attainment
from dashboard.logic.standards.standard import APPOINTMENT, MEAN, MOST, SAME_DAY, SHARES, Standard
from dashboard.widgets.answers import choices
from dashboard.widgets.cases.words import time_text
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import tier_label
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened

DAY = 86_400


def limit_text(form: Formats, one: Standard) -> str:
    """The limit as the file writes it."""
    if one.limit_value is None or one.limit_unit is None:
        return _("a limit that is not given")
    n = form.number(float(one.limit_value), 2).rstrip("0").rstrip(".")
    working = one.is_working and one.limit_unit != "working_days"
    text = {
        "minutes": _("{n} min", n=n),
        "hours": _("{n} h", n=n),
        "days": _("{n} d", n=n),
        "working_days": _("{n} working days", n=n),
    }.get(one.limit_unit, n)
    return _("{limit} of working time", limit=text) if working else text


def rule_text(form: Formats, one: Standard) -> str:
    """``95% within 72 h``, ``10 d at most`` …"""
    share, limit = form.headline_share(one.target), limit_text(form, one)
    if one.rule == SAME_DAY:
        cutoff = f"{(one.cutoff or 0) // 3600:02d}:{(one.cutoff or 0) % 3600 // 60:02d}"
        if one.customer_class == "business":
            return _("{share} of business customers the same day if reported before {time}", share=share, time=cutoff)
        return _("{share} the same day if reported before {time}", share=share, time=cutoff)
    if one.rule == APPOINTMENT:
        return _("{share} of appointments kept", share=share)
    if one.rule == MEAN:
        return _("{limit} on average", limit=limit)
    return (
        _("{limit} at most", limit=limit) if one.rule == MOST else _("{share} within {limit}", share=share, limit=limit)
    )


def level_text(one: Standard) -> str:
    if one.tier:
        return _("Own, for {tier}", tier=tier_label(one.tier))
    return {"regulator": _("Regulator"), "company": _("Company"), "tier": _("Customer tier")}.get(one.level, one.level)


def seconds_text(form: Formats, seconds: float | None, one: Standard, day: int) -> str:
    """A time on the standard's own calendar; ``day``: office seconds of a working day."""
    if seconds is None or pd.isna(seconds):
        return form.not_known
    working = one.has_working_limit
    return time_text(form, round(seconds), day if working else DAY, is_working=working)


def actual_text(form: Formats, found: Attainment, day: int) -> str:
    if found.standard.rule in SHARES:
        return form.headline_share(found.actual)
    told = seconds_text(form, found.actual, found.standard, day)
    if found.standard.rule == MEAN and found.open_past and found.actual is not None:
        with_open = seconds_text(form, found.with_open, found.standard, day)
        return _("{time} ({with_open} with the open ones)", time=told, with_open=with_open)
    return told


def verdict_text(found: Attainment) -> str:
    """Symbol and word: nothing is told by colour alone."""
    if found.is_met is None:
        return _("– not judged")
    return _("✓ met") if found.is_met else _("✗ not met")


def state_text(code: int) -> str:
    """A ticket under a rule."""
    return (
        _("✓ within"),
        _("✗ over"),
        _("⚠ open, past its limit"),
        _("○ not yet due"),
        _("↷ changed with notice"),
        _("? not recorded"),
    )[code]


def part_title(by: str) -> str:
    return {
        "department": _("Department"),
        "customer_class": _("Customer class"),
        "channel": _("Channel"),
        "tier": _("Decided tier"),
        "region": _("Region"),
        "product_line": _("Product line"),
        "account_manager_id": _("Account manager"),
    }[by]


def part_names(opened: Opened, by: str, parts: list[str | None]) -> list[str]:
    """What the parts are called."""
    labels: dict[str, str] = {}
    if by == "account_manager_id":
        labels = {one.value: one.label or one.value for one in choices(opened, by)}
    if by == "tier":
        labels = {tier: tier_label(tier) for tier in TIER_ROWS}
    if by == "customer_class":
        labels = {"business": _("Business"), "residential": _("Residential"), "other": _("Other")}
    return [labels.get(part, part) if part else _("(not given)") for part in parts]

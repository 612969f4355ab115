"""Causes and their measures in words."""

import pandas as pd

from dashboard.logic.cases.cause_pareto import CausePareto
from dashboard.logic.cases.causes import BY_CODE, SUB_BY_CODE
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.text_table import one_line


def cause_title(cause: str | None) -> str:
    """As it is written where it is not in the tree."""
    if cause is None:
        return _("Cause not given")
    return _(BY_CODE[cause].name) if cause in BY_CODE else one_line(cause)


def sub_title(sub: str | None) -> str:
    if sub is None or pd.isna(sub):
        return _("No sub-cause given")
    return _(SUB_BY_CODE[sub].name) if sub in SUB_BY_CODE else one_line(sub)


def measure_titles() -> dict[str, str]:
    return {"cases": _("By number"), "cost": _("By cost"), "value": _("By value of the customers hit")}


def amount_texts(form: Formats, found: CausePareto, *, is_short: bool = False) -> list[str]:
    """What stands at each bar: the amount of the measure and, unless ``is_short``, its share."""
    if found.measure == "cases":
        amounts = [form.whole(int(count)) for count in found.table["cases"]]
    else:
        scale = form.scale(found.table[found.measure])
        amounts = [f"{form.amount(int(units), scale)} {scale.unit}" for units in found.table[found.measure]]
    if found.measure == "cost":
        known = found.table["costed"] > 0
        amounts = [one if is_known else form.not_known for one, is_known in zip(amounts, known, strict=True)]
    if is_short:
        return amounts
    return [f"{one} · {form.share(share)}" for one, share in zip(amounts, found.table["share"], strict=True)]


def causes_headline(form: Formats, found: CausePareto, kind: str) -> str:
    """The heaviest cause and how many make 80 %: true for every data set."""
    if not found.cases:
        return _("No case of this window names a cause.")
    first = found.table.iloc[0]
    if pd.isna(first["share"]):
        return (
            _("No case of this window names a cost.")
            if found.measure == "cost"
            else _("The customers hit brought nothing in the twelve months before.")
        )
    whole = {
        "cases": _kind_count(form, found.cases, kind),
        "cost": _("the cost"),
        "value": _("the value of the customers hit"),
    }[found.measure]
    asked = {"cause": cause_title(first["cause"]), "share": form.headline_share(first["share"]), "whole": whole}
    if len(found.table) == 1:
        return _("{cause}: {share} of {whole}, the only cause that is named", **asked)
    return ngettext(
        "{cause}: {share} of {whole}; {n} cause makes 80 %", "{cause}: {share} of {whole}; {n} causes make 80 %",
        found.making_80, n=form.whole(found.making_80), **asked,
    )  # fmt: skip


def _kind_count(form: Formats, count: int, kind: str) -> str:
    n = form.whole(count)
    if kind == "appeal":
        return ngettext("{n} appeal", "{n} appeals", count, n=n)
    if kind == "objection":
        return ngettext("{n} quality objection", "{n} quality objections", count, n=n)
    return ngettext("{n} complaint", "{n} complaints", count, n=n)

"""Questions in words: their names, verdicts, badges and the sentence above them."""

import pandas as pd

from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.question_sheet import QuestionSheet, SheetFacts
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext, speech
from dashboard.widgets.text_table import one_line

THIN = "*"


def question_name(row: pd.Series) -> str:
    """The text, or the number of a question without one."""
    return one_line(row["question_text"]) or str(row["item_id"])


def named_question(row: pd.Series) -> str:
    """Number and text: to choose by."""
    name, code = question_name(row), str(row["item_id"])
    return name if name == code else f"{code} · {name}"


def sort_title(sort: str) -> str:
    return {
        "service": _("By service"),
        "mean": _("Lowest mean first"),
        "top2": _("Fewest satisfied first"),
        "change": _("Largest fall first"),
        "dont_know": _("Most who do not know first"),
    }[sort]


def group_title(group: str | None) -> str:
    """Of questions without a service (``question_sheet.GROUPS``)."""
    return {
        "overall": _("About the whole"),
        "expectation": _("What is expected"),
        "importance": _("How important it is said to be"),
    }.get(group or "", _("Other questions"))


def cut_title(by: str) -> str:
    return {
        "layer": _("Value layer"),
        "region": _("Region"),
        "industry": _("Industry"),
        "account_manager_id": _("Account manager"),
        "department": _("Department"),
    }[by]


def mean_text(form: Formats, row: pd.Series) -> str:
    """``4.12*``: the mark for few ratings."""
    if row["mean"] != row["mean"]:
        return form.not_known
    return form.number(row["mean"], 2) + (THIN if row["n"] < THIN_BELOW else "")


def interval_text(form: Formats, low: float, high: float, *, is_share: bool = False) -> str:
    """``4.05 to 4.19``; not known where a single answer has none."""
    if low != low or high != high:
        return form.not_known
    write = form.share if is_share else (lambda one: form.number(one, 2))
    return _("{low} to {high}", low=write(low), high=write(high))


def change_interval(form: Formats, row: pd.Series) -> str:
    """``+0.17 to +0.48``; not known where neither wave varies."""
    low, high = row["change_low"], row["change_high"]
    if low != low or high != high:
        return form.not_known
    return _("{low} to {high}", low=form.signed(low, 2), high=form.signed(high, 2))


def badges(sheet: QuestionSheet, row: pd.Series) -> list[str]:
    """What limits the comparison with the wave before, symbol and words."""
    if sheet.before is None:
        return []
    said = []
    if row["verdict"] == "scale_changed":
        said.append(_("⚠ the scale changed: not compared"))
    if row["verdict"] == "new":
        said.append(_("⚠ not asked in the wave before"))
    if row["wording_changed"]:
        said.append(_("⚠ the wording changed"))
    return said


def items_headline(form: Formats, sheet: QuestionSheet, facts: SheetFacts) -> str:
    """What changed, and which question stands lowest: true for every wave."""
    if sheet.questions.empty:
        return _("This wave has no question with a rating scale.")
    if not sheet.questions["n"].sum():
        return _("Nobody of this selection has rated any question of this wave.")
    return speech().together(_changed(form, sheet, facts), _lowest(form, sheet, facts))


def _changed(form: Formats, sheet: QuestionSheet, facts: SheetFacts) -> str:
    if sheet.before is None or not facts.tested:
        return ""
    asked = {"before": sheet.before.title, "n": form.whole(facts.tested)}
    if not facts.up and not facts.down:
        return ngettext(
            "Since {before} there is no evidence that the {n} question compared has changed.",
            "Since {before} there is no evidence that any of {n} questions has changed.",
            facts.tested,
            **asked,
        )
    counts = {name: form.whole(getattr(facts, name)) for name in ("up", "down", "same")}
    return _("Since {before}, of {n} questions {up} went up, {down} went down, {same} show no evidence of change.",
             **asked, **counts)  # fmt: skip


def _lowest(form: Formats, sheet: QuestionSheet, facts: SheetFacts) -> str:
    if not facts.lowest:
        return _("No question has the {n} ratings that a comparison needs.", n=form.whole(HIDDEN_BELOW))
    row = sheet.one(facts.lowest[0])
    if row is None:
        return ""
    count, every = len(facts.lowest), len(facts.lowest) == facts.compared
    if count > 1:
        scales = {(one["scale_min"], one["scale_max"]) for code in facts.lowest if (one := sheet.one(code)) is not None}
        mean, most = (row["mean"], row["scale_max"]) if len(scales) == 1 else (row["level"], 100)
        ties = {"mean": form.number(mean, 2), "most": f"{most:g}", "all": form.whole(facts.compared)}
        if every:
            return _("All {all} questions have the same mean, {mean} of {most}.", **ties)
        return _("{count} of {all} questions share the lowest mean, {mean} of {most}.", count=form.whole(count), **ties)
    asked = {"mean": form.number(row["mean"], 2), "most": f"{row['scale_max']:g}", "n": form.whole(row["n"])}
    if facts.compared == 1:
        return _("“{question}”: mean {mean} of {most} ({n} ratings).", question=question_name(row), **asked)
    return _("Lowest: “{question}”, mean {mean} of {most} ({n} ratings).", question=question_name(row), **asked)


def notes(form: Formats, sheet: QuestionSheet) -> list[str]:
    """What must be known to read the figures."""
    said = []
    if sheet.before is None:
        said.append(
            _("The wave before is not shown to you or with this filter, so nothing is compared.")
            if sheet.is_withheld
            else _("There is no earlier wave of this series to compare with.")
        )
    else:
        said.append(
            _(
                "Up and down are corrected for the many questions compared (Benjamini-Hochberg, 5 %); no evidence is "
                "no proof that nothing changed."
            )
        )
    outside = int(sheet.questions["outside"].sum())
    if outside:
        said.append(
            ngettext(
                "{n} answer lies outside the scale of its question: no rating, and in no mean.",
                "{n} answers lie outside the scale of their question: no ratings, and in no mean.",
                outside,
                n=form.whole(outside),
            )
        )
    if (sheet.questions["n"] < THIN_BELOW).any():
        said.append(_("* fewer than 30 ratings: thin."))
    return said

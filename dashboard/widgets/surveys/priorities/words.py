"""Verdicts, factors and the sentences above them."""

import pandas as pd

from dashboard.logic.surveys.priorities import Drivers
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext


def quadrant_word(quadrant: str) -> str:
    return {
        "concentrate": _("Concentrate here"),
        "keep_up": _("Keep up"),
        "low_priority": _("Low priority"),
        "overkill": _("Possible overkill"),
        "undecided": _("Undecided"),
    }.get(quadrant, _("Too few answers"))


def quadrant_text(quadrant: str) -> str:
    """Symbol and word."""
    symbol = {"concentrate": "◆", "keep_up": "●", "low_priority": "○", "overkill": "□", "undecided": "?"}
    return f"{symbol.get(quadrant, '–')} {quadrant_word(quadrant)}"


def factor_text(factor: str) -> str:
    return {
        "basic": _("▼ Basic factor"),
        "performance": _("◆ Performance factor"),
        "excitement": _("▲ Excitement factor"),
        "undecided": _("? Undecided"),
        "no_middle": _("– Scale has no middle"),
    }.get(factor, _("– Too few answers"))


def score_text(form: Formats, value: float, *, is_rescaled: bool = False) -> str:
    """``is_rescaled``: on 0 to 100, because scales differ."""
    return form.number(value, 1 if is_rescaled else 2)


def rating_title(found: Drivers) -> str:
    return _("Rating, 0 to 100") if found.is_rescaled else _("Mean rating")


def priorities_headline(form: Formats, found: Drivers, names: list[str]) -> str:
    """What to fix first, with its numbers; true for every data set. ``names``: of the rows of the table."""
    if found.reason:
        return not_told_headline(found.reason)
    first, others = _first(found.table, "quadrant")
    if first is not None:
        said = _(
            "Fix first: {question}, {share} of what goes with overall satisfaction, rated {score} against {line} on "
            "average",
            **_asked(form, found, first, names),
        )
        if not others:
            return said
        more = ngettext("and {n} more question", "and {n} more questions", others, n=form.whole(others))
        return _("{first}; {more}", first=said, more=more)
    closest, _rest = _first(found.table, "leaning")
    if closest is not None:
        return _(
            "No question surely has to be fixed first; closest, but undecided: {question}, {share} of what goes with "
            "overall satisfaction, rated {score} against {line} on average",
            **_asked(form, found, closest, names),
        )
    undecided = int((found.table["quadrant"] == "undecided").sum())
    return _(
        "No question is both important and rated below average; {n} of {all} are undecided",
        n=form.whole(undecided),
        all=form.whole(found.used),
    )


def not_told_headline(reason: str) -> str:
    return {
        "no_overall": _("What matters most cannot be told: no question asks about overall satisfaction"),
        "no_items": _("What matters most cannot be told: fewer than two questions ask about satisfaction"),
        "few": _("Too few answers to tell what matters most"),
    }.get(reason, _("Nothing to put in order: no question goes with overall satisfaction"))


def _first(table: pd.DataFrame, column: str) -> tuple[int | None, int]:
    """(row of the most important question to concentrate on, how many more there are)."""
    rows = table[table[column] == "concentrate"].sort_values("importance", ascending=False, kind="stable")
    return (None, 0) if rows.empty else (int(rows.index[0]), len(rows) - 1)


def _asked(form: Formats, found: Drivers, row: int, names: list[str]) -> dict[str, str]:
    return {
        "question": names[row],
        "share": form.headline_share(found.table["importance"].iloc[row]),
        "score": score_text(form, found.table["performance"].iloc[row], is_rescaled=found.is_rescaled),
        "line": score_text(form, found.performance_line, is_rescaled=found.is_rescaled),
    }


def ground_text(form: Formats, found: Drivers) -> str:
    """What the figures were made from."""
    asked = {
        "n": form.whole(found.responses),
        "k": form.whole(found.used),
        "share": form.headline_share(found.explained),
    }
    if found.customers == found.responses:  # each answered once, or nobody knows who did
        return _(
            "From {n} responses; the {k} questions together explain {share} of the differences in overall "
            "satisfaction.",
            **asked,
        )
    return _(
        "From {n} responses of {customers} customers; the {k} questions together explain {share} of the differences "
        "in overall satisfaction.",
        customers=form.whole(found.customers),
        **asked,
    )

"""The table of the map, and those of factors and gaps."""

from collections.abc import Callable

import pandas as pd

from dashboard.logic.surveys.priorities import Drivers
from dashboard.logic.surveys.servqual import dimension_code
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.priorities.words import factor_text, quadrant_text, rating_title, score_text
from dashboard.widgets.tables import table_behind
from dashboard.widgets.text_table import one_line, text_table
from dashboard.widgets.window import is_narrow


def between(form: Formats, row: pd.Series, name: str, write: Callable[[float], str]) -> str:
    """A figure with its interval: 12.3% (9.8% to 14.0%)."""
    if row[name] != row[name]:
        return form.not_known
    return _("{value} ({low} to {high})", value=write(row[name]), low=write(row[f"{name}_low"]),
             high=write(row[f"{name}_high"]))  # fmt: skip


def priorities_table(opened: Opened, found: Drivers, names: list[str]) -> None:
    """The legend of the map: the most important first, those without importance last."""
    form = opened.formats
    table = found.table.sort_values("rank", kind="stable", na_position="last")
    rows = [row for _place, row in table.iterrows()]
    score = lambda value: score_text(form, value)  # noqa: E731
    rating = lambda value: score_text(form, value, is_rescaled=found.is_rescaled)  # noqa: E731
    columns = {
        _("No."): [str(int(row["rank"])) if row["rank"] == row["rank"] else "–" for row in rows],
        _("Question"): [names[place] for place in table.index],
        _("Verdict"): [quadrant_text(row["quadrant"]) for row in rows],
        _("Importance"): [between(form, row, "importance", form.share) for row in rows],
        rating_title(found): [between(form, row, "performance", rating) for row in rows],
        _("Rank correlation"): [score(row["rank_correlation"]) for row in rows],
        _("Answers used"): [form.whole(row["n"]) for row in rows],
    }
    if table["stated"].notna().any():
        columns[_("Stated importance")] = [score(row["stated"]) for row in rows]
    numbers = [_("No."), *list(columns)[3:]]
    if is_narrow():  # the verdict stands where it is seen without moving the table
        columns = {title: columns[title] for title in (_("No."), _("Verdict"), *columns)}
    text_table(columns, numbers=numbers, key="fix_table", alt=_("What to fix first"))


def factor_table(opened: Opened, found: Drivers, names: list[str]) -> None:
    """Penalty and reward of each question, folded up."""
    form, table = opened.formats, found.table
    signed = lambda value: form.signed(value, 2)  # noqa: E731
    rows = [row for _place, row in table.iterrows()]
    columns = {
        _("Question"): names,
        _("Kind of factor"): [factor_text(row["factor"]) for row in rows],
        _("Penalty of a low mark"): [between(form, row, "penalty", signed) for row in rows],
        _("Reward of a high mark"): [between(form, row, "reward", signed) for row in rows],
        _("Low"): [form.whole(row["low_n"]) for row in rows],
        _("Middle"): [form.whole(row["middle_n"]) for row in rows],
        _("High"): [form.whole(row["high_n"]) for row in rows],
    }
    table_behind(
        "fix_factors",
        lambda: text_table(columns, numbers=list(columns)[2:], key="fix_factor_table", alt=_("Penalty and reward")),
        title=_("Penalty and reward of each question"),
    )


def gap_table(opened: Opened, gaps: pd.DataFrame) -> None:
    form = opened.formats
    rows = [row for _place, row in gaps.rename(columns={"low": "gap_low", "high": "gap_high"}).iterrows()]
    columns = {
        _("Dimension"): [dimension_word(row["dimension"]) for row in rows],
        _("Found"): [score_text(form, row["perception"]) for row in rows],
        _("Expected"): [score_text(form, row["expectation"]) for row in rows],
        _("Gap"): [between(form, row, "gap", lambda value: form.signed(value, 2)) for row in rows],
        _("People"): [form.whole(row["n"]) for row in rows],
    }
    text_table(columns, numbers=list(columns)[1:], key="fix_gaps", alt=_("Found against expected"))


def dimension_word(dimension: str) -> str:
    """The five of SERVQUAL by their names, others as they are written."""
    return {
        "reliability": _("Reliability"),
        "assurance": _("Assurance"),
        "tangibles": _("Tangibles"),
        "empathy": _("Empathy"),
        "responsiveness": _("Responsiveness"),
    }.get(dimension_code(dimension), one_line(dimension))

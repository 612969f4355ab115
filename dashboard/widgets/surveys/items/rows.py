"""The questions as rows of a picture: in the chosen order, under their services where they are grouped."""

from collections.abc import Callable
from typing import TypeVar

import pandas as pd

from dashboard.logic.charts.question_rows import QuestionRow
from dashboard.logic.surveys.question_sheet import QuestionSheet, group_of, in_order
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.surveys.items.words import (
    badges,
    change_interval,
    group_title,
    interval_text,
    mean_text,
    question_name,
)
from dashboard.widgets.surveys.words import short_verdict

Row = TypeVar("Row", bound=QuestionRow)
MARKED = ("up", "down")


def sheet_rows(
    form: Formats, sheet: QuestionSheet, sort: str, make: Callable[[pd.Series], Row], heading: Callable[[str, str], Row]
) -> tuple[list[Row], list[str]]:
    """(rows, the question's id of each; "" for headings)."""
    rows: list[Row] = []
    codes: list[str] = []
    scores = {one["service"]: one for _place, one in sheet.services.iterrows()}
    is_grouped = sort == "service" and bool(sheet.questions["service"].notna().any())
    last: object = ()
    for _place, row in in_order(sheet.questions, sort).iterrows():
        service = None if pd.isna(row["service"]) else row["service"]
        group = (service, None if service else group_of(row["item_type"]))
        if is_grouped and group != last:
            rows.append(heading(service or group_title(group[1]), service_text(form, scores.get(service))))
            codes.append("")
            last = group
        rows.append(make(row))
        codes.append(str(row["item_id"]))
    return rows, codes


def service_text(form: Formats, score: pd.Series | None) -> str:
    """The score of a service with n and interval."""
    if score is None:
        return ""
    ends = (float(score["scale_min"]), float(score["scale_max"]))
    scale = _(" of 100") if ends == (0.0, 100.0) else ""
    return ngettext(
        "score {score}{scale} ({low} to {high}) · {questions} question · n {n}",
        "score {score}{scale} ({low} to {high}) · {questions} questions · n {n}",
        int(score["questions"]),
        score=form.number(score["score"], 2),
        scale=scale,
        low=form.number(score["low"], 2) if score["low"] == score["low"] else form.not_known,
        high=form.number(score["high"], 2) if score["high"] == score["high"] else form.not_known,
        questions=form.whole(score["questions"]),
        n=form.whole(score["n"]),
    )


def bar_text(form: Formats, row: pd.Series, *, is_short: bool, usual: float) -> str:
    """What stands at the end of a bar: mean with its n unless ``is_short``, and a verdict up or down. ``usual``: the
    highest place of most scales; where a question has another one, it stands behind the mean."""
    n = "" if is_short else f"n {form.whole(row['n'])}"
    mark = short_verdict(row["verdict"]) if row["verdict"] in MARKED else ""
    most = "" if row["scale_max"] == usual or row["mean"] != row["mean"] else f"/{row['scale_max']:g}"
    return " ".join(filter(None, (mean_text(form, row) + most, n, mark)))


def dot_text(form: Formats, row: pd.Series) -> str:
    """What stands at the end of a dot's row."""
    change = form.signed(row["change"], 2) if row["change"] == row["change"] else ""
    return " ".join(filter(None, (mean_text(form, row), change, short_verdict(row["verdict"]))))


def hover_lines(form: Formats, sheet: QuestionSheet, row: pd.Series) -> tuple[str, ...]:
    """All that is known of a question."""
    found = [question_name(row), _("Ratings: {n}", n=form.whole(row["n"]))]
    if row["n"]:
        found.append(
            _("Mean {mean} of {most} ({interval})", mean=form.number(row["mean"], 2), most=f"{row['scale_max']:g}",
              interval=interval_text(form, row["low"], row["high"]))
        )  # fmt: skip
        found.append(
            _("Two highest places: {top} ({interval}); two lowest: {bottom}", top=form.share(row["top2"]),
              interval=interval_text(form, row["top2_low"], row["top2_high"], is_share=True),
              bottom=form.share(row["bottom2"]))
        )  # fmt: skip
    if row["dont_know"]:
        found.append(_("Does not know: {n}", n=form.whole(row["dont_know"])))
    if row["change"] == row["change"]:
        found.append(
            _("Before {mean}, change {change} ({interval}): {verdict}", mean=form.number(row["mean_before"], 2),
              change=form.signed(row["change"], 2),
              interval=change_interval(form, row),
              verdict=short_verdict(row["verdict"]))
        )  # fmt: skip
    return tuple(line for text in [*found, *badges(sheet, row)] for line in _lines(text))


def _lines(text: str) -> list[str]:
    """Long texts on several lines: a hover box is no wider than the window."""
    words, lines = [text[at : at + 46] for at in range(0, len(text), 46)] if not text.isascii() else [], []
    if words:
        return words
    for word in text.split(" "):
        if lines and len(lines[-1]) + len(word) < 70:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def unknown_share(row: pd.Series) -> float:
    """Who does not know, of all who answered the question."""
    asked = int(row["n"]) + int(row["dont_know"])
    return int(row["dont_know"]) / asked if asked else 0.0

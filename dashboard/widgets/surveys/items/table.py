"""All questions as a table: exact figures, the change and its verdict."""

import pandas as pd

from dashboard.logic.surveys.question_sheet import QuestionSheet, in_order
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.items.words import badges, interval_text, mean_text, question_name
from dashboard.widgets.surveys.words import short_verdict
from dashboard.widgets.text_table import text_table


def sheet_table(opened: Opened, sheet: QuestionSheet, sort: str) -> None:
    """A row per question, in the order of the picture. Nothing that all rows leave blank."""
    form = opened.formats
    rows = [row for _place, row in in_order(sheet.questions, sort).iterrows()]
    columns: dict[str, list[str]] = {
        _("Question"): [question_name(row) for row in rows],
        _("Service item"): ["" if pd.isna(row["service"]) else row["service"] for row in rows],
        _("Ratings"): [form.whole(row["n"]) for row in rows],
        _("Does not know"): [form.whole(row["dont_know"]) for row in rows],
        _("Outside the scale"): [form.whole(row["outside"]) for row in rows],
        _("Scale"): [f"{row['scale_min']:g}-{row['scale_max']:g}" for row in rows],
        _("Mean"): [mean_text(form, row) for row in rows],
        _("95% interval"): [interval_text(form, row["low"], row["high"]) for row in rows],
        _("Two highest"): [form.share(row["top2"]) for row in rows],
        _("Two lowest"): [form.share(row["bottom2"]) for row in rows],
    }
    if sheet.before is not None:
        columns[_("Before")] = [form.number(row["mean_before"], 2) for row in rows]
        columns[_("Change")] = [form.signed(row["change"], 2) for row in rows]
        columns[_("Verdict")] = [short_verdict(row["verdict"]) for row in rows]
        columns[_("Comparability")] = ["; ".join(badges(sheet, row)) for row in rows]
    texts = (_("Question"), _("Service item"), _("Verdict"), _("Comparability"))
    filled = {title: cells for title, cells in columns.items() if any(cells)}
    text_table(
        filled, numbers=[title for title in filled if title not in texts], key="item_table", alt=sheet.wave.title
    )

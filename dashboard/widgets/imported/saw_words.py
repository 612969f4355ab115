"""What looking at a file saw, in sentences; and what it asks."""

from collections.abc import Mapping

from dashboard.widgets.language import _


def saw_said(code: str, values: Mapping[str, str]) -> str:
    """One thing that was seen. ``values`` are plain text for Markdown already; a code without words is shown as it is
    with its values."""
    sentence = _sentences().get(code)
    try:
        if sentence:
            return _(sentence, **values)
    except (KeyError, IndexError):
        pass
    return ": ".join(filter(None, (code, ", ".join(values.values()))))


def _sentences() -> Mapping[str, str]:
    return {}


def ask_said(field: str, column: str) -> str:
    """The question of a field of ``Layout``."""
    questions = {
        "encoding": _("In which encoding is this file written?"),
        "delimiter": _("What stands between the columns?"),
        "header": _("Which line holds the column headers?"),
        "sheet": _("Which sheet is meant?"),
        "decimal": _("{column}: which mark stands before the decimals?", column=column),
        "day_order": _("{column}: in which order are these dates written?", column=column),
    }
    return questions.get(field, field)

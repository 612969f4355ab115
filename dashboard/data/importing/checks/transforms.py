"""The closed list of changes that a mapping may make to the text of a cell before it is read, each an SQL snippet of
ours. What a person writes into them (a separator, a length) passes ``literal`` or is a number."""

import re
from collections.abc import Callable

from dashboard.data.importing.sql_text import literal
from dashboard.logic.problems import Problem

LONGEST = 64
"""Of a separator in characters, and of ``pad_to``."""


def _before(text: str, mark: str) -> str:
    return f"split_part({text}, {literal(mark)}, 1)"


def _after(text: str, mark: str) -> str:
    """What follows the first separator; a text without it stays whole."""
    found = f"strpos({text}, {literal(mark)})"
    return f"case when {found} > 0 then substr({text}, {found} + {len(mark)}) else {text} end"


def _padded(text: str, size: str) -> str:
    """Zeros in front of digits up to this length; longer texts, empty ones and what is no number stay."""
    return (
        f"case when regexp_full_match(trim({text}), '[0-9]+') and length(trim({text})) < {int(size)} "
        f"then lpad(trim({text}), {int(size)}, '0') else {text} end"
    )


PLAIN: dict[str, str] = {
    "upper": "upper({text})",
    "lower": "lower({text})",
    "no_spaces": r"regexp_replace({text}, '[\s\x{00a0}\x{3000}]', '', 'g')",
    "half_width": "half_width({text})",
    "digits_only": "regexp_replace({text}, '[^0-9]', '', 'g')",
    "strip_leading_zeros": r"regexp_replace({text}, '^(\s*)0+([0-9])', '\1\2')",
    "drop_trailing_.0": r"regexp_replace({text}, '^(\s*[-+]?[0-9]+)[.]0+(\s*)$', '\1\2')",
}
"""Name -> SQL over ``{text}``: all capitals; all small; no spaces at all; full-width letters, digits and marks made
half-width; only the digits 0 to 9; 007 -> 7; 1001.0 -> 1001 (numbers that a workbook made of keys)."""
WITH_TEXT: dict[str, Callable[[str, str], str]] = {"before": _before, "after": _after, "pad_to": _padded}
"""``before:SEP`` and ``after:SEP``: what stands before or after the first SEP (whole where there is none);
``pad_to:N``: zeros in front of digits up to N characters."""
NAMES = (*PLAIN, "before:", "after:", "pad_to:")


def check_transform(given: str) -> None:
    """Raises Problem that names the list, for a transform that is not on it."""
    name, _, value = given.partition(":")
    is_length = name == "pad_to" and re.fullmatch("[0-9]{1,2}", value) is not None and int(value) <= LONGEST
    is_mark = name in ("before", "after") and 0 < len(value) <= LONGEST
    if given not in PLAIN and not is_length and not is_mark:
        raise Problem(
            "The transform {transform} is not known. Choose from {candidates}; before: and after: need a text, "
            "pad_to: a length such as pad_to:6.",
            transform=given, candidates=", ".join(NAMES),
        )  # fmt: skip


def transformed(text: str, transforms: tuple[str, ...]) -> str:
    """The SQL of a text cell after these transforms, in their order. Raises Problem for one that is not known."""
    for given in transforms:
        check_transform(given)
        name, _, value = given.partition(":")
        text = WITH_TEXT[name](text, value) if name in WITH_TEXT else PLAIN[given].replace("{text}", text)
    return text


def valued(text: str, values: tuple[tuple[str, str], ...]) -> str:
    """The text with a mapping's value words put in; a text that is none of them is left as it is."""
    if not values:
        return text
    pairs = " ".join(f"when {literal(given.strip())} then {literal(meant)}" for given, meant in values)
    return f"case trim({text}) {pairs} else {text} end"

"""Standards shipped with the program, for a company that gave none; marked as defaults wherever they are shown.

Source: data-model.md 5.3 (E13): installation within 15 days on average and 20 at most, the company's own 10 at most;
fault repair within 72 hours; business off the line within 24 hours; a business customer's fault reported before 16:00
is repaired on the same day.
"""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from dashboard.logic.standards.standard import COMPANY, MEAN, MOST, REGULATOR, SAME_DAY, Standard, standard

INSTALL, REPAIR, NON_LINE = "install", "repair", "non_line"
BUSINESS = "business"
_WORDS = (
    (NON_LINE, ("nonline", "offline", "非线")),
    (INSTALL, ("install", "装机", "裝機", "安装", "安裝", "移机", "移機", "装移", "裝移", "relocat", "开通")),
    (REPAIR, ("repair", "fault", "修障", "障碍", "障礙", "故障", "报修", "報修", "维修", "維修", "修复", "抢修")),
)
"""Looked for in this order: 非线路障碍 is no repair of a line."""


def service_kind(code: str, name: str | None = None) -> str | None:
    """install, repair, non_line, or None where neither the code nor the name says which it is."""
    words = [_plain(code), _plain(name or "")]
    return next((kind for kind, marks in _WORDS if any(mark in word for mark in marks for word in words)), None)


def default_standards(codes: Iterable[str], *, office_seconds: int) -> tuple[Standard, ...]:
    """The shipped rules for those of these service codes that are recognised."""
    found: list[Standard] = []
    for code in codes:
        found += [
            standard(
                code,
                level,
                rule,
                None if limit is None else Decimal(limit),
                unit,
                office_seconds=office_seconds,
                cutoff_time="16:00" if rule == SAME_DAY else None,
                customer_class=BUSINESS if rule == SAME_DAY else None,
                is_default=True,
            )
            for level, rule, limit, unit in _RULES.get(service_kind(code) or "", ())
        ]
    return tuple(found)


_RULES: dict[str, tuple[tuple[str, str, int | None, str | None], ...]] = {
    INSTALL: ((REGULATOR, MEAN, 15, "days"), (REGULATOR, MOST, 20, "days"), (COMPANY, MOST, 10, "days")),
    REPAIR: ((REGULATOR, MOST, 72, "hours"), (COMPANY, SAME_DAY, None, None)),
    NON_LINE: ((REGULATOR, MOST, 24, "hours"),),
}


def _plain(text: str) -> str:
    """Without case, width, blanks, hyphens and underscores."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())

"""Who can be erased, and which cells of which imported table are theirs (data-model.md marks them P)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dashboard.data.tables import TABLES

SHOWN_INSTEAD = "•••"
_NAMING = {
    "targets": ("scope_id",),
    "customer_profiles": ("assessed_by",),
    "customer_potential": ("noted_by",),
    "competitor_notes": ("by",),
    "visits": ("our_people",),
}
REFERENCES = {
    table.name: (
        *(column.name for column in table.columns if column.refers_to == "employees"),
        *_NAMING.get(table.name, ()),
    )
    for table in TABLES.values()
}
"""Columns that name an employee: by id, or by name, and a name is theirs."""
FREE_TEXTS = {
    "customers": ("remark",),
    "customer_profiles": ("value",),
    "customer_potential": ("source",),
    "cases": ("description", "remedy_requested", "attachment_refs"),
    "case_events": ("reason", "note"),
    "survey_answers": ("answer_text",),
    "visits": (
        "purpose", "contacts", "findings_need", "findings_operation", "findings_competitor", "findings_problem",
        "findings_opportunity", "promise", "next_action",
    ),
    "leads": ("name", "need", "lost_reason"),
    "competitor_notes": ("text", "source"),
    "risk_flags": ("source", "reference", "control_applied"),
    "forums": ("attendees", "minutes_ref"),
    "events": ("title",),
}  # fmt: skip
"""Columns in which anybody may have written anything about anybody."""
WRITTEN = {("contact", "survey_answers"): ("answer_text",)}
"""Columns that the person whose key stands in the row wrote: all of it is theirs, whether it names them or not."""


@dataclass(frozen=True)
class Kind:
    """``personal`` columns are blanked in the person's own rows; the values of ``telling`` ones are looked for
    elsewhere too. ``is_key_telling``: a rejected record of any table that holds the key is about this person; an
    employee's key stands in every order they took."""

    name: str
    table: str
    key: str
    personal: tuple[str, ...]
    telling: tuple[str, ...]
    is_key_telling: bool = True


_CONTACT_KEYS = ("contact_id", "customer_id")
_COMPANY = ("customer_name", "short_name", "address", "credit_code", "remark")
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "contact",
            "contacts",
            "contact_id",
            tuple(name for name in TABLES["contacts"].names if name not in _CONTACT_KEYS),
            ("name", "phone", "mobile", "email", "wechat"),
        ),
        Kind("customer", "customers", "customer_id", _COMPANY, _COMPANY),
        Kind("employee", "employees", "employee_id", ("name",), ("name",), is_key_telling=False),
    )
}


@dataclass(frozen=True)
class Traces:
    """What gives somebody away. ``values`` are the telling cells that nobody else has; they are kept in memory only
    and never written.

    keys      of the erased, with their kind
    instead   an employee's name -> what stands for it where it refers to them: the id, which keeps every figure, or a
              pseudonym where others have the name too (then it was nobody's before and must not become theirs)
    """

    keys: frozenset[tuple[str, str]] = frozenset()
    values: frozenset[str] = frozenset()
    instead: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        found = sorted((value for value in self.values if len(value) > 1), key=len, reverse=True)
        return re.compile("|".join(map(_whole, found))) if found else None

    def speaks(self, table: str, texts: Collection[str]) -> bool:
        """Whether a rejected record of ``table``, given as its texts, holds a key or a value."""
        wanted = {key for kind, key in self.keys if KINDS[kind].is_key_telling or KINDS[kind].table == table}
        return any(
            (self._pattern is not None and self._pattern.search(text) is not None)
            or not wanted.isdisjoint(cell.strip() for cell in (text, *_CELLS.split(text)))
            or any(key in text for key in wanted if _CELLS.search(key))
            for text in texts
        )

    def without(self, text: str) -> str:
        """The text with every value replaced."""
        return self._pattern.sub(SHOWN_INSTEAD, text) if self._pattern else text


_CELLS = re.compile(r'[,;\t|"\r\n]+')


def _whole(value: str) -> str:
    """``Li`` is not found in ``Line``; Chinese knows no such boundaries."""
    before = r"(?<![0-9A-Za-z])" if value[0].isascii() and value[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if value[-1].isascii() and value[-1].isalnum() else ""
    return before + re.escape(value) + after

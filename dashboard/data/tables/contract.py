"""What a contract says: a table, its columns, and what each column may hold (data-model.md, 5.1)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

TEXT = "VARCHAR"
DATE = "DATE"
TIMESTAMP = "TIMESTAMP"
"""Time of day in Asia/Shanghai, without a zone."""
CLOCK = "TIME"
MONEY = "DECIMAL(18,4)"
"""Money and quantities: exact, four decimals, rounded half away from zero."""
RATE = "DECIMAL(18,8)"
NUMBER = "DOUBLE"
"""Any number, such as a score; with the unit ``share`` 0 to 1, and ``35%`` is read too."""
SMALL = "SMALLINT"
WHOLE = "INTEGER"
LONG = "BIGINT"
FLAG = "BOOLEAN"
LIST = "VARCHAR[]"
"""Several texts in one cell, separated by ``、 ， , ； ;`` or ``|``."""
UnknownPolicy = Literal["flag", "reject", "stub"]
"""What becomes of a row that refers to a key which is not on file: noted and accepted; rejected; noted, accepted, and
the missing row counts as there under its number alone."""


@dataclass(frozen=True)
class Allowed:
    """One value that a column may hold, and the words for it in files. ``value`` is what is kept."""

    value: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One canonical column. ``aliases`` are headers it is found under; its own name always is one.

    spare        headers it is found under only where none of the others is in the file, the first of them first:
                 ``客户`` is the customer's name beside a number, and the only number there is without one
    is_month     a DATE that stands for its month: ``2025-01`` is read too, and the first day is kept
    blank        the text kept for an empty cell, for a key column that may be empty (null never equals null)
    unit         yuan, days, hours, minutes, share …; empty where there is none
    allowed      the values a text may have; empty: any. A text that is none of them is noted and kept as it is, or
                 rejects the row where ``is_closed``
    least, most  the range of a number; outside it the row is rejected (OUT_OF_RANGE)
    refers_to    the table whose key this is; ``unknown`` says what becomes of a row whose key is not on file
    is_personal  told to few, masked for most (data-model.md, ``P``)
    is_unique    may stand in one row only, though it is no key: a second one is noted
    titles       what people call it, in English and Chinese; empty: the name in words, the first Chinese alias
    """

    name: str
    type: str = TEXT
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    is_month: bool = False
    blank: str | None = None
    unit: str = ""
    allowed: tuple[Allowed, ...] = ()
    is_closed: bool = False
    least: int | None = None
    most: int | None = None
    refers_to: str = ""
    unknown: UnknownPolicy = "flag"
    is_personal: bool = False
    is_unique: bool = False
    titles: tuple[str, str] = ("", "")
    spare: tuple[str, ...] = ()

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this column, ``spare`` apart: its name, its titles, its aliases."""
        return tuple(dict.fromkeys((self.name, *filter(None, self.titles), self.title("en"), *self.aliases)))

    def title(self, language: str) -> str:
        """What people call it, in ``en`` or ``zh`` (also ``zh_Hans``). It is one of the headers it is found under."""
        if language.startswith("zh"):
            return self.titles[1] or next((alias for alias in self.aliases if not alias.isascii()), self.name)
        words = (
            self.name.removesuffix("_id") + " number" if self.name.endswith("_id") else self.name.removeprefix("is_")
        )
        return self.titles[0] or words.replace("_", " ").capitalize()


@dataclass(frozen=True)
class DateOrder:
    """``later`` is not before ``earlier``; where it is, the row is noted with DATES_OUT_OF_ORDER."""

    earlier: str
    later: str


@dataclass(frozen=True)
class Numbering:
    """Rows without a ``number`` get one within ``within``, in file order, after the numbers that are there.

    ``goes_on``: a later file adds to what is stored, as a log does; else it stands for the same rows again.
    """

    within: str
    number: str
    goes_on: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """A contract: what a batch of this table holds, in this order.

    ``key`` identifies a row; ``telling`` are the columns a file must show to be taken for this table without
    ``--table``; ``amounts`` are the columns of the amount reconciliation (the first of them that a record fills).
    ``numbering``: rows need no number of their own.
    ``period`` is the date that ``--mode replace-period`` goes by (None: it has none); ``date_orders`` are checked.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    telling: tuple[str, ...]
    amounts: tuple[str, ...] = ()
    period: str | None = None
    date_orders: tuple[DateOrder, ...] = ()
    titles: tuple[str, str] = ("", "")
    numbering: Numbering | None = None

    def title(self, language: str) -> str:
        """What people call it, in ``en`` or ``zh`` (also ``zh_Hans``)."""
        return self.titles[1 if language.startswith("zh") else 0] or self.name

    @cached_property
    def refers_to(self) -> frozenset[str]:
        """The other tables whose keys its rows name."""
        return frozenset(column.refers_to for column in self.columns if column.refers_to) - {self.name}

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.is_required)

"""Text to values, in SQL: one set of rules whatever the reader (contracts.md, data-model.md; the macros: ``macros``).

Dates ``2024-03-05``, ``2024/3/5``, ``20240305``, ``2024年3月5日`` with or without time, ``下午 3:20``, ``…+08:00`` and
``…Z`` (turned into Asia/Shanghai wall time); ``05/03/2024`` only with an order of days (date_orders.py); years of two
digits only with a format. Amounts ``1,234.50``, ``¥1,234.50``, ``(12.00)``, ``12.00-``, full-width digits, and with a
decimal comma ``1.234,56``, ``1 234,56``. Shares ``0.35`` and ``35%``. Lists ``甲、乙; 丙``.
"""

from dataclasses import dataclass
from decimal import Decimal

from dashboard.data.importing.checks.macros import MACROS
from dashboard.data.importing.sql_text import literal
from dashboard.data.tables import (
    CLOCK,
    DATE,
    FLAG,
    LIST,
    LONG,
    MONEY,
    NUMBER,
    RATE,
    SMALL,
    TEXT,
    TIMESTAMP,
    WHOLE,
    Allowed,
)  # fmt: skip

__all__ = ["BAD_CODES", "MACROS", "Form", "first_sql", "may_be_rounded_sql", "rounded_sql", "value_sql"]

BAD_CODES = {DATE: "BAD_DATE", TIMESTAMP: "BAD_TIME", CLOCK: "BAD_CLOCK", MONEY: "BAD_AMOUNT", RATE: "BAD_NUMBER",
             NUMBER: "BAD_NUMBER", SMALL: "BAD_NUMBER", WHOLE: "BAD_NUMBER", LONG: "BAD_NUMBER", FLAG: "BAD_FLAG",
             LIST: "BAD_LIST"}  # fmt: skip
SERIAL = "excel"
"""The format of days as a spreadsheet counts them: 45000 is 2023-03-15."""
NUMBERS = frozenset({MONEY, RATE, NUMBER, SMALL, WHOLE, LONG})
_PARTS = {"dmy": r"\3-\2-\1", "mdy": r"\3-\1-\2"}


@dataclass(frozen=True)
class Form:
    """How the cells of one column are written: what ``Cell`` and ``Column`` say of it."""

    day_format: str | None = None
    factor: int | Decimal = 1
    is_month: bool = False
    decimal: str | None = None
    day_order: str | None = None
    allowed: tuple[Allowed, ...] = ()
    is_required: bool = False

    def read(self, kind: str, text: str) -> str:
        """The text in the form that the macros read: a point before decimals, year-month-day."""
        if self.decimal == "," and kind in NUMBERS:
            return f"point_text({text})"
        if self.day_order in _PARTS and kind in (DATE, TIMESTAMP) and not self.day_format:
            return f"iso_text({text}, {literal(_PARTS[self.day_order])})"
        return text


PLAIN = Form()


def first_sql(kind: str, text: str, form: Form = PLAIN) -> str:
    """The first and cheap step to the value, made once for every row; ``value_sql`` builds on it."""
    plain = form.read(kind, text)
    if kind == TEXT:
        return f"own_text({text})"
    if kind in (DATE, TIMESTAMP) and not form.day_format:
        return f"try_cast({plain} as {kind})"
    if kind == MONEY and form.factor == 1:
        return f"try_cast({plain} as {MONEY})"
    if kind == NUMBER:
        return f"try_cast({plain} as double)"
    return text


def value_sql(kind: str, text: str, first: str, form: Form = PLAIN) -> str:
    """The typed value of a text cell, NULL where it cannot be read. ``first`` is the column of ``first_sql``.

    ``is_month``: the first day of the month, which may be all that is written (``2025-01``, ``202501``, ``2025年1月``).
    """
    plain = form.read(kind, text)
    if kind == TEXT:
        return _word(first, form)
    if kind in (DATE, TIMESTAMP):
        return _day(kind, plain, first, form)
    if kind in NUMBERS:
        return _number(kind, plain, first, form.factor)
    return {FLAG: "flag_of({})", CLOCK: "clock_of({})", LIST: "list_of({})"}[kind].format(text)


def _word(first: str, form: Form) -> str:
    """The text, or the value that its word stands for: compared in half width and small letters.

    A question mark alone says that nobody knows. Of free text nothing else does (无 may be a name); a code that is none
    of the known ones may be any word for nothing.
    """
    allowed = form.allowed
    words = {_compared(word): one.value for one in allowed for word in (*one.words, one.value)}
    if not words:
        if form.is_required:
            return f"nullif({first}, '')"
        return f"case when {first} in ('', '?', '？') then null else {first} end"
    known = ", ".join(literal(one.value) for one in allowed)
    pairs = " ".join(f"when {literal(word)} then {literal(value)}" for word, value in words.items())
    return (
        f"case when {first} in ({known}) then {first} when {first} = '' then null "
        f"else case lower(half_width({first})) {pairs} else case when says_nothing({first}) then null "
        f"else {first} end end end"
    )


def _compared(word: str) -> str:
    half = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
    return word.strip().translate(half).lower()


def _day(kind: str, text: str, first: str, form: Form) -> str:
    if form.day_format:
        if form.day_format == SERIAL:
            read = f"serial_time({text})"
        else:
            read = f"try_strptime({text}, {literal(form.day_format)})"
        if kind == TIMESTAMP:
            return f"sane_time({read})"
        return f"date_trunc('month', sane_day({read}::date))::date" if form.is_month else f"sane_day({read}::date)"
    if kind == TIMESTAMP:
        return f"time_of({text}, {first})"
    return f"month_of({text}, {first})" if form.is_month else f"day_of({text}, {first})"


def _number(kind: str, text: str, first: str, times: int | Decimal) -> str:
    factor = _plain(times)
    if kind == NUMBER:
        return f"measure_of({text}, {first})" + (f" * {factor}" if times != 1 else "")
    if kind == MONEY and times == 1:
        return f"amount_of({text}, {first})"
    if times != 1:
        scaled = f"try_cast(number_text({text}) as decimal(38,12)) * {factor}"
        # a cast to a whole number would round: 1.55 thousand is 1550, but 1.5555 thousand is none
        return (
            f"try_cast({scaled} as {kind})"
            if kind in (MONEY, RATE)
            else f"case when {scaled} = trunc({scaled}) then try_cast({scaled} as {kind}) end"
        )
    if kind == RATE:
        return f"try_cast(number_text({text}) as {RATE})"
    return f"try_cast(whole_of({text}) as {kind})"


def _plain(factor: int | Decimal) -> str:
    """Never with an exponent, which SQL takes for a float."""
    return format(factor, "f") if isinstance(factor, Decimal) else str(factor)


def rounded_sql(text: str, value: str, form: Form = PLAIN) -> str:
    """True where the amount had more decimals than are kept."""
    text = form.read(MONEY, text)
    if form.factor == 1:
        return f"lost_decimals({text}, {value})"
    return f"coalesce(try_cast(number_text({text}) as decimal(38,12)) * {_plain(form.factor)} <> {value}, false)"


def may_be_rounded_sql(text: str, form: Form = PLAIN) -> str:
    """A cheap test that is true for every cell for which ``rounded_sql`` is; null for an empty one."""
    return f"may_lose_decimals({text})" if form.factor == 1 and form.decimal != "," else "true"

"""Text to values, in SQL: one set of rules whatever the reader (contracts.md, data-model.md).

Dates ``2024-03-05``, ``2024/3/5``, ``20240305``, ``2024年3月5日`` with or without time; amounts ``1,234.50``,
``¥1,234.50``, ``(12.00)``, full-width digits. The plain form goes first, because a cast costs little and the clean-up
costs much: that holds only while ``case`` and ``coalesce`` are lazy, so DuckDB's optimizer ``common_subexpressions``,
which lifts the repeated parts of the clean-up out and runs them on every row, must be off (measured: 0.9 against 0.1
seconds for a million dates).
"""

from dashboard.data.importing.sql_text import literal
from dashboard.data.tables import DATE, FLAG, LONG, MONEY, RATE, TEXT, WHOLE

BAD_CODES = {DATE: "BAD_DATE", MONEY: "BAD_AMOUNT", RATE: "BAD_NUMBER", WHOLE: "BAD_NUMBER", LONG: "BAD_NUMBER",
             FLAG: "BAD_FLAG"}  # fmt: skip
CHINESE_DATES = (
    "%Y年%m月%d日", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日 %H时%M分", "%Y年%m月%d日%H:%M:%S", "%Y年%m月%d日%H:%M", "%Y年%m月%d日%H时%M分",
    "%Y年%m月%d日%H时%M分%S秒",
)  # fmt: skip
COMPACT_DATES = ("%Y%m%d", "%Y%m%d %H:%M:%S", "%Y%m%d %H:%M", "%Y%m%d%H%M%S")
DOTTED_DATES = ("%Y.%m.%d", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M")
MONTHS, CHINESE_MONTHS = ("%Y-%m", "%Y/%m", "%Y.%m"), ("%Y年%m月", "%Y年%m月份")
_WIDE = "０１２３４５６７８９．，－＋（）／：　"
_NARROW = "0123456789.,-+()/: "
YES = ("1", "true", "t", "yes", "y", "是", "有", "√", "真")
NO = ("0", "false", "f", "no", "n", "否", "无", "×", "假")
EARLIEST, LATEST = "1900-01-01", "2999-12-31"


def _formats(formats: tuple[str, ...]) -> str:
    return "[" + ", ".join(literal(one) for one in formats) + "]"


MACROS = (
    # translate is slow; text of one byte per character has nothing to narrow
    f"""create or replace temp macro narrow(t) as
        case when strlen(t) = length(t) then t else translate(t, '{_WIDE}', '{_NARROW}') end""",
    # only a year of four digits: DuckDB's cast also takes 'epoch' and 'infinity'
    f"""create or replace temp macro sane_day(d) as
        case when d between date '{EARLIEST}' and date '{LATEST}' then d end""",
    f"""create or replace temp macro written_day(t) as sane_day(case
        when regexp_matches(t, '^[0-9]{{4}}[-/][0-9]') then try_cast(t as date)
        when regexp_matches(t, '^[0-9]{{4}}年') then try_strptime(t, {_formats(CHINESE_DATES)})::date
        when regexp_matches(t, '^[0-9]{{8}}') then try_strptime(t, {_formats(COMPACT_DATES)})::date
        when regexp_matches(t, '^[0-9]{{4}}[.]') then try_strptime(t, {_formats(DOTTED_DATES)})::date end)""",
    "create or replace temp macro odd_day(t) as written_day(trim(narrow(t)))",
    # d is the plain cast of t; the day that 'epoch' gives is looked at again
    f"""create or replace temp macro day_of(t, d) as
        case when d > date '{EARLIEST}' and d <= date '{LATEST}' and d <> date '1970-01-01' then d
             else odd_day(t) end""",
    f"""create or replace temp macro written_month(t) as sane_day(case
        when regexp_matches(t, '^[0-9]{{4}}[-/.][0-9]{{1,2}}$') then try_strptime(t, {_formats(MONTHS)})::date
        when regexp_matches(t, '^[0-9]{{4}}年[0-9]{{1,2}}月份?$') then try_strptime(t, {_formats(CHINESE_MONTHS)})::date
        when regexp_matches(t, '^[0-9]{{6}}$') then try_strptime(t, '%Y%m')::date end)""",
    """create or replace temp macro month_of(t, d) as
        date_trunc('month', coalesce(day_of(t, d), written_month(trim(narrow(t)))))::date""",
    """create or replace temp macro bare_number(t) as
        regexp_replace(narrow(t), '[¥￥$€£元\\s\u00a0]|RMB|CNY', '', 'gi')""",
    # a comma is a thousands mark only where thousands marks stand: 1,5 is refused, not read as 15
    """create or replace temp macro number_text(t) as replace(regexp_extract(
        regexp_replace(bare_number(t), '^[(]([^()+-]*)[)]$', '-\\1'),
        '^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?([.][0-9]*)?$'), ',', '')""",
    """create or replace temp macro amount_of(t, d) as coalesce(d, try_cast(number_text(t) as decimal(18,4)))""",
    # cheap and never wrong the other way: strlen counts bytes, so full-width digits are always looked at
    """create or replace temp macro may_lose_decimals(t) as strlen(t) - strpos(t, '.') > 4""",
    """create or replace temp macro lost_decimals(t, v) as
        case when v is null then false
             when length(t) - strpos(t, '.') > 4 and strpos(t, '.') > 0
             then coalesce(
                coalesce(try_cast(t as decimal(38,18)), try_cast(number_text(t) as decimal(38,18))) <> v, true)
             when strpos(t, '．') > 0 then coalesce(try_cast(number_text(t) as decimal(38,18)) <> v, false)
             else false end""",
    """create or replace temp macro whole_of(t) as
        case when regexp_matches(number_text(t), '^[-+]?[0-9]+(\\.0*)?$')
             then try_cast(split_part(number_text(t), '.', 1) as bigint) end""",
    f"""create or replace temp macro flag_of(t) as
        case when lower(trim(narrow(t))) in ({", ".join(literal(word) for word in YES)}) then true
             when lower(trim(narrow(t))) in ({", ".join(literal(word) for word in NO)}) then false end""",
)


def first_sql(kind: str, text: str, *, day_format: str | None = None, factor: int = 1) -> str:
    """The first and cheap step to the value, made once for every row; ``value_sql`` builds on it."""
    if kind == TEXT:
        return f"trim({text})"
    if kind == DATE and not day_format:
        return f"try_cast({text} as date)"
    if kind == MONEY and factor == 1:
        return f"try_cast({text} as {MONEY})"
    return text


def value_sql(
    kind: str, text: str, first: str, *, day_format: str | None = None, factor: int = 1, is_month: bool = False
) -> str:
    """The typed value of a text cell, NULL where it cannot be read. ``first`` is the column of ``first_sql``.

    ``is_month``: the first day of the month, which may be all that is written (``2025-01``, ``202501``, ``2025年1月``).
    """
    if kind == TEXT:
        return f"nullif({first}, '')"
    if is_month and day_format:
        return f"date_trunc('month', sane_day(try_strptime({text}, {literal(day_format)})::date))::date"
    if is_month:
        return f"month_of({text}, {first})"
    if kind == DATE:
        return (
            f"sane_day(try_strptime({text}, {literal(day_format)})::date)" if day_format else f"day_of({text}, {first})"
        )
    if kind == MONEY and factor == 1:
        return f"amount_of({text}, {first})"
    if kind == MONEY:
        return f"try_cast(try_cast(number_text({text}) as decimal(38,12)) * {factor} as {MONEY})"
    if kind == RATE:
        return f"try_cast(number_text({text}) as {RATE})"
    if kind == FLAG:
        return f"flag_of({text})"
    return f"try_cast(whole_of({text}) as {kind})"


def rounded_sql(text: str, value: str, factor: int = 1) -> str:
    """True where the cell had more decimals than are kept."""
    if factor == 1:
        return f"lost_decimals({text}, {value})"
    return f"coalesce(try_cast(number_text({text}) as decimal(38,12)) * {factor} <> {value}, false)"


def may_be_rounded_sql(text: str, factor: int = 1) -> str:
    """A cheap test that is true for every cell for which ``rounded_sql`` is; null for an empty one."""
    return f"may_lose_decimals({text})" if factor == 1 else "true"

r"""Macros of the importer's database: text to dates, times and numbers. ``casting`` says which is used where.

The plain form goes first, because a cast costs little and the clean-up costs much: that holds only while ``case`` and
``coalesce`` are lazy, so DuckDB's optimizer ``common_subexpressions``, which lifts the repeated parts of the clean-up
out and runs them on every row, must be off (measured: 0.9 against 0.1 seconds for a million dates). Clean-ups name
their text many times: a lambda binds it once, else each place gets a copy, and DuckDB plans a column for 12 ms.

A cast to DATE or TIMESTAMP passes over ``+08:00``, ``Z`` and ``PM`` without a word (DuckDB 2.0), so texts with letters
or signs after the first colon are looked at apart. Asia/Shanghai is UTC+8 since September 1991; a time with a zone
is read as that, also before.
"""

from dashboard.data.importing.sql_text import literal

CHINESE_DATES = (
    "%Y年%m月%d日", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日 %H时%M分", "%Y年%m月%d日%H:%M:%S", "%Y年%m月%d日%H:%M", "%Y年%m月%d日%H时%M分",
    "%Y年%m月%d日%H时%M分%S秒", "%Y年%m月%d日 %H时", "%Y年%m月%d日%H时",
)  # fmt: skip
COMPACT_DATES = ("%Y%m%d", "%Y%m%d %H:%M:%S", "%Y%m%d %H:%M", "%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%dT%H%M%S")
DOTTED_DATES = ("%Y.%m.%d", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M")
HALF_DAYS = tuple(
    f"{day} {time} %p" for day in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日") for time in ("%I:%M:%S", "%I:%M")
)
CLOCKS = ("%H时%M分%S秒", "%H时%M分", "%H时", "%H点%M分", "%H点")
HALF_CLOCKS = ("%I:%M:%S %p", "%I:%M %p", "%I %p")
MONTHS, CHINESE_MONTHS = ("%Y-%m", "%Y/%m", "%Y.%m"), ("%Y年%m月", "%Y年%m月份")
_WIDE = "０１２３４５６７８９．，－＋（）／：　％"
_NARROW = "0123456789.,-+()/: %"
YES = ("1", "true", "t", "yes", "y", "是", "有", "√", "真")
NO = ("0", "false", "f", "no", "n", "否", "无", "×", "假")
EARLIEST, LATEST = "1900-01-01", "2999-12-31"
_FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F)) + "\u3000"
_HALF = "".join(chr(code) for code in range(0x21, 0x7F)) + " "
_EDGE = r"[\s\x{00a0}\x{3000}\x{202f}\x{200b}\x{feff}]"
_NOTHING = (
    r"[-–—－_/／\\]+|[(<]?null[)>]?|n/?a|n\.a\.|nan|none|nil|\\n|无|無|暂无|空"
    r"|[?？]+|unknown|不详|不詳|未知|不明|blank|未填写?|未作?答|未回答|不适用|缺失"
    r"|0000-00-00( 00:00:00)?|1900[-/]0?1[-/]00?"
)
"""What systems and people write where there is nothing or nobody knows; of columns that are no free text."""
_MORNING, _EVENING = "上午|早上|凌晨|[Aa][.]?[Mm][.]?", "下午|晚上|[Pp][.]?[Mm][.]?"


def _formats(formats: tuple[str, ...]) -> str:
    return "[" + ", ".join(literal(one) for one in formats) + "]"


OWN_TEXT = "create or replace temp macro own_text(t) as any_text(t)"
TIDY_TEXT = """create or replace temp macro own_text(t) as
    case when t < '(' or ends_with(t, ' ') then any_text(t) else t end"""
"""The same for a text that is tidy (files/tidiness.py), at a third of the cost: a fifth of a whole load."""

TEXTS = (
    # translate is slow; text of one byte per character has nothing to narrow
    f"""create or replace temp macro narrow(t) as
        case when strlen(t) = length(t) then t else translate(t, '{_WIDE}', '{_NARROW}') end""",
    f"""create or replace temp macro half_width(t) as
        case when strlen(t) = length(t) then t else translate(t, {literal(_FULL)}, {literal(_HALF)}) end""",
    # ="00123", '00123: marks that keep spreadsheets from making numbers of codes
    f"""create or replace temp macro bare_text(t) as regexp_replace(
        regexp_replace(regexp_replace(t, '^{_EDGE}+|{_EDGE}+$', '', 'g'), '^="([^"]*)"$', '\\1'),
        '^''([0-9][0-9A-Za-z-]*)$', '\\1')""",
    # trim takes only spaces away; the tests before it cost as much again
    """create or replace temp macro any_text(t) as
        case when t < '(' or contains(t, '\t') or contains(t, '\u3000') or contains(t, '\u00a0') or starts_with(t, '="')
             then bare_text(t) else trim(t) end""",
    OWN_TEXT,
    f"""create or replace temp macro is_blank(t) as t is null or regexp_full_match(t, '{_EDGE}*')""",
    f"""create or replace temp macro says_nothing(t) as
        t is null or regexp_full_match(t, '{_EDGE}*({_NOTHING})?{_EDGE}*', 'i')""",
    # 3:20 下午, 下午 3:20, 3:20 PM -> 3:20 PM
    f"""create or replace temp macro half_day_text(t) as trim(regexp_replace(
        regexp_replace(t, '\\s*({_MORNING}|{_EVENING})\\s*', ' '), '\\s+', ' ', 'g'))
        || case when regexp_matches(t, '{_EVENING}') then ' PM' else ' AM' end""",
)
DAYS = (
    # only a year of four digits: DuckDB's cast also takes 'epoch' and 'infinity'
    f"""create or replace temp macro sane_day(d) as
        list_filter([d], lambda y: y between date '{EARLIEST}' and date '{LATEST}')[1]""",
    f"""create or replace temp macro sane_time(d) as
        list_filter([d], lambda y: y between timestamp '{EARLIEST}' and timestamp '{LATEST} 23:59:59.999999')[1]""",
    "create or replace temp macro has_more(t) as strlen(t) > 15 and regexp_matches(t, ':.*[-+A-Za-z]')",
    # not has_more(t), but sure to look at the length alone first
    "create or replace temp macro is_all(t) as case when strlen(t) <= 15 then true else not has_more(t) end",
    f"""create or replace temp macro has_half_day(t) as
        regexp_matches(t, '{_MORNING}|{_EVENING}')""",
    r"""create or replace temp macro zoned_time(t) as
        case when regexp_matches(t, '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9:.]+ ?(Z|z|UTC|GMT|[-+][0-9]{2}(:?[0-9]{2})?)$')
             then make_timestamp(epoch_us(try_cast(regexp_replace(regexp_replace(t, ' ?(Z|z|UTC|GMT)$', '+00'),
                  '([-+][0-9]{2})([0-9]{2})$', '\1:\2') as timestamptz)) + 28800000000) end""",  # noqa: E501
    # dmy 05/03/2024, 5-3-2024, 5.3.2024 10:11 -> 2024-03-05 10:11; parts: '\\3-\\2-\\1' or '\\3-\\1-\\2'
    r"""create or replace temp macro iso_text(t, parts) as
        regexp_replace(trim(narrow(t)), '^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})([^0-9]|$)', parts || '\4')""",
    f"""create or replace temp macro written_time(t) as sane_time(case
        when has_half_day(t) then try_strptime(half_day_text(t), {_formats(HALF_DAYS)})
        when has_more(t) then zoned_time(t)
        when regexp_matches(t, '^[0-9]{{4}}[-/][0-9]') then try_cast(t as timestamp)
        when regexp_matches(t, '^[0-9]{{4}}年') then try_strptime(t, {_formats(CHINESE_DATES)})
        when regexp_matches(t, '^[0-9]{{8}}') then try_strptime(t, {_formats(COMPACT_DATES)})
        when regexp_matches(t, '^[0-9]{{4}}[.]') then try_strptime(t, {_formats(DOTTED_DATES)}) end)""",
    """create or replace temp macro written_day(t) as sane_day(
        case when not has_more(t) and not has_half_day(t) and regexp_matches(t, '^[0-9]{4}[-/][0-9]')
             then try_cast(t as date) else written_time(t)::date end)""",
    "create or replace temp macro odd_day(t) as list_transform([trim(narrow(t))], lambda x: written_day(x))[1]",
    "create or replace temp macro odd_time(t) as list_transform([trim(narrow(t))], lambda x: written_time(x))[1]",
    # d is the plain cast of t; the day that 'epoch' gives is looked at again
    f"""create or replace temp macro day_of(t, d) as
        case when case when d > date '{EARLIEST}' and d <= date '{LATEST}' and d <> date '1970-01-01'
                       then is_all(t) else false end then d
             else odd_day(t) end""",
    f"""create or replace temp macro time_of(t, d) as
        case when case when d > timestamp '{EARLIEST}' and d <= timestamp '{LATEST}' and d::date <> date '1970-01-01'
                       then is_all(t) else false end then d
             else odd_time(t) end""",
    """create or replace temp macro serial_time(t) as case when regexp_full_match(trim(t), '[0-9]{1,7}([.][0-9]*)?')
        then timestamp '1899-12-30' + to_seconds(round(try_cast(trim(t) as double) * 86400)::bigint) end""",
    f"""create or replace temp macro written_month(t) as sane_day(case
        when regexp_matches(t, '^[0-9]{{4}}[-/.][0-9]{{1,2}}$') then try_strptime(t, {_formats(MONTHS)})::date
        when regexp_matches(t, '^[0-9]{{4}}年[0-9]{{1,2}}月份?$') then try_strptime(t, {_formats(CHINESE_MONTHS)})::date
        when regexp_matches(t, '^[0-9]{{6}}$') then try_strptime(t, '%Y%m')::date end)""",
    "create or replace temp macro odd_month(t) as list_transform([trim(narrow(t))], lambda x: written_month(x))[1]",
    """create or replace temp macro month_of(t, d) as
        date_trunc('month', coalesce(day_of(t, d), odd_month(t)))::date""",
    f"""create or replace temp macro written_clock(t) as (case
        when has_half_day(t) then try_strptime(half_day_text(t), {_formats(HALF_CLOCKS)})::time
        when regexp_matches(t, '[时点]') then try_strptime(t, {_formats(CLOCKS)})::time
        when regexp_matches(t, '^[0-9]{{1,2}}:[0-9]{{2}}') and not regexp_matches(t, '^24') then try_cast(t as time)
        end)""",
    "create or replace temp macro clock_of(t) as list_transform([trim(narrow(t))], lambda x: written_clock(x))[1]",
)
NUMBERS = (
    """create or replace temp macro bare_number(t) as
        regexp_replace(narrow(t), '[¥￥$€£元\\s\u00a0\u202f]|RMB|CNY', '', 'gi')""",
    # (12.00) and 12.00- are negative
    """create or replace temp macro signed_number(t) as regexp_replace(
        regexp_replace(bare_number(t), '^[(]([^()+-]*)[)]$', '-\\1'), '^([0-9][^-+]*)-$', '-\\1')""",
    # a comma is a thousands mark only where thousands marks stand: 1,5 is refused, not read as 15
    """create or replace temp macro number_text(t) as replace(regexp_extract(
        signed_number(t), '^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?([.][0-9]*)?$'), ',', '')""",
    # the same for decimal commas: 1.234,56 and 1 234,56 -> 1234.56
    r"""create or replace temp macro point_text(t) as replace(regexp_replace(regexp_extract(
        signed_number(t), '^[-+]?([0-9]{1,3}([.''’][0-9]{3})+|[0-9]+)?(,[0-9]*)?$'), '[.''’]', '', 'g'), ',', '.')""",
    # 12.5万, 3千元, 1.2亿
    r"""create or replace temp macro unit_amount(t) as case when regexp_matches(t, '[千万萬亿億]') then try_cast(
        number_text(regexp_replace(t, '(百万|百萬|[千万萬亿億])\s*元?\s*([)）]?-?)\s*$', '\2')) as decimal(28,12))
        * case when regexp_matches(t, '[亿億]') then 100000000 when regexp_matches(t, '百[万萬]') then 1000000
               when regexp_matches(t, '[万萬]') then 10000 else 1000 end end""",
    """create or replace temp macro amount_of(t, d) as coalesce(
        d, try_cast(number_text(t) as decimal(18,4)), try_cast(unit_amount(t) as decimal(18,4)))""",
    # 35% -> 0.35, exactly
    """create or replace temp macro measure_of(t, d) as case when isfinite(d) then d
        when contains(narrow(t), '%')
        then (try_cast(number_text(regexp_replace(narrow(t), '\\s*%\\s*$', '')) as decimal(28,12)) / 100)::double
        else try_cast(number_text(t) as double) end""",
    # cheap and never wrong the other way: strlen counts bytes, so full-width digits are always looked at
    """create or replace temp macro may_lose_decimals(t) as strlen(t) - strpos(t, '.') > 4""",
    """create or replace temp macro lost_decimals(t, v) as
        case when v is null then false
             when regexp_matches(t, '[千万萬亿億]') then coalesce(unit_amount(t) <> v, true)
             when length(t) - strpos(t, '.') > 4 and strpos(t, '.') > 0
             then coalesce(
                coalesce(try_cast(t as decimal(38,18)), try_cast(number_text(t) as decimal(38,18))) <> v, true)
             when strpos(t, '．') > 0 then coalesce(try_cast(number_text(t) as decimal(38,18)) <> v, false)
             else false end""",
    """create or replace temp macro whole_of(t) as
        case when regexp_matches(number_text(t), '^[-+]?[0-9]+(\\.0*)?$')
             then try_cast(split_part(number_text(t), '.', 1) as bigint) end""",
)
OTHERS = (
    f"""create or replace temp macro flag_of(t) as
        case when lower(trim(narrow(t))) in ({", ".join(literal(word) for word in YES)}) then true
             when lower(trim(narrow(t))) in ({", ".join(literal(word) for word in NO)}) then false end""",
    """create or replace temp macro list_of(t) as
        nullif(list_filter(list_transform(regexp_split_to_array(t, '[、，,；;|\n]'), lambda x: trim(x)),
                           lambda x: x <> ''), [])""",
)
MACROS = (*TEXTS, *DAYS, *NUMBERS, *OTHERS)

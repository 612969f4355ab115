"""What a column takes, said in English and Chinese, for templates and for docs/file-formats.

The contracts are data and so are these words: they go into files, not onto the screen.
"""

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
    TABLES,
    TEXT,
    TIMESTAMP,
    WHOLE,
    Column,
    Table,
)  # fmt: skip

_TYPES = {
    TEXT: ("text", "文本"), DATE: ("date", "日期"), TIMESTAMP: ("date and time", "日期时间"),
    CLOCK: ("time of day", "时刻"),
    MONEY: ("amount", "数值"), RATE: ("rate", "汇率"), NUMBER: ("number", "数值"), SMALL: ("whole number", "整数"),
    WHOLE: ("whole number", "整数"), LONG: ("whole number", "整数"), FLAG: ("yes or no", "是或否"),
    LIST: ("several texts, divided by 、 or ;", "多个文本，用、或；分隔"),
}  # fmt: skip
_UNITS = {
    "yuan": ("in yuan; a header with 万元 counts in ten thousands", "单位：元；表头注明（万元）时自动换算"),
    "share": ("a share of 1, such as 0.35 or 35%", "比例，如 0.35 或 35%"),
    "days": ("in days", "单位：天"), "hours": ("in hours", "单位：小时"), "minutes": ("in minutes", "单位：分钟"),
}  # fmt: skip
_POLICIES = {
    "flag": ("unknown ones are accepted and noted", "不存在时仍接收并提示"),
    "reject": ("rows with unknown ones are rejected", "不存在时拒收该行"),
    "stub": ("unknown ones are accepted and counted as known", "不存在时仍接收并自动建档"),
}  # fmt: skip


def _place(language: str) -> int:
    return 1 if language.startswith("zh") else 0


def sheet_name(language: str) -> str:
    """The second sheet of a template."""
    return ("What the columns take", "填写说明")[_place(language)]


def head_words(language: str) -> tuple[str, ...]:
    """Over the lines that explain columns."""
    return (
        ("Header", "Column", "Holds", "Must it be filled", "Notes"),
        ("表头", "字段", "类型", "是否必填", "说明"),
    )[_place(language)]


def column_kind(table: Table, column: Column, language: str) -> tuple[str, str]:
    """What it holds, and whether it must be filled."""
    place = _place(language)
    kind = _TYPES[column.type][place]
    if column.is_month:
        kind = ("month, such as 2025-01", "月份，如 2025-01")[place]
    must = (("required", "必填") if column.is_required else ("optional", "选填"))[place]
    if column.name in table.key:
        must += (", part of the key" if len(table.key) > 1 else ", the key", "，主键")[place]
    return kind, must


def column_notes(column: Column, language: str) -> str:
    """Unit, values, range, reference and who may see it, in one line."""
    place = _place(language)
    return ("; ", "；")[place].join(filter(None, _notes(column, place)))


def _notes(column: Column, place: int) -> list[str]:
    notes = [_UNITS[column.unit][place] if column.unit else "", _values(column, place), _range(column, place)]
    if column.refers_to:
        other = TABLES[column.refers_to].title(("en", "zh")[place])
        policy = _POLICIES[column.unknown][place]
        notes.append(
            (f"refers to {column.refers_to} ({other}), {policy}", f"引用“{other}”（{column.refers_to}），{policy}")[
                place
            ]
        )
    if column.is_unique:
        notes.append(("no two rows should share it", "不应重复")[place])
    if column.is_personal:
        notes.append(("personal: masked for most", "个人信息，多数人只能看到掩码")[place])
    return notes


def _values(column: Column, place: int) -> str:
    if not column.allowed:
        return ""
    listed = ("; " if place == 0 else "；").join(
        " = ".join((value.value, *value.words)) if place == 0 else "、".join((*value.words, value.value))
        for value in column.allowed
    )
    closed = (
        ("others are rejected", "其他值拒收") if column.is_closed else ("others are kept and noted", "其他值保留并提示")
    )
    return (f"values: {listed} ({closed[0]})", f"取值：{listed}（{closed[1]}）")[place]


def _range(column: Column, place: int) -> str:
    if column.least is None and column.most is None:
        return ""
    if column.most is None:
        return (f"{column.least} or more", f"不小于 {column.least}")[place]
    return (f"{column.least} to {column.most}", f"{column.least} 至 {column.most}")[place]

"""Write ``docs/file-formats.md`` and its Chinese twin from the contracts. Run: ``python -m tools.file_formats``."""

from pathlib import Path

from dashboard.data.importing.template_words import column_kind, column_notes
from dashboard.data.tables import TABLES, Column, Table

_DOCS = Path(__file__).resolve().parent.parent / "docs"
DOCUMENTS = {"en": _DOCS / "file-formats.md", "zh": _DOCS / "file-formats.zh.md"}
_HEADS = {
    "en": """# File formats

What can be imported, table by table. Made from `dashboard/data/tables` by `python -m tools.file_formats`; a test fails
when it is not current. [中文](file-formats.zh.md)

Only orders are needed to start. `python -m dashboard template orders` writes a file to fill in,
`template --all` one for every table.

A header is understood however it is written: upper or lower case, full or half width, traditional or simplified
characters, with spaces, line breaks, `*`, numbering (`1. 客户编号`) or a unit in brackets; 元, 千元, 万元, 百万元 and
亿元 change an amount, other units do not. Headers after "else:" are taken only where none of the others is in the file.
An amount is kept with four decimals. A key that is text keeps its leading zeros.
""",
    "zh": """# 文件格式

各表可导入的内容。本文由 `python -m tools.file_formats` 根据 `dashboard/data/tables` 生成，
不一致时测试会失败。[English](file-formats.md)

只有订单是必需的。`python -m dashboard template orders --language zh` 生成可填写的模板，
`template --all --language zh` 生成全部表的模板。

表头的写法不限：大小写、全角半角、繁体简体均可，允许空格、换行、`*`、序号（`1.客户编号`）和括号中的单位；
元、千元、万元、百万元、亿元会换算金额，其他单位不换算。“其次”之后的表头仅在文件中没有前面任何一个时才采用。
金额保留四位小数。文本型编号保留前导零。
""",
}
_TABLE_HEADS = {
    "en": "| Column | What it is | Holds | Must it be filled | Notes | Headers understood |",
    "zh": "| 字段 | 含义 | 类型 | 是否必填 | 说明 | 可识别的表头 |",
}
_WORDS = {
    "en": {
        "key": "Key", "period": "Replaced by period of", "order": "Order of days", "before": "not after",
        "else": "else:",
    },
    "zh": {"key": "主键", "period": "按期间替换依据", "order": "日期先后", "before": "不晚于", "else": "其次："},
}  # fmt: skip


def file_formats_text(language: str) -> str:
    """The whole document as Markdown, in ``en`` or ``zh``."""
    listed = "\n".join(f"- [{table.title(language)}](#{table.name}) `{table.name}`" for table in TABLES.values())
    return "\n".join([_HEADS[language], listed, "", *(_table(table, language) for table in TABLES.values())])


def _table(table: Table, language: str) -> str:
    words = _WORDS[language]
    facts = [f"{words['key']}: {', '.join(f'`{name}`' for name in table.key)}"]
    if table.period:
        facts.append(f"{words['period']}: `{table.period}`")
    if table.date_orders:
        pairs = ", ".join(f"`{order.earlier}` {words['before']} `{order.later}`" for order in table.date_orders)
        facts.append(f"{words['order']}: {pairs}")
    rows = [_row(table, column, language) for column in table.columns]
    lines = [
        f'<a id="{table.name}"></a>',
        "",
        f"## {table.title(language)} (`{table.name}`)",
        "",
        *(f"- {one}" for one in facts),
    ]
    return "\n".join([*lines, "", _TABLE_HEADS[language], "|" + "---|" * 6, *rows, ""])


def _row(table: Table, column: Column, language: str) -> str:
    headers = ", ".join(header for header in column.headers if header != column.name)
    if column.spare:
        headers += f"; {_WORDS[language]['else']} {', '.join(column.spare)}"
    cells = (
        f"`{column.name}`", column.title(language), *column_kind(table, column, language),
        column_notes(column, language), headers,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for language, document in DOCUMENTS.items():
        document.write_text(file_formats_text(language), encoding="utf-8")

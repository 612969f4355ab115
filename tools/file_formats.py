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

What people and programs write into cells is read so:

| Written | Read as |
|---|---|
| `-` `—` `/` `无` `NULL` `N/A` `0000-00-00` where no text belongs | empty, noted (EMPTY_WORD); missing if required |
| `#N/A`, `#REF!` | an error: the record is rejected |
| `(12.00)` `12.00-` `¥1,200` `1200元` `１２．５０` | -12, -12, 1200, 1200, 12.5 |
| `12.5万` `3千元` `1.2亿` | 125000, 3000, 120000000; rejected where the header has a unit as well |
| `负300` `约100` `壹佰元` | rejected (BAD_AMOUNT) |
| `35%` `0.35` of a share | 0.35; a bare `35` is rejected |
| `2024-3-5` `2024/3/5` `20240305` `2024年3月5日` | 5 March 2024; `24-3-5` and `2024年3月` are rejected |
| `45000` in a date | rejected; with `format = "excel"` in a mapping 2023-03-15 |
| `="00123"` `'00123` `00123` with tabs or blanks of any kind around | `00123` |
| `1.23E+11` as a number of an order, customer … | itself, and noted (CODE_LOST): a spreadsheet has lost its digits |
| cells merged over several rows | what stands there, in each row (MERGED_FILLED); a merged number only in the first |
| the header again, on every page of a print | left out and listed |
| a sum or the foot of a page between records | rejected (NO_RECORD); after the last record it is left out and listed |
""",
    "zh": """# 文件格式

各表可导入的内容。本文由 `python -m tools.file_formats` 根据 `dashboard/data/tables` 生成，
不一致时测试会失败。[English](file-formats.md)

只有订单是必需的。`python -m dashboard template orders --language zh` 生成可填写的模板，
`template --all --language zh` 生成全部表的模板。

表头的写法不限：大小写、全角半角、繁体简体均可，允许空格、换行、`*`、序号（`1.客户编号`）和括号中的单位；
元、千元、万元、百万元、亿元会换算金额，其他单位不换算。“其次”之后的表头仅在文件中没有前面任何一个时才采用。
金额保留四位小数。文本型编号保留前导零。

单元格中的各种写法按以下方式读取：

| 写法 | 读取结果 |
|---|---|
| 非文本列中的 `-` `—` `/` `无` `NULL` `N/A` `0000-00-00` | 空值，并提示（EMPTY_WORD）；必填列按缺失处理 |
| `#N/A`、`#REF!` | 错误值：拒绝该记录 |
| `(12.00)` `12.00-` `¥1,200` `1200元` `１２．５０` | -12、-12、1200、1200、12.5 |
| `12.5万` `3千元` `1.2亿` | 125000、3000、120000000；表头已带单位时拒绝 |
| `负300` `约100` `壹佰元` | 拒绝（BAD_AMOUNT） |
| 比例列中的 `35%` `0.35` | 0.35；单写 `35` 则拒绝 |
| `2024-3-5` `2024/3/5` `20240305` `2024年3月5日` | 2024 年 3 月 5 日；`24-3-5` 和 `2024年3月` 拒绝 |
| 日期列中的 `45000` | 拒绝；映射中写 `format = "excel"` 则为 2023-03-15 |
| `="00123"` `'00123`，或两端带制表符、各种空格的 `00123` | `00123` |
| 订单号、客户编号等写成 `1.23E+11` | 原样保留并提示（CODE_LOST）：末尾数字已被表格软件丢失 |
| 跨多行合并的单元格 | 每一行都按其内容读取（MERGED_FILLED）；合并的数字只算在第一行 |
| 打印件每页重复的表头 | 略过并列出 |
| 夹在记录之间的合计或页脚 | 拒绝（NO_RECORD）；最后一条记录之后的则略过并列出 |
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

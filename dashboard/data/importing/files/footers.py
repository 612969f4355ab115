"""Lines after the last record that are no records: sums, signatures, remarks of the program that wrote the file."""

import re
import unicodedata
from collections.abc import Sequence

from dashboard.data.importing.files.cell_kinds import is_date, is_number

FOOTER_LINES = 30
"""More than this are records that look odd, not a footer."""
_SUMS = frozenset(
    [
        "合计",
        "总计",
        "小计",
        "共计",
        "累计",
        "总合计",
        "本页合计",
        "本页小计",
        "本月合计",
        "本年累计",
        "期末合计",
        "合計",
        "總計",
        "小計",
        "共計",
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "totalgénéral",
        "totalgeneral",
        "somme",
        "suma",
        "totale",
    ]
)
_REMARKS = re.compile(
    r"(合\s*计|总\s*计|小\s*计|共\s*计|合\s*計|總\s*計|总\s*和|汇\s*总)|(制表|制单|编制|审核|复核|批准|审批|打印|导出|填表|经办|报表|负责人)"
    r"|(单位负责人|会计|出纳|签字|签名|盖章|備註|製表|列印|负\s*责\s*人)"
    r"|(备注|注|说明|日期|时间)\s*:|共\s*[\d,]+\s*(条|行|笔|页|筆|列)|第\s*\d+\s*页|以上"
    r"|(- )?end of|printed|prepared|approved|notes?\s*:"
    r"|signature|signed|generated|exported|created (on|by)|report|page \d|\(?[\d,]+ (rows?|records?|lines?)\b"
    r"|(grand |sub ?)?totals?\b|summe\b|erstellt|gedruckt|seite \d|-{3,}|={3,}|\*{3,}",
    re.IGNORECASE,
)


def is_footer(cells: Sequence[str], columns: int) -> bool:
    """True if a line of these cells, at the end of a table with so many columns, is no record.

    A sum begins with its word alone, and nothing but numbers follows. A remark fills few cells.
    """
    filled = [unicodedata.normalize("NFKC", cell).strip() for cell in cells if cell.strip()]
    if not filled:
        return False
    first, *rest = filled
    word = re.sub(r"[\s:_-]+", "", first).lower().strip("*【】[]()")
    if word in _SUMS and len(filled) <= max(columns, 1):
        return all((is_number(cell) and not is_date(cell)) or _counts(cell) for cell in rest)
    is_sparse = len(filled) <= max(1, columns // 2) and (len(cells) != columns or columns > 2)
    return is_sparse and _REMARKS.match(first) is not None


def _counts(cell: str) -> bool:
    return bool(re.fullmatch(r"(共|計|计)?\s*[\d,]+\s*(笔|条|筆|行|rows?|records?)?|[-—/]+", cell))


def is_preamble(cells: Sequence[str]) -> bool:
    """True if a line before the records has a single filled cell (a title that was merged over all columns)."""
    return sum(bool(cell.strip()) for cell in cells) <= 1

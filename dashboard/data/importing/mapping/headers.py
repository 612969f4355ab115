"""Headers: which delimiter, which columns, which table (data-model.md, 5.1)."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.data.tables import TABLES, Table
from dashboard.logic.problems import Problem

DELIMITERS = (",", ";", "\t", "|")
REJECT_COLUMNS = ("_file", "_line", "_codes", "_reasons", "_columns", "_values")
"""The columns of a rejects file after the original ones; ignored when the corrected file is imported."""
REPEATING = (
    frozenset({"orders", "order_lines"}),
    frozenset({"contacts", "assignments"}),
    TABLES.keys() - {"departments"},
)
"""Tables that often repeat what another one says: an order file the customer's or product's name, an account team's the
names of both, an employee file the department's. The first that fits goes before the rest."""
UNIT_FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
_TRADITIONAL = str.maketrans(
    "編號碼戶單訂期稱額數產類別業務員經負責區縣簡應來貨運價項稅淨總銷報發實際託託舉認證電話狀態備註說購買賣關聯規級險質檢驗簽約審門職離層標竿響導匯幣",
    "编号码户单订期称额数产类别业务员经负责区县简应来货运价项税净总销报发实际托托举认证电话状态备注说购买卖关联规级险质检验签约审门职离层标杆响导汇币",
)


@dataclass(frozen=True)
class Match:
    """A canonical column found in a file: under which header, and the factor of a unit in brackets (万元: 10000)."""

    header: str
    factor: int = 1


def header_cells(line: str, delimiter: str) -> tuple[str, ...]:
    """The header record as cells, outer spaces removed."""
    row = next(csv.reader([line], delimiter=delimiter), [])
    return tuple(cell.strip().removeprefix("\ufeff").strip() for cell in row)


def found_delimiter(line: str) -> str:
    """The delimiter that gives the header most known columns, else most columns; a comma where all are equal."""
    known = {alias for table in TABLES.values() for alias in _aliases(table)}

    def worth(delimiter: str) -> tuple[int, int]:
        cells = header_cells(line, delimiter)
        return sum(normalised(cell)[0] in known for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


def check_header(name: str, header: tuple[str, ...]) -> None:
    """Refuse a header in which a name comes twice: nobody can say which of the two is meant."""
    seen: dict[str, int] = {}
    for position, cell in enumerate(header, start=1):
        if cell.lower() in seen and cell:
            raise Problem(
                "File {file}, line 1: the header {header} comes twice (columns {first} and {second}). "
                "Rename or remove one of them.",
                file=name,
                header=cell,
                first=seen[cell.lower()],
                second=position,
            )
        seen[cell.lower()] = position


def normalised(header: str) -> tuple[str, int]:
    """The header as it is compared (half width, simplified, no spaces, lower case), and its unit's factor."""
    text = unicodedata.normalize("NFKC", header).translate(_TRADITIONAL).strip()
    factor = 1
    for bracket in re.findall(r"\(([^)]*)\)|\[([^\]]*)\]", text):
        factor = UNIT_FACTORS.get("".join(bracket).strip(), factor)
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)
    return re.sub(r"[\s_\-]+", "", text).lower(), factor


def _aliases(table: Table) -> dict[str, str]:
    return {normalised(alias)[0]: column.name for column in table.columns for alias in (*column.aliases, column.name)}


def matches(table: Table, header: Iterable[str]) -> dict[str, Match]:
    """Canonical column -> where it is found, exact aliases before normalised ones. Raises Problem for two of a kind."""
    exact = {alias: column.name for column in table.columns for alias in (*column.aliases, column.name)}
    loose = _aliases(table)
    found: dict[str, Match] = {}
    for is_exact in (True, False):
        for cell in header:
            if cell in REJECT_COLUMNS or not cell:
                continue
            compared, factor = normalised(cell)
            column = exact.get(cell) if is_exact else (None if cell in exact else loose.get(compared))
            if column is None:
                continue
            if column in found and is_exact | (found[column].header not in exact):
                raise Problem(
                    "Columns {first} and {second} both stand for {column} of {table}. "
                    "Remove one of them, or say which to take in a mapping file.",
                    first=found[column].header,
                    second=cell,
                    column=column,
                    table=table.name,
                )
            found.setdefault(column, Match(cell, factor))
    return found


def found_table(name: str, header: tuple[str, ...]) -> Table:
    """The one table that the headers tell. Raises Problem with the candidates where none or several fit."""
    fitting = {table.name: set(_match_headers(table, header)) for table in TABLES.values() if _tells(table, header)}
    for telling in REPEATING:
        if telling & set(fitting):
            fitting = {table: found for table, found in fitting.items() if table in telling}
            break
    best = [
        table for table, found in fitting.items()
        if all(found > other for name_, other in fitting.items() if name_ != table)
    ]  # fmt: skip
    if len(best) == 1:
        return TABLES[best[0]]
    shown = ", ".join(cell for cell in header if cell) or "-"
    if fitting:
        raise Problem(
            "File {file}: its headers fit the tables {candidates}. Say which with --table, or, for a flat "
            "file that holds several, write a mapping file. Headers: {headers}.",
            file=name, candidates=", ".join(sorted(fitting)), headers=shown,
        )  # fmt: skip
    raise Problem(
        "File {file}: its headers fit no table. Known tables are {candidates}. Say which with --table, or map the "
        "columns with --mapping. Headers: {headers}.",
        file=name, candidates=", ".join(sorted(TABLES)), headers=shown,
    )  # fmt: skip


def _match_headers(table: Table, header: tuple[str, ...]) -> list[str]:
    loose = _aliases(table)
    return [cell for cell in header if normalised(cell)[0] in loose and cell not in REJECT_COLUMNS]


def _tells(table: Table, header: tuple[str, ...]) -> bool:
    loose = _aliases(table)
    found = {loose.get(normalised(cell)[0]) for cell in header}
    if table.name == "order_lines":
        return "order_id" in found and bool(found & {"product_id", "line_no", "qty", "net_amount"})
    return set(table.telling) <= found

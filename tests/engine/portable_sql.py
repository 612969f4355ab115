"""The lint of the portable subset (engine.md, 4): what runs verbatim, and means the same, on DuckDB and on Spark.

sqlglot only parses here; nothing is ever transpiled.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

FUNCTIONS = frozenset(
    {
        "ABS", "AND", "ARRAY_CONTAINS", "CASE", "CAST", "COALESCE", "COUNT", "DENSE_RANK", "EXISTS", "FIRST_VALUE",
        "FLOOR", "GREATEST", "IF", "LAG", "LAST_DAY", "LAST_VALUE", "LEAD", "LEAST", "LENGTH", "LOWER",
        "MAKE_DATE", "MAX", "MD5", "MIN", "MONTH", "NULLIF", "OR", "PERCENTILE_DISC", "QUARTER", "RANK",
        "ROUND", "ROW_NUMBER", "SUBSTRING", "SUM", "TRIM", "UNIX_DATE", "UNIX_TIMESTAMP", "UPPER", "YEAR",
    }
)  # fmt: skip
TYPES = frozenset(
    {"BIGINT", "INT", "DATE", "BOOLEAN", "TEXT", "DECIMAL(18, 4)", "DECIMAL(18, 8)", "DECIMAL(19, 4)", "TIMESTAMP"}
)
FORBIDDEN = (
    exp.Div, exp.IntDiv, exp.Mod, exp.Interval, exp.Qualify, exp.Lateral, exp.Unnest, exp.Pivot, exp.DPipe, exp.TryCast,
    exp.Limit,
)  # fmt: skip
RANKINGS = (exp.RowNumber, exp.Rank, exp.DenseRank)
UNIQUE_KEY = re.compile(r"_(id|no)$")


def refusals(sql: str) -> list[str]:
    """Why the text is not in the portable subset; empty when it is."""
    trees = {}
    for dialect in ("spark", "duckdb"):
        try:
            trees[dialect] = sqlglot.parse_one(sql, read=dialect)
        except SqlglotError as error:
            return [f"{dialect} cannot parse it: {str(error).splitlines()[0]}"]
    tree = trees["duckdb"]
    return sorted({*_headers(sql), *_constructs(tree), *_outputs(tree), *_row_orders(sql, tree)})


def _headers(sql: str) -> Iterator[str]:
    for key in ("purpose", "grain"):
        if not re.search(rf"^-- {key}: \S", sql, re.MULTILINE):
            yield f"no header comment {key}"


def _constructs(tree: exp.Expr) -> Iterator[str]:
    for node in tree.walk():
        if isinstance(node, FORBIDDEN):
            yield f"{type(node).__name__} is not portable"
        elif isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            yield "Star hides the columns"
        elif isinstance(node, exp.Cast):
            kind = node.to.sql("duckdb").upper()
            if kind not in TYPES:
                yield f"type {kind}"
        elif isinstance(node, exp.Func):
            name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).upper()
            if name not in FUNCTIONS:
                yield f"function {name}"


def _outputs(tree: exp.Expr) -> Iterator[str]:
    """Of the outermost selects only: types inside may differ between engines, what is written may not."""
    for select in tree.find_all(exp.Select):
        if select.parent is None or isinstance(select.parent, exp.Union):
            for column in select.selects:
                if not isinstance(column.unalias(), exp.Column) and type(column.unalias()) is not exp.Cast:
                    yield f"output {column.alias_or_name} is neither a plain column nor a cast"


def _row_orders(sql: str, tree: exp.Expr) -> Iterator[str]:
    """Engines place nulls differently, and break ties as they like."""
    words = [token.text.upper() for token in sqlglot.tokenize(sql, read="duckdb")]
    said = sum(1 for word, after in pairwise(words) if word == "NULLS" and after in ("FIRST", "LAST"))
    terms = len(list(tree.find_all(exp.Ordered)))
    if said != terms:
        yield f"{terms} order by terms, {said} of them say nulls first or last"
    header = re.search(r"^-- order: (.+)$", sql, re.MULTILINE)
    for term in header[1].split(",") if header else ():
        if not re.search(r"nulls (first|last)$", term.strip()):
            yield f"order header: {term.strip()} does not say nulls first or last"
    for window in tree.find_all(exp.Window):
        order = window.args.get("order")
        if isinstance(window.this, exp.RowNumber) and (
            order is None or not UNIQUE_KEY.search(order.expressions[-1].this.name)
        ):
            yield "row_number does not end in a unique key"

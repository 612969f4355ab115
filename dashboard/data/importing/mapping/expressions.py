"""Expressions of mapping files: one scalar each, from a closed list of functions, evaluated in a process of its own.

DuckDB's memory limit does not cover the strings that scalar functions make (measured: ``repeat('x', 1e9)`` took 2 GB
under a limit of 256 MB), so the list leaves such functions out *and* the process has a hard limit of the system.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dashboard.data.importing.sql_text import identifier, literal
from dashboard.logic.problems import Problem

WORKER = Path(__file__).with_name("expression_worker.py")
ALLOWED_CLASSES = frozenset(
    ("CONSTANT", "COLUMN_REF", "FUNCTION", "CAST", "COMPARISON", "CONJUNCTION", "OPERATOR", "CASE", "BETWEEN", "TYPE")
)
ALLOWED_FUNCTIONS = frozenset(
    """+ - * / // % || ~~ !~~ ~~* !~~* ~~~ @ abs ceil ceiling floor round trunc sign mod greatest least
    coalesce ifnull nullif if concat concat_ws lower upper lcase ucase trim ltrim rtrim left right substr substring
    substring_grapheme length len char_length strlen strpos instr position contains starts_with prefix suffix ends_with
    replace translate reverse split_part regexp_replace regexp_extract regexp_matches regexp_full_match strip_accents
    nfc_normalize like_escape not_like_escape ilike_escape not_ilike_escape md5 sha256 hash chr ascii ord unicode
    strptime try_strptime strftime date_part datepart date_trunc datetrunc date_add date_diff datediff date_sub
    make_date year month day hour minute second quarter week weekday dayofweek dayofyear last_day isfinite
    array_extract list_extract string_split str_split""".split()  # noqa: SIM905 - a list to read
)


@dataclass(frozen=True)
class Expression:
    """A checked expression. ``inputs`` are the source columns it reads, as the header spells them."""

    text: str
    inputs: tuple[str, ...]


def checked_expression(text: str, header: tuple[str, ...], place: str) -> Expression:
    """Parse and judge one expression without running it. Raises Problem that names the place and the fault."""
    tree = _tree(text, place)
    by_lower = {name.lower(): name for name in header}
    inputs: dict[str, None] = {}
    for node in _nodes(tree):
        kind = node["class"]
        if kind not in ALLOWED_CLASSES:
            raise _refusal(place, text, kind.lower().replace("_", " "))
        if kind == "FUNCTION":
            _check_function(node, place, text)
        if kind == "COLUMN_REF":
            names = node["column_names"]
            if len(names) != 1 or names[0].lower() not in by_lower:
                raise Problem(
                    "Mapping, {place}: the file has no column {column}. Its columns are {candidates}.",
                    place=place, column=".".join(names), candidates=", ".join(header),
                )  # fmt: skip
            inputs[by_lower[names[0].lower()]] = None
    return Expression(text, tuple(inputs))


def _tree(text: str, place: str) -> dict[str, Any]:
    with duckdb.connect() as connection:
        answer = json.loads(
            connection.execute("select json_serialize_sql($sql)", {"sql": f"select (\n{text}\n)"}).fetchall()[0][0]
        )
    if answer.get("error"):
        raise Problem(
            "Mapping, {place}: {expression} is not one SQL expression ({reason}).",
            place=place, expression=text, reason=str(answer.get("error_message", "")).splitlines()[0],
        )  # fmt: skip
    statements = answer["statements"]
    node = statements[0]["node"] if len(statements) == 1 else {}
    is_scalar = (
        node.get("type") == "SELECT_NODE"
        and len(node["select_list"]) == 1
        and node["from_table"]["type"] == "EMPTY"
        and not node["modifiers"]
        and not node["cte_map"]["map"]
        and not any(node[part] for part in ("where_clause", "group_expressions", "having", "qualify", "sample"))
    )
    if not is_scalar or ";" in _without_strings(text):
        raise Problem("Mapping, {place}: {expression} must be one scalar expression.", place=place, expression=text)
    return node["select_list"][0]


def _without_strings(text: str) -> str:
    parts = text.split("'")
    return "".join(parts[::2])


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "class" in value:
            yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _check_function(node: dict[str, Any], place: str, text: str) -> None:
    is_plain = not (
        node["schema"] or node["catalog"] or node["filter"] or node["distinct"] or node["order_bys"]["orders"]
    )
    if node["function_name"].lower() not in ALLOWED_FUNCTIONS or not is_plain:
        raise _refusal(place, text, node["function_name"])


def _refusal(place: str, text: str, what: str) -> Problem:
    return Problem(
        "Mapping, {place}: {what} is not allowed in {expression}. "
        "Use casts, case, arithmetic, text and date functions.",
        place=place, what=what, expression=text,
    )  # fmt: skip


def evaluate(
    raw: Path,
    output: Path,
    header: tuple[str, ...],
    columns: dict[str, Expression],
    where: Expression | None,
    memory: str,
) -> None:
    """Run the expressions of one plan over a Parquet of text cells ``_c0`` …; write the results beside the cells.

    Results: ``_m_<column>`` VARCHAR, ``_b_<column>`` BOOLEAN (inputs given, no result), ``_keep`` BOOLEAN.
    """
    names = ", ".join(f"_c{number} as {identifier(name)}" for number, name in enumerate(header) if name)
    cells = ", ".join(f"_c{number}" for number in range(len(header)))
    parts = [cells]
    for column, expression in columns.items():
        given = " and ".join(f"{identifier(name)} is not null" for name in expression.inputs) or "false"
        parts.append(f"try((\n{expression.text}\n)::varchar) as _m_{column}, ({given}) as _g_{column}")
    parts.append(f"coalesce(try((\n{where.text}\n)::boolean), false) as _keep" if where else "true as _keep")
    bad = ", ".join(f"_g_{column} and _m_{column} is null as _b_{column}" for column in columns)
    given_columns = ", ".join(f"_g_{column}" for column in columns)
    shown = f"* exclude ({given_columns}), {bad}" if columns else "*"
    sql = (
        f"copy (select {shown} from (select {', '.join(parts)} from (select *, {names} "  # noqa: S608 - checked expressions
        f"from read_parquet({literal(str(raw))})))) to {literal(str(output))} (format parquet)"
    )
    request = {"sql": sql, "folder": str(raw.parent), "memory": memory}
    done = subprocess.run(  # our own worker, no shell
        [sys.executable, "-I", str(WORKER)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        env={},
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["the process was ended by the system"])[-1]
        raise Problem("The mapping's expressions failed and nothing was imported: {reason}", reason=reason)

"""Mapping expressions reach no file, no network, no other memory than theirs (contracts.md)."""

import json
import subprocess
import sys

import pytest

from dashboard.data.importing.mapping.expressions import WORKER, checked_expression
from dashboard.logic.problems import Problem

HEADER = ("CustomerID", "Quantity", "Unit Price")


@pytest.mark.parametrize(
    "text",
    [
        "CustomerID",
        "regexp_replace(CustomerID, '\\.0$', '')",
        'Quantity::decimal(18,4) * "Unit Price"::decimal(18,4)',
        "case when Quantity::int > 0 then 'sale' else 'return' end",
        "coalesce(nullif(trim(CustomerID), ''), 'none; yes') || '-' || lower(left(CustomerID, 2))",
        "CustomerID is not null and CustomerID not like 'C%' and Quantity::int between 1 and 5",
        "strptime(CustomerID, '%Y-%m-%d')::date",
        "CustomerID in ('a', 'b')",
    ],
)
def test_scalar_expressions_are_allowed(text):
    assert set(checked_expression(text, HEADER, "here").inputs) <= set(HEADER)


@pytest.mark.parametrize(
    "text",
    [
        "(select 1)",
        "(select content from read_text('/etc/passwd'))",
        "read_text('/etc/passwd')",
        "read_csv('/etc/passwd')",
        "exists (from read_csv('/etc/passwd'))",
        "1; copy (select 1) to '/tmp/x'",
        "1) from read_text('/etc/passwd') --",
        "1), (2",
        "copy_to('/tmp/x')",
        "attach('x')",
        "getenv('HOME')",
        "getvariable('x')",
        "current_setting('temp_directory')",
        "repeat('x', 10000000000)",
        "lpad('x', 2000000000, 'y')",
        "printf('%2000000000d', 1)",
        "range(1000000000)",
        "list_transform([1], lambda x: x)",
        "row_number() over ()",
        "sum(Quantity)",
        "nextval('s')",
        "*",
        "$1",
        "Nobody",
        "main.t.CustomerID",
        "query('select 1')",
        "error('x')",
        "random()",
        "",
        "'open",
    ],
)
def test_everything_else_is_refused(text):
    with pytest.raises(Problem):
        checked_expression(text, HEADER, "here")


def worker(tmp_path, sql):
    """What the process says to a statement that the closed list would never let through."""
    request = {"sql": sql, "folder": str(tmp_path), "memory": "256MB"}
    return subprocess.run(
        [sys.executable, "-I", str(WORKER)], input=json.dumps(request), capture_output=True, text=True, env={},
        timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to '/tmp/outside.csv'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "select * from read_csv('https://example.com/x.csv')",
        "set memory_limit='100GB'",
        "set enable_external_access=true",
        "set allowed_directories=['/']",
        "select length(repeat('x', 3000000000))",
        "select getenv('HOME')",
    ],
)
def test_the_process_itself_can_touch_nothing(tmp_path, sql):
    done = worker(tmp_path, sql)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_the_process_works_in_its_folder(tmp_path):
    done = worker(tmp_path, f"copy (select 1 as a) to '{tmp_path}/x.parquet' (format parquet)")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.parquet").exists()


def test_memory_hungry_expression_ends_the_import_not_the_machine(home):
    mapping = """[customers]
customer_id = "a"
customer_name = { sql = "replace(replace(replace(replace(a, 'x', B), 'x', B), 'x', B), 'x', B)" }
"""
    wide = "x" * 2000
    mapping = mapping.replace("B", "'" + wide + "'")
    with pytest.raises(Problem, match="expressions failed and nothing was imported"):
        home.mapped("a,b\nx,1\n", mapping)
    assert home.state() == {}

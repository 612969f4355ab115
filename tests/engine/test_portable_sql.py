"""All staging and mart files are in the portable subset, and the lint refuses what is not."""

# ruff: noqa: S608 - the SQL here is made of constants

import pytest
import sqlglot
from sqlglot import exp

from dashboard.data.building.data_gaps import DATA_GAP_MARTS
from dashboard.data.building.mart_schemas import MART_SCHEMAS
from dashboard.data.building.mart_sql import FOLDER, MARTS, STAGING, UNPUBLISHED, mart_text, staging_text, statement
from dashboard.data.building.survey_cells import SURVEY_CELL_MARTS
from tests.engine.portable_sql import refusals

FILES = sorted([*(FOLDER / "staging").glob("*.sql"), *(FOLDER / "marts").glob("*.sql")])
HEAD = "-- purpose: x\n-- grain: one row per a\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_portable(path):
    assert refusals(path.read_text(encoding="utf-8")) == []


def test_every_file_is_used_by_the_build():
    assert {path.stem for path in FILES} == {*STAGING, *MARTS}
    assert {*MARTS, "layer_month", "customer_search", *DATA_GAP_MARTS, *SURVEY_CELL_MARTS} - UNPUBLISHED == set(
        MART_SCHEMAS
    )


@pytest.mark.parametrize("name", STAGING)
def test_staging_joins_nothing_but_leaves_out_superseded_rows(name):
    tree = sqlglot.parse_one(staging_text(name), read="duckdb")
    table = name.removeprefix("staged_")
    assert not list(tree.find_all(exp.Join))
    assert sorted(found.name for found in tree.find_all(exp.Table)) == [f"raw_{table}", f"superseded_{table}"]


@pytest.mark.parametrize("name", MARTS)
def test_statement_holds_the_file_verbatim(name):
    assert mart_text(name) in statement(name)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("select a from t", "no header comment purpose"),
        (HEAD + "select from where", "cannot parse it"),
        (HEAD + "select cast(a / b as bigint) as c from t", "Div is not portable"),
        (HEAD + "select cast(a // b as bigint) as c from t", "cannot parse it"),
        (HEAD + "select cast(a % b as bigint) as c from t", "Mod is not portable"),
        (HEAD + "select * from t", "Star hides the columns"),
        (HEAD + "select sum(a) as a from t", "output a is neither a plain column nor a cast"),
        (HEAD + "select cast(avg(a) as decimal(18, 4)) as a from t", "function AVG"),
        (HEAD + "select cast(concat(a, b) as string) as a from t", "function CONCAT"),
        (HEAD + "select cast(a || b as string) as a from t", "DPipe is not portable"),
        (HEAD + "select cast(a as double) as a from t", "type DOUBLE"),
        (HEAD + "select cast(a as decimal(10, 2)) as a from t", "type DECIMAL(10, 2)"),
        (HEAD + "select try_cast(a as bigint) as a from t", "TryCast is not portable"),
        (HEAD + "select cast(d + interval 1 month as date) as d from t", "Interval is not portable"),
        (HEAD + "select cast(date_diff('day', d, e) as bigint) as d from t", "function DATE"),
        (HEAD + "select a from t order by a", "1 order by terms, 0 of them say nulls first or last"),
        (HEAD + "select a from t order by a nulls last limit 5", "Limit is not portable"),
        (HEAD + "-- order: a\nselect a from t", "order header: a does not say nulls first or last"),
        (
            HEAD + "select cast(row_number() over (order by net nulls last) as int) as n from t",
            "row_number does not end in a unique key",
        ),
        (HEAD + "select a from t qualify row_number() over (order by a_id nulls last) = 1", "Qualify is not portable"),
        (
            HEAD + "select cast(percentile_cont(0.5) within group (order by a nulls last) as bigint) as a from t",
            "function",
        ),
        (HEAD + "select cast(string_agg(a, ',') as string) as a from t", "function"),
    ],
)
def test_lint_refuses(sql, reason):
    assert any(reason in refusal for refusal in refusals(sql)), refusals(sql)

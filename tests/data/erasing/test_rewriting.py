"""A value in somebody's remark: found where it stands alone, in SQL as in Python."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.erasing.persons import Traces
from dashboard.data.erasing.rewriting import other_changes

CONNECTION = duckdb.connect(config={"threads": 1})
LETTERS = st.text("ab9 .*()[]\\\\'|+?^$-李", max_size=8)


def in_sql(value: str, remark: str) -> str:
    changes = other_changes("customers", Traces(values=frozenset({value})), ["remark"])
    with CONNECTION.cursor() as connection:
        connection.execute("create or replace temp table t as select $remark::varchar as remark", {"remark": remark})
        return connection.execute(f"select {changes['remark']} from t").fetchall()[0][0]  # noqa: S608


@pytest.mark.parametrize(
    ("value", "remark", "kept"),
    [
        ("Name 9", "Name 9, Name 91 and 1Name 9", "•••, Name 91 and 1Name 9"),
        ("Li", "Li Li Li, Line", "••• ••• •••, Line"),
        ("李丽", "问李丽经理", "问•••经理"),
        ("a.b+c@x", "to a.b+c@x; aXb+c@x", "to •••; aXb+c@x"),
        ("O'Hara (jr.)", "for O'Hara (jr.)!", "for •••!"),
    ],
)
def test_value_is_replaced_where_it_stands_alone(value: str, remark: str, kept: str) -> None:
    assert in_sql(value, remark) == kept
    assert Traces(values=frozenset({value})).without(remark) == kept


@settings(deadline=None, max_examples=60)
@given(LETTERS.filter(lambda text: len(text.strip()) > 1), LETTERS, LETTERS)
def test_sql_and_python_find_the_same(value: str, before: str, after: str) -> None:
    value = value.strip()
    remark = f"{before}{value}{after}"
    assert in_sql(value, remark) == Traces(values=frozenset({value})).without(remark)


def test_missing_remark_stays_missing() -> None:
    changes = other_changes("customers", Traces(values=frozenset({"ab"})), ["remark"])
    with CONNECTION.cursor() as connection:
        assert connection.execute(f"select {changes['remark']} from (select null::varchar as remark)").fetchall() == [  # noqa: S608
            (None,)
        ]

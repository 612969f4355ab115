"""The closed list of changes to a cell's text, and value words (checks/transforms.py)."""

import duckdb
import pytest

from dashboard.data.importing.checks.casting import MACROS
from dashboard.data.importing.checks.transforms import check_transform, transformed, valued
from dashboard.logic.problems import Problem


@pytest.mark.parametrize(
    ("transforms", "text", "result"),
    [(("upper",), "ab1", "AB1"), (("lower",), "AB1", "ab1"), (("no_spaces",), " a\u3000b ", "ab"),
     (("half_width",), "ＡＢ－１", "AB-1"), (("digits_only",), "No. 12-3", "123"),
     (("strip_leading_zeros",), "0070", "70"), (("strip_leading_zeros",), "000", "0"),
     (("drop_trailing_.0",), "1001.0", "1001"), (("drop_trailing_.0",), "1001.5", "1001.5"),
     (("pad_to:6",), "123", "000123"), (("pad_to:2",), "123", "123"), (("pad_to:6",), "A1", "A1"),
     (("before:-",), "A-B-C", "A"), (("after:-",), "A-B-C", "B-C"), (("after:'",), "A'B", "B"),
     (("after:x",), "AB", "AB"),
     (("before:(", "no_spaces", "upper"), "ab c (x)", "ABC"), (("upper",), None, None)],
)  # fmt: skip
def test_transforms(transforms, text, result):
    with duckdb.connect() as connection:
        for macro in MACROS:
            connection.execute(macro)
        sql = f"select {transformed('t', transforms)} from (select $t::varchar as t)"  # noqa: S608
        assert connection.execute(sql, {"t": text}).fetchall() == [(result,)]


@pytest.mark.parametrize("given", ["reverse", "before:", "pad_to:x", "pad_to:100", "upper:1", ""])
def test_what_is_not_on_the_list_is_refused(given):
    with pytest.raises(Problem, match="is not known"):
        check_transform(given)


def test_value_words_are_put_in_and_others_are_left():
    with duckdb.connect() as connection:
        sql = valued("t", (("是", "true"), ("it's", "x")))
        rows = connection.execute(f"select {sql} from (values (' 是 '), ('it''s'), ('否'), (null)) as v(t)").fetchall()  # noqa: S608
    assert rows == [("true",), ("x",), ("否",), (None,)]

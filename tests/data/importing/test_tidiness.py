"""A text that is tidy by its bytes reads the same with the quick macro as with the one for any text."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.importing.checks.macros import MACROS, OWN_TEXT, TIDY_TEXT
from dashboard.data.importing.files.tidiness import is_tidy

ODD = "\t\"\u00a0\u1680\u2000\u200a\u200b\u202f\u205f\u3000= '(<0Az中　"


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as made:
        for macro in MACROS:
            made.execute(macro)
        yield made


def _read(connection: duckdb.DuckDBPyConnection, cells: list[str]) -> list[str]:
    return connection.execute("select own_text(t) from (select unnest($cells) as t)", {"cells": cells}).fetchall()


@given(st.lists(st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=6), min_size=1))
def test_tidy_cells_read_alike(connection: duckdb.DuckDBPyConnection, cells: list[str]) -> None:
    tidy = [cell for cell in cells if is_tidy(cell.encode())]
    connection.execute(OWN_TEXT)
    expected = _read(connection, tidy)
    connection.execute(TIDY_TEXT)
    assert _read(connection, tidy) == expected


def test_every_space_of_unicode_is_seen() -> None:
    spaces = "\t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000"
    assert [space for space in spaces if is_tidy(f"a{space}b".encode())] == []
    assert is_tidy("订单号,客户 名称,'001\n".encode())

"""Cells are texts made on the server: one unit per table, unknown said, nothing that a spreadsheet would run."""

import pandas as pd

from dashboard.widgets.formats import Formats
from dashboard.widgets.language import Speech
from dashboard.widgets.tables import Column, table_scale, written

FORM = Formats(Speech("en"), "GBP")
COLUMNS = [
    Column("name", "Name"),
    Column("revenue", "Net revenue", "money"),
    Column("orders", "Orders", "count"),
    Column("share", "Share", "share"),
    Column("day", "Last order", "day"),
    Column("tier", "Tier", shown=lambda tier: tier or "none"),
]
FRAME = pd.DataFrame(
    {
        "name": ["中心", "=HYPERLINK(1)", None],
        "revenue": pd.array([83_932_151_140, -10_000, None], dtype="Int64"),
        "orders": [18_405, 0, 1],
        "share": [0.7331, None, 1.0],
        "day": pd.to_datetime(["2011-12-09", None, "2011-01-31"]),
        "tier": ["key", None, None],
    }
)


def _cells() -> pd.DataFrame:
    return written(FRAME, COLUMNS, FORM, table_scale(FORM, FRAME, COLUMNS))


def test_numbers_are_written_with_one_unit_and_parted_thousands():
    cells = _cells()
    assert list(cells["revenue"]) == ["8,393,215.11", "-1.00", "n/a"]
    assert list(cells["orders"]) == ["18,405", "0", "1"]
    assert list(cells["share"]) == ["73.3%", "n/a", "100.0%"]


def test_blank_texts_and_days_stay_blank():
    cells = _cells()
    assert cells["name"].iloc[2] == ""
    assert list(cells["day"]) == ["2011-12-09", "", "2011-01-31"]


def test_own_way_of_writing_gets_the_unknown_too():
    assert list(_cells()["tier"]) == ["key", "none", "none"]


def test_no_cell_is_a_formula():
    assert _cells()["name"].iloc[1] == "\u2060=HYPERLINK(1)"


def test_columns_keep_their_order():
    assert list(_cells()) == [column.name for column in COLUMNS]

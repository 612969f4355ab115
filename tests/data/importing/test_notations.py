"""Day or month first, point or comma: found where a value tells, asked where none does (checks/notations.py)."""

import pytest

from dashboard.data.importing.checks.notations import Notation, found_day_order, found_decimal
from dashboard.logic.problems import Problem


@pytest.mark.parametrize(
    ("values", "answer"),
    [(["05/03/2024", "31/12/2024"], "dmy"), (["5-3-2024", "12-25-2024", ""], "mdy"),
     (["25.12.2024 10:11", None], "dmy"),
     (["２５/１２/２０２４"], "dmy")],
)  # fmt: skip
def test_an_order_of_days_that_values_tell(values, answer):
    found = found_day_order(values)
    assert (found.answer, found.is_open) == (answer, False)


def test_days_that_tell_nothing_are_asked_for_and_days_that_contradict_are_not():
    assert found_day_order(["05/03/2024", "01/02/2024"]) == Notation(is_needed=True, example="05/03/2024")
    assert found_day_order(["05/03/2024", "01/02/2024"]).is_open
    both = found_day_order(["31/12/2024", "12/31/2024"])
    assert (both.answer, both.is_contradicted, both.is_open) == (None, True, False)


@pytest.mark.parametrize("values", [["2024-03-05", "05/03/2024"], [], ["07/07/2024"], ["5/3/24"], ["20240305"]])
def test_days_that_need_no_order(values):
    assert found_day_order(values) == Notation()


@pytest.mark.parametrize(
    ("values", "answer"),
    [(["1.234,56"], ","), (["12,5"], ","), (["0,125"], ","), (["1 234,5", "3"], ","), (["1.234.567"], ","),
     (["1,234.5"], "."), (["1,234,567"], "."), (["1,234", "12.50"], "."), (["¥1,234"], "."), (["１，２３４．５"], "."),
     (["1,234", "12,5"], ","), (["-1.234,5-", "(2,5)"], ",")],
)  # fmt: skip
def test_a_decimal_mark_that_values_tell(values, answer):
    assert found_decimal(values).answer == answer


def test_numbers_that_tell_nothing_are_asked_for():
    assert found_decimal(["1,234", "800"]) == Notation(is_needed=True, example="1,234")
    assert found_decimal(["12.5", "1,5"]).is_contradicted
    assert found_decimal(["1.234", "12.50", "", None, "x"]) == Notation()


HEAD = "order_id;customer_id;order_date;completed_date;net_amount\n"


def dates(home, *cells: str) -> dict:
    rows = "".join(f"N{number};C1;{cell};{number}\n" for number, cell in enumerate(cells))
    return home.orders(HEAD + rows)


def test_a_column_that_tells_its_order_is_read_by_it(home):
    report = dates(home, "05/03/2024;2024-03-09", "31/12/2024;2025-01-01")
    assert report.reasons == {}
    assert home.rows("orders", "order_date::varchar") == [("2024-03-05",), ("2024-12-31",)]


def test_a_column_that_tells_nothing_is_refused_with_file_column_example_and_remedy(home):
    with pytest.raises(Problem, match=r'orders.csv, column order_date: 05/03/2024 may be .* day_order = "dmy"'):
        dates(home, "05/03/2024;2024-03-09", "01/02/2024;2024-03-09")


def test_a_column_that_contradicts_itself_is_rejected_row_by_row(home):
    report = dates(home, "31/12/2024;", "12/31/2024;", "13/01/2025;")
    assert report.reasons == {"BAD_DATE": 3}
    assert report.warnings == {"DAY_MONTH_MIXED": 1}


def test_two_columns_that_disagree_are_noted_and_taken(home):
    report = dates(home, "31/01/2024;02/25/2024", "05/02/2024;02/28/2024")
    assert (report.reasons, report.warnings["DAY_MONTH_DISAGREE"]) == ({}, 1)
    assert home.rows("orders", "order_date::varchar, completed_date::varchar")[1] == ("2024-02-05", "2024-02-28")


def test_decimal_commas_are_found_in_a_file(home):
    report = home.orders("order_id;customer_id;order_date;net_amount\nN1;C1;2024-01-05;1.234,56\nN2;C1;2024-01-06;7\n")
    assert str(report.amount_accepted) == "1241.5600"
    with pytest.raises(Problem, match=r"column net_amount: the comma in 1,234 may .* decimal = "):
        home.orders("order_id;customer_id;order_date;net_amount\nN3;C1;2024-01-05;1,234\n", name="b.csv")


def test_a_mapping_says_it_for_one_column(home):
    mapping = """
    [orders]
    order_id = "n"
    customer_id = "c"
    order_date = { column = "d", day_order = "mdy" }
    net_amount = { column = "a", decimal = "," }
    """
    report = home.mapped("n;c;d;a\nN1;C1;05/03/2024;1.234\n", mapping).batches[0]
    assert (report.reasons, str(report.amount_accepted)) == ({}, "1234.0000")
    assert home.rows("orders", "order_date::varchar") == [("2024-05-03",)]

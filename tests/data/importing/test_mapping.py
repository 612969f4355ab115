"""Mapping files: flat files that feed several tables, constants, formats, expressions (contracts.md)."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.logic.problems import Problem

FLAT = """[orders]
order_id = "no"
customer_id = "cust"
order_date = { column = "day", format = "%d.%m.%Y" }
currency = { value = "GBP" }
where = "cust is not null"
[order_lines]
order_id = "no"
product_id = "what"
qty = "n"
unit_price = "price"
net_amount = { sql = "n::decimal(18,4) * price::decimal(18,4)" }
where = "cust is not null"
[customers]
customer_id = "cust"
customer_name = "who"
where = "cust is not null"
"""
HEAD = "no,cust,who,day,what,n,price\n"


def test_flat_file_feeds_three_tables(home):
    text = (
        HEAD
        + "1,C1,Ann,05.03.2024,P1,2,1.5\n1,C1,Ann,05.03.2024,P2,1,-2\n"
        + "2,,,06.03.2024,P1,1,1\n3,C1,Anna,07.03.2024,P1,1,4\n"
    )
    orders, lines, customers = home.mapped(text, FLAT).batches
    assert (orders.read, orders.accepted, orders.rejected, orders.filtered, orders.rows_written) == (4, 3, 1, 1, 2)
    assert (lines.read, lines.accepted, lines.rows_written) == (4, 3, 3)
    assert (lines.amount_read, lines.amount_accepted, lines.amount_rejected) == (Decimal(6), Decimal(5), Decimal(1))
    assert (customers.accepted, customers.rows_written, customers.warnings) == (3, 1, {"CONFLICTING_ATTRIBUTE": 1})
    assert orders.reasons == {"FILTERED_BY_MAPPING": 1}
    assert home.rows("orders", "order_id, customer_id, order_date, currency") == [
        ("1", "C1", date(2024, 3, 5), "GBP"), ("3", "C1", date(2024, 3, 7), "GBP"),
    ]  # fmt: skip
    assert home.rows("order_lines", "order_id, line_no, net_amount::double") == [("1", 1, 3), ("1", 2, -2), ("3", 1, 4)]
    assert home.rows("customers", "customer_name") == [("Ann",)]


def test_order_whose_fields_differ_is_reported_and_keeps_all_its_lines(home):
    text = HEAD + "1,C1,Ann,05.03.2024,P1,2,1.5\n1,C1,Ann,06.03.2024,P2,1,2\n"
    orders, lines, _customers = home.mapped(text, FLAT).batches
    assert (orders.rows_written, orders.warnings) == (1, {"CONFLICTING_HEADER": 1})
    assert lines.rows_written == 2
    assert home.rows("orders", "order_date") == [(date(2024, 3, 5),)]


@pytest.mark.slow
def test_flat_file_again_with_more_lines_upserts_its_orders(home):
    home.mapped(HEAD + "1,C1,Ann,05.03.2024,P1,2,1.5\n1,C1,Ann,05.03.2024,P2,1,2\n2,C1,Ann,05.03.2024,P2,1,2\n", FLAT)
    orders, lines, customers = home.mapped(
        HEAD + "1,C1,Ann,08.03.2024,P1,2,1.5\n2,C1,Ann,05.03.2024,P2,1,2\n", FLAT, mode="upsert"
    ).batches
    assert (orders.rows_written, orders.unchanged) == (1, 1)
    assert (lines.rows_written, lines.unchanged) == (1, 1)
    assert (customers.rows_written, customers.unchanged) == (0, 2)
    assert sorted(home.rows("order_lines", "order_id, line_no, product_id")) == [("1", 1, "P1"), ("2", 1, "P2")]
    assert sorted(home.rows("orders", "order_id, order_date::varchar")) == [("1", "2024-03-08"), ("2", "2024-03-05")]


@pytest.mark.slow
def test_flat_file_again_in_append_is_unchanged_or_rejected_with_all_its_records(home):
    text = HEAD + "1,C1,Ann,05.03.2024,P1,2,1.5\n1,C1,Ann,05.03.2024,P2,1,2\n"
    home.mapped(text, FLAT)
    orders, lines, customers = home.mapped(text + "4,C1,Ann,05.03.2024,P2,1,2\n", FLAT).batches
    assert (orders.unchanged, orders.rows_written, orders.rejected) == (2, 1, 0)
    assert (lines.unchanged, lines.rows_written, customers.unchanged) == (2, 1, 3)
    changed = home.mapped(text.replace("05.03", "09.03"), FLAT).batches[0]
    assert (changed.accepted, changed.reasons) == (0, {"DUPLICATE_KEY": 2})


@pytest.mark.slow
def test_expression_that_gives_nothing_rejects_its_record(home):
    text = HEAD + "1,C1,Ann,05.03.2024,P1,two,1.5\n1,C1,Ann,05.03.2024,P2,,2\n1,C1,Ann,05.03.2024,P2,1,2\n"
    orders, lines, _customers = home.mapped(text, FLAT).batches
    assert orders.rejected == 0
    assert lines.reasons == {"BAD_AMOUNT": 1, "BAD_EXPRESSION": 1, "MISSING_AMOUNT": 1}
    assert home.quarantine("line, codes, columns")[0] == (2, ["BAD_AMOUNT", "BAD_EXPRESSION"], ["n", "price"])


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("", "names no table"),
        ("[bills]\na = 'b'", "bills is not a table"),
        ("[orders]\norder_id = 'no'\ncolour = 'x'", "colour is not a column"),
        ("[orders]\norder_id = 'no'", "customer_id is not mapped"),
        ("[orders]\norder_id = 3", "give a source column"),
        ("[orders", "cannot be read"),
        (FLAT.replace('"who"', '"whom"'), "has no column whom"),
    ],
)
def test_faulty_mapping_is_refused_in_one_sentence(home, mapping, sentence):
    with pytest.raises(Problem, match=sentence):
        home.mapped(HEAD + "1,C1,Ann,05.03.2024,P1,2,1.5\n", mapping)
    assert home.state() == {}


def test_rejects_of_an_expression_name_its_source_columns(home):
    home.mapped(HEAD + "1,C1,Ann,05.03.2024,P1,x,1.5\n", FLAT)
    assert home.quarantine("table_name, line, columns") == [("order_lines", 2, ["n", "price"])]


def test_the_layout_and_the_words_of_a_mapping_hold_for_its_file(home):
    text = (
        "Bericht 2024;;;;\nnr;kunde;tag;betrag;eilig\n7;c 1;03/04/2024;1.234,50;ja\n8;c 2;04/04/2024;2,00;nein\n"
        "Summe;;;1.236,50;\n"
    )
    mapping = """[file]
encoding = "utf-8"
delimiter = ";"
header = 2
footer = 1
decimal = ","
day_order = "dmy"
[orders]
order_id = { column = "NR", transform = ["pad_to:4"] }
customer_id = { column = "Kunde", transform = ["upper", "no_spaces"], values = { "C2" = "C99" } }
order_date = "tag"
gross_amount = "betrag"
direct_cost = { column = "betrag", factor = 10 }
is_rush = { column = "eilig", values = { "ja" = "true", "nein" = "false" } }
"""
    (batch,) = home.mapped(text, mapping).batches
    assert (batch.read, batch.accepted) == (2, 2)
    assert [line for line, _text in batch.files[0].left_out] == [1, 5]
    assert home.rows("orders", "order_id, customer_id, order_date::varchar, gross_amount, direct_cost, is_rush") == [
        ("0007", "C1", "2024-04-03", Decimal("1234.5"), Decimal(12345), True),
        ("0008", "C99", "2024-04-04", Decimal(2), Decimal(20), False),
    ]


def test_a_column_says_more_than_the_layout(home):
    mapping = """[file]
decimal = ","
day_order = "dmy"
[orders]
order_id = "a"
customer_id = "b"
order_date = { column = "c", day_order = "mdy" }
gross_amount = { column = "d", decimal = "." }
"""
    home.mapped("a;b;c;d\n1;C1;03/04/2024;1,234.5\n", mapping)
    assert home.rows("orders", "order_date::varchar, gross_amount") == [("2024-03-04", Decimal("1234.5"))]

"""Every contract is whole and says nothing twice (data-model.md, 5.1 to 5.6)."""

import re
from itertools import combinations

import pytest
from opencc import OpenCC

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_spelling import normalised
from dashboard.data.tables import (
    CLOCK,
    DATE,
    FLAG,
    LIST,
    LONG,
    MONEY,
    NUMBER,
    RATE,
    SMALL,
    TABLES,
    TEXT,
    TIMESTAMP,
    WHOLE,
)
from dashboard.data.tables.contract import Table

# data-model.md 5.2 to 5.6 and the end of 5.7, in its order: table -> key
KEYS = {
    "customers": "customer_id", "customer_profiles": "customer_id section", "contacts": "contact_id",
    "employees": "employee_id", "departments": "department_id",
    "assignments": "customer_id employee_id role valid_from", "products": "product_id", "product_lines": "line_id",
    "targets": "scope_type scope_id metric_id period_month", "contracts": "contract_id",
    "customer_potential": "customer_id line_id period_year", "orders": "order_id", "order_lines": "order_id line_no",
    "deliveries": "delivery_id", "invoices": "invoice_id", "payments": "payment_id", "service_costs": "cost_id",
    "service_tickets": "ticket_id", "service_standards": "service_code level tier rule_type",
    "inspections": "inspection_id",
    "cases": "case_id", "case_events": "case_id seq", "surveys": "survey_id", "survey_items": "survey_id item_id",
    "survey_invites": "invite_id", "survey_answers": "response_id survey_id item_id", "visits": "visit_id",
    "leads": "lead_id", "competitor_notes": "note_id", "risk_flags": "flag_id", "milestones": "milestone_id",
    "forums": "forum_id", "events": "event_id", "training": "employee_id course on_date",
    "external_benchmarks": "name period", "calendar_days": "day", "acquisition_costs": "month channel",
    "rates": "currency month",
}  # fmt: skip
TYPES = {TEXT, DATE, TIMESTAMP, CLOCK, MONEY, RATE, NUMBER, SMALL, WHOLE, LONG, FLAG, LIST}
EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_all_tables_of_the_data_model_are_here_with_their_keys():
    assert {name: " ".join(table.key) for name, table in TABLES.items()} == KEYS


@EVERY
def test_columns_that_a_contract_speaks_of_are_its_own(table: Table):
    orders = [name for order in table.date_orders for name in (order.earlier, order.later)]
    named = {*table.key, *table.telling, *table.amounts, *orders, *filter(None, [table.period])}
    assert named <= table.by_name.keys()
    assert len(table.by_name) == len(table.columns)
    assert {column.type for column in table.columns} <= TYPES
    assert {table.by_name[name].type for name in table.amounts} <= {MONEY}
    assert {table.by_name[name].type for name in orders} <= {DATE, TIMESTAMP}
    assert {column.type for column in table.columns if column.is_month} <= {DATE}
    assert table.period is None or table.by_name[table.period].type in (DATE, TIMESTAMP)


@EVERY
def test_key_is_never_empty(table: Table):
    for name in table.key:
        column = table.by_name[name]
        is_numbered = table.numbering is not None and table.numbering.number == name
        assert column.is_required or column.blank is not None or is_numbered


def test_lines_of_an_order_and_steps_of_a_case_need_no_number():
    numbered = {table.name: table.key for table in TABLES.values() if table.numbering}
    assert numbered == {"order_lines": ("order_id", "line_no"), "case_events": ("case_id", "seq")}
    assert all((t.numbering.within, t.numbering.number) == t.key for t in TABLES.values() if t.numbering)


@EVERY
def test_references_lead_to_a_key_of_one_part_of_the_same_type(table: Table):
    for column in table.columns:
        if column.refers_to:
            other = TABLES[column.refers_to]
            # a question's number is its own only within a survey
            key = other.key[-1] if other.name == "survey_items" else other.key[0]
            assert other.by_name[key].type == column.type


def test_who_is_referred_to_comes_first():
    names = list(TABLES)
    for table in TABLES.values():
        for other in table.refers_to:
            assert names.index(other) < names.index(table.name), (table.name, other)


@EVERY
def test_every_header_means_one_column(table: Table):
    for column in table.columns:
        for header in column.headers:
            assert set(matches(table, [header])) == {column.name}, header


@EVERY
def test_spare_headers_are_nobody_elses(table: Table):
    known = {normalised(header)[0] for column in table.columns for header in column.headers}
    for column in table.columns:
        for header in column.spare:
            assert normalised(header)[0] not in known, (column.name, header)
            assert matches(table, [header]), (column.name, header)


@EVERY
def test_titles_are_there_in_both_languages_and_tell_the_columns_apart(table: Table):
    assert CHINESE.search(table.title("zh"))
    assert table.title("en").isascii()
    assert table.title("en") != table.name
    for language in ("en", "zh_Hans"):
        titles = [column.title(language) for column in table.columns]
        assert len(set(titles)) == len(titles)
        assert all(titles)
    assert [column.name for column in table.columns if not CHINESE.search(column.title("zh"))] == []


@EVERY
def test_chinese_is_written_in_simplified_characters(table: Table):
    simplified = OpenCC("t2s").convert
    texts = [header for column in table.columns for header in (*column.headers, *column.spare)]
    texts += [word for column in table.columns for value in column.allowed for word in value.words]
    assert [text for text in texts if simplified(text) != text] == []


@EVERY
def test_a_word_stands_for_one_allowed_value(table: Table):
    for column in table.columns:
        for one, other in combinations(column.allowed, 2):
            assert not {one.value, *one.words} & {other.value, *other.words}, (column.name, one.value, other.value)
        assert column.type == TEXT or not column.allowed


def test_tables_of_today_keep_the_words_of_their_files():
    kept = ("customers", "contacts", "employees", "departments", "assignments", "products", "targets", "orders")
    assert [(name, column.name) for name in kept for column in TABLES[name].columns if column.allowed] == []


def test_personal_columns_are_those_of_the_data_model():
    personal = {
        (table.name, column.name) for table in TABLES.values() for column in table.columns if column.is_personal
    }
    assert personal >= {
        ("customers", "address"), ("contacts", "name"), ("contacts", "phone"), ("contacts", "mobile"),
        ("contacts", "email"), ("contacts", "wechat"), ("contacts", "birthday_mmdd"), ("employees", "name"),
        ("cases", "description"), ("survey_answers", "contact_id"), ("survey_answers", "answer_text"),
    }  # fmt: skip


def test_cases_know_the_words_for_their_kinds():
    words = {word: value.value for value in TABLES["cases"].by_name["kind"].allowed for word in value.words}
    assert (words["申诉"], words["申述"], words["质量异议"], words["咨询"]) == (
        "appeal",
        "appeal",
        "objection",
        "inquiry",
    )


def test_what_becomes_of_a_reference_that_is_not_on_file():
    said = {
        (table.name, column.name): column.unknown
        for table in TABLES.values() for column in table.columns if column.refers_to
    }  # fmt: skip
    assert said["orders", "customer_id"] == "flag"
    assert said["case_events", "case_id"] == "reject"
    assert said["survey_answers", "survey_id"] == "flag"
    assert said["order_lines", "order_id"] == "flag"

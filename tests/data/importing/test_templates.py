"""Templates: headers that are understood one to one, rows that are accepted, values that are offered."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from dashboard.data.importing.mapping.header_matches import matches
from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.template_examples import allowed_words
from dashboard.data.importing.templates import template_bytes, template_name
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem

EXAMPLES = {"survey_items": 27 + 5}
"""Of tables with more than two example rows."""


def _rows(content: bytes, format: str) -> list[list[str]]:
    if format == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_header_is_understood_one_to_one_and_example_rows_follow(table, language, format):
    header, *rows = _rows(template_bytes(table.name, language, format), format)
    found = matches(table, header)
    assert {name: match.header for name, match in found.items()} == dict(zip(table.names, header, strict=True))
    assert {match.factor for match in found.values()} == {1}
    assert found_table("x", tuple(header)) is table
    assert [len(row) for row in rows] == [len(header)] * EXAMPLES.get(table.name, 2)
    assert all(all(row[header.index(found[name].header)] for name in table.required) for row in rows)


def test_cells_of_a_workbook_are_texts_and_offer_their_values():
    book = openpyxl.load_workbook(BytesIO(template_bytes("cases", "zh", "xlsx")))
    sheet, explained = book.worksheets
    assert (sheet.title, explained.title) == ("投诉与反馈", "填写说明")
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} == {"s"}
    offered = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    place = sheet.cell(2, 1 + TABLES["cases"].names.index("kind")).coordinate
    assert offered[place] == '"投诉,申诉,质量异议,建议,表扬,咨询"'
    assert [row[1].value for row in explained.iter_rows(min_row=2)] == list(TABLES["cases"].names)


def test_words_that_are_offered_are_words_that_are_understood():
    for table in TABLES.values():
        for column in table.columns:
            known = {word for value in column.allowed for word in (value.value, *value.words)}
            assert {*allowed_words(column, "zh"), *allowed_words(column, "en")} <= known


def test_unknown_table_and_format_are_refused():
    with pytest.raises(Problem, match="Table order is not known"):
        template_bytes("order", "en", "csv")
    with pytest.raises(Problem, match="Format ods is not known"):
        template_bytes("orders", "en", "ods")


def test_the_questions_of_a_survey_are_27_of_eight_services_and_five_of_the_whole():
    columns = TABLES["survey_items"].names
    rows = {
        language: [
            dict(zip(columns, row, strict=True))
            for row in _rows(template_bytes("survey_items", language, "csv"), "csv")[1:]
        ]
        for language in ("zh", "en")
    }
    for read in rows.values():
        assert [row["item_id"] for row in read] == [f"Q{number}" for number in range(1, 33)]
        assert len({row["canonical_item_id"] for row in read}) == 32
        assert {row["item_type"] for row in read[:27]} in ({"satisfaction"}, {"满意度"})
    services = [row["service"] for row in rows["zh"] if row["service"]]
    assert list(dict.fromkeys(services)) == ["营业", "装机", "障碍查修", "收费", "查号", "公用电话", "长途", "数据"]
    assert len(services) == 27
    words = {word for value in TABLES["survey_items"].by_name["item_type"].allowed for word in value.words}
    assert {row["item_type"] for row in rows["zh"]} <= words


@pytest.mark.slow
@pytest.mark.parametrize(("language", "format"), [("en", "csv"), ("zh", "xlsx")])
def test_all_templates_import_together_without_a_rejection(home, language, format):
    for table in TABLES:
        home.file(f"all/{template_name(table, language, format)}", template_bytes(table, language, format))
    report = home.run(home.files / "all")
    assert {batch.table: (batch.read, batch.accepted) for batch in report.batches} == {
        table: (EXAMPLES.get(table, 2),) * 2 for table in TABLES
    }
    assert home.rows("customers", "customer_id") == [("00101",), ("00102",)]
    assert home.rows("cases", "kind") == [("complaint",), ("appeal",)]

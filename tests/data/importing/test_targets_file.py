"""Targets as companies keep them: Chinese headers, months without a day, a company target without an id."""

from datetime import date

import pytest

from dashboard.data.importing.mapping.header_tables import found_table

HEAD = "目标类型,目标对象,指标,月份,目标值（万元）\n"


def test_targets_are_found_by_their_headers(home):
    assert found_table("目标.csv", ("目标类型", "目标对象", "指标", "月份", "目标值")).name == "targets"
    assert found_table("t.csv", ("scope_type", "metric_id", "period_month", "value")).name == "targets"


@pytest.mark.parametrize(
    "written",
    ["2025-03", "2025/3", "2025.03", "202503", "2025年3月", "2025年03月份", "2025-03-31", "2025/3/1", "２０２５-03"],
)
def test_a_month_is_read_however_it_is_written(home, written):
    report = home.run(home.file("t.csv", f"{HEAD}公司,,净营收,{written},12.5\n")).batches[0]
    assert (report.table, report.accepted) == ("targets", 1)
    found = home.rows("targets", "scope_type, scope_id, metric_id, period_month, value::varchar")
    assert found == [("公司", "", "净营收", date(2025, 3, 1), "125000.0000")]


@pytest.mark.parametrize("written", ["2025-13", "2025年", "3月", "25-03", "2025-0", "20253"])
def test_what_is_no_month_is_rejected(home, written):
    report = home.run(home.file("t.csv", f"{HEAD}公司,,净营收,{written},1\n公司,,净营收,2025-01,1\n")).batches[0]
    assert (report.accepted, report.reasons) == (1, {"BAD_DATE": 1})


def test_a_company_target_without_an_id_has_a_key(home):
    """The empty id is a value of its own: null would never equal the stored one."""
    text = HEAD + "公司,,净营收,2025-01,1\n员工,E1,净营收,2025-01,1\n"
    home.run(home.file("a.csv", text))
    report = home.run(home.file("b.csv", HEAD + "公司,,净营收,2025-1,2\n员工,E1,净营收,202501,1\n")).batches[0]
    assert (report.accepted, report.unchanged, report.reasons) == (1, 1, {"DUPLICATE_KEY": 1})
    report = home.run(home.file("c.csv", HEAD + "公司,,净营收,2025年1月,3\n"), mode="upsert").batches[0]
    assert (report.accepted, report.rows_written) == (1, 1)
    assert sorted(home.rows("targets", "scope_id, value::int")) == [("", 30000), ("E1", 10000)]


def test_a_file_of_company_targets_alone_needs_no_id_column(home):
    home.run(home.file("t.csv", "scope_type,metric_id,period_month,value\ncompany,revenue,2025-01,5\n"))
    assert home.rows("targets", "scope_id, value::int") == [("", 5)]
    again = home.run(home.file("u.csv", "scope_type,metric_id,period_month,value\ncompany,revenue,2025-01-01,6\n"))
    assert again.batches[0].reasons == {"DUPLICATE_KEY": 1}


def test_unknown_metrics_are_kept_and_what_is_required_is_asked_for(home):
    report = home.run(
        home.file("t.csv", HEAD + "公司,,拜访次数,2025-01,1\n公司,,,2025-01,1\n,,净营收,2025-01,1\n")
    ).batches[0]
    assert (report.accepted, report.reasons) == (1, {"MISSING_KEY": 2})


def test_a_mapping_can_give_the_month_a_format_and_the_rest_constants(home):
    report = home.mapped(
        "when,goal\n03/2025,7\n",
        '[targets]\nscope_type = { value = "company" }\nmetric_id = { value = "revenue" }\n'
        'period_month = { column = "when", format = "%m/%Y" }\nvalue = "goal"\n',
    )
    assert report.batches[0].accepted == 1
    assert home.rows("targets", "scope_id, period_month, value::int") == [("", date(2025, 3, 1), 7)]

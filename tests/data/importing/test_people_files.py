"""Departments, contacts and account teams as companies keep them: found by their headers, keys, what is refused."""

from datetime import date

import pytest

from dashboard.data.importing.mapping.header_tables import found_table


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("部门编号,部门名称,上级部门,部门类型", "departments"),
        ("department_id,name,parent_id,kind", "departments"),
        ("联系人编号,客户编号,姓名,职务,手机,邮箱", "contacts"),
        ("联系人编号,客户编号,客户名称,联系人,电话", "contacts"),
        ("contact_id,customer_id,name,mobile", "contacts"),
        ("客户编号,工号,归属角色,归属开始日期,归属结束日期", "assignments"),
        ("客户编号,客户名称,工号,姓名分组,分配日期", "assignments"),
        ("customer_id,employee_id,role,valid_from", "assignments"),
        ("工号,姓名,部门编号,部门名称,上级", "employees"),
        ("客户编号,客户名称,联系人,联系电话", "customers"),
        ("工号,姓名,部门,岗位,上级,入职日期,离职日期", "employees"),
    ],
)
def test_tables_about_people_are_found_by_their_headers(header, table):
    assert found_table("x.csv", tuple(header.split(","))).name == table


def test_contacts_are_read_with_their_dates_and_flags(home):
    text = "联系人编号,客户编号,联系人,职务,层级,座机,手机号,电子邮件,微信,生日,是否主要联系人,离职日期\n"
    text += "K1,007,王芳,采购经理,采购,021-5550101,13800001111,w@example.test,wf,0304,是,2024/5/6\n"
    text += "K2,,李四,,,,,,,,,\n,007,张三,,,,,,,,,\nK3,007,赵六,,,,,,,,也许,\n"
    report = home.run(home.file("contacts.csv", text)).batches[0]
    assert (report.table, report.accepted, report.reasons) == ("contacts", 1, {"MISSING_KEY": 2, "BAD_FLAG": 1})
    assert home.rows(
        "contacts", "contact_id, customer_id, name, phone, mobile, birthday_mmdd, is_primary, valid_to"
    ) == [("K1", "007", "王芳", "021-5550101", "13800001111", "0304", True, date(2024, 5, 6))]


def test_the_first_day_is_part_of_the_key_of_an_assignment(home):
    head = "客户编号,工号,角色,分配日期,结束日期\n"
    home.run(home.file("a.csv", f"{head}C1,E1,协办,2023-01-01,2023-06-30\nC1,E1,,2023-01-01,\n"))
    text = f"{head}C1,E1,协办,2024-01-01,\nC1,E1,,2023-01-01,\nC1,E1,协办,2023-01-01,2023-12-31\nC1,E1,技术,,\n"
    report = home.run(home.file("b.csv", text)).batches[0]
    assert (report.accepted, report.unchanged) == (2, 1)
    assert report.reasons == {"DUPLICATE_KEY": 1, "MISSING_DATE": 1}
    report = home.run(home.file("c.csv", f"{head}C1,E1,协办,2023-01-01,2023-12-31\n"), mode="upsert").batches[0]
    assert (report.accepted, report.rows_written) == (1, 1)
    assert sorted(home.rows("assignments", "role, valid_from, valid_to"), key=str) == [
        ("", date(2023, 1, 1), None),
        ("协办", date(2023, 1, 1), date(2023, 12, 31)),
        ("协办", date(2024, 1, 1), None),
    ]


def test_departments_keep_what_is_above_them(home):
    report = home.run(home.file("d.csv", "部门编号,部门名称,上级部门\nD1,市场部,\nD2,市场一部,市场部\n,无编号,\n"))
    assert report.batches[0].reasons == {"MISSING_KEY": 1}
    assert home.rows("departments", "department_id, name, parent_id") == [
        ("D1", "市场部", None),
        ("D2", "市场一部", "市场部"),
    ]

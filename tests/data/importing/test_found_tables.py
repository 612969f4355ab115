"""Which of all tables a file is, by its headers alone."""

import pytest

from dashboard.data.importing.mapping.header_tables import found_table
from dashboard.data.importing.mapping.proposals import proposed_tables
from dashboard.data.tables import TABLES
from dashboard.logic.problems import Problem


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_whole_contract_is_told_in_both_languages(table, language):
    assert found_table("x.csv", tuple(column.title(language) for column in table.columns)).name == table.name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_that_must_be_there_are_enough(table):
    told = dict.fromkeys((*table.required, *table.telling))
    assert found_table("x.csv", tuple(table.by_name[name].title("zh") for name in told)).name == table.name


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("发货单号,订单号,行号,客户编号,客户名称,订单日期,发货日期,签收日期,发货数量", "deliveries"),
        ("发票号,客户编号,客户名称,订单号,订单日期,开票日期,开票金额", "invoices"),
        ("收款单号,发票号,开票日期,客户编号,客户名称,收款日期,金额", "payments"),
        ("投诉编号,投诉类型,投诉日期,办结日期,客户编号,客户名称,订单号,产品编号,产品名称,投诉内容", "cases"),
        ("投诉编号,序号,环节,处理时间,处理人", "case_events"),
        ("合同编号,客户编号,客户名称,签订日期,合同金额", "contracts"),
        ("订单编号,合同编号,客户编号,签订日期,金额", "orders"),
        ("拜访编号,客户编号,客户名称,拜访日期,拜访类型,拜访人", "visits"),
        ("答卷编号,调查编号,题号,客户编号,得分", "survey_answers"),
        ("币种,月份,汇率", "rates"),
        ("月份,渠道,金额", "acquisition_costs"),
        ("日期,是否工作日", "calendar_days"),
        ("目标类型,目标对象,指标,月份,目标值", "targets"),
        ("客户编号,年度,采购总额,占有率", "customer_potential"),
        ("客户编号,客户名称,工号,姓名,归属开始日期", "assignments"),
        ("联系人编号,客户编号,客户名称,姓名,手机", "contacts"),
        ("工号,姓名,部门编号,部门名称", "employees"),
        ("工号,姓名,课程,培训日期", "training"),
        ("单据编号,日期,客户,价税合计", "orders"),
    ],
)
def test_table_is_told_though_others_are_repeated_in_it(header, table):
    assert found_table("x.csv", tuple(header.split(","))).name == table


@pytest.mark.parametrize("header", ["单据编号,日期,客户", "编号,日期,客户,内容", "日期,金额"])
def test_any_paper_of_an_erp_system_is_not_taken_for_orders(header):
    with pytest.raises(Problem, match="fit no table"):
        found_table("x.csv", tuple(header.split(",")))


def test_proposals_name_the_sure_table_first_and_then_what_else_fits():
    fits = proposed_tables(("订单号", "客户编号", "客户名称", "订单日期", "金额"))
    assert (fits[0].table, fits[0].found, fits[0].is_sure) == ("orders", 4, True)
    assert not any(fit.is_sure for fit in fits[1:])
    assert proposed_tables(("甲", "乙")) == ()

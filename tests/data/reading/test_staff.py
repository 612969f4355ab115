from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.staff import department_names, employee_names
from tests.data.hand_made_build import Customer, Department, Employee, Order, hand_made_build


@pytest.fixture
def marts(tmp_path):
    return hand_made_build(
        tmp_path,
        [Customer("A")],
        [Order("A", date(2024, 1, 5), "1")],
        employees=[Employee("E2", name="王伟"), Employee("E1", manager_id="E2", name="Arno")],
        departments=[Department("D1", name="East"), Department("D0", name="Sales")],
    )


def test_names_by_id_in_the_order_of_the_ids(marts):
    assert list(employee_names(marts).items()) == [("E1", "Arno"), ("E2", "王伟")]
    assert list(department_names(marts).items()) == [("D0", "Sales"), ("D1", "East")]


def test_a_build_of_an_earlier_version_names_nobody(marts, tmp_path):
    older = Marts.__new__(Marts)
    older.build = replace(marts.build, marts={})
    assert employee_names(older) == {}
    assert department_names(older) == {}

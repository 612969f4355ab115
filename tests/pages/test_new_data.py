"""A session keeps its build until the user takes the newer one."""

from datetime import date

from tests.data.hand_made_build import Customer, Order, hand_made_build
from tests.pages.conftest import assert_sound, said


def test_new_build_is_offered_and_taken_on_request(app, tmp_path):
    customers = [Customer("A"), Customer("B")]
    hand_made_build(tmp_path, customers, [Order("A", date(2024, 1, 5), "10.00")], data_through=date(2024, 1, 31))
    at = app(tmp_path)
    assert "New data" not in said(at)
    hand_made_build(
        tmp_path,
        customers,
        [Order("A", date(2024, 1, 5), "10.00"), Order("B", date(2024, 1, 6), "30.00")],
        data_through=date(2024, 1, 31),
    )
    at.run()
    assert_sound(at)
    assert "New data has been imported." in said(at)
    assert "One customer brings all the revenue" in said(at)
    at.button(key="take_new_build").click().run()
    at.run()
    assert_sound(at)
    assert "New data has been imported." not in said(at)
    assert "1 customer (50% of those active) brings 75% of the revenue" in said(at)


def test_first_build_of_an_empty_home_is_offered(app, tmp_path):
    at = app(tmp_path)
    assert "python -m dashboard demo" in said(at)
    hand_made_build(tmp_path, [Customer("A")], [Order("A", date(2024, 1, 5), "10.00")])
    at.run()
    assert_sound(at)
    assert len(at.metric) == 5

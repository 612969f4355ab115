"""The server starts whatever the home holds."""

import logging
from datetime import date

import pytest

from dashboard.widgets.warm_up import warm_up
from tests.data.hand_made_build import Customer, Order, hand_made_build


@pytest.mark.parametrize("state", ["empty", "built", "broken"])
def test_warm_up_never_fails(tmp_path, monkeypatch, caplog, state):
    if state != "empty":
        hand_made_build(tmp_path, [Customer("A")], [Order("A", date(2024, 1, 5), "10.00")])
    if state == "broken":
        (tmp_path / "CURRENT").write_text("20200101T000000000000-abcdef\n", encoding="ascii")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with caplog.at_level(logging.INFO, logger="dashboard.widgets.warm_up"):
        warm_up()
    assert ("Not warmed up" in caplog.text) == (state == "broken")
    assert "Traceback" not in caplog.text

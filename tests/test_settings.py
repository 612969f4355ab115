"""Settings: environment before file before default; every mistake named."""

from pathlib import Path

import pytest

from dashboard.logic.problems import Problem
from dashboard.settings import DEFAULT_HOME, home_folder, load_settings, served_home_folder


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DASHBOARD_HOME", "DASHBOARD_FALLBACK_HOME", "DASHBOARD_REPORTING_CURRENCY", "DASHBOARD_COMPANY_NAME"):
        monkeypatch.delenv(name, raising=False)


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('reporting_currency = "EUR"\ncompany_name = "检测院"\n', encoding="utf-8")
    assert load_settings(file).reporting_currency == "EUR"
    monkeypatch.setenv("DASHBOARD_REPORTING_CURRENCY", "USD")
    assert (load_settings(file).reporting_currency, load_settings(file).company_name) == ("USD", "检测院")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('reporting_currency = "euro"', "reporting_currency"),
        ("colour = 1", "colour"),
        ("threads = 0", "threads"),
        ("visits_per_year = { Top = -1 }", "visits_per_year.Top"),
        ("visits_per_year = { Gold = 367 }", "visits_per_year.Gold"),
        ("visits_per_year = { Gold = nan }", "visits_per_year.Gold"),
        ("visits_per_year = { Gold = 0.125 }", "two decimals"),
        ("visits_per_year = 12", "visits_per_year"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as refused:
        load_settings(file)
    assert named in str(refused.value)
    assert str(file) in str(refused.value)


def test_visits_of_layers_that_are_not_named_keep_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[visits_per_year]\nTop = 24\nGold = 0.5\n", encoding="utf-8")
    assert load_settings(file).visits_per_year == {"Top": 24, "Big": 6, "Medium": 2, "Small": 1, "Gold": 0.5}
    assert load_settings().visits_per_year == {"Top": 12, "Big": 6, "Medium": 2, "Small": 1}
    monkeypatch.setenv("DASHBOARD_VISITS_PER_YEAR", '{"Small": 0}')
    assert load_settings(file).visits_per_year["Small"] == 0


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("company_name = ", encoding="utf-8")
    with pytest.raises(Problem, match=r"settings\.toml cannot be read"):
        load_settings(file)


def test_home_is_the_argument_then_the_environment_then_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home_folder() == DEFAULT_HOME
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "a"))
    assert home_folder() == tmp_path / "a"
    assert home_folder(tmp_path / "b") == tmp_path / "b"


def test_the_demo_is_shown_only_until_the_first_real_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "own"))
    assert served_home_folder() == tmp_path / "own"
    monkeypatch.setenv("DASHBOARD_FALLBACK_HOME", str(tmp_path / "demo"))
    assert served_home_folder() == tmp_path / "demo"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "CURRENT").write_text("b1\n", encoding="utf-8")
    assert served_home_folder() == tmp_path / "own"

"""The Data page and the start page of an empty home."""

from tests.pages.conftest import assert_sound, said


def test_facts_of_the_build(app, company):
    at = app(company, page="data")
    assert_sound(at)
    assert at.title[0].value == "Data import"
    assert "Data through 10 Jan 2025" in said(at)
    at.session_state["build_facts"] = True  # its box is opened
    facts = at.run().table[0].value
    assert "CNY" in facts.to_string()


def test_data_page_in_chinese(app, company):
    at = app(company, page="data", lang="zh_Hans")
    assert_sound(at)
    assert at.title[0].value == "数据导入"


def test_filters_survive_the_visit_of_another_page(app, company):
    at = app(company, period="6")
    at.switch_page("dashboard/pages/data.py").run()
    at.switch_page("dashboard/pages/pyramid.py").run()
    assert_sound(at)
    assert "Jul 2024 to Dec 2024" in said(at)


def test_empty_home_says_how_to_begin(app, tmp_path):
    for page in (None, "data"):
        at = app(tmp_path / "nothing", page=page)
        assert_sound(at)
        assert "import orders.csv" in said(at)
        assert "python -m dashboard demo" in said(at)
        assert not at.metric


def test_empty_home_in_chinese(app, tmp_path):
    at = app(tmp_path, lang="zh_Hans")
    assert_sound(at)
    assert at.title[0].value == "欢迎使用 Pyramidion"


def test_the_data_page_is_not_for_an_account_manager(app, company):
    at = app(company, page="data")
    at.selectbox(key="view_as").set_value("E1").run()
    assert at.title[0].value == "My customers"
    assert str(company) not in said(at)


def test_both_dates_and_the_build_stand_on_the_data_page_too(app, company):
    at = app(company, as_of="2024-06")
    at.switch_page("dashboard/pages/data.py").run()
    assert_sound(at)
    for part in ("As of 30 Jun 2024", "Data through 10 Jan 2025", "Build "):
        assert part in said(at)

"""``template``: files to fill in."""

from dashboard.commands.running import run
from dashboard.data.importing.templates import template_bytes
from dashboard.data.tables import TABLES


def test_one_template_is_written_where_it_is_said(tmp_path, capsys):
    path = tmp_path / "new" / "orders.csv"
    assert run(["template", "orders", "--language", "zh", "--format", "csv", "-o", str(path)]) == 0
    assert path.read_bytes() == template_bytes("orders", "zh", "csv")
    assert capsys.readouterr().out == f"{path}\n"


def test_all_templates_are_written_to_a_folder(tmp_path):
    assert run(["template", "--all", "--format", "csv", "-o", str(tmp_path / "all")]) == 0
    assert {path.stem for path in (tmp_path / "all").iterdir()} == set(TABLES)


def test_a_file_that_is_there_stays(tmp_path, capsys):
    path = tmp_path / "orders.csv"
    path.write_text("filled in")
    assert run(["template", "orders", "--format", "csv", "-o", str(path)]) == 1
    assert path.read_text() == "filled in"
    assert "is there already" in capsys.readouterr().err


def test_wrong_tables_are_refused(capsys):
    assert run(["template", "order"]) == 1
    assert "Choose one of" in capsys.readouterr().err
    assert run(["template"]) == 2

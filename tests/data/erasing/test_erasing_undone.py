"""An erasure covers what was undone, and the words of files that manifests keep."""

import json
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.data.erasing.erasure import erase
from dashboard.data.home import Home
from dashboard.data.importing.running import import_files
from dashboard.data.importing.undoing import redo, undo
from dashboard.settings import Settings

pytestmark = pytest.mark.slow
SETTINGS = Settings(threads=2)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
CONTACTS = "contact_id,customer_id,name,mobile\nK1,C1,Ouyang Yiming,13812345678\nK2,C1,Chen Xiaomei,13987654321\n"


def test_undone_imports_and_manifests_forget_too(tmp_path):
    home, path = Home(tmp_path / "home"), tmp_path / "contacts.csv"
    path.write_text(CONTACTS)
    import_id = str(import_files(home, [path], settings=SETTINGS).import_id)
    manifest = home.imports / import_id / "manifest.json"
    document = json.loads(manifest.read_bytes())
    document["tables"][0]["examples"] = {"ODD": ["line 2: Ouyang Yiming"]}
    document["tables"][0]["source_files"][0]["left_out"] = [{"line": 9, "text": "签字: Ouyang Yiming"}]
    manifest.write_text(json.dumps(document))
    undo(home, import_id, "me")
    report = erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW)
    assert (report.rows, report.texts) == (1, 1)
    redo(home, import_id, "me")
    rows = duckdb.connect().read_parquet(str(home.imports / import_id / "contacts.parquet")).fetchall()
    assert "Ouyang" not in repr(rows)
    assert "Chen Xiaomei" in repr(rows)
    assert "Ouyang" not in manifest.read_text()
    assert "签字" in json.loads(manifest.read_bytes())["tables"][0]["source_files"][0]["left_out"][0]["text"]

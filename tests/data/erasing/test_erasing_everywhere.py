"""Whatever table, upload or profile somebody stands in: an erasure reaches it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.data.building.build import build
from dashboard.data.erasing.erasure import erase
from dashboard.data.erasing.persons import FREE_TEXTS, KINDS, REFERENCES
from dashboard.data.erasing.uploads import open_uploads
from dashboard.data.home import Home
from dashboard.data.importing.jobs import process
from dashboard.data.importing.jobs.job import all_jobs, new_job
from dashboard.data.importing.jobs.uploaded import Limits, receive
from dashboard.data.importing.mapping.plans import mapping_of
from dashboard.data.importing.running import import_files
from dashboard.data.reading.marts import open_marts
from dashboard.data.records.profiles import profile_named, save
from dashboard.data.records.store import home_records
from dashboard.data.tables import TABLES
from dashboard.data.tightening import tighten
from dashboard.logic.viewer import operator
from dashboard.settings import Settings

SETTINGS = Settings(threads=2)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FILES = {
    "employees": "employee_id,name\nE1,欧阳一鸣\nE2,Wang Fang\n",
    "contacts": "contact_id,customer_id,name,mobile\nK1,C1,Chen Xiaomei,13812345678\n",
    "cases": (
        "case_id,kind,customer_id,contact_id,received_at,respondent_id,first_receiver_id,description\n"
        "1,complaint,C1,K1,2025-01-02 10:00,欧阳一鸣,E2,Chen Xiaomei says 欧阳一鸣 was rude\n"
    ),
    "case_events": "case_id,seq,event,at,by,note\n1,1,replied,2025-01-03 10:00,欧阳一鸣,told Chen Xiaomei\n",
    "visits": (
        "visit_id,customer_id,visit_date,our_people,contacts,findings_need\n"
        "V1,C1,2025-01-05,欧阳一鸣、Wang Fang,Chen Xiaomei、Somebody,Chen Xiaomei wants more\n"
    ),
    "competitor_notes": (
        "note_id,customer_id,competitor,noted_on,by,text\nN1,C1,Acme,2025-01-05,欧阳一鸣,as Chen Xiaomei said\n"
    ),
    "leads": "lead_id,customer_id,name,created_on\nL1,C1,Chen Xiaomei's line,2025-01-05\n",
    "training": "employee_id,course,on_date,hours\n欧阳一鸣,Safety,2025-01-05,2\n",
}


def test_every_personal_column_is_erased_in_one_way_or_another():
    """A table that is added with a column marked as personal must say here how it is forgotten."""
    for table in TABLES.values():
        own = {name for kind in KINDS.values() if kind.table == table.name for name in kind.personal}
        reached = {*own, *REFERENCES[table.name], *FREE_TEXTS.get(table.name, ())}
        keys = {column.name for column in table.columns if column.refers_to in ("contacts", "employees")}
        assert {column.name for column in table.columns if column.is_personal} <= reached | keys, table.name
        assert reached <= set(table.names), table.name


@pytest.mark.slow
def test_all_tables_forget(tmp_path):
    home = Home(tmp_path / "home")
    for name, text in FILES.items():
        path = tmp_path / f"{name} of Chen Xiaomei.csv"
        path.write_text(text, encoding="utf-8")
        report = import_files(home, [path], settings=SETTINGS, table=name)
        assert sum(batch.accepted for batch in report.batches) == len(text.splitlines()) - 1, (name, report)
    erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW)
    erase(home, SETTINGS, kind="employee", key="E1", reason="asked for", who="me", now=NOW)
    rows = {
        path.stem: duckdb.connect().read_parquet(str(path)).df().to_dict("records")
        for path in home.imports.glob("*/*.parquet")
        if path.stem in FILES
    }
    told = repr(rows) + "".join(path.read_text(encoding="utf-8") for path in home.imports.glob("*/manifest.json"))
    assert [value for value in ("欧阳一鸣", "Chen Xiaomei", "13812345678") if value in told] == []
    (visit,), (case,), (event,) = rows["visits"], rows["cases"], rows["case_events"]
    assert (list(visit["our_people"]), list(visit["contacts"])) == (["E1", "Wang Fang"], ["•••", "Somebody"])
    assert (case["respondent_id"], event["by"], case["description"]) == ("E1", "E1", "••• says ••• was rude")


@pytest.mark.slow
def test_the_marts_of_cases_hold_nothing_of_who_was_erased(tmp_path):
    home = Home(tmp_path / "home")
    orders = {"orders": "order_id,customer_id,order_date,net_amount\nO1,C1,2025-02-03,10\n"}
    for name, text in (
        {name: FILES[name] for name in ("employees", "contacts", "cases", "case_events")} | orders
    ).items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        import_files(home, [path], settings=SETTINGS, table=name)
    build(home, SETTINGS)
    assert {"欧阳一鸣", "Chen Xiaomei", "E1", "K1"} <= told_by_marts(home)
    for kind, key in (("contact", "K1"), ("employee", "E1")):
        erase(home, SETTINGS, kind=kind, key=key, reason="asked for", who="me", now=NOW)
    build(home, SETTINGS)
    assert told_by_marts(home) & {"欧阳一鸣", "Chen Xiaomei"} == set()


def told_by_marts(home: Home) -> set[str]:
    """Those of the person's words that the marts about cases hold."""
    marts = open_marts(home).cursor()
    rows = [marts.execute(f"select * from {mart}").fetchall() for mart in ("feedback_case", "case_step")]  # noqa: S608
    return {word for word in ("欧阳一鸣", "Chen Xiaomei", "E1", "K1") if word in repr(rows)}


ANSWERED = {
    "orders": "order_id,customer_id,order_date,net_amount\nO1,C1,2025-02-03,10\n",
    "contacts": "contact_id,customer_id,name,mobile\nK1,C1,Chen Xiaomei,13812345678\nK2,C1,Lin Daiyu,13911112222\n",
    "surveys": (
        "survey_id,title,field_from,field_to,scale_min,scale_max,anonymous\n"
        "N,Named,2025-01-01,2025-01-31,1,5,no\nA,Anonymous,2025-01-01,2025-01-31,1,5,yes\n"
    ),
    "survey_answers": (
        "response_id,survey_id,item_id,contact_id,score,answer_text\n"
        "R1,N,Q1,K1,2,my name says all\nR2,N,Q1,K2,3,as Chen Xiaomei said\nR3,A,Q1,K1,4,nobody reads this\n"
    ),
}


@pytest.mark.slow
def test_the_marts_of_surveys_hold_nothing_of_who_was_erased(tmp_path):
    """What they wrote goes, their scores stay; nobody else's words go, but for their name in them."""
    home = Home(tmp_path / "home")
    for name, text in ANSWERED.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        import_files(home, [tmp_path / f"{name}.csv"], settings=SETTINGS, table=name)
    build(home, SETTINGS)
    said = "select score, answer_text from survey_answer order by score"
    assert open_marts(home).cursor().execute(said).fetchall() == [
        (2, "my name says all"), (3, "as Chen Xiaomei said"), (4, None),
    ]  # fmt: skip
    erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW)
    assert open_marts(home).cursor().execute(said).fetchall() == [(2, None), (3, "as ••• said"), (4, None)]
    held = [path.read_bytes() for path in home.root.rglob("*") if path.is_file()]
    assert not [one for one in held for words in (b"my name says all", b"nobody reads") if words in one]
    again = tmp_path / "again.csv"
    again.write_text(ANSWERED["survey_answers"].replace("R1", "R9"), encoding="utf-8")
    import_files(home, [again], settings=SETTINGS, table="survey_answers")
    build(home, SETTINGS)
    assert "my name says all" not in repr(open_marts(home).cursor().execute(said).fetchall())


def brought(home: Home, text: str) -> None:
    job, data = new_job(home, "ada", NOW), text.encode()
    receive(job, 0, 0, data, name="contacts.csv", size=len(data), limits=Limits(2**30, 2**30))


@pytest.mark.slow
@pytest.mark.parametrize("is_running", [False, True])
def test_open_imports_of_the_browser_go(tmp_path, is_running):
    home, path = Home(tmp_path / "home"), tmp_path / "contacts.csv"
    path.write_text(FILES["contacts"], encoding="utf-8")
    import_files(home, [path], settings=SETTINGS)
    rows = 300_000 if is_running else 1
    brought(home, FILES["contacts"] + "".join(f"Z{n},C1,Chen Xiaomei,1\n" for n in range(rows)))
    (job,) = all_jobs(home)
    process.start(job, "trial", SETTINGS)
    while not is_running and process.is_running(job):
        pass
    planned = erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW, dry_run=True)
    assert (planned.uploads, open_uploads(home)) == (1, 1)
    erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW)
    assert not process.is_running(job)
    assert not (home.root / "uploads").exists()
    texts = [path.read_bytes() for path in home.root.rglob("*") if path.is_file()]
    assert not [text for text in texts if b"Chen Xiaomei" in text]


@pytest.mark.slow
def test_the_words_of_a_profile_forget_and_it_can_still_be_read(tmp_path):
    home, path = Home(tmp_path / "home"), tmp_path / "contacts.csv"
    path.write_text(FILES["contacts"], encoding="utf-8")
    import_files(home, [path], settings=SETTINGS)
    store = home_records(home, SETTINGS)
    words = '{ column = "who", values = { "Chen Xiaomei" = "K1", "13812345678" = "K1", "Else" = "K2" } }'
    text = f'[contacts]\ncontact_id = {words}\ncustomer_id = "of Chen Xiaomei"\n'
    save(store, name="kept", signature="0" * 64, header=["who", "of Chen Xiaomei"], tables=["contacts"],
         mapping=text, note="by Chen Xiaomei", viewer=operator(), now=NOW)  # fmt: skip
    report = erase(home, SETTINGS, kind="contact", key="K1", reason="asked for", who="me", now=NOW)
    assert report.records == 1
    kept = profile_named(store, "kept")
    assert not [value for value in ("Chen", "1381") if value in repr(vars(kept)) + json.dumps(kept.header)]
    assert mapping_of(kept.mapping, "kept").targets[0].cells["contact_id"].values


def test_uploads_of_an_earlier_version_are_tightened(tmp_path):
    brought(Home(tmp_path), "a\n")
    file = next((tmp_path / "uploads").rglob("contacts.csv"))
    for path in (file, *file.parents[:4]):
        path.chmod(0o755)
    assert tighten(Home(tmp_path)) >= 4
    assert [path for path in Path(tmp_path / "uploads").rglob("*") if path.stat().st_mode & 0o077] == []

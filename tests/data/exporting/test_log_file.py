import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

from dashboard.data.exporting.log_file import log_csv
from dashboard.logic.trail import GENESIS, Entry, entry_hash

ENTRY = Entry(
    seq=1,
    at=datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
    who="=cmd()",
    session_id="",
    action="export",
    subject="customers",
    details={"region": ["华东", "West"]},
    rows=12,
    reason="",
    previous_hash=GENESIS,
)


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_no_entries_are_a_line_of_titles():
    assert _rows(log_csv([]))[0][:3] == ["seq", "at", "who"]
    assert len(_rows(log_csv([]))) == 1


def test_a_line_per_entry_and_no_formula():
    entry = replace(ENTRY, hash=entry_hash(GENESIS, ENTRY))
    titles, row, last = _rows(log_csv([entry], watermark="# by li.na"))
    told = dict(zip(titles, row, strict=True))
    assert (told["at"], told["who"], told["rows"]) == ("2026-03-01T08:30:00.000000+00:00", "'=cmd()", "12")
    assert json.loads(told["details"]) == {"region": ["华东", "West"]}
    assert (told["previous_hash"], told["hash"]) == (GENESIS, entry.hash)
    assert last == ["# by li.na"]


def test_the_chain_can_be_followed_in_the_file():
    entry = replace(ENTRY, hash=entry_hash(GENESIS, ENTRY))
    titles, row = _rows(log_csv([entry]))
    told = dict(zip(titles, row, strict=True))
    again = replace(
        ENTRY,
        at=datetime.fromisoformat(told["at"]),
        who=told["who"].removeprefix("'"),
        details=json.loads(told["details"]),
        rows=int(told["rows"]),
    )
    assert entry_hash(told["previous_hash"], again) == told["hash"]

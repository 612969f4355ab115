"""Files of real systems, by hand: exact values, every physical line accounted for, rejects that come back mended."""

import csv
import io
from dataclasses import replace

import duckdb
import pytest

from dashboard.data.importing.files.layouts import FOUND
from dashboard.data.importing.files.looking import look_at
from dashboard.data.importing.files.sources import Source
from dashboard.logic.problems import Problem
from tests.data.importing.hand_written_files import Hand, hand_written

CORPUS = {one.name: one for one in hand_written()}
READ = {name: one for name, one in CORPUS.items() if one.stored}
EVERYDAY = 5
"""So many of each kind are read every day: the first, and others spread over the corpus."""


def most_are_slow(names):
    """For parametrize: a few names as they are, the others marked."""
    names = [*names]
    daily = {names[place * len(names) // EVERYDAY] for place in range(EVERYDAY)} if names else set()
    return [name if name in daily else pytest.param(name, marks=pytest.mark.slow) for name in names]


def test_the_corpus_is_as_large_as_was_promised():
    assert len(CORPUS) >= 30


@pytest.mark.parametrize("name", most_are_slow(name for name, one in CORPUS.items() if one.asks))
def test_what_nobody_can_tell_is_refused_and_nothing_changes(home, name):
    file = home.file(name, CORPUS[name].content)
    with pytest.raises(Problem, match=CORPUS[name].asks):
        home.run(file)
    assert not [*home.home.imports.glob("*/manifest.json")]


@pytest.mark.parametrize("name", most_are_slow(READ))
def test_every_value_is_read_as_a_steward_expects(home, name):
    one = READ[name]
    batch = _batch(_imported(home, one), one)
    assert home.rows(one.table, one.columns) == [*one.stored]
    assert (batch.read, batch.accepted, batch.rejected) == (
        len(one.stored) + one.rejected,
        len(one.stored),
        one.rejected,
    )
    assert {code: batch.reasons.get(code) for code in one.reasons} == one.reasons
    assert set(one.notes) <= set(batch.warnings)
    assert batch.amount_read == batch.amount_accepted + batch.amount_rejected
    assert [line for line, _text in batch.files[0].left_out] == [*one.left_out]


@pytest.mark.parametrize("name", most_are_slow(name for name in READ if name.endswith((".csv", ".txt"))))
def test_every_physical_line_is_a_header_a_record_blank_or_left_out(home, name):
    one = READ[name]
    path = home.file(name, one.content)
    batch = _batch(_imported(home, one), one)
    look = look_at(Source(name, path), replace(FOUND, encoding=one.options.get("encoding")))
    lines = one.content.decode(look.layout.encoding or "utf-8").removeprefix("\ufeff").split("\n")
    first, last = look.layout.header or (0, 0)
    told = {*range(first, last + 1), *(line for line, _text in batch.files[0].left_out)}
    records = {*_accepted_lines(home, batch.table), *_refused(home)}
    assert not told & records
    for number, line in enumerate(lines, start=1):
        if number in records:
            open_quote = line.count('"') % 2 == 1
        elif number not in told and line.strip("\r"):
            assert open_quote, f"{name}:{number} is in no account: {line!r}"
            open_quote = line.count('"') % 2 == 0
    assert len(records) == batch.read if one.table != "survey_answers" else records


@pytest.mark.parametrize("name", most_are_slow(name for name, one in READ.items() if one.rejected))
def test_rejects_that_were_corrected_are_imported_as_they_are(home, name):
    """Download, correct the cells that the truth names, import with the same command: everything is stored."""
    one = READ[name]
    batch = _batch(_imported(home, one), one)
    assert batch.rejects_file is not None
    with batch.rejects_file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    mended = [row | one.mends[int(row["_line"])] for row in rows if one.mends[int(row["_line"])]]
    assert {int(row["_line"]) for row in rows} == one.mends.keys()
    if not mended:
        return
    written = io.StringIO()
    writer = csv.DictWriter(written, mended[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(mended)
    again = _batch(
        _imported(home, replace(one, name="mended.csv", content=written.getvalue().encode("utf-8-sig"))), one
    )
    assert (again.read, again.accepted) == (len(mended), len(mended)), again.reasons
    assert len(home.rows(one.table, "1")) == len(one.stored) + len(mended)


@pytest.mark.parametrize("name", most_are_slow(READ))
def test_a_look_shows_what_the_import_then_reads(home, name):
    """Header and layout of the look, given to the import as said, change nothing; the rows are those of the records."""
    one = READ[name]
    path = home.file(name, one.content)
    look = look_at(Source(name, path), replace(FOUND, encoding=one.options.get("encoding")))
    batch = _batch(_imported(home, one), one)
    refused = _refused(home, "CELL_ERROR")
    shown = [line for line in look.lines if line not in refused]
    found = {*_accepted_lines(home, batch.table), *_refused(home)}
    left = {line for line, _text in batch.files[0].left_out}
    assert {*shown} - left == found - refused
    assert {line.line for line in look.left_out} <= left


def _imported(home, one: Hand):
    options = dict(one.options)
    if "mapping" in options:
        options["mapping"] = home.file("map.toml", str(options["mapping"]))
    return home.run(home.file(one.name, one.content), **options)


def _batch(report, one: Hand):
    return next(batch for batch in report.batches if batch.table == one.table)


def _refused(home, *codes: str) -> set[int]:
    """The lines of the rejected records, all or those with one of the codes."""
    if not [*home.home.imports.glob("*/quarantine.parquet")]:
        return set()
    return {line for line, its in home.quarantine("line, codes") if not codes or {*codes} & {*its}}


def _accepted_lines(home, table: str) -> list[int]:
    """The lines of the stored records, through the runs that lead back to them."""
    (origins,) = home.home.imports.glob(f"*/origins-{table}.parquet")
    found = []
    with duckdb.connect() as connection:
        runs = connection.execute(f"select source_row, line from '{origins}' order by source_row").fetchall()  # noqa: S608
    for (number,) in home.rows(table, "source_row"):
        row, line = max(run for run in runs if run[0] <= number)
        found.append(line + number - row)
    return found

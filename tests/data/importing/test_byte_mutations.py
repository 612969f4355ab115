"""Random bytes in valid files: a report that reconciles or a sentence, never a crash, a hang or a trace.

Here a few hundred, always the same ones; ``make fuzz`` goes on for as many as asked, from a seed that it
prints (``PYRAMIDION_FUZZ=100000 PYRAMIDION_FUZZ_SEED=…``).
"""

import io
import os
import random
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.data.importing.running import import_files
from dashboard.logic.problems import Problem
from dashboard.settings import Settings
from tests.data.importing.messy_files import DIALECTS, sound

SETTINGS = Settings(threads=1)
MUTATIONS = int(os.environ.get("PYRAMIDION_FUZZ", "500"))
SEED = int(os.environ.get("PYRAMIDION_FUZZ_SEED", "22112026"))
LONGEST_S = 60
"""One tiny file."""


def _texts() -> list[tuple[str, bytes]]:
    chance = random.Random(1)
    chosen = [dialect for dialect in DIALECTS if dialect.line_end != "\r"]
    return [("orders.csv", sound("x", dialect, chance).content[:1500]) for dialect in chance.sample(chosen, 12)]


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["订单号", "客户编号", "订单日期", "不含税金额"])
    for number in range(5):
        book.active.append([f"A{number}", "C1", "2024-03-05", 12.5])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _parquet() -> bytes:
    table = pa.table({"order_id": ["A", "B"], "customer_id": ["1", "2"], "order_date": ["2024-01-05"] * 2})
    written = io.BytesIO()
    pq.write_table(table, written)
    return written.getvalue()


def _zip(inner: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", inner)
    return packed.getvalue()


def _seeds() -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """Quick ones and slow ones (workbooks are read in a process of their own)."""
    texts = _texts()
    quick = [*texts, ("orders.parquet", _parquet()), ("orders.zip", _zip(texts[0][1]))]
    return quick, [("orders.xlsx", _workbook())]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to four changes: a byte, some bytes gone, some doubled, some of another kind put in."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(changed) + 1)
        span = chance.randrange(1, 12)
        match chance.randrange(5):
            case 0 if at < len(changed):
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + span]
            case 2:
                changed[at:at] = changed[at : at + span]
            case 3:
                changed[at:at] = chance.choice([b'"', b"'", b"\0", b"\r", b"\n\n", b"\xff", b"\xef\xbb\xbf", b"\x1a"])
            case _:
                changed[at:at] = chance.randbytes(span)
    return bytes(changed)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.slow
def test_random_bytes_never_break_the_importer(home):
    chance = random.Random(SEED)
    quick, slow = _seeds()
    outcomes = {"report": 0, "sentence": 0}
    for number in range(MUTATIONS):
        name, content = chance.choice(slow if number % 50 == 49 else quick)
        broken = mutated(content, chance)
        outcomes[_outcome(home, name, broken, number)] += 1
    assert min(outcomes.values()) > 20, outcomes
    assert not [*home.home.imports.glob("*/manifest.json")]


def _outcome(home, name: str, content: bytes, number: int) -> str:
    file = home.file(name, content)
    try:
        with _within(LONGEST_S):
            report = import_files(home.home, [file], settings=SETTINGS, table="orders", dry_run=True)
    except Problem:
        return "sentence"
    except BaseException as error:
        kept = home.files / f"broke-{number}-{name}"
        kept.write_bytes(content)
        raise AssertionError(f"mutation {number} of seed {SEED} ({kept}): {error!r}") from error
    (batch,) = report.batches
    assert batch.read == batch.accepted + batch.rejected
    assert batch.amount_read == batch.amount_accepted + batch.amount_rejected
    return "report"

"""Large files in an old encoding are cut at line ends and decoded by several processes: with the same result."""

import subprocess

import pytest

from dashboard.data.importing.files import decoding, inspection, transcoding
from dashboard.logic.problems import Problem

LINES = [f"单{n},客户{n % 50},2024年3月{n % 28 + 1}日,{n}.5" for n in range(3000)]
TEXT = "订单号,客户编号,订单日期,金额\n" + "\n".join(LINES) + "\n"


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch):
    """Ranges of 7 kB: a dozen of them in a small file, on any machine."""
    monkeypatch.setattr(transcoding, "RANGE_BYTES", 7000)
    monkeypatch.setattr(transcoding.os, "cpu_count", lambda: 3)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp1252"])
def test_pieces_are_the_file(tmp_path, encoding):
    text = TEXT if encoding != "cp1252" else "é,ß\n" * 20_000
    text = text.replace("单", "單").replace("订", "訂").replace("户", "戶").replace("编", "編").replace("号", "號") \
        .replace("额", "額") if encoding == "big5" else text  # fmt: skip
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    pieces = list(transcoding.transcoded_ranges(path, encoding))
    assert len(pieces) == path.stat().st_size // 7000 - 1
    assert all(piece.endswith(b"\n") for _end, piece in pieces)
    assert b"".join(decoding.decoded_chunks(path, "x.csv", encoding)).decode() == text


def test_a_mark_at_the_beginning_is_left_out(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(("\ufeff" + TEXT).encode("gb18030"))
    assert b"".join(decoding.decoded_chunks(path, "x.csv", "gb18030")).decode() == TEXT


def test_lines_longer_than_a_range(tmp_path):
    path = tmp_path / "x.csv"
    text = ("长" * 20_000 + "\n") * 5 + TEXT
    path.write_bytes(text.encode("gb18030"))
    assert b"".join(decoding.decoded_chunks(path, "x.csv", "gb18030")).decode() == text


def test_a_wrong_byte_is_named_with_its_line(home):
    content = TEXT.encode("gb18030").split(b"\n")
    content[2000] = b"\x81\x20,C,2024-03-05,1"
    with pytest.raises(Problem, match=r"o\.csv, line 2001, byte \d+: not readable as gb18030"):
        home.run(home.file("o.csv", b"\n".join(content)))
    assert home.state() == {}


def test_a_cut_off_end_costs_its_own_record(home):
    report = home.orders(TEXT.encode("gb18030") + "Z,客户".encode("gb18030")[:-1])
    assert (report.read, report.accepted, report.reasons) == (3001, 3000, {"CUT_OFF_RECORD": 1})


def test_no_worker_outlives_an_import_that_stops(tmp_path, monkeypatch):
    started: list[subprocess.Popen] = []
    begin = transcoding._worker
    monkeypatch.setattr(transcoding, "_worker", lambda *given: started.append(begin(*given)) or started[-1])
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    pieces = decoding.decoded_chunks(path, "x.csv", "gb18030")
    next(pieces)
    pieces.close()
    assert len(started) == 3
    assert all(worker.poll() is not None for worker in started)


def test_a_worker_that_dies_is_replaced_by_the_decoder_here(tmp_path, monkeypatch):
    broken = tmp_path / "worker.py"
    broken.write_text("raise SystemExit(3)")
    monkeypatch.setattr(transcoding, "WORKER", broken)
    path = tmp_path / "x.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    assert b"".join(decoding.decoded_chunks(path, "x.csv", "gb18030")).decode() == TEXT


@pytest.mark.parametrize("chunk", [1, 2, 3, 5])
@pytest.mark.parametrize(
    ("content", "is_utf8"),
    [("a,客户,é,😀\n".encode(), True), (b"a\xff", False), (b"\xed\xa0\x80b", False), (b"\xc0\x80", False),
     ("a客".encode()[:-1], True), (b"ab\xf5", False), (b"\xe0\x80", False), ("客".encode()[1:], False),
     (b"\xf4\x90\x80\x80", False), ("客".encode()[:-1] + b"x", False), (b"", True)],
)  # fmt: skip
def test_utf8_is_told_whatever_the_blocks(tmp_path, monkeypatch, chunk, content, is_utf8):
    scan = inspection._Scan()
    for start in range(0, len(content), chunk):
        scan.take(content[start : start + chunk])
    assert scan.is_utf8() is is_utf8

"""Both readers give the same counts, rows and rejects on any file: a property test on generated messy files."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.importing.files import readings
from tests.data.importing.conftest import ImportHome

CELLS = st.sampled_from(
    ["", "C1", "A", "客户", "2024-03-05", "2024-13-05", "2024/3/5", "2024年3月5日", "1,5", "7.5", "-3", "(2.00)",
     '"', '"x"', '"a,b"',
     '"a\nb"', 'a"b', '""', " ", "\r", "1.00005", "１２", "x\ty"]
)  # fmt: skip
SOUND = st.builds(lambda n, c, d, a: f"S{n},C{c},2024-03-{d:02},{a}.5", st.integers(1, 6), st.integers(1, 2),
                  st.integers(1, 40), st.integers(1, 9))  # fmt: skip
RECORDS = st.one_of(SOUND, SOUND, st.lists(CELLS, min_size=1, max_size=6).map(",".join), st.just(""))


@pytest.mark.slow
@given(
    records=st.lists(RECORDS, max_size=12),
    newline=st.sampled_from(["\n", "\r\n"]),
    tail=st.sampled_from(["", "\n", "S9,C", "S9,C1,2024-03-05,4"]),
)
@settings(max_examples=60, deadline=None)
def test_direct_and_careful_reader_agree(records, newline, tail):
    text = newline.join(["order_id,customer_id,order_date,net_amount", *records]) + newline + tail
    assert imported(text, 0) == imported(text, 2**60)


def imported(text: str, direct_bytes: int):
    with tempfile.TemporaryDirectory() as folder, patch.object(readings, "DIRECT_BYTES", direct_bytes):
        home = ImportHome(Path(folder))
        report = home.orders(text.encode())
        rejects = report.rejects_file.read_bytes() if report.rejects_file else b""
        rows = home.rows("orders", "order_id, customer_id, order_date, net_amount") if report.rows_written else []
        assert report.read == report.accepted + report.rejected
        shown = (
            report.read,
            report.accepted,
            report.reasons,
            report.warnings,
            report.amount_read,
            report.amount_rejected,
        )
        return shown, rejects, rows

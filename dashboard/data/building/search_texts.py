"""What customers are found by: the post-build step that makes the mart ``customer_search``.

One row per customer, in the order of customer_no:

search_text    id, name, short name, and the first letters of the pinyin of each name, as ``folded`` compares them
pinyin         the syllables of each name, a mark before each, null where no name holds a Chinese character

Each of these stands in a line of its own between two line feeds, so that a search can ask for a beginning. Letters and
digits between Chinese characters stay among the first letters, everything else is left out.
"""

from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.data.building.readings import NAME_END, readings
from dashboard.data.engines.duckdb import quoted
from dashboard.data.reading.month_windows import worked_ahead
from dashboard.logic.search_text import fold_table
from dashboard.logic.spoken import SYLLABLE_BEGINS

ROWS_AT_ONCE = 100_000
"""Some tens of megabytes of arrays at a time, however many customers there are."""
SCHEMA = pa.schema([("customer_no", pa.int32()), ("search_text", pa.string()), ("pinyin", pa.string())])
FIRST_CHINESE = 0x2E80
"""Code point; where all are smaller, nothing is read, and pypinyin's dictionaries are not loaded."""
_PLAIN = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz" + NAME_END.encode())
"""What stays among the first letters."""


def write_customer_search(
    customer_files: list[Path], short_name_files: list[Path], target: Path, *, threads: int
) -> None:
    """Read ``customer`` and the short names (customer_no, short_name) from Parquet and write the mart to ``target``."""
    target.parent.mkdir(parents=True)
    connection = duckdb.connect(":memory:", config={"threads": threads})
    try:
        reader = connection.sql(
            "select c.customer_no, c.customer_id, c.customer_name, s.short_name "  # noqa: S608 - our own paths
            f"from {_parquet(customer_files)} as c left join {_parquet(short_name_files)} as s using (customer_no) "
            "order by c.customer_no"
        ).to_arrow_reader(ROWS_AT_ONCE)
        with pq.ParquetWriter(target, SCHEMA, compression="lz4") as writer:
            for rows in worked_ahead(search_texts, reader, threads=min(threads, 4)):
                writer.write_table(rows)
    finally:
        connection.close()


def search_texts(customers: pa.RecordBatch) -> pa.Table:
    """The rows of the mart, from customer_no, customer_id, customer_name and short_name (may be null)."""
    if not customers.num_rows:
        return SCHEMA.empty_table()
    ids = _folded(_joined("", _one_line(customers["customer_id"]), ""))[0]
    spoken = _joined(_one_line(customers["customer_name"]), _one_line(customers["short_name"]), "")
    names, points, lengths = _folded(spoken)
    if points.max() >= FIRST_CHINESE:
        initials, pinyin = _spoken(points, lengths)
    else:
        initials, pinyin = "", pa.nulls(len(lengths), pa.string())
    return pa.table([customers["customer_no"], _joined(ids, names, initials, between=""), pinyin], schema=SCHEMA)


def _spoken(points: np.ndarray, lengths: np.ndarray) -> tuple[pa.StringArray, pa.StringArray]:
    """First letters and whole pinyin of texts of these many code points each: empty and null where none is Chinese."""
    row = np.arange(len(lengths), dtype=np.int32).repeat(lengths)
    syllable = readings().of(points)
    is_chinese = np.bincount(row[syllable > 0], minlength=len(lengths)) > 0
    token = np.where(syllable > 0, syllable, _plain_tokens()[np.where(points < 128, points, 0)])
    kept = np.flatnonzero((token > 0) & is_chinese[row])
    token, row = token[kept], row[kept]
    letters, sizes = _token_letters()
    starts = np.cumsum(sizes, dtype=np.int32) - sizes
    initials = _texts(letters[starts[token] + sizes[token].clip(max=2) - 1], np.bincount(row, minlength=len(lengths)))
    whole = np.flatnonzero((token < len(readings().syllables)) | (token == _plain_tokens()[ord(NAME_END)]))
    token, row = token[whole], row[whole]
    size = sizes[token]
    places = np.arange(size.sum(), dtype=np.int32)
    places += (starts[token] - np.cumsum(size, dtype=np.int32) + size).repeat(size)
    pinyin = _texts(letters[places], np.bincount(row, weights=size, minlength=len(lengths)).astype(np.int64))
    known = pc.call_function("if_else", [pa.array(is_chinese), _joined("", pinyin), pa.scalar(None, pa.string())])
    return initials, known


def _one_line(texts: pa.StringArray) -> pa.StringArray:
    """Line feeds are ours: they tell which text is which, and what a mask hides."""
    return pc.call_function("replace_substring", [texts], pc.ReplaceSubstringOptions(NAME_END, " "))


def _joined(*texts: pa.Array | str, between: str = NAME_END) -> pa.StringArray:
    """Row by row; a null is left out."""
    return pc.call_function("binary_join_element_wise", [*texts, between], pc.JoinOptions(null_handling="skip"))


def _folded(texts: pa.StringArray) -> tuple[pa.StringArray, np.ndarray, np.ndarray]:
    """The texts as they are compared, with all their code points one after the other, and how many each text has."""
    lengths = pc.call_function("utf8_length", [texts]).to_numpy()
    start, end = texts.offset, texts.offset + len(texts)
    offsets = np.frombuffer(texts.buffers()[1], np.int32)
    content = texts.buffers()[2].slice(offsets[start], offsets[end] - offsets[start])
    points = np.frombuffer(content.to_pybytes().decode().encode("utf-32-le"), np.uint32)
    table = _fold_array()
    points = np.where(points < len(table), table[np.where(points < len(table), points, 0)], points)
    width = 1 + (points >= 0x80).astype(np.int32) + (points >= 0x800) + (points >= 0x10000)
    sizes = np.add.reduceat(width, np.cumsum(lengths) - lengths)
    written = points.astype("<u4").tobytes().decode("utf-32-le").encode()
    return _texts(np.frombuffer(written, np.uint8), sizes), points, lengths


def _texts(content: np.ndarray, sizes: np.ndarray) -> pa.StringArray:
    """Texts of these many bytes each."""
    offsets = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=offsets[1:])
    return pa.StringArray.from_buffers(len(sizes), pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(content)))


@cache
def _fold_array() -> np.ndarray:
    table = np.arange(1 << 16, dtype=np.uint32)
    for old, new in fold_table().items():
        table[old] = new
    return table


@cache
def _plain_tokens() -> np.ndarray:
    """Number of the token of each ASCII character that stays: they follow the syllables; 0 = left out."""
    table = np.zeros(128, np.uint16)
    for place, byte in enumerate(sorted(_PLAIN), start=len(readings().syllables)):
        table[byte] = place
    return table


@cache
def _token_letters() -> tuple[np.ndarray, np.ndarray]:
    """All tokens one after the other as ASCII, and the length of each."""
    tokens = [SYLLABLE_BEGINS + syllable for syllable in readings().syllables] + [chr(byte) for byte in sorted(_PLAIN)]
    sizes = np.array([len(token) for token in tokens], np.int32)
    return np.frombuffer("".join(tokens).encode("ascii"), np.uint8), sizes


def _parquet(files: list[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(path) for path in files)}], hive_partitioning = false)"

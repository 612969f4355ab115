"""Which record of a batch stands in which file and line: kept as runs, one for a plain file (``lineage`` reads them).

``origins-<table>.parquet`` has the columns ``source_row`` (the first record of the run, from 1), ``file`` and ``line``
(physical, from 1; of Parquet: the row); within a run one record is one line. ``source_row`` counts the records that
could be split into cells, as in the batch (batches.py).
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.importing.arrow_columns import texts, whole_numbers
from dashboard.data.importing.checks.origins import located
from dashboard.data.importing.checks.staging import Staged
from dashboard.data.importing.checks.unpivoted import Unpivoted


def write_record_lines(path: Path, staged: list[Staged], names: list[str]) -> None:
    """Write the runs of all readings of a group; ``names``: file number -> name."""
    rows, files, lines, before = [], [], [], 0
    for one in staged:
        if one.rows:
            row, file, line = _runs(one)
            rows.append(row + before + 1)
            files.append(file)
            lines.append(line)
        before += one.rows
    named = pa.DictionaryArray.from_arrays(whole_numbers(np.concatenate(files).astype(np.int32)), texts(names))
    table = pa.table(
        {"source_row": whole_numbers(np.concatenate(rows)), "file": named, "line": whole_numbers(np.concatenate(lines))}
    )
    pq.write_table(table, path, compression="zstd")


def _runs(staged: Staged) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row (from 0), file and line of the first record of each run. A record that was split off ends a run."""
    if isinstance(staged, Unpivoted):  # the answers of a line stand all in it
        rows = np.arange(staged.rows)
        file, line, _clean = located(staged.reading, staged.record_of(rows))
        return rows, file, line
    gone = staged.split_off
    starts = np.frombuffer(staged.reading.runs.record, dtype=np.int64)
    records = np.unique(np.concatenate([starts, gone + 1]))
    records = records[(records < staged.rows + len(gone)) & ~np.isin(records, gone)]
    file, line, _clean = located(staged.reading, records)
    return records - np.searchsorted(gone, records), file, line

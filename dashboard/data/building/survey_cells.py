"""What anonymous waves show, decided once for every page (metrics.md, M47b): the build step that SQL cannot do.

``survey_cell``: how often a score was given, per wave, question and cell of a cut (all, layer, region, industry);
``score`` null = does not know; ``segment`` null = everybody whose own cell is not shown; ``weight`` only for the cut
all. ``survey_reach``: who was asked and answered. Nothing else of an anonymous wave tells respondents apart.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

CUTS = ("all", "layer", "region", "industry")
CELL_SCHEMA = pa.schema(
    [
        ("survey_no", pa.int32()),
        ("item_no", pa.int32()),
        ("cut", pa.string()),
        ("segment", pa.string()),
        ("score", pa.decimal128(18, 4)),
        ("answers", pa.int64()),
        ("weight", pa.decimal128(18, 8)),
    ]
)
REACH_SCHEMA = pa.schema(
    [
        ("survey_no", pa.int32()),
        ("cut", pa.string()),
        ("segment", pa.string()),
        ("invited", pa.int64()),
        ("delivered", pa.int64()),
        ("answered", pa.int64()),
        ("accounts_invited", pa.int64()),
        ("accounts_answered", pa.int64()),
        ("revenue_percent", pa.int32()),
    ]
)
SURVEY_CELL_MARTS = ("survey_cell", "survey_reach")


def write_survey_cells(folder: Path) -> tuple[str, ...]:
    """Write both marts below the build's ``folder``; their names."""
    for name, schema in zip(SURVEY_CELL_MARTS, (CELL_SCHEMA, REACH_SCHEMA), strict=True):
        (folder / name).mkdir(parents=True)
        pq.write_table(schema.empty_table(), folder / name / "part-0.parquet", compression="lz4")
    return SURVEY_CELL_MARTS

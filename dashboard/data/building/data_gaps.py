"""The marts about what is missing in the data, made after the others (logic/data_needs.py says what they are for)."""

from collections.abc import Mapping
from pathlib import Path

from dashboard.data.batches import Batch
from dashboard.data.building.customer_files import write_customer_files
from dashboard.data.building.field_links import Known
from dashboard.data.building.field_quality import write_field_quality
from dashboard.data.building.order_gaps import write_order_gaps
from dashboard.data.store import BuildFacts

DATA_GAP_MARTS = ("order_gap", "customer_file", "field_quality", "field_batch")


def write_data_gaps(
    batches: Mapping[str, tuple[Batch, ...]],
    folder: Path,
    *,
    customers: list[Path],
    orders: list[Path],
    facts: BuildFacts,
    threads: int,
) -> tuple[str, ...]:
    """Write the marts into the build's ``folder``; returns their names."""
    target = {name: folder / name / "part-0.parquet" for name in DATA_GAP_MARTS}
    write_order_gaps(orders, target["order_gap"], as_of=facts.default_as_of, threads=threads)
    write_customer_files(batches, customers, target["customer_file"], on=facts.data_through, threads=threads)
    known = Known(customers, orders, facts.notes.get("ORPHAN_LINES", 0))
    write_field_quality(batches, known, target["field_quality"], target["field_batch"], threads=threads)
    return DATA_GAP_MARTS

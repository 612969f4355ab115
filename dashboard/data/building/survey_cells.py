"""What anonymous waves show, decided once for every page (metrics.md, M47b): the build step that SQL cannot do.

``survey_cell``: how often a score was given, per wave, question and cell of a cut (all, layer, region, industry);
``score`` null = does not know; ``segment`` null = everybody whose own cell is not shown; ``weight`` only for the cut
all. ``survey_reach``: who was asked and answered (numbers null where nobody can know them). Nothing else of an
anonymous wave tells respondents apart. The rule: ``logic.surveys.suppression``. A wave that is still in the field has
no rows, and one of which not even the whole is safe has none either.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.data.building.survey_customers import CustomerFacts, customer_values, facts_at
from dashboard.data.building.survey_levels import Decided, decide
from dashboard.data.building.survey_sources import Crowd, crowds, ended_waves
from dashboard.data.store import BuildFacts
from dashboard.logic.surveys.suppression import is_percent_safe

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
DONT_KNOW = np.iinfo(np.int64).min
"""Stands for no score among scores."""
WEIGHT_UNITS = 100_000_000
"""A weight of 1, which a response without one has."""


def write_survey_cells(
    folder: Path, scratch: Path, *, customers: list[Path], months: list[Path], facts: BuildFacts, threads: int
) -> tuple[str, ...]:
    """Write both marts below the build's ``folder``, from its other marts and the unpublished ones below ``scratch``;
    returns their names."""
    cells, reach = [CELL_SCHEMA.empty_table()], [REACH_SCHEMA.empty_table()]
    ends = ended_waves(folder, facts.data_through)
    if ends:
        span = {"first_month": facts.first_month, "last_month": facts.last_month}
        at = facts_at(ends, customers, months, **span, threads=threads)
        columns = {name: customer_values(customers, name) for name in CUTS[2:]}
        for crowd in crowds(folder, scratch, ends):
            known = at.get(crowd.survey_no)
            decided = decide(crowd, _cut_values(crowd, known, columns))
            if (decided.depth >= 0).any():
                cells += _cells(crowd, decided)
                reach += _reach(crowd, decided, known)
    for name, tables in zip(SURVEY_CELL_MARTS, (cells, reach), strict=True):
        (folder / name).mkdir(parents=True)
        pq.write_table(pa.concat_tables(tables), folder / name / "part-0.parquet", compression="lz4")
    return SURVEY_CELL_MARTS


def _cut_values(
    crowd: Crowd, known: CustomerFacts | None, columns: Mapping[str, tuple[tuple[str, ...], np.ndarray]]
) -> dict[str, tuple[tuple[str, ...], np.ndarray]]:
    """Per cut its labels, and the place of each member's, -1 = no entry."""
    every = dict(columns) if known is None else {CUTS[1]: (known.layers, known.layer), **columns}
    return {cut: (labels, np.append(place, -1)[crowd.customer_no]) for cut, (labels, place) in every.items()}


def _cells(crowd: Crowd, decided: Decided) -> list[pa.Table]:
    """One table per cut."""
    item = np.searchsorted(decided.items, crowd.item)
    scores, score = np.unique(np.where(crowd.is_rated, crowd.score, DONT_KNOW), return_inverse=True)
    whole = np.zeros(crowd.count, np.int64)
    member = crowd.member[crowd.asked_of]
    weight = np.where(crowd.weight < 0, WEIGHT_UNITS, crowd.weight)[crowd.asked_of].astype(np.float64)
    tables = []
    for number, (cut, group) in enumerate([("all", whole), *((level.cut, level.group) for level in decided.levels)]):
        labels = [None, *decided.labels.get(cut, [])]
        is_told = decided.depth[item] >= number
        key = ((item * len(labels) + group[member]) * len(scores) + score)[is_told]
        found, place, answers = np.unique(key, return_inverse=True, return_counts=True)
        of_item, rest = np.divmod(found, len(labels) * len(scores))
        segment, of_score = np.divmod(rest, len(scores))
        has_weight = (decided.depth[of_item] > len(decided.levels)) & (number == 0)
        sums = np.bincount(place, weights=weight[is_told], minlength=len(found)).astype(np.int64)
        columns = [
            pa.array(np.full(len(found), crowd.survey_no, np.int32)),
            pa.array(decided.items[of_item].astype(np.int32)),
            pa.array([cut] * len(found), pa.string()),
            pa.array(labels, pa.string()).take(pa.array(segment)),
            _decimals(scores[of_score], 4, scores[of_score] != DONT_KNOW),
            pa.array(answers.astype(np.int64)),
            _decimals(sums, 8, has_weight),
        ]
        tables.append(pa.table(columns, schema=CELL_SCHEMA))
    return tables


def _reach(crowd: Crowd, decided: Decided, known: CustomerFacts | None) -> list[pa.Table]:
    """One table per cut. Where invitations cannot be told beside the answers, ``answered`` counts responses."""
    tables = []
    for cut, group in [
        ("all", np.zeros(crowd.count, np.int64)),
        *((level.cut, level.group) for level in decided.levels),
    ]:
        labels = [None, *decided.labels.get(cut, [])]
        columns: dict[str, np.ndarray | list] = {name: [None] * len(labels) for name in REACH_SCHEMA.names}
        columns |= {"survey_no": np.full(len(labels), crowd.survey_no), "cut": [cut] * len(labels), "segment": labels}
        taking_part = crowd.member
        if decided.tells_invites:
            taking_part = crowd.invited[crowd.has_answered]
            columns["invited"] = np.bincount(group[crowd.invited], minlength=len(labels))
            columns["delivered"] = np.bincount(group[crowd.invited[crowd.is_delivered]], minlength=len(labels))
            columns["accounts_invited"] = _accounts(crowd, group, crowd.invited, len(labels))
        elif not crowd.is_linked and len(crowd.is_delivered):
            columns |= {"invited": [len(crowd.is_delivered)], "delivered": [int(crowd.is_delivered.sum())]}
        columns["answered"] = np.bincount(group[taking_part], minlength=len(labels))
        if crowd.is_linked:
            columns["accounts_answered"] = _accounts(crowd, group, taking_part, len(labels))
        if crowd.is_linked and cut == "all":
            columns["revenue_percent"] = [_revenue_percent(crowd, known)]
        table = pa.table({name: pa.array(columns[name], REACH_SCHEMA.field(name).type) for name in REACH_SCHEMA.names})
        is_there = np.bincount(group, minlength=len(labels)) > 0
        tables.append(table.filter(pa.array(is_there)))
    return tables


def _accounts(crowd: Crowd, group: np.ndarray, members: np.ndarray, size: int) -> np.ndarray:
    """How many known customers are among the members."""
    there = np.unique(members)
    return np.bincount(group[there[crowd.is_account[there]]], minlength=size)


def _revenue_percent(crowd: Crowd, known: CustomerFacts | None) -> int | None:
    """Whole percent of the company's revenue that the customers who answered make; None where it cannot be told."""
    there = np.unique(crowd.customer_no[np.unique(crowd.member)])
    total = 0 if known is None else int(known.revenue.sum())
    if known is None or total <= 0:
        return None
    percent = round(100 * int(known.revenue[there[there >= 0]].sum()) / total)
    return percent if is_percent_safe(percent, float(known.revenue.max()) / total) else None


def _decimals(units: np.ndarray, scale: int, is_known: np.ndarray) -> pa.Array:
    words = np.empty((len(units), 2), dtype=np.int64)
    words[:, 0], words[:, 1] = units, units >> 63  # sign extension
    bits = np.packbits(is_known, bitorder="little")
    return pa.Array.from_buffers(pa.decimal128(18, scale), len(units), [pa.py_buffer(bits), pa.py_buffer(words)])

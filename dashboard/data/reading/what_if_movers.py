"""The customers behind a what-if: who moves, by name, and what that means for their account managers."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.customer_lists import ROWS_PER_BATCH, customer_texts
from dashboard.data.reading.layered_reader import LayeredReader
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import MASK, check_not_masked, hidden, masked, masked_values
from dashboard.data.reading.queries import query_rows
from dashboard.data.reading.what_if import Tried, tried
from dashboard.data.reading.what_if_distances import NOT_TOLD, codes_at, missing_to_next_layer
from dashboard.logic.question import Question
from dashboard.logic.what_if.movers import Direction, after_codes, mover_places
from dashboard.logic.what_if.proposal import Proposal
from dashboard.logic.what_if.visits import load_by_manager, visits_due

TEXTS = ("customer_id", "customer_name", "account_manager_id", "account_manager_name", "service_tier")
NAMED_KEPT = 16
"""Lists of names that stay in memory."""


def movers(
    reader: LayeredReader, question: Question, proposal: Proposal, direction: Direction, limit: int, offset: int
) -> pd.DataFrame:
    """See ``Reader.movers``."""
    one = _in_order_of_value(reader, question, proposal)
    places = mover_places(one.prepared.index, one.outcome, direction, limit, offset)
    return _frame(reader, one, places, direction, customer_texts(reader.marts, _numbers(one, places)))


def top_movers(
    reader: LayeredReader, question: Question, proposal: Proposal, limit: int
) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """See ``Reader.top_movers``. One question for all names, and none where the same customers were named just now:
    while one boundary is moved the highest movers are mostly the same."""
    one = _in_order_of_value(reader, question, proposal)
    up, down = (mover_places(one.prepared.index, one.outcome, direction, limit) for direction in _BOTH)
    numbers = _numbers(one, np.concatenate([up, down])).tolist()
    texts = reader.marts.remember(
        ("mover_texts", tuple(numbers)), lambda: _few_texts(reader.marts, numbers), keep=NAMED_KEPT
    )
    return (
        _lists(reader, one, up, "up", {name: column[: len(up)] for name, column in texts.items()}),
        _lists(reader, one, down, "down", {name: column[len(up) :] for name, column in texts.items()}),
    )


def mover_batches(reader: LayeredReader, question: Question, proposal: Proposal) -> Iterator[pd.DataFrame]:
    """Everybody who moves, those who move up first, in pieces."""
    one = _in_order_of_value(reader, question, proposal)
    for direction in _BOTH:
        everybody = mover_places(one.prepared.index, one.outcome, direction)
        for start in range(0, len(everybody), ROWS_PER_BATCH):
            places = everybody[start : start + ROWS_PER_BATCH]
            yield _frame(reader, one, places, direction, customer_texts(reader.marts, _numbers(one, places)))


_BOTH: tuple[Direction, ...] = ("up", "down")


def manager_load(
    reader: LayeredReader, question: Question, proposal: Proposal, visits_per_year: Mapping[str, float]
) -> pd.DataFrame:
    """See ``Reader.manager_load``."""
    check_not_masked("account_manager_id", reader.viewer)
    one = tried(reader, question, proposal)
    before, after = one.prepared.before, one.prepared.after
    managers = company_customers(reader.marts).dimensions["account_manager_id"]
    # By profit there is one layer more, the last: the codes of the others are the same with and without it.
    layers = max(before.layering.layers, after.layering.layers, key=len)
    load = load_by_manager(
        managers.codes[after.customer_no],
        before.layering.codes,
        after_codes(one.prepared.index, one.outcome),
        layers,
        managers.values,
    )
    load = visits_due(load, visits_per_year).rename(columns=_LOAD_COLUMNS)
    names = dict(zip(managers.values, managers.labels, strict=True))
    load.insert(1, "account_manager_name", load["account_manager_id"].map(names).astype(object))
    return masked(load, reader.viewer)


_LOAD_COLUMNS = {"manager": "account_manager_id", "before": "customers_before", "after": "customers_after"}


def _in_order_of_value(reader: LayeredReader, question: Question, proposal: Proposal) -> Tried:
    """Refuses where the order of the rows would tell what is masked."""
    check_not_masked(proposal.base, reader.viewer)
    return tried(reader, question, proposal)


def _numbers(one: Tried, places: np.ndarray) -> np.ndarray:
    return one.prepared.after.customer_no[places]


def _few_texts(marts: Marts, numbers: list[int]) -> dict[str, np.ndarray]:
    """TEXTS of these customers, in this order: the company's, masked later."""
    found = {row[0]: row[1:] for row in query_rows(marts, "mover_texts", customer_nos=numbers)} if numbers else {}
    rows = [found[number] for number in numbers]
    return {name: np.array([row[place] for row in rows], dtype=object) for place, name in enumerate(TEXTS)}


def _frame(
    reader: LayeredReader, one: Tried, places: np.ndarray, direction: Direction, texts: dict[str, np.ndarray]
) -> pd.DataFrame:
    columns = _columns(one, places, direction, texts)
    missing = columns.pop("to_next")
    series = {name: pd.Series(column, dtype=column.dtype) for name, column in columns.items()}
    frame = pd.DataFrame({**series, "to_next": pd.arrays.IntegerArray(missing, missing == NOT_TOLD)})
    return hidden(masked(frame, reader.viewer), _hidden(reader, one))


def _lists(
    reader: LayeredReader, one: Tried, places: np.ndarray, direction: Direction, texts: dict[str, np.ndarray]
) -> dict[str, list[Any]]:
    """The same columns as plain lists, None = null: a DataFrame of ten rows takes 1 ms to make and 1 ms to read."""
    columns = {name: column.tolist() for name, column in _columns(one, places, direction, texts).items()}
    columns["to_next"] = [None if missing == NOT_TOLD else missing for missing in columns["to_next"]]
    others = _hidden(reader, one)
    return {
        name: [MASK] * len(places) if name in others else masked_values(name, column, reader.viewer)
        for name, column in columns.items()
    }


def _columns(
    one: Tried, places: np.ndarray, direction: Direction, texts: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Unmasked; to_next is NOT_TOLD where it is null."""
    before, after = one.prepared.before, one.prepared.after
    codes = codes_at(one, places)
    return {
        **{name: texts[name] for name in TEXTS},
        "layer_before": _names(before.layering.layers, before.layering.codes[places]),
        "layer_after": _names(after.layering.layers, codes),
        "direction": np.full(len(places), direction, dtype=object),
        "value_before": before.layering.values[places],
        "value_after": after.layering.values[places],
        "to_next": missing_to_next_layer(one, places, codes),
    }


def _hidden(reader: LayeredReader, one: Tried) -> set[str]:
    """The columns with names of their own that this viewer may not see."""
    return {name for name, kind in _kinds_of_columns(one).items() if kind in reader.viewer.masks}


def _kinds_of_columns(one: Tried) -> dict[str, str]:
    """What the columns with names of their own show: masked as that is."""
    before = one.prepared.before.layering.base.name
    return {"layer_before": "layer", "layer_after": "layer", "value_before": before, "value_after": one.proposal.base}


def _names(layers: tuple[str, ...], codes: np.ndarray) -> np.ndarray:
    return np.array([*layers, None], dtype=object)[codes]

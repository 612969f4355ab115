"""The migration table as an array: what its charts and its alternative text share."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.logic.charts.palette import value_layers
from dashboard.logic.words import N_

NO_MOVES = N_("No customers at both dates in this selection")


@dataclass(frozen=True, eq=False)
class Moves:
    """Customers from each layer (rows) to each layer (columns); layers with nobody at all are left out."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    customers: NDArray[np.int64]
    bands: tuple[str, ...]


def moves(matrix: pd.DataFrame) -> Moves | None:
    """The long matrix (from_layer, to_layer, customers) as an array, or None where nobody is in it."""
    kept = matrix[matrix["customers"] > 0]
    if kept.empty:
        return None
    before = [layer for layer in dict.fromkeys(matrix["from_layer"]) if layer in set(kept["from_layer"])]
    after = [layer for layer in dict.fromkeys(matrix["to_layer"]) if layer in set(kept["to_layer"])]
    customers = np.zeros((len(before), len(after)), dtype=np.int64)
    rows = pd.Index(before).get_indexer(kept["from_layer"])
    columns = pd.Index(after).get_indexer(kept["to_layer"])
    np.add.at(customers, (rows, columns), kept["customers"].to_numpy(dtype=np.int64))
    bands = value_layers(tuple(dict.fromkeys([*matrix["to_layer"], *matrix["from_layer"]])))
    return Moves(tuple(before), tuple(after), customers, bands)

"""Python values as Arrow columns, not through ``pa.array`` or ``pa.scalar``: those import pandas, half a small run."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pyarrow as pa


def whole_numbers(values: np.ndarray) -> pa.Array:
    """int32 stays it, all else becomes int64."""
    kind, dtype = (pa.int32(), np.int32) if values.dtype == np.int32 else (pa.int64(), np.int64)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values, dtype=dtype))])


def texts(values: Sequence[str]) -> pa.StringArray:
    """What cannot be written as UTF-8 (odd bytes in a file's name) becomes a question mark. At most 2 GB."""
    known: dict[str, bytes] = {}
    encoded = [known.get(value) or known.setdefault(value, value.encode("utf-8", "replace")) for value in values]
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(_ends(encoded)), pa.py_buffer(b"".join(encoded)))


def text_lists(values: Sequence[Sequence[str]]) -> pa.ListArray:
    return pa.ListArray.from_arrays(whole_numbers(_ends(values)), texts(list(chain.from_iterable(values))))


def _ends(values: Sequence[Sequence]) -> np.ndarray:
    return np.cumsum([0, *map(len, values)]).astype(np.int32)

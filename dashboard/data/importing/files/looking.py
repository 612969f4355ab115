"""A first look at a file: layout, header, some records. Reads its beginning, its end and samples, never all of it."""

from dataclasses import dataclass
from typing import Literal

from dashboard.data.importing.files.layouts import FOUND, Layout, LeftOut
from dashboard.data.importing.files.limits import NO_LIMITS_SAID
from dashboard.data.importing.files.sources import Source
from dashboard.import_limits import ImportLimits

SHOWN_ROWS = 200
"""Records of a look."""
Kind = Literal["text", "workbook", "parquet"]


@dataclass(frozen=True)
class Ask:
    """What looking cannot decide: the field of ``Layout`` (``day_order`` and ``decimal`` with the column), and the
    possible answers, each with what the file would then say."""

    field: str
    column: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    rows: int
    columns: int
    is_hidden: bool


@dataclass(frozen=True)
class Look:
    """What a look found. ``layout`` is complete as far as it applies; ``saw`` gives codes with their values, in the
    order in which they are to be said (widgets/imported/words.py phrases them).

    rows    the first records as text cells, at most ``SHOWN_ROWS``; ``lines`` their physical lines (rows of a sheet)
    """

    name: str
    size: int
    kind: Kind
    layout: Layout
    saw: tuple[tuple[str, dict[str, str]], ...]
    asks: tuple[Ask, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def look_at(source: Source, layout: Layout = FOUND, limits: ImportLimits = NO_LIMITS_SAID) -> Look:
    """Look at one file under what is said of it. Raises Problem for what is no such file, or beyond the limits."""
    from dashboard.data.importing.files.tables_at_rest import parquet_look
    from dashboard.data.importing.files.text_looks import text_look
    from dashboard.data.importing.files.workbook_looks import workbook_look

    if source.is_parquet:
        return parquet_look(source, layout, limits)
    if source.is_workbook:
        return workbook_look(source, layout, limits)
    return text_look(source, layout, limits)

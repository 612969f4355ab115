"""Real rows of a file as they would be read: accepted or not, and why. What is changed above changes them at once."""

import pandas as pd

from dashboard.widgets.formats import formats
from dashboard.widgets.imported.looked import KindOfFile
from dashboard.widgets.language import _
from dashboard.widgets.tables import Column, show_table

MOST_ROWS = 25


def preview(kind: KindOfFile) -> None:
    """The rows as they stand in the file."""
    names = [header or f"#{place + 1}" for place, header in enumerate(kind.look.header)]
    columns = [Column(f"c{place}", name) for place, name in enumerate(names)]
    rows = [dict(zip([column.name for column in columns], row, strict=False)) for row in kind.look.rows[:MOST_ROWS]]
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    show_table(frame, columns, formats(), key=f"preview_{kind.number}", alt=_("Rows of the file"))

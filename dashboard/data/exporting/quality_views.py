"""The view quality: the gaps in the data, what to fix first on top."""

import pandas as pd

from dashboard.data.reading.reader import Reader


def quality_table(reader: Reader) -> pd.DataFrame:
    """One row per column with empty cells that figures need (``logic.data_quality.Gap``); revenue in money units,
    ``figures`` how many are lost, ``metrics`` their ids. Of the customers in scope, over the twelve months to the
    default as-of, whatever the question says."""
    gaps = reader.data_gaps().gaps
    return pd.DataFrame(
        {
            "table": pd.Series([gap.table for gap in gaps], dtype=object),
            "column": pd.Series([gap.column for gap in gaps], dtype=object),
            "rows": pd.Series([gap.rows for gap in gaps], dtype="int64"),
            "empty": pd.Series([gap.empty for gap in gaps], dtype="int64"),
            "empty_share": pd.Series([gap.empty_share.value for gap in gaps], dtype="float64"),
            "revenue": pd.Series([gap.revenue for gap in gaps], dtype="int64"),
            "revenue_share": pd.Series([gap.revenue_share.value for gap in gaps], dtype="float64"),
            "figures": pd.Series([len(gap.needs) for gap in gaps], dtype="int64"),
            "metrics": pd.Series(
                ["; ".join(dict.fromkeys(need.metric for need in gap.needs)) for gap in gaps], dtype=object
            ),
        }
    )

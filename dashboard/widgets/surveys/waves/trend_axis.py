"""The unit of the trend of a figure, and how far its axis goes."""

import pandas as pd

from dashboard.logic.surveys.wave_table import Measure


def one_scale(table: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """The table in one unit: rescaled to 0 to 100 where waves had different scales."""
    scales = table.loc[table["value"].notna(), ["scale_min", "scale_max"]].drop_duplicates()
    if len(scales) < 2 or scales.isna().any(axis=None):
        return table, False
    reach = table["scale_max"] - table["scale_min"]
    parts = {name: 100 * (table[name] - table["scale_min"]) / reach for name in ("value", "low", "high")}
    return table.assign(**parts), True


def in_unit(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Shares in per cent, for the axis."""
    if measure.name != "top2":
        return table
    return table.assign(**{name: 100 * table[name] for name in ("value", "low", "high")})


def as_stored(measure: Measure, value: float) -> float:
    return value / 100 if measure.name == "top2" else value


def least_span(table: pd.DataFrame, *, is_rescaled: bool) -> float:
    """A fifth of the scale, or of a hundred points: less would make a mountain of nothing."""
    reach = (table["scale_max"] - table["scale_min"]).max()
    return 20.0 if is_rescaled or pd.isna(reach) else float(reach) / 5


def ends_of(table: pd.DataFrame, measure: Measure, *, is_rescaled: bool) -> tuple[float, float]:
    """The lowest and the highest value there can be, in the unit of the axis."""
    if is_rescaled or measure.name in ("top2", "index"):
        return 0.0, 100.0
    if measure.name == "nps":
        return -100.0, 100.0
    return float(table["scale_min"].min()), float(table["scale_max"].max())

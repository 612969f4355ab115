"""What of this view travels in the link."""

from dashboard.logic.cases.breakdown import DIMENSIONS
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

PLACES = ("five", "league", "parts", "handling", "months", "by", "intake")
"""The blocks whose figures open a list below them."""
BY = Field("rate_by", DIMENSIONS, (DIMENSIONS[0],))
PER = Field("rate_per", ("orders", "customers"), ("orders",))
AT = Field("rate_at", ("", *PLACES), ("",))
FIGURE = Field("rate_figure", Written(r"([a-z_]{1,30}(-[a-z_]{1,30})?|[0-9]{4}-[0-9]{2})?"), ("",))
SEGMENT = Field("rate_segment", Written(r"[^\x00-\x1f]{0,120}"), ("",))
"""The value of a segment as ``logic.trend_segments.segment_code`` writes it; of persons a number made from it."""


def rates_fields(_opened: Opened) -> list[Field]:
    return [BY, PER, AT, FIGURE, SEGMENT]

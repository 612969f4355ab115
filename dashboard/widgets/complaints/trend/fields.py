"""What of this view travels in the link: figure, cut, baseline and the month whose cases are open, as codes."""

from zlib import crc32

from dashboard.logic.spc.measures import CUTS, MEASURES
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

NO_CUT, BY_DEFAULT, NO_MONTH = "all", "", ""
MEASURE = Field("spc_figure", tuple(MEASURES), (next(iter(MEASURES)),))
CUT = Field("spc_cut", (NO_CUT, *CUTS), (NO_CUT,))
VALUE = Field("spc_value", Written(r"[0-9a-f]{8}|"), ("",))
BASELINE = Field("spc_baseline", Written(r"[0-9]{4}-[0-9]{2}|"), (BY_DEFAULT,))
MONTH = Field("spc_month", Written(r"[0-9]{4}-[0-9]{2}|"), (NO_MONTH,))


def trend_view_fields(_opened: Opened) -> list[Field]:
    return [MEASURE, CUT, VALUE, BASELINE, MONTH]


def value_code(value: str) -> str:
    """Stands for a department or product line in the link, in which no name belongs; the same in every build."""
    return f"{crc32(value.encode()):08x}"

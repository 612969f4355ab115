"""What this view keeps in the link: the figure that is followed, and by which weights."""

from zlib import crc32

from dashboard.logic.surveys.wave_figures import HEADLINES
from dashboard.logic.surveys.wave_table import Measure
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

USUAL = ""
MEASURE = Field("wave_figure", Written("|".join((*HEADLINES, "[0-9a-f]{8}", ""))), (USUAL,))
"""A name of HEADLINES, or a code for one question; USUAL = the figure of the sentence."""
WEIGHTS = Field("wave_weights", ("answers", "survey"), ("answers",))
INDEX = Field("wave_index", ("equal", "stated", "derived"), ("equal",))


def waves_fields(_opened: Opened) -> list[Field]:
    return [MEASURE, WEIGHTS, INDEX]


def measure_code(measure: Measure) -> str:
    """Stands for a question in the link, in which no text of the data belongs; the same in every build."""
    return measure.name or f"{crc32(f'{measure.item_type}/{measure.canonical_id}'.encode()):08x}"

"""How segments are told apart that are no layers: hue, lightness and symbol, so that greyscale and poor sight suffice.

No yellow, orange or red: these are warnings. Steps of lightness are at least LEAST_LIGHTNESS_STEP (a test holds it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.logic.charts.palette import contrast, layer_styles, theme
from dashboard.logic.trend_segments import NOT_GIVEN, OTHERS

LIGHT = ("#004183", "#10651e", "#8859a9", "#009292", "#d87db2", "#4dbdf7", "#71e0a9", "#bfeefc")
DARK = ("#3d73b6", "#429358", "#b083d0", "#14bbbb", "#f7a0d2", "#9ad5ff", "#a2f4b3", "#e3fbff")
LIGHT_LINES = ("#004183", "#10651e", "#8859a9", "#008080", "#b0508c", "#1f7fb8", "#33905f", "#5d6470")
"""Thin lines in the light fills would be lost on white; symbols tell them apart in greyscale."""
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
LEAST_LIGHTNESS_STEP = 6.0  # L*


@dataclass(frozen=True)
class SegmentStyle:
    """Fill, outline and pattern of bars; colour of a line, whose marks have the symbol."""

    fill: str
    edge: str
    pattern: str
    symbol: str
    line: str


def segment_styles(codes: Sequence[str], dark: bool, *, layers: Sequence[str] | None = None) -> dict[str, SegmentStyle]:
    """The looks of segments in the order of the legend. ``layers``: all of the scheme, where segments are layers."""
    colours = theme(dark)
    if layers is not None:
        looks = layer_styles(layers, dark)
        styles = {code: looks[code] for code in codes if code in looks}
        known = {
            code: SegmentStyle(one.fill, one.edge, one.pattern, "circle", one.edge) for code, one in styles.items()
        }
    else:
        known = {"": SegmentStyle(colours.accent, colours.accent, "", SYMBOLS[0], colours.accent)}
    hues = [code for code in codes if code not in (OTHERS, NOT_GIVEN) and code not in known]
    for place, code in enumerate(hues):
        fill = (DARK if dark else LIGHT)[place]
        edge = fill if contrast(fill, colours.background) >= 3 else colours.grey_edge
        line = (DARK if dark else LIGHT_LINES)[place]
        known[code] = SegmentStyle(fill, edge, "", SYMBOLS[place], line)
    for code, pattern, symbol in ((OTHERS, "", "circle-open"), (NOT_GIVEN, ".", "square-open")):
        known.setdefault(code, SegmentStyle(colours.grey, colours.grey_edge, pattern, symbol, colours.grey_edge))
    return known

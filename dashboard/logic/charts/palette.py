"""The colours, once for charts and tables: one blue from deep to light for layers, greys with patterns for the rest.

Yellow, orange and red belong to warnings and do not occur here. Steps are equal in CIE lightness L*, so that they
stay apart in greyscale and for colour-blind eyes; tests hold the least step and the contrast of every text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

OUTER_LAYERS = ("Inactive", "Lost", "Prospect", "Suspect")
UNKNOWN_LAYER = "Unknown"
LEAST_LIGHTNESS_STEP = 8.0  # L*, for schemes of up to six layers
MOST_LAYERS = 8


@dataclass(frozen=True)
class Theme:
    """The colours of one theme; the same hex values stand in .streamlit/config.toml."""

    background: str
    panel: str
    text: str
    muted: str
    line: str
    accent: str
    touched: str
    flow: str
    ramp: tuple[str, str, str]
    edge: str
    grey: str
    grey_pattern: str
    grey_edge: str


LIGHT = Theme(
    background="#ffffff",
    panel="#f5f7fa",
    text="#1b1b1b",
    muted="#545b66",
    line="#d5dae1",
    accent="#0b5cad",
    touched="rgba(11,92,173,0.10)",
    flow="rgba(11,92,173,0.22)",
    ramp=("#0b3d75", "#3b86c8", "#bcdcf3"),
    edge="#3b86c8",
    grey="#e3e6ea",
    grey_pattern="#b9c0c9",
    grey_edge="#6b7280",
)
DARK = Theme(
    background="#0e1117",
    panel="#1a1f29",
    text="#f2f4f7",
    muted="#b3bac5",
    line="#3a424f",
    accent="#6fa8dc",
    touched="rgba(111,168,220,0.18)",
    flow="rgba(111,168,220,0.28)",
    ramp=("#2a6cb3", "#6ea9de", "#c3dcf2"),
    edge="#6ea9de",
    grey="#2b313b",
    grey_pattern="#4a5361",
    grey_edge="#9aa3b0",
)


def theme(dark: bool) -> Theme:
    """The colours of the light or the dark theme."""
    return DARK if dark else LIGHT


def _channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour (WCAG 2.2), 0 black to 1 white."""
    red, green, blue = ((c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """CIE lightness L*, 0 to 100: equal steps look equal, in greyscale too."""
    grey = luminance(colour)
    return 116 * grey ** (1 / 3) - 16 if grey > 0.008856 else 903.3 * grey


def _between(low: str, high: str, goal: float) -> str:
    """The colour on the straight way from `low` to `high` whose lightness is `goal`."""
    start, end = _channels(low), _channels(high)
    colour, lower, upper = low, 0.0, 1.0
    for _ in range(20):
        middle = (lower + upper) / 2
        mixed = [a + (b - a) * middle for a, b in zip(start, end, strict=True)]
        colour = "#" + "".join(f"{round(c * 255):02x}" for c in mixed)
        lower, upper = (middle, upper) if lightness(colour) < goal else (lower, middle)
    return colour


@cache
def ramp(steps: int, dark: bool) -> tuple[str, ...]:
    """`steps` blues from deep to light, equal steps of lightness."""
    anchors = theme(dark).ramp
    if steps <= 1:
        return anchors[:1]
    first, last = lightness(anchors[0]), lightness(anchors[-1])
    colours = []
    for step in range(steps):
        goal = first + (last - first) * step / (steps - 1)
        low, high = next(
            (pair for pair in pairwise(anchors) if goal <= lightness(pair[1])),
            anchors[1:],
        )
        colours.append(anchors[0] if step == 0 else anchors[-1] if step == steps - 1 else _between(low, high, goal))
    return tuple(colours)


def text_on(fill: str) -> str:
    """White or black, whichever reads better on the fill: one of them always reaches 4.5 to 1."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, fill))


@dataclass(frozen=True)
class LayerStyle:
    """How one layer is drawn: fill, outline, pattern ("" for none) in its colour, and the colour of text on it."""

    fill: str
    edge: str
    pattern: str
    pattern_colour: str
    text: str


_PATTERNS = {"Inactive": "", "Lost": "/", "Prospect": ".", "Suspect": "", UNKNOWN_LAYER: "x"}


def layer_style(layer: str, value_layers: Sequence[str], dark: bool) -> LayerStyle:
    """The one look of a layer everywhere. `value_layers`: the scheme's bands, highest first."""
    colours = theme(dark)
    if layer in value_layers:
        fill = ramp(len(value_layers), dark)[list(value_layers).index(layer)]
        edge = fill if contrast(fill, colours.background) >= 3 else colours.edge
        return LayerStyle(fill, edge, "", fill, text_on(fill))
    fill = colours.background if layer == "Suspect" else colours.grey
    return LayerStyle(fill, colours.grey_edge, _PATTERNS.get(layer, "-"), colours.grey_pattern, colours.text)


def layer_styles(layers: Sequence[str], dark: bool) -> dict[str, LayerStyle]:
    """The looks of all layers of a table, in its order; layers that are no value layer are told by their id."""
    bands = value_layers(layers)
    return {layer: layer_style(layer, bands, dark) for layer in layers}


def value_layers(layers: Sequence[str]) -> tuple[str, ...]:
    """Those layers that the scheme cuts by value, in the order given."""
    return tuple(layer for layer in layers if layer not in (*OUTER_LAYERS, UNKNOWN_LAYER, "New"))

"""Layer colours: equal steps of lightness, readable text, no colour of warnings, the same as the theme file."""

import colorsys
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from dashboard.logic.charts.migration_heatmap import _cell_colours
from dashboard.logic.charts.palette import (
    DARK,
    LEAST_LIGHTNESS_STEP,
    LIGHT,
    MOST_LAYERS,
    contrast,
    layer_style,
    layer_styles,
    lightness,
    ramp,
    text_on,
    theme,
    value_layers,
)

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
CURRY = ("Top", "Big", "Medium", "Small")
ALL = (*CURRY, "Inactive", "Lost", "Prospect", "Suspect", "Unknown")
# Viénot, Brettel, Mollon 1999 (red- and green-blind) in linear light; blue-blind after Brettel's simple plane.
BLIND = {
    "protan": [[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]],
    "deutan": [[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]],
    "tritan": [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.805, 0.11911]],
}


def _seen_lightness(colour: str, matrix: list[list[float]]) -> float:
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    grey = float(np.clip(np.array(matrix) @ linear, 0, 1) @ [0.2126, 0.7152, 0.0722])
    return 116 * grey ** (1 / 3) - 16


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("steps", range(2, 7))
def test_layers_run_from_deep_to_light_in_steps_that_greyscale_keeps(steps: int, dark: bool) -> None:
    levels = [lightness(colour) for colour in ramp(steps, dark)]
    assert min(after - before for before, after in pairwise(levels)) >= LEAST_LIGHTNESS_STEP


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", BLIND)
def test_four_layers_stay_apart_for_colour_blind_eyes(kind: str, dark: bool) -> None:
    levels = [_seen_lightness(colour, BLIND[kind]) for colour in ramp(4, dark)]
    assert min(after - before for before, after in pairwise(levels)) >= LEAST_LIGHTNESS_STEP


def test_a_scheme_of_eight_bands_still_has_eight_rising_colours() -> None:
    for dark in (False, True):
        levels = [lightness(colour) for colour in ramp(MOST_LAYERS, dark)]
        assert len(set(levels)) == MOST_LAYERS
        assert levels == sorted(levels)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("count", range(1, MOST_LAYERS + 1))
def test_text_inside_every_bar_has_a_contrast_of_four_and_a_half(count: int, dark: bool) -> None:
    bands = [f"L{number}" for number in range(count)]
    for style in layer_styles([*bands, *ALL[4:]], dark).values():
        assert contrast(style.text, style.fill) >= 4.5
        if style.pattern:
            assert contrast(style.text, style.pattern_colour) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_text_in_every_cell_of_the_migration_has_a_contrast_of_four_and_a_half(dark: bool) -> None:
    assert all(contrast(text_on(fill), fill) >= 4.5 for fill in _cell_colours(dark))


@pytest.mark.parametrize("dark", [False, True])
def test_every_bar_stands_out_from_the_page_by_its_outline(dark: bool) -> None:
    for style in layer_styles(ALL, dark).values():
        assert contrast(style.edge, theme(dark).background) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_texts_of_the_theme_have_a_contrast_of_four_and_a_half(colours) -> None:
    for ink in (colours.text, colours.muted):
        assert contrast(ink, colours.background) >= 4.5
        assert contrast(ink, colours.panel) >= 4.5


def test_grey_layers_differ_by_pattern_or_fill_not_by_shade_alone() -> None:
    for dark in (False, True):
        looks = [layer_style(layer, CURRY, dark) for layer in ALL[4:]]
        assert len({(look.pattern, look.fill) for look in looks}) == len(looks)


def test_no_colour_of_warnings_occurs() -> None:
    found = [
        value for colours in (LIGHT, DARK) for field in fields(colours) for value in [getattr(colours, field.name)]
    ]
    flat = [colour for value in found for colour in (value if isinstance(value, tuple) else (value,))]
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    for colour in [*(c for c in flat if c.startswith("#")), *config["theme"]["chartCategoricalColors"]]:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        assert saturation < 0.15 or 75 <= hue * 360 <= 290, colour


def test_theme_file_and_palette_agree() -> None:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    for name, colours in (("light", LIGHT), ("dark", DARK)):
        shown = config[name]
        assert shown["backgroundColor"] == colours.background
        assert shown["secondaryBackgroundColor"] == colours.panel
        assert shown["textColor"] == colours.text
        assert shown["borderColor"] == colours.line
        assert shown["primaryColor"] == colours.accent
    assert len(config["chartCategoricalColors"]) >= 10


def test_value_layers_are_those_the_scheme_cuts() -> None:
    assert value_layers((*ALL, "New")) == CURRY

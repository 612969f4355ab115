"""No clipped, covered or missing label: 200 (26) shapes x light/dark x Chinese/English x 400/1440 px, measured.

At a page of 400 px a chart is 368 px wide, at 1440 px about 1080; every second shape is drawn at the least width that
a chart is made for (340 and 600 px) instead, which is harder.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import plotly
import pytest
from playwright.sync_api import Browser, Page

from dashboard.logic.charts.template import NARROW_FROM, WIDE_FROM
from tests.logic.charts.sample_shapes import CHARTS, FEWER, SHAPES
from tests.logic.charts.sample_words import chinese_words, english_words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLOTLY_JS = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
GEOMETRY_JS = Path(__file__).with_name("geometry.js").read_text(encoding="utf-8")
WORDS = {"en": english_words(), "zh": chinese_words()}
WIDTHS = {True: (368, NARROW_FROM), False: (1080, WIDE_FROM)}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)  # Plotly's script is read by a browser that has only just started
    page.set_content("<body style='margin:0'><div id='chart'></div></body>")
    page.add_script_tag(path=str(PLOTLY_JS))
    yield page
    page.close()


@pytest.mark.parametrize("chart", CHARTS)
def test_no_label_is_clipped_covered_or_missing(chart: str, page: Page) -> None:
    shapes, draw = CHARTS[chart]
    jobs, every = [], shapes()
    for number, shape in enumerate(every):
        for language, dark, narrow in product(WORDS, (False, True), (True, False)):
            if chart != "pyramid" and dark != (number % 4 < 2):
                continue  # the theme moves no label; the signature picture is drawn in both all the same
            width = WIDTHS[narrow][number % 2]
            jobs.append(
                {
                    "name": f"{chart} {number} {language} {'dark' if dark else 'light'} {width} px",
                    "figure": draw(shape, WORDS[language], dark, narrow).to_json(),
                    "width": width,
                    "bars": chart in ("pyramid", "before_after", "losses"),
                }
            )
    assert len(every) in (SHAPES, FEWER)
    assert len(jobs) == len(every) * (8 if chart == "pyramid" else 4)
    faults = []
    for start in range(0, len(jobs), 100):
        faults += page.evaluate(GEOMETRY_JS, jobs[start : start + 100])
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:40])


SPOILS = {
    "clipped": ({"xshift": 400}, "is clipped"),
    "covered": ({"text": "1.48 and on and on, over its neighbour to the left"}, "covers"),
    "missing": ({"x": 5000}, "labels drawn"),
    "too wide for its bar": ({"text": "2.36 · 29.6 % · and much more text"}, "does not fit its bar"),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_the_check_itself_finds_a_label_that_is(spoil: str, page: Page) -> None:
    shapes, draw = CHARTS["pyramid"]
    figure = draw(shapes()[0], WORDS["en"], False, False)
    change, finding = SPOILS[spoil]
    inside = next(number for number, note in enumerate(figure.layout.annotations) if note.text.startswith("1.48"))
    figure.layout.annotations[inside].update(change)
    job = {"name": spoil, "figure": figure.to_json(), "width": WIDE_FROM, "bars": True}
    assert any(finding in fault for fault in page.evaluate(GEOMETRY_JS, [job]))

"""The picture of docs/performance.md: one bar per page on a logarithmic scale, as plain SVG."""

from collections.abc import Sequence
from html import escape
from math import ceil, log10

OURS, OTHERS, GRID, INK, PALE = "#0b5cad", "#8a94a3", "#d5dae1", "#1b1b1b", "#5a6270"
WIDTH, LEFT, RIGHT, TOP, STEP, BAR = 860, 300, 90, 64, 40, 22
FONT = "font-family=\"'Noto Sans CJK SC', 'Microsoft YaHei', Arial, sans-serif\""


def bars(title: str, note: str, named: Sequence[tuple[str, float]], ours: str) -> str:
    """``named``: label and milliseconds, from top to bottom; the bar called ``ours`` stands out. Begins at 1 ms."""
    decades = max(ceil(log10(max(ms for _, ms in named))), 1)
    bottom = TOP + STEP * len(named)

    def x(ms: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * log10(max(ms, 1)) / decades

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 56}" role="img" {FONT}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{bottom + 56}" fill="#ffffff"/>',
        _text(24, 28, title, size=17, weight=600),
        _text(24, 48, note, fill=PALE),
    ]
    for decade in range(decades + 1):
        at = x(10**decade)
        parts.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom}" stroke="{GRID}"/>')
        parts.append(_text(at, bottom + 20, _scale(10**decade), fill=PALE, anchor="middle"))
    for place, (label, ms) in enumerate(named):
        middle = TOP + STEP * (place + 0.5)
        colour, weight = (OURS, 600) if label == ours else (OTHERS, 400)
        length = max(x(ms) - LEFT, 2)
        parts.append(_text(LEFT - 12, middle + 5, label, anchor="end", weight=weight))
        parts.append(
            f'<rect x="{LEFT}" y="{middle - BAR / 2}" width="{length:.1f}" height="{BAR}" fill="{colour}" rx="2"/>'
        )
        parts.append(_text(LEFT + length + 8, middle + 5, f"{ms:,.0f} ms", weight=weight))
    parts.append(_text(LEFT, bottom + 42, "logarithmic: each line is ten times the one before", fill=PALE))
    return "\n".join([*parts, "</svg>", ""])


def _scale(ms: int) -> str:
    return f"{ms} ms" if ms < 1000 else f"{ms // 1000} s"


def _text(
    x: float, y: float, words: str, *, size: int = 13, fill: str = INK, anchor: str = "start", weight: int = 400
) -> str:
    style = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'

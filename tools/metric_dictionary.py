"""Write ``docs/metric-dictionary.md`` from the registry in code. Run: ``python -m tools.metric_dictionary``."""

from pathlib import Path

from dashboard.logic.metrics import METRICS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "metric-dictionary.md"
_HEAD = """# Metric dictionary

Made from `dashboard/logic/metrics.py` by `python -m tools.metric_dictionary`; a test fails when it is not current.
The same texts are on the number card beside every figure. Ids M1 … are stable.
Direction: + more is better, - less is better, 0 neither.
"""
_DIRECTION = {1: "+", 0: "0", -1: "-"}


def dictionary_text() -> str:
    """The whole document as Markdown."""
    parts = [_HEAD]
    for entry in METRICS.values():
        parts.append(
            f"## {entry.name} ({entry.id})\n\n{entry.definition}\n\n"
            f"- Formula: {entry.formula}\n- From: {entry.source}\n- Unit: {entry.unit}; direction: "
            f"{_DIRECTION[entry.direction]}"
            + (f"; marked as thin below {entry.minimum_sample} customers" if entry.minimum_sample else "")
            + "\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(dictionary_text(), encoding="utf-8")

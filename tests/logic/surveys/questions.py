"""Questions as a ScoreTable has them, for tests."""

import pandas as pd

SCALES = {"nps": (0.0, 10.0), "ces": (1.0, 7.0), "had_problem": (0.0, 2.0), "told_us": (0.0, 2.0)}


def questions(*kinds: str, weight: float | None = None, **columns: list) -> pd.DataFrame:
    """One per kind; satisfaction and the rest run from 1 to 5. ``columns`` take the place of what stands here."""
    count = len(kinds)
    names = [f"Q{number + 1}" for number in range(count)]
    frame = pd.DataFrame(
        {
            "item_no": range(count),
            "item_id": names,
            "canonical_id": names,
            "service": [None] * count,
            "question_text": [f"Text of {name}" for name in names],
            "item_type": list(kinds),
            "weight": [float("nan") if weight is None else weight] * count,
            "dimension": [None] * count,
            "scale_min": [SCALES.get(kind, (1.0, 5.0))[0] for kind in kinds],
            "scale_max": [SCALES.get(kind, (1.0, 5.0))[1] for kind in kinds],
        }
    )
    return frame.assign(**columns)

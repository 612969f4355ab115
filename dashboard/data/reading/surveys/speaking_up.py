"""Which share of those who had a problem told us, from a survey that asked both (metrics.md, M39)."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.logic.iceberg.iceberg import SpeakingShare, measured_rate
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.wave import Wave

YES = 1.0


@dataclass(frozen=True)
class SpeakingUp:
    """``had``: responses with a problem; ``told``: of these, those who told us. ``rate`` None: too few had one, or
    nobody told us, to say anything."""

    wave: Wave
    told: int
    had: int
    rate: SpeakingShare | None


def asks_both(answers: WaveAnswers) -> bool:
    return {"had_problem", "told_us"} <= set(answers.items["item_type"])


def speaking_up(wave: Wave, answers: WaveAnswers) -> SpeakingUp:
    """Of one wave that asked both. A wave that asks about several services: a problem with any of them counts."""
    kinds = answers.items["item_type"].to_numpy()
    had = (answers.scores[:, kinds == "had_problem"] == YES).any(axis=1)
    told = had & (answers.scores[:, kinds == "told_us"] == YES).any(axis=1)
    counts = int(np.count_nonzero(told)), int(np.count_nonzero(had))
    return SpeakingUp(wave, *counts, measured_rate(*counts) if counts[1] >= HIDDEN_BELOW else None)

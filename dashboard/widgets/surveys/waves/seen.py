"""What the view knows of the chosen wave: its figures, the same by the other weights, and the changes."""

from dataclasses import dataclass

from dashboard.logic.question import Question
from dashboard.logic.surveys.satisfaction_index import Weighting
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.wave_changes import Change, WaveChanges
from dashboard.logic.surveys.wave_figures import WaveFigures
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.words import FIRST, HIDDEN


@dataclass(frozen=True, eq=False)
class SeenWave:
    """``other``: the same wave without the survey's weights where ``figures`` have them, and the other way round; None
    where it has no weights. ``changes`` None: see ``otherwise``."""

    wave: Wave
    before: Wave | None
    figures: WaveFigures
    other: WaveFigures | None
    changes: WaveChanges | None
    weighting: Weighting
    weighted: bool
    before_has_weights: bool

    @property
    def unweighted(self) -> WaveFigures:
        return self.other if self.figures.is_weighted and self.other is not None else self.figures

    @property
    def otherwise(self) -> str:
        """Why there is no verdict: no wave before, or one that is not shown."""
        return FIRST if self.before is None else HIDDEN

    def change(self, name: str) -> Change | None:
        return None if self.changes is None else self.changes.headlines.get(name)

    @property
    def lead(self) -> str:
        """The figure of the sentence: of call-backs the share satisfied, else overall satisfaction; where there is none
        the first that there is; "" = nothing."""
        first = ("top2",) if self.wave.kind == "transaction" else ()
        names = (*first, *self.figures.headlines)
        return next((name for name in names if name in self.figures.headlines), "")


def seen_wave(
    opened: Opened, question: Question, wave: Wave, *, weighted: bool, weighting: Weighting
) -> SeenWave | None:
    """None where the wave is withheld."""
    reader = opened.reader
    figures = reader.wave_figures(question, wave, weighted=weighted, weighting=weighting)
    if figures is None:
        return None
    other = None
    if figures.has_weights:
        other = reader.wave_figures(question, wave, weighted=not weighted, weighting=weighting)
    changes = reader.wave_changes(question, wave, weighted=weighted, weighting=weighting)
    before = reader.wave_before(question, wave)
    earlier = None if before is None else reader.wave_figures(question, before)
    has_weights = earlier is not None and earlier.has_weights
    return SeenWave(wave, before, figures, other, changes, weighting, weighted, has_weights)

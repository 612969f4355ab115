"""The questions of one wave with all that is known of them: what the view Questions and its file show."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.surveys.change import NO_RATINGS
from dashboard.logic.surveys.distribution import distribution
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, item_figures
from dashboard.logic.surveys.score_table import ScoreTable
from dashboard.logic.surveys.wave import Wave

SORTS = ("service", "mean", "top2", "change", "dont_know")
FIGURES = ("n", "dont_know", "mean", "low", "high", "top2", "top2_low", "top2_high", "bottom2")
BEFORE = ("n", "mean", "low", "high")
GROUPS = ("overall", "other", "expectation", "importance")
"""Of questions without a service, in the order shown: of the whole, about anything else, what is expected, what is
said to be important."""


@dataclass(frozen=True, eq=False)
class QuestionSheet:
    """questions   one row per question with a rating scale, in the order of the questionnaire: item (place in the
                   wave's questions), item_id, canonical_id, service, question_text, item_type, scale_min, scale_max,
                   dont_know, outside (answers beyond the scale; nan = may not be told), n, mean, low, high, top2 with
                   interval, bottom2,
                   level (the mean rescaled to 0..100, for display), and against the wave before: n_before,
                   mean_before, low_before, high_before (nan where it did not ask), change, change_low, change_high,
                   adjusted_p, verdict, wording_changed (see ``item_changes``), scale_before (lowest and highest)
    services    ``service_scores``
    places      ``distribution`` of the whole wave
    others      questions without a rating scale: item, item_id, canonical_id, question_text, item_type, scale_min
    before      the wave compared with; None = there is none that this viewer sees. is_withheld: there is one, hidden
    """

    wave: Wave
    before: Wave | None
    is_withheld: bool
    questions: pd.DataFrame
    services: pd.DataFrame
    places: pd.DataFrame
    others: pd.DataFrame

    def one(self, item_id: str) -> pd.Series | None:
        """The row of one question."""
        rows = self.questions[self.questions["item_id"] == item_id]
        return rows.iloc[0] if len(rows) else None


@dataclass(frozen=True)
class SheetFacts:
    """up, down, same: questions by verdict, tested = their sum; lowest: item ids of those with the lowest level (of
    satisfaction, else of any type), with at least HIDDEN_BELOW ratings; compared: how many such there are."""

    up: int
    down: int
    same: int
    lowest: tuple[str, ...]
    compared: int

    @property
    def tested(self) -> int:
        return self.up + self.down + self.same


def question_sheet(
    wave: Wave,
    table: ScoreTable,
    outside: np.ndarray,
    services: pd.DataFrame,
    *,
    before: Wave | None = None,
    earlier: ScoreTable | None = None,
    changes: pd.DataFrame | None = None,
    is_withheld: bool = False,
) -> QuestionSheet:
    """``outside``: per question of ``table``; ``earlier``: the table of ``before``, ``changes`` against it
    (``wave_changes``, a row per question of ``table``). Tables without segments."""
    is_rating = ~table.items["item_type"].isin(NO_RATINGS).to_numpy()
    figures = item_figures(table)
    held = figures.set_index("item").reindex(np.arange(len(table)))
    questions = table.items[
        ["item_id", "canonical_id", "service", "question_text", "item_type", "scale_min", "scale_max"]
    ].copy()
    questions.insert(0, "item", np.arange(len(table)))
    for name in FIGURES:
        questions[name] = held[name].to_numpy()
    questions[["n", "dont_know"]] = questions[["n", "dont_know"]].fillna(0).astype(np.int64)
    questions["outside"] = outside
    width = questions["scale_max"] - questions["scale_min"]
    questions["level"] = (questions["mean"] - questions["scale_min"]) / width.where(width > 0) * 100
    compared = _compared(len(table), earlier, changes)
    questions = pd.concat([questions, compared], axis=1)[is_rating].reset_index(drop=True)
    others = table.items[["item_id", "canonical_id", "question_text", "item_type", "scale_min"]]
    others = others.assign(item=np.arange(len(table)))[~is_rating].reset_index(drop=True)
    return QuestionSheet(
        wave,
        before,
        is_withheld,
        questions,
        services,
        distribution(table),
        others,
    )


def _compared(count: int, earlier: ScoreTable | None, changes: pd.DataFrame | None) -> pd.DataFrame:
    """Against the wave before, a row per question; verdict "" where there is no such wave."""
    if earlier is None or changes is None:
        names = ("change", "change_low", "change_high", "adjusted_p", *(f"{name}_before" for name in BEFORE))
        nothing = pd.DataFrame(np.nan, index=range(count), columns=list(names))
        return nothing.assign(verdict="", wording_changed=False, scale_before=None)
    place = changes["item_before"].to_numpy()
    old = item_figures(earlier).set_index("item").reindex(np.where(place >= 0, place, -1))
    ends = earlier.items[["scale_min", "scale_max"]].to_numpy(float)
    made = {f"{name}_before": old[name].to_numpy(float) for name in BEFORE}
    made |= {"change": changes["change"], "change_low": changes["low"], "change_high": changes["high"]}
    made |= {name: changes[name] for name in ("adjusted_p", "verdict", "wording_changed")}
    scales = [tuple(ends[one].tolist()) if one >= 0 else None for one in place.tolist()]
    return pd.DataFrame({**made, "scale_before": pd.Series(scales, dtype=object)})


def sheet_facts(sheet: QuestionSheet) -> SheetFacts:
    """What the sentence above the questions says."""
    verdicts = sheet.questions["verdict"].value_counts()
    known = sheet.questions[sheet.questions["n"] >= HIDDEN_BELOW]
    satisfaction = known[known["item_type"] == "satisfaction"]
    known = satisfaction if len(satisfaction) else known
    lowest = known.loc[known["level"] == known["level"].min(), "item_id"]
    counts = (int(verdicts.get(name, 0)) for name in ("up", "down", "no_evidence"))
    return SheetFacts(*counts, tuple(lowest), len(known))


def group_of(item_type: object) -> str:
    """One of GROUPS."""
    if item_type in ("overall", "nps", "ces"):
        return "overall"
    return str(item_type) if item_type in GROUPS else "other"


def in_order(questions: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The rows sorted by one of SORTS: what asks for attention first (lowest mean, lowest top two, largest fall as part
    of the scale, most who do not know); unknown last, equal ones in the order of the questionnaire. By service: the
    services in the order of their first question, those without one last, by GROUPS."""
    if sort == "service":
        order = {name: place for place, name in enumerate(dict.fromkeys(questions["service"].dropna()))}
        group = questions["item_type"].map(lambda kind: len(order) + GROUPS.index(group_of(kind)))
        key = questions["service"].map(order).fillna(group)
    elif sort == "change":
        key = questions["change"] / (questions["scale_max"] - questions["scale_min"])
    elif sort == "dont_know":
        asked = (questions["n"] + questions["dont_know"]).to_numpy(float)
        key = pd.Series(-questions["dont_know"].to_numpy(float) / np.where(asked > 0, asked, np.nan), questions.index)
    else:
        key = questions["level" if sort == "mean" else "top2"]
    return questions.loc[key.sort_values(kind="stable", na_position="last").index]

"""The views of questions of surveys."""

import numpy as np
import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.data.reading.surveys.survey_ground import CUTS
from dashboard.logic.question import Question
from dashboard.logic.surveys.distribution import distribution, place_titles
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.logic.surveys.question_cells import QuestionCells
from dashboard.logic.surveys.score_table import ScoreTable
from dashboard.logic.surveys.wave import Wave

_COLUMNS = (
    "survey_id:text item_id:text canonical_id:text service:text item_type:text question_text:text segment:text "
    "is_rest:flag is_suppressed:flag is_thin:flag scale_min:number scale_max:number n:count dont_know:count "
    "outside:count mean:number mean_low:number mean_high:number top2:share top2_low:share top2_high:share "
    "bottom2:share distribution:text survey_before:text n_before:count mean_before:number change:number "
    "change_low:number change_high:number adjusted_p:number verdict:text wording_changed:flag scale_changed:flag"
)
_NAMES = tuple(one.split(":")[0] for one in _COLUMNS.split())
_COMPARED = ("survey_before", "n_before", "mean_before", "change", "change_low", "change_high", "adjusted_p", "verdict",
             "wording_changed", "scale_changed")  # fmt: skip


def asked_wave(reader: Reader, question: Question, asked: ServiceAsked) -> Wave | None:
    """The wave named, else the latest that is shown; None before the first. Raises Problem for an unknown one."""
    return reader.latest_shown(question) if asked.survey is None else reader.wave(question, asked.survey)


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per question with a rating scale, or per question and segment: then nothing is compared, a segment
    that may not be told apart is in the rest (is_rest), and a cell that is not shown has no number at all."""
    wave = asked_wave(reader, question, asked)
    if wave is None:
        return pd.DataFrame(columns=list(_NAMES), dtype=object)
    sheet = reader.question_sheet(question, wave)
    spread = _spreads(reader.scores(question, wave, asked.by))
    questions = sheet.questions.rename(columns={"low": "mean_low", "high": "mean_high"})
    questions = questions.assign(
        survey_id=wave.survey_id,
        segment=None,
        is_rest=False,
        is_suppressed=False,
        is_thin=questions["n"] < THIN_BELOW,
        distribution=[spread.get((item, "")) for item in questions["item"]],
        survey_before=None if sheet.before is None else sheet.before.survey_id,
        verdict=questions["verdict"].where(questions["verdict"] != "", None),
        scale_changed=questions["verdict"] == "scale_changed",
    )
    if asked.by is None:
        return questions[list(_NAMES)]
    return _by_segment(questions, reader.question_cells(question, wave, asked.by), spread)


def _by_segment(
    questions: pd.DataFrame, held: QuestionCells, spread: dict[tuple[int, str | None], str]
) -> pd.DataFrame:
    cells = held.cells.rename(columns={"low": "mean_low", "high": "mean_high"})
    own = [name for name in questions.columns if name not in cells.columns or name == "item"]
    rows = cells.merge(questions[own].drop(columns=["segment", "is_rest", "is_suppressed"], errors="ignore"), on="item")
    labels = [held.segments[place] for place in rows["segment"]]
    hidden = (rows["state"] == "suppressed").to_numpy()
    few = (rows["n"] < HIDDEN_BELOW).to_numpy()
    texts = [
        None if gone else spread.get((item, label))
        for item, label, gone in zip(rows["item"], labels, hidden | few, strict=True)
    ]
    counts = {name: rows[name].astype(object).where(~hidden, None) for name in ("n", "dont_know")}
    made = rows.assign(
        **counts,
        segment=pd.Series(labels, dtype=object, index=rows.index),
        is_rest=np.array([label is None for label in labels], bool),
        is_suppressed=hidden,
        is_thin=(rows["n"] < THIN_BELOW).astype(object).where(~hidden, None),
        outside=None,
        distribution=pd.Series(texts, dtype=object, index=rows.index),
        **dict.fromkeys(_COMPARED),
    )
    return made[list(_NAMES)]


def _spreads(table: ScoreTable) -> dict[tuple[int, str | None], str]:
    """``1:3 2:0 5:12`` by question and segment label ("" where nothing is told apart); every place of the scale
    is named, so that the numbers add up to n."""
    places = distribution(table)
    found: dict[tuple[int, str | None], str] = {}
    for number in range(len(table) * len(table.segments)):
        item, segment = divmod(number, len(table.segments))
        rows = places[(places["item"] == item) & (places["segment"] == segment)]
        if rows.empty:
            continue
        ends = table.items.iloc[item]
        titles = place_titles(ends["scale_min"], ends["scale_max"])
        counts = np.zeros(len(titles), np.int64)
        counts[rows["place"]] = rows["answers"]
        text = " ".join(f"{title}:{count}" for title, count in zip(titles, counts.tolist(), strict=True))
        found[(item, table.segments[segment])] = text
    return found


VIEWS: dict[str, ServiceView] = {
    "survey-items": ServiceView(
        columns(_COLUMNS), ("item_score", "top2", "survey_interval", "change_verdict"), _rows, CUTS
    ),
}

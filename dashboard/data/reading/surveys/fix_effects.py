"""Verdicts on fixes, decided once for the company (metrics.md, M54): whoever looks, with whatever filter."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.data.reading.cases.spc_reader import SpcReader
from dashboard.data.reading.surveys.survey_ground import SurveyGround
from dashboard.logic.periods import month_end
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.spc.measures import SpcAsked
from dashboard.logic.surveys.change import item_changes
from dashboard.logic.surveys.effect_target import ITEM_TYPES, EffectVerdict, Target
from dashboard.logic.surveys.effect_verdict import WavePair, item_effect, metric_effect, wave_pair
from dashboard.logic.surveys.item_figures import item_figures
from dashboard.logic.surveys.score_table import ScoreTable
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.viewer import Scope, Viewer

COMPANY = Viewer("company", scope=Scope(all=True), rights=frozenset({Right.FIGURES}))
"""Sees all customers and no person: what is decided for the company reaches a viewer as a verdict only."""
VERDICTS_KEPT, PAIRS_KEPT = 256, 16


def fix_effect(
    ground: SurveyGround, cases: SpcReader, question: Question, target: Target, since: date
) -> EffectVerdict:
    """``ground`` and ``cases`` are readers of COMPANY, and the question is without filters; ``since``: the day on which
    the measure took effect."""
    key = ("fix_effect", question.as_of, target, since)
    make = _item if target.kind == "item" else _metric
    return ground.marts.remember(key, lambda: make(ground, cases, question, target, since), keep=VERDICTS_KEPT)


def without_figures(told: EffectVerdict) -> EffectVerdict:
    """For who does not see all customers: the word and when more is known."""
    return EffectVerdict(told.effect, told.reason, known_from=told.known_from)


def _item(ground: SurveyGround, _cases: SpcReader, question: Question, target: Target, since: date) -> EffectVerdict:
    through = min(month_end(question.as_of), ground.build.data_through)
    pair = wave_pair(ground.waves(question), target.series, since, through)
    if pair.before is None or pair.after is None:
        return item_effect(target, pair, pd.DataFrame(), pd.DataFrame())
    key = ("fix_pair", question.as_of, pair.before.survey_no, pair.after.survey_no)
    changes, figures = ground.marts.remember(key, lambda: _compared(ground, question, pair), keep=PAIRS_KEPT)
    return item_effect(target, pair, changes, figures)


def _compared(ground: SurveyGround, question: Question, pair: WavePair) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``item_changes`` of the two waves, and the figures of both by canonical id, of what a fix can move: how important
    a question is may be asked under its canonical id, too. Empty where one is withheld."""

    def table(wave: Wave | None) -> ScoreTable | None:
        return None if wave is None or ground.withheld(question, wave) else ground.scores(question, wave)

    now, then = table(pair.after), table(pair.before)
    if now is None or then is None or not len(now) or not len(then):
        return pd.DataFrame(), pd.DataFrame()
    told, told_before = item_figures(now), item_figures(then)
    changes = item_changes(now.items, told, then.items, told_before)
    after = told.set_index("item")[["mean", "n"]].reindex(range(len(now)))
    before = told_before.set_index("item")[["mean", "n"]].reindex(changes["item_before"])
    figures = pd.DataFrame(
        {
            "mean": after["mean"].to_numpy(),
            "n": after["n"].fillna(0).to_numpy(),
            "mean_before": before["mean"].to_numpy(),
            "n_before": before["n"].fillna(0).to_numpy(),
            "scale_min": now.items["scale_min"].to_numpy(float),
            "scale_max": now.items["scale_max"].to_numpy(float),
        },
        index=changes["canonical_id"],
    )
    may_move = now.items["item_type"].isin(ITEM_TYPES).to_numpy()
    return changes[may_move], figures[may_move]


def _metric(_ground: SurveyGround, cases: SpcReader, question: Question, target: Target, since: date) -> EffectVerdict:
    by = "respondent_department" if target.department else None
    asked = SpcAsked(target.case_kind, target.measure, by, target.department or None)
    return metric_effect(target, cases.case_months(replace(question, filters=()), asked), since)

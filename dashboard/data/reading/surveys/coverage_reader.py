"""The part of the Reader that answers for who answered (M43), and the share who speak up (M39)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.queries import query_columns
from dashboard.data.reading.surveys.not_heard import NEVER, NotHeard, not_heard
from dashboard.data.reading.surveys.speaking_up import SpeakingUp, asks_both, speaking_up
from dashboard.data.reading.surveys.survey_ground import SurveyGround
from dashboard.data.reading.surveys.wave_reach import (
    MONTHS,
    begins_on,
    customer_reach,
    places_of,
    wave_invites,
    wave_months,
)
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.schemes import CURRY
from dashboard.logic.surveys.coverage import CustomerReach, coverage_table, reach_table
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.respondents import Trait, respondent_comparison
from dashboard.logic.surveys.wave import Wave
from dashboard.logic.surveys.weightings import together, voice_rows, weighting_rows

REACH_CUTS = ("layer", "region", "industry", "account_manager_id")


@dataclass(frozen=True, eq=False)
class Respondents:
    """``table``: ``logic.surveys.respondents.respondent_comparison``. ``is_asked``: of the accounts that an invitation
    reached; else of all active ones. The flags say what could be compared at all."""

    table: pd.DataFrame
    answered: int
    others: int
    is_asked: bool
    has_cases: bool
    has_growth: bool


class CoverageReader(SurveyGround):
    """See ``Reader``."""

    def wave_span(self, question: Question, wave: Wave) -> MonthSpan:
        """The twelve months whose revenue and layers the customers of a wave have."""
        return wave_months(self.build, wave, question.as_of)

    def coverage_cuts(self, wave: Wave) -> tuple[str, ...]:
        """What coverage can be told apart by, for this viewer."""
        return tuple(cut for cut in self.cuts(wave) if cut in REACH_CUTS)

    def coverage(self, question: Question, wave: Wave, by: str | None = None) -> pd.DataFrame:
        """Columns of ``logic.surveys.coverage.coverage_table``: one row, or one per value of a cut. No row for an
        anonymous wave that is withheld or of which the build published nothing. Raises Problem for another cut."""
        if by is not None:
            check_not_masked(by, self.viewer)
            if by not in self.coverage_cuts(wave):
                raise Problem(
                    "Survey {survey} is not told apart by {column}. Use {columns}.",
                    survey=wave.survey_id,
                    column=by,
                    columns=", ".join(self.coverage_cuts(wave)),
                )
        make = self._published_reach if wave.is_anonymous else self._counted_reach
        return self._answer("coverage", question, lambda: make(question, wave, by), (wave.survey_no, by))

    def respondents(self, question: Question, wave: Wave) -> Respondents:
        """Those who answered a named wave against those who did not. Raises Problem for an anonymous one."""
        _check_named(wave)
        return self._answer("respondents", question, lambda: self._respondents(question, wave), wave.survey_no)

    def voices(self, question: Question, wave: Wave) -> tuple[pd.DataFrame, pd.DataFrame]:
        """(questions of the wave, ``logic.surveys.weightings`` rows of the leading ones; item = place in the
        questions). By customer and by revenue for named waves only."""
        return self._answer("survey_voices", question, lambda: self._voices(question, wave), wave.survey_no)

    def not_heard(self, question: Question, wave: Wave) -> NotHeard:
        """Customers that did not answer a named wave. Raises Problem for an anonymous one."""
        _check_named(wave)
        key = ("not_heard", self.viewer.key, question.key, self.scheme(question), wave.survey_no)

        def make() -> NotHeard:
            visible, reach = self._reached(question, wave)
            invites = wave_invites(self.marts, wave, month_end(question.as_of))
            place = places_of(visible, invites["customer_no"], sees_unknown=False)
            known = (place >= 0) & ~np.isnat(invites["sent_on"])
            last = np.full(len(visible), np.iinfo(np.int64).min)  # is NaT
            np.maximum.at(last, place[known], invites["sent_on"][known].astype(np.int64))
            sent = last.astype(NEVER.dtype)
            return not_heard(self.marts, self.viewer, visible, reach, sent)

        return self.marts.remember(key, make, keep=8)

    def speaking_up(self, question: Question) -> SpeakingUp | None:
        """From the latest wave that asked both questions and is shown to this viewer; None where there is none. Of an
        anonymous one what fewer than ten said to two questions at once is not told."""
        for wave in reversed(self.waves(question)):
            if not self.withheld(question, wave):
                answers = self.visible_answers(question, wave)
                found = speaking_up(wave, answers) if asks_both(answers) and len(answers) else None
                if found is not None and (found.had >= HIDDEN_BELOW or not wave.is_anonymous):
                    return found
        return None

    def _reached(self, question: Question, wave: Wave) -> tuple[VisibleLayers, CustomerReach]:
        visible = self.layered(question, span=self.wave_span(question, wave))
        answers = self.visible_answers(question, wave)
        invites = wave_invites(self.marts, wave, month_end(question.as_of))
        sees_unknown = self.viewer.scope.all and not question.filters
        return visible, customer_reach(visible, answers, invites, sees_unknown=sees_unknown)

    def _counted_reach(self, question: Question, wave: Wave, by: str | None) -> pd.DataFrame:
        visible, reach = self._reached(question, wave)
        if by is None:
            return coverage_table(reach)
        if by == "layer":
            return coverage_table(reach, visible.layering.layers, np.append(visible.codes.astype(np.int64), -1))
        dimension = company_customers(self.marts).dimensions[by]
        codes = dimension.codes[visible.customer_no].astype(np.int64)
        seen, place = np.unique(codes, return_inverse=True)  # only values that this viewer sees
        values = [dimension.values[int(one)] for one in seen]
        given = np.array([value is not None for value in values], bool)
        renumbered = np.where(given, np.cumsum(given) - 1, -1)
        segments = tuple(value for value in values if value is not None)
        return coverage_table(reach, segments, np.append(renumbered[place], -1) if len(place) else np.array([-1]))

    def _published_reach(self, question: Question, wave: Wave, by: str | None) -> pd.DataFrame:
        found = query_columns(
            self.marts, "survey_reach", needs=("survey_reach",), survey_no=wave.survey_no, cut=by or "all"
        )
        frame = pd.DataFrame({name: pd.Series(column.to_pylist(), dtype=object) for name, column in found.items()})
        if by == "layer":  # the build told them apart by the shipped scheme
            order = {band: place for place, band in enumerate(CURRY.band_ids)}
            frame = frame.iloc[np.argsort([order.get(one, len(order)) for one in frame["segment"]], kind="stable")]
        return reach_table(frame.iloc[:0] if self.withheld(question, wave) else frame)

    def _respondents(self, question: Question, wave: Wave) -> Respondents:
        visible, reach = self._reached(question, wave)
        compared = (reach.is_asked if reach.has_invites else reach.is_active)[:-1]
        heard = reach.is_heard[:-1][compared]
        everybody = np.ones(len(heard), bool)
        codes, layering = visible.codes[compared], visible.layering
        traits = [
            Trait("layer", layer, codes == place, everybody)
            for place, layer in enumerate(layering.layers)
            if (codes == place).any()
        ]
        has_cases = bool(len(company_cases(self.marts)))
        if has_cases:
            traits.append(Trait("complained", "", self._complained(question, wave, visible)[compared], everybody))
        span = self.wave_span(question, wave)
        has_growth = span.before().first >= self.build.first_month
        if has_growth:
            before = self.layered(question, span=span.before()).revenue
            known = (visible.revenue > 0) | (before > 0)
            traits.append(Trait("grew", "", (visible.revenue > before)[compared], known[compared]))
        table = respondent_comparison(heard, traits)
        told = int(np.count_nonzero(heard))
        return Respondents(table, told, len(heard) - told, reach.has_invites, has_cases, has_growth)

    def _complained(self, question: Question, wave: Wave, visible: VisibleLayers) -> np.ndarray:
        """Of each visible customer: a complaint in the twelve months before the first day in the field."""
        cases = company_cases(self.marts).cases
        until = np.datetime64(begins_on(wave, question.as_of))
        since = (until.astype("datetime64[M]") - MONTHS).astype("datetime64[D]")
        since += until - until.astype("datetime64[M]").astype("datetime64[D]")
        received = cases["received_at"].to_numpy().astype("datetime64[D]")
        here = (cases["kind"] == "complaint").to_numpy(bool) & (received >= since) & (received < until)
        return np.isin(visible.customer_no, cases["customer_no"].to_numpy()[here])

    def _voices(self, question: Question, wave: Wave) -> tuple[pd.DataFrame, pd.DataFrame]:
        table = self.scores(question, wave)
        parts = [weighting_rows(table, "answers")]
        if table.is_weighted:
            parts.append(weighting_rows(table, "survey"))
        if not wave.is_anonymous:
            answers = self.visible_answers(question, wave)
            visible = self.layered(question, span=self.wave_span(question, wave))
            customer = answers.customer_no.astype(np.int64)
            place = places_of(visible, customer, sees_unknown=False)
            revenue = np.append(np.maximum(visible.revenue, 0), 0).astype(float)[place]
            known = np.where(place >= 0, customer, -1)
            for voice, name in ((np.ones(len(known)), "customers"), (revenue, "revenue")):
                parts.append(voice_rows(table.items, answers.scores, known, voice, name))
        return table.items, together(parts)


def _check_named(wave: Wave) -> None:
    if wave.is_anonymous:
        raise Problem("This survey is anonymous: who answered and who did not is not shown.")

"""The part of the Reader that answers for findings, fixes and whether they worked (M53, M54), and low scores."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np

from dashboard.data.reading.cases.spc_reader import SpcReader
from dashboard.data.reading.masking import MASK, masked_values
from dashboard.data.reading.surveys.company_surveys import WaveAnswers
from dashboard.data.reading.surveys.fix_effects import COMPANY, fix_effect, without_figures
from dashboard.data.reading.surveys.low_score_lists import LowScores, low_scores
from dashboard.data.reading.surveys.survey_ground import SurveyGround
from dashboard.logic.cases.limits import TimeLimit
from dashboard.logic.periods import month_end
from dashboard.logic.question import Question
from dashboard.logic.surveys.effect_target import EffectVerdict, Target
from dashboard.logic.surveys.loop import NO_LOOP, FindingFact, FixFact, LoopFacts, loop_day, state_of
from dashboard.logic.surveys.loop_rights import may_see
from dashboard.logic.surveys.wave import Wave


@dataclass(frozen=True)
class LoopEntry:
    """A finding as it stood on a day, with its fix and what the data say of it now (None: nothing was assigned)."""

    finding: FindingFact
    fix: FixFact | None
    state: str
    effect: EffectVerdict | None


class LoopReader(SurveyGround):
    """See ``Reader``. What people entered is asked of the records when it is first needed (``asking_loop``)."""

    _loop: Callable[[], LoopFacts] = staticmethod(lambda: NO_LOOP)

    @cached_property
    def loop_facts(self) -> LoopFacts:
        """All versions, of everybody: nothing of it reaches a viewer but through the methods here."""
        return self._loop()

    def asking_loop(self, loop: Callable[[], LoopFacts]) -> Self:
        """The same reader, which asks there what people entered."""
        told = copy(self)
        told.__dict__.pop("loop_facts", None)
        told._loop = loop
        return told

    def loop_day(self, question: Question) -> date:
        """The day that findings are told as of (``logic.surveys.loop.loop_day``)."""
        return loop_day(
            self.loop_facts,
            as_of_end=month_end(question.as_of),
            is_latest=question.as_of >= self.build.default_as_of,
            data_through=self.build.data_through,
        )

    def findings(self, question: Question) -> tuple[LoopEntry, ...]:
        """Those that the viewer may see, as they stood on ``loop_day``, newest first; filters do not change them. What
        people typed is hidden from who sees no texts of cases, names of owners from who sees no account managers,
        figures of the company from who does not see all customers."""
        day = self.loop_day(question)
        standing = self.loop_facts.standing(day)
        fixes = {one.finding_id: one for one in standing.fixes}
        found = []
        for one in sorted(standing.findings, key=_newest_first):
            fix = fixes.get(one.thing_id)
            if may_see(
                self.viewer,
                is_published=one.published_on is not None,
                author=one.author,
                department=one.department,
                owner=fix.owner if fix else "",
                owner_department=fix.owner_department if fix else "",
            ):
                effect = self.fix_effect(question, fix.target, fix.effective_on) if fix else None
                found.append(self._told(LoopEntry(one, fix, state_of(one, fix, day), effect)))
        return tuple(found)

    def fix_effect(self, question: Question, target: Target, since: date) -> EffectVerdict:
        """Decided for the whole company; its figures only for who sees all customers."""
        ground = SurveyGround(self.marts, COMPANY, self.schemes)
        cases = SpcReader(self.marts, COMPANY, self.schemes)
        told = fix_effect(ground, cases, replace(question, filters=()), target, since)
        return told if self.viewer.scope.all else without_figures(told)

    def low_scores(self, question: Question, limit: TimeLimit) -> LowScores:
        """Low responses of the visible answers of named surveys given in the question's period, and who sees to them.
        Without a day an answer counts on the last day of its wave, and always where that is not known either."""
        day = self.loop_day(question)
        since = question.span.starts_on
        waves = [wave for wave in self.waves(question) if not wave.is_anonymous]
        answers = [(wave, self._since(self.visible_answers(question, wave), wave, since)) for wave in waves]
        return low_scores(self.marts, self.viewer, answers, self.loop_facts.standing(day).follow_ups, limit, day)

    def _since(self, answers: WaveAnswers, wave: Wave, since: date) -> WaveAnswers:
        is_late = wave.field_to is None or wave.field_to >= since
        days = answers.answered_on
        return answers.of(np.where(np.isnat(days), is_late, days >= np.datetime64(since)))

    def _told(self, entry: LoopEntry) -> LoopEntry:
        """As this viewer may see it."""
        hides_texts = "description" in self.viewer.masks
        text = dict.fromkeys(("title", "text"), MASK) if hides_texts else {}
        author = MASK if "account_manager_id" in self.viewer.masks else entry.finding.author
        finding = replace(entry.finding, author=author, **text)
        fix = entry.fix
        if fix is not None:
            owner = masked_values("account_manager_id", [fix.owner], self.viewer)[0] if fix.owner else ""
            typed = dict.fromkeys(("measure", "reply", "proof"), MASK) if hides_texts else {}
            basis = fix.basis if self.viewer.scope.all else {}
            fix = replace(fix, owner=owner, basis=basis, **typed)
        return replace(entry, finding=finding, fix=fix)


def _newest_first(one: FindingFact) -> tuple[int, str, str]:
    """Those of a day by title: ids are random."""
    return -one.entered_on.toordinal(), one.title, one.thing_id

"""The part of the Reader that answers for backlog, stage times, lists and records of cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.data.reading.cases import case_record, case_rows
from dashboard.data.reading.cases.case_export import PERSONS, TEXTS, case_export
from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.cases.case_work import CaseChoice, CaseWork, case_work, chosen_cases
from dashboard.data.reading.queries import query_columns, read_only
from dashboard.data.reading.recusal.recusal_reader import RecusalReader
from dashboard.logic.cases.completeness import complete_share, completeness, missing_fields, recorded_fields
from dashboard.logic.cases.stage_times import StageTime, recorded_stages, stage_by_department, stage_times
from dashboard.logic.question import Question
from dashboard.logic.shares import Share


@dataclass(frozen=True, eq=False)
class StageTimes:
    """``stages`` in their order; ``departments``: closing by responsible department; ``waiting``: case numbers by
    stage; ``limits``: the distinct limits (seconds) of the cases counted, where they have one."""

    stages: tuple[StageTime, ...]
    departments: Mapping[str | None, StageTime]
    waiting: Mapping[str, np.ndarray]
    cases: int


@dataclass(frozen=True, eq=False)
class Completeness:
    """``table``: see ``logic.cases.completeness.completeness``; ``incomplete``: case numbers by stage."""

    table: pd.DataFrame
    share: Share
    incomplete: Mapping[str, np.ndarray]


class CaseReader(RecusalReader):
    """See ``Reader``."""

    def case_numbers(self, question: Question, case_nos: np.ndarray, sort: str = "newest") -> np.ndarray:
        """Those of these cases that are visible, in order: ``newest`` first, or by ``due`` time."""
        return case_rows.sorted_numbers(self.visible_cases(question), case_nos, sort)

    def case_rows(
        self, question: Question, case_nos: np.ndarray, offset: int = 0, limit: int = 25, *, sort: str = "newest"
    ) -> pd.DataFrame:
        """One page of the list of these cases (``case_rows.case_rows``), masked."""
        wanted = self.case_numbers(question, case_nos, sort)[offset : offset + limit]
        return case_rows.case_rows(self.marts, self.viewer, self.visible_cases(question), wanted)

    def case_departments(self, question: Question) -> tuple[str, ...]:
        """Responsible departments of the visible cases; "" = not given."""
        named = self.visible_cases(question).frame["respondent_department"]
        return tuple(sorted(named.dropna().unique())) + (("",) if named.isna().any() else ())

    def case_work(self, question: Question, choice: CaseChoice) -> CaseWork:
        """M32: what waits, as of the window's end. Of every case of the choice, whenever it came."""
        return self._answer("case_work", question, lambda: case_work(self.visible_cases(question), choice), choice)

    def stage_times(self, question: Question, choice: CaseChoice) -> StageTimes:
        """M30 of the cases received in the window."""
        return self._answer("stage_times", question, lambda: self._stage_times(question, choice), choice)

    def case_completeness(self, question: Question, choice: CaseChoice) -> Completeness:
        """M36 of the cases received in the window."""
        return self._answer("case_completeness", question, lambda: self._completeness(question, choice), choice)

    def case_record(self, question: Question, case_id: str) -> case_record.CaseRecord | None:
        """One case with all that is known of it, whatever the filters are; None for one that is not there or not the
        viewer's to see. Never remembered: it holds what people wrote."""
        everybody = self.visible_cases(replace(question, filters=()))
        _, fields = self._recorded_of_cases(everybody)
        found = case_record.case_record(self.marts, self.viewer, everybody, case_id, fields, self._is_described())
        return found.of_a_party() if found is not None and self.is_party(int(found.fields["case_no"])) else found

    def case_export(self, question: Question, kind: str) -> pd.DataFrame:
        """Every visible case of a kind with all its columns (``case_export.case_export``), never remembered."""
        frame = case_export(self.marts, self.viewer, self.visible_cases(question), kind)
        # Of a case that the viewer is party to: nothing that people wrote, and nobody's name.
        frame.loc[self.party_cases()[frame["case_no"].to_numpy(np.int64)], [*TEXTS, *PERSONS]] = None
        return frame

    def _cases_received(self, question: Question, choice: CaseChoice) -> tuple[VisibleCases, pd.DataFrame]:
        visible = self.visible_cases(question)
        frame = chosen_cases(visible, choice)
        return visible, frame.loc[visible.window.holds(frame["received_at"].to_numpy())].reset_index(drop=True)

    def _stage_times(self, question: Question, choice: CaseChoice) -> StageTimes:
        visible, frame = self._cases_received(question, choice)
        recorded, _ = self._recorded_of_cases(visible)
        stages = stage_times(frame, visible.steps, recorded=recorded)
        numbers = frame["case_no"].to_numpy(np.int64)
        return StageTimes(
            stages=stages,
            departments=stage_by_department(frame, visible.steps, "closed", is_recorded="closed" in recorded),
            waiting={one.stage: numbers[one.waiting] for one in stages},
            cases=len(frame),
        )

    def _completeness(self, question: Question, choice: CaseChoice) -> Completeness:
        visible, frame = self._cases_received(question, choice)
        frame = self._described(frame)
        _, recorded = self._recorded_of_cases(visible)
        numbers, lacks = frame["case_no"].to_numpy(np.int64), missing_fields(frame, recorded)
        table = completeness(frame, recorded)
        none = np.zeros(len(frame), bool)
        return Completeness(
            table=table,
            share=complete_share(frame, recorded),
            incomplete={
                stage: numbers[np.any([none, *(f for n, f in lacks.items() if n.startswith(f"{stage}."))], axis=0)]
                for stage in table["stage"]
            },
        )

    def _recorded_of_cases(self, visible: VisibleCases) -> tuple[frozenset[str], frozenset[str]]:
        """(stages, fields) that the company uses at all. Of all its cases: it tells nothing of any one of them."""

        def make() -> tuple[frozenset[str], frozenset[str]]:
            stages = recorded_stages(visible.steps)
            return stages, recorded_fields(self._described(visible.company.cases), stages)

        return self.marts.remember(("recorded_of_cases", visible.window.through_on), make, keep=4)

    def _is_described(self) -> np.ndarray:
        """A flag for each case of the company: somebody wrote what it is about."""

        def load() -> np.ndarray:
            column = query_columns(self.marts, "case_described", needs=("feedback_case",))["is_described"]
            return read_only(column.to_numpy(zero_copy_only=False).astype(bool))

        return self.marts.remember(("case_described",), load, keep=1)

    def _described(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(description=self._is_described()[frame["case_no"].to_numpy(np.int64)])

"""Any sequence of imports, undo and redo against a model in plain Python: what counts, and that nothing is lost."""

import shutil
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from dashboard.data.importing.undoing import redo, undo
from dashboard.logic.problems import Problem

Row = tuple[int, int]
"""Month and amount."""
ROWS = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 2), st.integers(1, 2)), min_size=1, max_size=4)
MODES = st.sampled_from(["append", "upsert", "replace", "replace-period"])


@dataclass
class Made:
    """One import as the model remembers it."""

    import_id: str
    mode: str
    written: dict[str, Row]
    accepted: dict[str, Row]
    hides: set[tuple[str, str]]
    months: range = range(0)
    is_undone: bool = False


@dataclass
class Model:
    made: list[Made] = field(default_factory=list)

    def live(self) -> list[Made]:
        live: list[Made] = []
        for one in (one for one in self.made if not one.is_undone):
            live = [*([] if one.mode == "replace" else live), one]
        return live

    def current(self) -> dict[str, tuple[str, Row]]:
        """Key -> import and row. Two rows with one key would be a fault of undo: they fail here."""
        live, rows = self.live(), {}
        hidden = set().union(*(one.hides for one in live))
        for one in live:
            for key, row in one.written.items():
                if (one.import_id, key) not in hidden:
                    assert key not in rows
                    rows[key] = (one.import_id, row)
        return rows

    def imported(self, mode: str, rows: list[tuple[str, int, int]]) -> Made:
        stored = {} if mode == "replace" else self.current()
        one = Made("", mode, {}, {}, set())
        if mode == "replace-period":
            one.months = _months(rows, stored)
            gone = {key: of for key, of in stored.items() if of[1][0] in one.months}
            one.hides = {(of[0], key) for key, of in gone.items()}
            stored = {key: of for key, of in stored.items() if key not in gone}
        for key, month, amount in rows:
            row = (month, amount)
            if mode == "upsert":
                one.accepted[key] = row
            elif key in stored:
                if stored[key][1] == row:
                    one.accepted[key] = row
            else:
                one.accepted.setdefault(key, row)
        one.written = {key: row for key, row in one.accepted.items() if key not in stored or stored[key][1] != row}
        if mode == "upsert":
            one.hides = {(stored[key][0], key) for key in one.written if key in stored}
        return one


def _months(rows: list[tuple[str, int, int]], stored: dict[str, tuple[str, Row]]) -> range:
    first: dict[str, int] = {}
    for key, month, _amount in rows:
        first.setdefault(key, month)
    period = range(0)
    while True:
        outside = {key for key, of in stored.items() if period and of[1][0] not in period}
        taken = [month for key, month in first.items() if key not in outside]
        found = range(min(taken), max(taken) + 1) if taken else range(0)
        if found == period or not found:
            return found
        period = found


class Sequences(RuleBasedStateMachine):
    def __init__(self, home_in: type) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.home = home_in(self.folder)
        self.model = Model()
        self.files = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(mode=MODES, rows=ROWS)
    def imports(self, mode: str, rows: list[tuple[str, int, int]]) -> None:
        before = {key: row for key, (_of, row) in self.model.current().items()}
        expected = self.model.imported(mode, rows)
        self.files += 1
        text = "".join(f"{key},C,2024-{month:02}-01,{amount}\n" for key, month, amount in rows)
        path = self.home.file(f"{self.files}.csv", "order_id,customer_id,order_date,net_amount\n" + text)
        try:
            report = self.home.run(path, mode=mode)
        except Problem as problem:
            is_right = "leave it empty" in str(problem) and mode.startswith("replace") and not expected.accepted
            if not is_right:
                raise
            return
        kept = dict(before) if mode != "replace" else {}
        kept = {key: row for key, row in kept.items() if row[0] not in expected.months} | expected.written
        if report.import_id is None:
            assert kept == before
        else:
            expected.import_id = report.import_id
            self.model.made.append(expected)

    @precondition(lambda self: self.model.made)
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from([one for one in self.model.made if not one.is_undone] or self.model.made))
        later = [other for other in self.model.made if not other.is_undone][-1:] != [one]
        try:
            undo(self.home.home, one.import_id, "me")
        except Problem:
            assert later or one.is_undone  # the last one can always be taken back
            return
        assert not one.is_undone
        one.is_undone = True

    @precondition(lambda self: any(one.is_undone for one in self.model.made))
    @rule(data=st.data())
    def redoes(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from([one for one in self.model.made if one.is_undone]))
        try:
            redo(self.home.home, one.import_id, "me")
        except Problem:
            assert len(self.model.made) > 1
            return
        one.is_undone = False

    @precondition(lambda self: any(not one.is_undone for one in self.model.made))
    @rule()
    def takes_the_last_back_and_forth(self) -> None:
        one = [one for one in self.model.made if not one.is_undone][-1]
        undo(self.home.home, one.import_id, "me")
        redo(self.home.home, one.import_id, "me")

    @invariant()
    def rows_are_those_of_the_model(self) -> None:
        found = self.home.rows("orders", "order_id, month(order_date)::int, net_amount::int") if self.model.made else []
        expected = [(key, *row) for key, (_of, row) in self.model.current().items()]
        assert sorted(found) == sorted(expected)

    @invariant()
    def nothing_accepted_is_lost(self) -> None:
        """A record that was accepted counts, or what a later import that counts put in its place."""
        current = self.model.current()
        for number, one in enumerate(self.model.made):
            for key, row in one.accepted.items() if not one.is_undone else ():
                later = [other for other in self.model.made[number + 1 :] if not other.is_undone]
                retired = any(other.mode == "replace" or row[0] in other.months for other in later)
                assert retired or key in current or any(key in other.accepted for other in later)


@pytest.mark.slow
def test_any_sequence_counts_what_the_model_says(home) -> None:
    machine = partial(Sequences, type(home))
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=10, deadline=None))

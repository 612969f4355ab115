"""One case of the demo while it is made, step by step."""

from dataclasses import dataclass, field

import numpy as np

from dashboard.data.demo.service.causes import Topic

COMPLAINT, APPEAL, OBJECTION = "投诉", "申诉", "质量异议"
FORMAL = (COMPLAINT, APPEAL, OBJECTION)
OWN_TIMES = ("告知受理", "答复", "结案", "回访")
"""Events whose time a case itself has a column for."""


@dataclass
class Step:
    """``position``: working seconds (clock.py); ``by``: place in Staff.employees, -1 nobody. ``is_timed``: somebody
    wrote down when."""

    event: str
    position: int
    by: int
    reason: str = ""
    note: str = ""
    is_timed: bool = True


@dataclass
class Case:
    """``customer``: row of the roster; ``order``: row of the trade or -1; ``earlier``: the case that it goes back to.

    ``due``: working position, or ``due_day`` where a bare date was promised; neither: no due time.
    """

    kind: str
    received: np.datetime64
    start: int
    customer: int
    order: int
    topic: Topic
    department: str
    respondent: int
    case_id: str = ""
    form: str = "电话"
    channel: str = "客服热线"
    receiver: int = -1
    due: int = -1
    due_day: np.datetime64 | None = None
    justified: str = ""
    outcome: str = ""
    callback: str = ""
    amounts: tuple[str, str, str] = ("", "", "")
    severity: int = 1
    earlier: "Case | None" = None
    is_linked: bool = True
    has_log: bool = True
    steps: list[Step] = field(default_factory=list)

    def last(self, event: str) -> Step | None:
        return next((step for step in reversed(self.steps) if step.event == event), None)

    @property
    def is_closed(self) -> bool:
        """The last closing or reopening decides."""
        last = next((step for step in reversed(self.steps) if step.event in ("结案", "重开")), None)
        return last is not None and last.event == "结案"

    @property
    def position_of_end(self) -> int:
        return self.steps[-1].position

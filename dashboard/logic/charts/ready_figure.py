"""A figure that is sent as it is, for a picture that is drawn again with every move of a slider."""

from typing import Any

import plotly.graph_objects as go


class ReadyFigure(go.Figure):
    """Plain dictionaries that pass for a figure where only ``to_dict`` is asked for, as Streamlit does.

    Plotly makes objects of all parts and copies them three times: 0.8 of the 12 ms of a move's script. Whoever wants to
    look at parts makes a figure of it; the tests do (``before_after_chart``), with Plotly's checks.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        return self._spec

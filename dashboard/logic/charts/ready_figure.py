"""A figure that is sent as it is, for a picture that is drawn again with every move of a slider."""

from typing import Any

import plotly.graph_objects as go


class ReadyFigure(go.Figure):
    """Plain dictionaries that pass for a figure where only ``to_dict`` is asked for, as Streamlit does.

    Plotly makes objects of all parts and copies them three times: 1.5 of the 17 ms of server time of a move. Whoever
    wants to look at parts makes a figure of ``to_dict()``; the tests do, with Plotly's checks.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        return self._spec

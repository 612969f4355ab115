"""The part of the Reader that answers what the customers of each layer say: the last columns of the pyramid's table
(M6: complaints per 100 orders, index and NPS), from the readers of complaints and of surveys."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import NEEDED as CASE_MARTS
from dashboard.data.reading.cases.complaint_reader import ComplaintReader
from dashboard.data.reading.surveys.company_surveys import NEEDED as SURVEY_MARTS
from dashboard.data.reading.surveys.wave_reader import WaveReader
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import month_end
from dashboard.logic.question import Question
from dashboard.logic.schemes import CURRY
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW
from dashboard.logic.surveys.satisfaction_index import satisfaction_index
from dashboard.logic.surveys.wave import Wave, Withheld

Unheard = Withheld | Literal["layers"]
"""Why no wave is shown beside the layers. layers: an anonymous one is told by the layers of the shipped scheme only."""


@dataclass(frozen=True, eq=False)
class LayerVoices:
    """table    one row per layer of the pyramid, in its order: layer; complaints, orders (Int64) and
                complaints_per_100_orders (M29) of ``window``; csi (M44, equal weights), csi_n, nps (M45), nps_n
                (Int64); survey_id. Null where nothing is known; csi and nps too below HIDDEN_BELOW ratings, where only
                the count is told
    window      of the complaints; None = the company has no cases
    wave        whose answers these are: the latest relationship wave that ended by as-of and is shown to this viewer;
                None = there is none, ``unheard`` says why where there is one that is not shown
    """

    table: pd.DataFrame
    window: ServiceWindow | None
    wave: Wave | None
    unheard: Unheard


class LayerVoiceReader(ComplaintReader, WaveReader):
    """See ``Reader``."""

    def layer_voices(self, question: Question) -> LayerVoices:
        """Of the visible customers, by their layer of the question (of an anonymous wave: the cells of M47b)."""
        found = self._answer("layer_voices", question, lambda: self._layer_voices(question))
        return replace(found, table=found.table.copy())

    def _layer_voices(self, question: Question) -> LayerVoices:
        layers = list(self.layered(question).layering.layers)
        # Asked first: builds of earlier versions have a pyramid too, and nothing of the service.
        marts = set(self.build.marts)
        has_cases = marts.issuperset(CASE_MARTS) and self.has_cases()
        wave, unheard = self._voice_wave(question) if marts.issuperset(SURVEY_MARTS) else (None, "")
        empty = pd.DataFrame(index=pd.Index(layers, name="layer"))
        complaints = self._complaints_of(question, layers) if has_cases else empty
        index = self._index_of(question, wave) if wave is not None else empty
        nps = self._nps_of(question, wave) if wave is not None else empty
        table = empty.join([complaints, index, nps]).assign(survey_id=None if wave is None else wave.survey_id)
        for name, kind in _KINDS.items():
            table[name] = table[name].astype(kind) if name in table else pd.array([None] * len(table), dtype=kind)
        window = self.service_window(question) if has_cases else None
        return LayerVoices(table[[*_KINDS, "survey_id"]].reset_index(), window, wave, unheard)

    def _voice_wave(self, question: Question) -> tuple[Wave | None, Unheard]:
        through = month_end(question.as_of)
        ended = [
            (wave, self._unheard(question, wave))
            for wave in self.waves(question)
            if wave.kind == "relationship" and wave.field_to is not None and wave.field_to <= through
        ]
        shown = [wave for wave, unheard in ended if not unheard]
        if shown:
            return shown[-1], ""
        return None, ended[-1][1] if ended else ""

    def _unheard(self, question: Question, wave: Wave) -> Unheard:
        is_shipped = self.scheme(question) == CURRY and self.base(question).name == "revenue"
        return self.withheld(question, wave) or ("layers" if wave.is_anonymous and not is_shipped else "")

    def _complaints_of(self, question: Question, layers: list[str]) -> pd.DataFrame:
        """Layers without a case have their orders, and a rate of zero."""
        cases = self.complaint_breakdown(question, "complaint", "layer").set_index("segment")["received"]
        received = cases.reindex(layers).fillna(0).to_numpy(np.int64)
        exposed = self._orders(question, "layer") or {}
        orders = np.array([exposed.get(layer, 0) for layer in layers], np.int64)
        rate = np.divide(100.0 * received, orders, out=np.full(len(layers), np.nan), where=orders > 0)
        return pd.DataFrame({"complaints": received, "orders": orders, "complaints_per_100_orders": rate}, layers)

    def _index_of(self, question: Question, wave: Wave) -> pd.DataFrame:
        """Of an anonymous wave the index is told for the whole only (docs/survey-privacy.md)."""
        rows: dict[str, tuple[float, int]] = {}
        if not wave.is_anonymous:
            answers = self.visible_answers(question, wave)
            layers, place = self._survey_segments(question, answers, "layer")
            weights, _used = self._index_weights(question, wave, answers.items, "equal")
            for number, layer in enumerate(layers):
                index = satisfaction_index(answers.items, answers.scores[place == number], weights)
                if index is not None:
                    value = index.value if index.responses >= HIDDEN_BELOW else np.nan
                    rows[str(layer)] = (value, index.responses)
        return pd.DataFrame.from_dict(rows, orient="index", columns=["csi", "csi_n"])

    def _nps_of(self, question: Question, wave: Wave) -> pd.DataFrame:
        found = self.nps_table(question, wave, "layer")
        found = found[found["segment"].notna()].set_index("segment")
        return found[["nps", "n"]].rename(columns={"n": "nps_n"})


_KINDS = {
    "complaints": "Int64",
    "orders": "Int64",
    "complaints_per_100_orders": "float64",
    "csi": "float64",
    "csi_n": "Int64",
    "nps": "float64",
    "nps_n": "Int64",
}

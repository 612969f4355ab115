"""What a fix can be meant to move: questions where more is better, and monthly figures of complaints."""

from collections.abc import Sequence

from dashboard.data.reading.marts import Marts
from dashboard.data.reading.surveys.company_surveys import company_surveys
from dashboard.logic.surveys.effect_target import ITEM_TYPES
from dashboard.logic.surveys.wave import Wave


def question_texts(marts: Marts) -> dict[tuple[str, str], str]:
    """The latest wording by (series, canonical id): what was asked, not who answered. Where one canonical id was asked
    in several ways, the one that a fix can move."""

    def make() -> dict[tuple[str, str], str]:
        company = company_surveys(marts)
        found: dict[tuple[str, str], str] = {}
        for wave in company.waves:
            asked = company.answers[wave.survey_no].items
            items = asked.loc[asked["item_type"].isin(ITEM_TYPES).sort_values(kind="stable").index]
            rows = zip(items["canonical_id"], items["question_text"], items["item_id"], strict=True)
            found |= {(wave.series, str(one)): str(text or item) for one, text, item in rows}
        return found

    return marts.remember(("question_texts",), make)


def canonical_id(marts: Marts, wave: Wave, item: str) -> str:
    """Of one question of a wave; empty for one that a fix cannot be meant to move."""
    asked = company_surveys(marts).answers[wave.survey_no].items
    found = asked.loc[(asked["item_id"] == item) & asked["item_type"].isin(ITEM_TYPES), "canonical_id"]
    return str(found.iloc[0]) if len(found) else ""


def item_id(marts: Marts, wave: Wave, canonical: str) -> str:
    """The id that this wave has of it; empty where it did not ask it."""
    asked = company_surveys(marts).answers[wave.survey_no].items
    found = asked.loc[(asked["canonical_id"] == canonical) & asked["item_type"].isin(ITEM_TYPES), "item_id"]
    return str(found.iloc[0]) if len(found) else ""


def target_items(marts: Marts, waves: Sequence[Wave]) -> list[tuple[Wave, str]]:
    """(the last wave that asked it, canonical id) of every question that a fix can be meant to move, latest wave
    first."""
    answers = company_surveys(marts).answers
    found: dict[tuple[str, str], tuple[Wave, str]] = {}
    for wave in reversed(waves):
        items = answers[wave.survey_no].items
        for item in items.loc[items["item_type"].isin(ITEM_TYPES), "canonical_id"]:
            found.setdefault((wave.series, str(item)), (wave, str(item)))
    return list(found.values())

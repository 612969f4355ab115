"""What the files of surveys hold, counted from their text row by row in plain Python, without the product's logic."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dashboard.data.demo.sheets import Sheet

_YES, _LOW_OVERALL, _PROMOTER, _DETRACTOR = 1, 2, 9, 6


@dataclass(frozen=True)
class Rule:
    """How one question of one wave is read."""

    item_type: str
    lowest: int
    highest: int
    unknown: str
    left_out: str


@dataclass
class ItemCount:
    """``scores``: the ratings one by one."""

    scores: list[int] = field(default_factory=list)
    dont_know: int = 0
    outside: int = 0

    def told(self, rule: Rule) -> dict[str, Any]:
        return {
            "type": rule.item_type,
            "n": len(self.scores),
            "sum": sum(self.scores),
            "dont_know": self.dont_know,
            "out_of_scale": self.outside,
            "top2": sum(score >= rule.highest - 1 for score in self.scores),
            "bottom2": sum(score <= rule.lowest + 1 for score in self.scores),
        }


@dataclass
class WaveCount:
    """``rated``: response -> question -> rating; ``day``, ``weight``: of each response."""

    items: dict[str, ItemCount] = field(default_factory=dict)
    rated: dict[str, dict[str, int]] = field(default_factory=dict)
    day: dict[str, str] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)


def question_rules(waves: Sheet, questions: Sheet) -> dict[tuple[str, str], Rule]:
    """By wave and question."""
    by_wave = {row["调查编号"]: row for row in rows(waves)}
    found = {}
    for row in rows(questions):
        wave = by_wave[row["调查编号"]]
        if row["题号"]:
            lowest, highest = (int(row[name] or wave[name]) for name in ("最低分", "最高分"))
            codes = (row[name] or wave[name] for name in ("不清楚代码", "未作答代码"))
            found[row["调查编号"], row["题号"]] = Rule(row["题目类型"], lowest, highest, *codes)
    return found


def counted_waves(rules: dict[tuple[str, str], Rule], wide: Sheet, long: Sheet) -> dict[str, WaveCount]:
    """By wave; what no import can take is left out."""
    found: dict[str, WaveCount] = {}
    for survey, response, item, text, row in (*_wide_answers(wide), *_long_answers(long)):
        rule = rules.get((survey, item))
        if rule is None or not (text.isdigit() or text == ""):
            continue
        wave = found.setdefault(survey, WaveCount())
        wave.day[response] = row["作答时间"][:10]
        wave.weight[response] = float(row.get("权重") or 1)
        rated = wave.rated.setdefault(response, {})
        count = wave.items.setdefault(item, ItemCount())
        if text == rule.unknown or row.get("不清楚") == "是":
            count.dont_know += 1
        elif text and text != rule.left_out:
            if rule.lowest <= int(text) <= rule.highest:
                count.scores.append(int(text))
                rated[item] = int(text)
            else:
                count.outside += 1
    return found


Answer = tuple[str, str, str, str, dict[str, str]]
"""(wave, response, question, what was written as a score, the whole row)"""


def _wide_answers(sheet: Sheet) -> Iterator[Answer]:
    for row in rows(sheet):
        for item in sheet.header:
            if item.startswith("题") and row[item]:
                yield row["调查编号"], row["答卷编号"], item, row[item], row


def _long_answers(sheet: Sheet) -> Iterator[Answer]:
    for row in rows(sheet):
        yield row["调查编号"], row["答卷编号"], row["题号"], row["得分"], row


def rows(sheet: Sheet) -> Iterator[dict[str, str]]:
    for record in sheet.records:
        yield dict(zip(sheet.header, record, strict=True))


def wave_told(survey: str, wave: WaveCount, rules: dict[tuple[str, str], Rule]) -> dict[str, Any]:
    """Figures of one wave, counts and sums only. ``low_scores``: responses, and the day of each."""
    of_type = {rules[survey, item].item_type: item for item in wave.items}
    told = {item: count.told(rules[survey, item]) for item, count in wave.items.items()}
    found: dict[str, Any] = {"responses": len(wave.rated), "items": told}
    if nps := of_type.get("推荐意愿"):
        scores = wave.items[nps].scores
        high, low = sum(one >= _PROMOTER for one in scores), sum(one <= _DETRACTOR for one in scores)
        found["nps"] = {"promoters": high, "passives": len(scores) - high - low, "detractors": low}
    if problem := of_type.get("是否遇到问题"):
        had = [rated for rated in wave.rated.values() if rated.get(problem) == _YES]
        said = of_type.get("是否反映", "")
        found["problems"] = {"had": len(had), "told_us": sum(rated.get(said) == _YES for rated in had)}
    overall = of_type.get("总体满意度", "")
    found["low_scores"] = {
        response: wave.day[response]
        for response, rated in sorted(wave.rated.items())
        if rated.get(overall, 9) <= _LOW_OVERALL or (nps and rated.get(nps, 10) <= _DETRACTOR)
    }
    return found

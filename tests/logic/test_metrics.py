"""The registry: complete, and named as the vocabulary names things."""

import re
from pathlib import Path

import numpy as np
import pytest

from dashboard.logic.concentration import concentration
from dashboard.logic.decided_tiers import DECIDED_TIERS, TIER_LABELS
from dashboard.logic.layer_names import LABELS
from dashboard.logic.metrics import METRICS, metric
from dashboard.logic.migration import MOVEMENTS
from dashboard.logic.problems import Problem

VOCABULARY = {
    "revenue": "net revenue",
    "gross_profit": "gross profit",
    "active_customers": "active customers",
    "new_customers": "new",
    "average_revenue": "average revenue",
    "top20_share": "top-20 % share",
    "largest_customer_share": "largest customer's share",
    "moved_up": "moved up",
    "moved_down": "moved down",
    "to_next_layer": "to the next layer",
    "target_attainment": "target attainment",
}


def test_names_are_those_of_the_vocabulary():
    assert {key: METRICS[key].name.lower() for key in VOCABULARY} == VOCABULARY


def test_every_entry_says_what_it_means():
    for key, entry in METRICS.items():
        assert entry.key == key
        assert re.fullmatch(r"M[1-9][0-9]?b?", entry.id)
        assert all(text.strip() for text in (entry.name, entry.definition, entry.formula, entry.source))
        assert entry.definition.endswith(".")
        assert entry.direction in (1, 0, -1)


def test_names_are_distinct():
    assert len({entry.name for entry in METRICS.values()}) == len(METRICS)


def test_every_figure_of_the_page_has_an_entry():
    for name in concentration(np.array([1])).values():
        assert metric(name).unit in ("share", "index")
    for movement in MOVEMENTS:
        assert metric(movement).id == "M10"
    ids = {"M1", "M2", "M5", "M5b", "M6", "M7", "M8", "M9", "M10", "M11", "M15", "M23", "M24", "M28", "M62", "M69"}
    ids |= {"M29", "M31", "M31b", "M33", "M34", "M37", "M38"}
    ids |= {"M41", "M57", "M77"}
    ids |= {"M39", "M42"}
    ids |= {"M40"}
    ids |= {"M35"}
    ids |= {"M30", "M32", "M36"}
    ids |= {"M55", "M56", "M58"}
    ids |= {"M44", "M45", "M46", "M47", "M48"}
    ids |= {"M43"}
    ids |= {"M49", "M50", "M51", "M52"}
    ids |= {"M53", "M54"}
    assert {entry.id for entry in METRICS.values()} == ids


def test_an_unknown_figure_is_a_problem():
    with pytest.raises(Problem, match="turnover"):
        metric("turnover")


def test_layer_and_tier_labels_are_those_of_the_vocabulary():
    pairs = "Top 塔尖客户 · Big 大额客户 · Medium 中额客户 · Small 小额客户 · Inactive 沉默客户 · Lost 流失客户 · "
    pairs += "Prospect 意向客户 · Suspect 名单客户"
    for pair in pairs.split(" · "):
        english, chinese = pair.split()
        assert (LABELS[english].en, LABELS[english].zh_Hans) == (english, chinese)
    assert [TIER_LABELS[tier].zh_Hans for tier in DECIDED_TIERS] == ["战略用户", "重点用户", "一般用户", "潜在用户"]


def test_no_module_of_logic_reads_the_clock_or_an_unseeded_random():
    folder = Path(__file__).parents[2] / "dashboard" / "logic"
    for module in folder.rglob("*.py"):
        assert not re.search(r"\b(today|now|utcnow|default_rng|random)\(", module.read_text("utf-8")), module.name

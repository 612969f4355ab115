"""What a search finds, in which order, and what it must not tell."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.data.reading.customer_search import find_customers, matching_customers
from dashboard.data.reading.marts import Marts
from dashboard.logic.viewer import Scope, Viewer, account_manager, operator
from tests.data.hand_made_build import Customer, Order, hand_made_build

CUSTOMERS = [
    Customer("001", manager="m1", name="重庆长安汽车股份有限公司"),
    Customer("002", manager="m2", name="厦门银行"),
    Customer("003", manager="m1", name="Müller Spezialmaschinen GmbH"),
    Customer("004", name="上海重型机械厂"),
    Customer("CQ5", manager="m2", name="ABC Trading"),
    Customer("6 a", manager="m1"),
    Customer("xm7", manager="m2", name="银川市第二 厂"),
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    orders = [Order(one.customer_id, date(2024, 1, 5), "1") for one in CUSTOMERS]
    return hand_made_build(tmp_path_factory.mktemp("home"), CUSTOMERS, orders)


def _matching(marts: Marts, viewer: Viewer, text: str) -> list[str]:
    ids = sorted(one.customer_id for one in CUSTOMERS)
    numbers = matching_customers(marts, viewer, text)
    assert numbers.dtype == np.int32
    assert (np.diff(numbers) > 0).all()
    return [ids[number] for number in numbers]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("重庆", ["001"]),
        ("重慶", ["001"]),
        ("cq", ["001", "CQ5"]),
        ("CQCA", ["001"]),
        ("ｃｑ", ["001", "CQ5"]),
        ("chongqing", ["001"]),
        ("ChangAn", ["001"]),
        ("zhongxing", ["004"]),
        ("xm", ["002", "xm7"]),
        ("xiamen yinhang", ["002"]),
        ("yh", ["002"]),
        ("yin", ["002", "xm7"]),
        ("muller", ["003"]),
        ("MÜLLER gmbh", ["003"]),
        ("trading abc", ["CQ5"]),
        ("trading 重庆", []),
        ("厂", ["004", "xm7"]),
        ("银行 厦门", ["002"]),
        ("银 厂", ["xm7"]),
        ("6 a", ["6 a"]),
        ("00", ["001", "002", "003", "004"]),
        ("hang", ["002"]),
        ("ha", ["002", "004"]),
        ("ang", []),
        ("changan", ["001"]),
        ("chongq", ["001"]),
        ("sh", ["004", "xm7"]),
        ("xi", ["001", "002", "004"]),
        ("", []),
        (" \t ", []),
        ("\n", []),
        ("%", []),
        ("001\n重庆", ["001"]),
    ],
)
def test_every_word_must_stand_in_id_name_or_pinyin(marts: Marts, text: str, found: list[str]) -> None:
    """Pinyin is found from the beginning of a syllable on: hang in yinhang, not in shanghai."""
    assert _matching(marts, operator(), text) == found


def test_what_begins_with_the_text_comes_first(marts: Marts) -> None:
    def found(text: str, limit: int = 9) -> list[str]:
        return find_customers(marts, operator(), text, limit)["customer_id"].tolist()

    assert found("cq") == ["CQ5", "001"]
    assert found("xm") == ["xm7", "002"]
    assert found("厂") == ["004", "xm7"]
    assert found("hang") == ["002"]
    assert found("yin") == ["xm7", "002"]
    assert found("yin", 1) == ["xm7"]
    assert found("nothing") == []


def test_a_hidden_column_is_not_searched_and_neither_is_its_pinyin(marts: Marts) -> None:
    def viewer(*masks: str, partial: str = "") -> Viewer:
        return Viewer("v", scope=Scope(all=True), masks=frozenset(masks), partial=frozenset({partial} - {""}))

    nameless, idless = viewer("customer_name"), viewer("customer_id")
    assert _matching(marts, nameless, "cq") == ["CQ5"]
    assert _matching(marts, nameless, "chongqing") == _matching(marts, nameless, "重庆") == []
    assert _matching(marts, nameless, "001") == ["001"]
    assert _matching(marts, nameless, "00") == ["001", "002", "003", "004"]
    assert _matching(marts, idless, "cq") == ["001"]
    assert _matching(marts, idless, "001") == _matching(marts, idless, "00") == []
    assert _matching(marts, idless, "重庆") == _matching(marts, idless, "chongqing") == ["001"]
    assert _matching(marts, idless, "6") == ["6 a"], "a name that is not known is the id"
    assert find_customers(marts, idless, "xm", 9)["customer_name"].tolist() == ["厦门银行"]
    assert _matching(marts, viewer("customer_id", "customer_name"), "a") == []
    assert len(find_customers(marts, viewer("customer_id", "customer_name"), "a", 9)) == 0
    partly = viewer("customer_id", partial="customer_name")
    assert _matching(marts, partly, "重庆") == [], "a name shown in part is not found by the part that is not shown"


def test_what_is_found_is_in_scope(marts: Marts) -> None:
    assert find_customers(marts, account_manager("m1", ""), "cq", 9)["customer_id"].tolist() == ["001"]
    assert find_customers(marts, account_manager("m2", ""), "cq", 9)["customer_id"].tolist() == ["CQ5"]
    assert len(find_customers(marts, account_manager("m2", ""), "chongqing", 9)) == 0
    assert len(find_customers(marts, Viewer("nobody"), "cq", 9)) == 0
    assert _matching(marts, account_manager("m2", ""), "cq") == ["001", "CQ5"], "before scope, which is the caller's"


def test_words_beyond_the_eighth_are_not_looked_at(marts: Marts, tmp_path: Path) -> None:
    words = " ".join("重庆长安汽车股份")
    assert _matching(marts, operator(), f"{words} nothing") == ["001"]
    assert _matching(marts, operator(), "重 重 重 重 重 重 重 重 nothing") == [], "a word said again is one"

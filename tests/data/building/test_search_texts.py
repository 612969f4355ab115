"""What customers are found by, worked out by hand, and held against pypinyin character by character."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from dashboard.data.building.build import build
from dashboard.data.building.readings import readings
from dashboard.data.building.search_texts import SCHEMA, search_texts
from dashboard.data.home import Home
from dashboard.data.reading.marts import open_marts
from dashboard.logic.search_text import folded
from dashboard.logic.spoken import SYLLABLES
from dashboard.settings import Settings
from tests.data.building.imported import imported


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """The dictionaries are loaded once, outside what a test may take."""
    readings()


def _found_by(*customers: tuple[str, str, str | None]) -> list[tuple[str, str | None]]:
    ids, names, short = (pa.array(list(column), pa.string()) for column in zip(*customers, strict=True))
    numbers = pa.array(range(len(customers)), pa.int32())
    batch = pa.record_batch([numbers, ids, names, short], ["customer_no", "customer_id", "customer_name", "short_name"])
    table = search_texts(batch)
    assert table.schema == SCHEMA
    return [(row["search_text"], row["pinyin"]) for row in table.to_pylist()]


def _initials(name: str) -> str:
    return _found_by(("x", name, None))[0][0].split("\n")[3]


def test_a_customer_is_found_by_id_names_first_letters_and_pinyin():
    assert _found_by(
        ("A1", "重庆长安汽車（上海）ABC有限公司", "长安"),
        ("Ｂ２", "Müller & Co", None),
        ("c", "行", None),
        ("d", "2 x\n2", "Two"),
    ) == [
        (
            "\na1\n重庆长安汽车(上海)abc有限公司\n长安\ncqcaqcshabcyxgs\nca\n",
            "\n'chong'qing'chang'an'qi'che'shang'hai'you'xian'gong'si\n'chang'an\n",
        ),
        ("\nb2\nmuller & co\n", None),
        ("\nc\n行\nh\n", "\n'hang\n"),
        ("\nd\n2 x 2\ntwo\n", None),
    ]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("重庆", "cq"), ("重慶", "cq"), ("重型", "zx"), ("长安", "ca"), ("长江", "cj"), ("成长", "cz"), ("长盛", "cs"),
        ("厦门", "xm"), ("大厦", "ds"), ("银行", "yh"), ("银行大厦", "yhds"), ("旅行社", "lxs"), ("行长", "hz"),
        ("五金行", "wjh"), ("旅行", "lx"), ("音乐", "yy"), ("乐清", "yq"), ("乐百氏", "lbs"), ("会计", "kj"),
        ("会展", "hz"), ("绿能", "ln"), ("女装", "nz"), ("奥迪", "ad"), ("𠮷野家", "yj"),
    ],
)  # fmt: skip
def test_characters_of_several_readings_are_read_as_their_phrase(name, initials):
    assert _initials(name)[-len(initials) :] == initials


def test_a_reading_ends_at_the_end_of_a_name():
    """No phrase goes over from one name to the next: 银 | 行 is no bank."""
    found = _found_by(("1", "银", None), ("2", "行动", None), ("3", "重", None), ("4", "庆", None))
    assert [read for _, read in found] == ["\n'yin\n", "\n'xing'dong\n", "\n'zhong\n", "\n'qing\n"]


def test_only_letters_and_syllables_are_read():
    assert set(readings().syllables[1:]) == SYLLABLES
    assert all(syllable.isascii() and syllable.isalpha() for syllable in SYLLABLES)
    assert _found_by(("1", "ABC-12", None)) == [("\n1\nabc-12\n", None)]
    assert _found_by(("1", "ABC-12店", None))[0][1] == "\n'dian\n"


@pytest.mark.slow
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=6))
def test_each_name_is_read_the_same_alone_and_among_others(names):
    rows = [(str(place), name, None) for place, name in enumerate(names)]
    together = _found_by(*rows)
    assert together == [_found_by(row)[0] for row in rows]
    for (place, name, _), (text, _) in zip(rows, together, strict=True):
        assert text.startswith(f"\n{place}\n{folded(name.replace(chr(10), ' '))}\n")


def test_a_character_alone_has_one_of_its_readings():
    characters = [chr(point) for point in range(0x4E00, 0x9FA6, 5)]
    found = _found_by(*[("1", character, None) for character in characters])
    options = pinyin([folded(character) for character in characters], style=Style.NORMAL, heteronym=True)
    assert len(options) == len(characters)
    for (_, read), known in zip(found, options, strict=True):
        assert read is None or read.strip("\n'") in {one.replace("ü", "v") for one in known}


def test_the_mart_holds_every_customer_in_order(tmp_path: Path):
    home = Home(tmp_path / "home").ensure()
    imported(home, {
        "customers": [
            {"customer_id": "B", "customer_name": "厦门银行", "short_name": " 厦行 "},
            {"customer_id": "A", "customer_name": "Alpha", "short_name": " "},
        ],
        "orders": [
            {"order_id": "o1", "customer_id": "B", "order_date": "2024-01-05", "net_amount": 1},
            {"order_id": "o2", "customer_id": "C", "order_date": "2024-01-05", "net_amount": 1},
        ],
    })  # fmt: skip
    build(home, Settings(threads=2))
    rows = open_marts(home).cursor().execute("select * from customer_search order by customer_no").fetchall()
    assert rows == [
        (0, "\na\nalpha\n", None),
        (1, "\nb\n厦门银行\n厦行\nxmyh\nxh\n", "\n'xia'men'yin'hang\n'xia'hang\n"),
        (2, "\nc\nc\n", None),
    ]


def test_many_names_are_read_in_pieces():
    """Places are counted through the whole piece: a late name is read as well as an early one."""
    names = [("重庆长安" if place % 3 else "A") * (place % 5 + 1) for place in range(5000)]
    found = _found_by(*[(str(place), name, None) for place, name in enumerate(names)])
    wanted = [
        None if not place % 3 else "\n" + "'chong'qing'chang'an" * (place % 5 + 1) + "\n" for place in range(5000)
    ]
    assert [read for _, read in found] == wanted
    assert np.unique([text.count("\n") for text, _ in found]).tolist() == [3, 4]

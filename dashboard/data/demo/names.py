"""Invented names that read like real ones: companies, offices, people."""

import numpy as np

from dashboard.data.demo.catalogue import CITIES, GOVERNMENT, INDUSTRIES

_FIRST = "恒华瑞鑫盛宏嘉永德金天泰东新安佳凯博启锦远润隆昌旭诚万晟亿骏沃铭裕景"
_SECOND = "达源丰盛康兴业和顺祥辉腾捷明宇翔洋元创升邦茂航卓朗奕尔景帆桥禾"
_KNOWN = {
    "华兴",
    "天翔",
    "东航",
    "金源",
    "永辉",
    "新航",
    "华航",
    "万和",
    "天航",
    "安邦",
    "东升",
    "泰康",
    "安康",
    "华康",
    "德业",
    "润丰",
    "万盛",
}
"""Combinations that would remind readers of one well-known company: left out."""

_WORKS = frozenset({"陶瓷", "玻璃", "阀门", "轴承", "模具", "食品", "调味品", "饮料", "电器", "印染", "针织", "涂料"})
"""Trades in which small makers still call themselves a works (厂)."""
_DISTRICTS = ("城东区", "城西区", "高新区", "经济开发区", "江北区", "江南区", "新城区", "滨湖区")

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红健文辉力建国志慧建平欣怡子涵雨晨思远嘉宁"


def company_names(random: np.random.Generator, industry: np.ndarray, city: np.ndarray) -> list[str]:
    """One distinct name per customer, fitting its industry and city (indices into the catalogue)."""
    taken: set[str] = set()
    names = []
    for trade, place in zip(industry.tolist(), city.tolist(), strict=True):
        draw = _office_name if trade == GOVERNMENT else _company_name
        name = draw(random, trade, CITIES[place].name)
        while name in taken:
            name = draw(random, trade, CITIES[place].name)
        taken.add(name)
        names.append(name)
    return names


def person_names(random: np.random.Generator, count: int) -> list[str]:
    """``count`` distinct people (at most some thousands)."""
    names: dict[str, None] = {}
    while len(names) < count:
        given = "".join(_GIVEN[i] for i in random.integers(len(_GIVEN), size=random.integers(1, 3)))
        if len(set(given)) == len(given):
            names[_SURNAMES[random.integers(len(_SURNAMES))] + given] = None
    return list(names)


def any_person_names(random: np.random.Generator, count: int) -> list[str]:
    """``count`` people, as many as are wanted: some have the same name."""
    surname, first, second = (random.integers(size, size=count) for size in (len(_SURNAMES), len(_GIVEN), len(_GIVEN)))
    is_short = (random.random(count) < 0.4) | (first == second)
    return [
        _SURNAMES[a] + _GIVEN[b] + ("" if short else _GIVEN[c])
        for a, b, c, short in zip(surname.tolist(), first.tolist(), second.tolist(), is_short.tolist(), strict=True)
    ]


def _brand(random: np.random.Generator) -> str:
    while True:
        brand = _FIRST[random.integers(len(_FIRST))] + _SECOND[random.integers(len(_SECOND))]
        if brand[0] != brand[1] and brand not in _KNOWN:
            return brand


def _company_name(random: np.random.Generator, trade: int, city: str) -> str:
    stems = INDUSTRIES[trade].stems
    stem = stems[random.integers(len(stems))]
    brand = _brand(random)
    if random.random() < 0.06:
        return f"{brand}{stem}（{city}）有限公司"
    form = random.random()
    if form < 0.08:
        suffix = "股份有限公司"
    elif form < 0.13:
        suffix = "集团有限公司"
    else:
        suffix = "厂" if form > 0.9 and stem in _WORKS else "有限公司"
    return f"{city}{'市' if random.random() < 0.2 else ''}{brand}{stem}{suffix}"


def _office_name(random: np.random.Generator, trade: int, city: str) -> str:
    """Public bodies that order mandatory supervision; once the few plain names are used up, numbered branches."""
    stems = INDUSTRIES[trade].stems
    district = _DISTRICTS[random.integers(len(_DISTRICTS))]
    branch = "" if random.random() < 0.7 else f"第{'一二三四五六七八九十'[random.integers(10)]}分局"
    if random.random() < 0.02:
        branch = f"{_brand(random)}路管理所"
    return f"{city}市{district}{stems[random.integers(len(stems))]}{branch}"

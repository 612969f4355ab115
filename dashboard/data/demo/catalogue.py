"""What the demo's testing institution sells, to which trades, where: plain tables, all invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TestItem:
    """One item of the price list. ``price`` in yuan per sample, ``cost_share`` of the net amount is direct cost."""

    __test__ = False  # not a test class, whatever pytest thinks of the name

    item_id: str
    line: str
    name: str
    price: int
    cost_share: float


@dataclass(frozen=True)
class Industry:
    """One trade: its share of the customers, the words its company names end in, the business line it buys most."""

    name: str
    weight: int
    stems: tuple[str, ...]
    line: str


@dataclass(frozen=True)
class City:
    region: str
    province: str
    name: str
    weight: int


_LINES: dict[str, tuple[tuple[str, int, float], ...]] = {
    "建材检测": (
        ("水泥物理性能", 680, 0.52),
        ("混凝土抗压强度", 240, 0.48),
        ("钢筋拉伸与弯曲", 320, 0.47),
        ("防水卷材全项", 1860, 0.55),
        ("外墙保温材料燃烧性能", 2400, 0.58),
        ("人造板甲醛释放量", 980, 0.5),
    ),
    "机械与材料检测": (
        ("金属材料化学成分", 560, 0.46),
        ("金相组织分析", 720, 0.5),
        ("无损探伤", 1350, 0.57),
        ("疲劳试验", 4200, 0.62),
        ("盐雾腐蚀试验", 1500, 0.54),
    ),
    "食品检测": (
        ("营养成分表", 1280, 0.53),
        ("农药残留", 1650, 0.6),
        ("重金属", 760, 0.52),
        ("微生物限度", 480, 0.45),
        ("食品添加剂", 860, 0.5),
        ("兽药残留", 1920, 0.61),
    ),
    "电子电器检测": (
        ("电气安全", 3600, 0.56),
        ("电磁兼容", 4800, 0.6),
        ("有害物质限量", 1450, 0.55),
        ("能效测试", 2900, 0.57),
        ("高低温环境试验", 2100, 0.52),
    ),
    "纺织服装检测": (
        ("纤维成分含量", 260, 0.44),
        ("色牢度", 380, 0.45),
        ("甲醛与pH值", 340, 0.46),
        ("可分解致癌芳香胺染料", 620, 0.55),
        ("起毛起球与耐磨", 300, 0.43),
    ),
    "环境监测": (
        ("废水监测", 1200, 0.63),
        ("有组织废气监测", 2600, 0.68),
        ("厂界噪声", 450, 0.5),
        ("土壤四十五项", 5200, 0.7),
        ("地下水监测", 2300, 0.66),
    ),
    "计量校准": (
        ("压力表校准", 120, 0.42),
        ("电子天平校准", 260, 0.4),
        ("温湿度箱校准", 880, 0.45),
        ("三坐标测量机校准", 3800, 0.5),
        ("卡尺与千分尺校准", 80, 0.4),
    ),
    "培训与咨询": (
        ("实验室内审员培训", 1800, 0.35),
        ("能力验证", 2200, 0.4),
        ("体系建设咨询", 12000, 0.45),
    ),
}

LINES = tuple(_LINES)
CALIBRATION, TRAINING = LINES.index("计量校准"), LINES.index("培训与咨询")

ITEMS = tuple(
    TestItem(f"{number + 1:02d}{position + 1:03d}", line, *item)
    for number, (line, items) in enumerate(_LINES.items())
    for position, item in enumerate(items)
)

INDUSTRIES = (
    Industry("建筑材料", 16, ("建材", "新型建材", "混凝土", "管业", "陶瓷", "防水材料", "玻璃"), "建材检测"),
    Industry("建筑工程", 9, ("建设工程", "建筑工程", "市政工程", "路桥工程"), "建材检测"),
    Industry("装备制造", 17, ("精密机械", "机械制造", "重工", "阀门", "轴承", "模具", "液压"), "机械与材料检测"),
    Industry("汽车零部件", 8, ("汽车零部件", "车桥", "动力科技", "汽车内饰"), "机械与材料检测"),
    Industry("食品", 15, ("食品", "乳业", "调味品", "粮油", "饮料", "水产", "茶业"), "食品检测"),
    Industry("电子电器", 13, ("电子科技", "电器", "光电", "照明", "线缆", "智能科技"), "电子电器检测"),
    Industry("纺织服装", 9, ("纺织", "印染", "服饰", "针织", "家纺", "化纤"), "纺织服装检测"),
    Industry("环境保护", 6, ("环境科技", "环保工程", "水务", "固废处理", "生态科技"), "环境监测"),
    Industry("化工", 5, ("化工", "新材料", "涂料", "橡塑", "日化"), "环境监测"),
    Industry("政府监管", 2, ("市场监督管理局", "生态环境局", "住房和城乡建设局"), "食品检测"),
)
GOVERNMENT = len(INDUSTRIES) - 1

_CITIES = {
    ("华东", "上海"): "上海 9",
    ("华东", "江苏"): "南京 5,苏州 9,无锡 6,常州 5,南通 4,扬州 3",
    ("华东", "浙江"): "杭州 7,宁波 6,温州 4,绍兴 4,嘉兴 4,台州 3",
    ("华东", "安徽"): "合肥 4,芜湖 3,滁州 2",
    ("华东", "山东"): "济南 2,青岛 3,潍坊 2",
    ("华东", "福建"): "福州 2,厦门 2,泉州 2",
    ("华南", "广东"): "广州 4,深圳 5,东莞 4,佛山 4",
    ("华南", "广西"): "南宁 1,柳州 1",
    ("华北", "北京"): "北京 3",
    ("华北", "天津"): "天津 3",
    ("华北", "河北"): "石家庄 2,唐山 2,保定 1",
    ("华中", "湖北"): "武汉 4,宜昌 1,襄阳 1",
    ("华中", "湖南"): "长沙 2,株洲 1",
    ("华中", "河南"): "郑州 3,洛阳 2",
    ("西南", "四川"): "成都 3,绵阳 1",
    ("西南", "重庆"): "重庆 3",
    ("西北", "陕西"): "西安 2,宝鸡 1",
    ("东北", "辽宁"): "沈阳 2,大连 2",
}

CITIES = tuple(
    City(region, province, entry.split()[0], int(entry.split()[1]))
    for (region, province), entries in _CITIES.items()
    for entry in entries.split(",")
)

SEASON = (0.96, 0.62, 1.06, 1.0, 1.03, 1.09, 0.97, 0.98, 1.06, 0.92, 1.1, 1.21)
"""January to December: the spring festival dip and the rush before the year closes. Mean 1.0."""

YEARLY_GROWTH = 1.06
"""Of a customer that stays; new customers come on top, churn takes away."""

"""Words and formats for chart tests, as the widgets would hand them in: English and Chinese, no Babel."""

from decimal import Decimal

from dashboard.logic.charts import ChartWords, MoneyFormat

CHINESE = {
    "No customers in this selection": "当前筛选下没有客户",
    "Complained": "已投诉",
    "Silent, estimated": "未发声（估计）",
    "<b>{n}</b> complained": "<b>{n}</b> 位已投诉",
    "<b>{n}</b> silent, estimated": "<b>{n}</b> 位未发声（估计）",
    "range of the estimate: {low} to {high}": "估计范围：{low} 至 {high}",
    "Effect of a complaint": "投诉的影响",
    "No cases": "没有案件",
    "No standard with a limit in time has tickets here": "这里没有带时限的标准对应的工单",
    "No months in this selection": "当前筛选下没有月份数据",
    "Not known in any of these months": "所示月份均无此数据",
    "No customers at both dates in this selection": "当前筛选下没有可比较的客户",
    "Nothing that a figure needs is missing": "指标所需的数据均已填写",
    "Customers": "客户数",
    "Net revenue": "净营收",
    "Gross profit": "毛利",
    "number": "数量",
    "number · share": "数量 · 占比",
    "{unit} · share": "{unit} · 占比",
    "{unit} · costed": "{unit} · 成本覆盖率",
    "Revenue with known cost": "成本覆盖率",
    "» bar cut off: longer than shown": "» 条形已截断，实际更长",
    "Top 20 %: {share}": "前20%客户：{share}",
    "Claim 80/20: {share}": "二八定律：{share}",
    "The top {customers} of customers make {value}": "前 {customers} 的客户贡献 {value}",
    "Customers, highest value first": "客户（按价值从高到低）",
    "Share of {value}": "{value}占比",
    "Net revenue, {unit}": "净营收（{unit}）",
    "incomplete": "当月未完整",
    "open mark: month incomplete, not judged": "空心：当月未完整，不作判断",
    "usual level (baseline)": "正常水平（基线）",
    "limits": "控制限",
    "Each month": "各月",
    "unusually high": "异常偏高",
    "unusually low": "异常偏低",
    "eight or more in a row on one side": "连续八点及以上同侧",
    "six or more in a row rising or falling": "连续六点及以上同向",
    "hatched: month incomplete": "斜纹：当月未完整",
    "from ↓ · to →": "期初 ↓ · 期末 →",
    "{before} → {after}: {customers} ({share} of the row)": "{before} → {after}：{customers} 户（占本行 {share}）",
    "{before} → {after}: {customers}": "{before} → {after}：{customers} 户",
    "{layer}: customers {customers}, revenue {revenue} {unit}": "{layer}：{customers} 户，净营收 {revenue} {unit}",
    "Customer pyramid.": "客户金字塔。",
    "Pareto curve. The top 20 % of customers make {share} of {value}; the claim is 80 %.": (
        "帕累托曲线：前20%客户贡献{value}的 {share}，二八定律为 80%。"
    ),
    "Bars per month from {first} to {last}; the figures are in the table below.": (
        "{first}至{last}逐月柱形图，数据见下表。"
    ),
    "Moves between layers. In the same layer: {stayed}; moved: {moved}.": (
        "层间变动：未变 {stayed} 户，变动 {moved} 户。"
    ),
    "thin outline: before · thick bar: after": "细框：调整前 · 粗条：调整后",
    "No customer in this selection would be a loss": "当前筛选下没有可流失的客户",
    "{layer}: customers {customers} ({change})": "{layer}：{customers} 户（{change}）",
    "unchanged": "不变",
    "No ratings to show": "没有可显示的评分",
    "Nothing to show": "没有可显示的内容",
    "lower half of the scale": "量表低半段",
    "upper half": "高半段",
    "mean, n": "均值、评分数 n",
    "mean, change": "均值、变化",
    "does not know": "不清楚",
    "Customer pyramid before and after.": "调整前后的客户金字塔。",
    "Revenue and profit lost with each of {count} customers. The largest: {customer}, {revenue} {unit}.": (
        "逐一失去 {count} 个客户时减少的净营收和毛利。影响最大的是 {customer}，{revenue} {unit}。"
    ),
}
LAYERS = {
    "Top": "塔尖客户",
    "Big": "大额客户",
    "Medium": "中额客户",
    "Small": "小额客户",
    "Inactive": "沉默客户",
    "Lost": "流失客户",
    "Prospect": "意向客户",
    "Suspect": "名单客户",
    "Unknown": "未知",
    "New": "新增",
}


def _digits(number: float, places: int) -> str:
    return f"{number:,.{places}f}".replace("-", "−")


def _three_digits(number: float) -> str:
    size = abs(number)
    return _digits(number, 0 if size >= 100 or number == 0 else 1 if size >= 10 else 2)


def _money(units: list[tuple[float, str]]):
    def choose(largest: float) -> MoneyFormat:
        divisor, unit = next(((size, name) for size, name in units if largest / 10_000 >= size), units[-1])
        return MoneyFormat(unit, lambda amount: _three_digits(amount / 10_000 / divisor))

    return choose


def _short_count(units: list[tuple[float, str]]):
    def text(number: int) -> str:
        divisor, unit = next(((size, name) for size, name in units if number >= size), (1, ""))
        places = 0 if number >= 100 * divisor or divisor == 1 else 1
        return f"{number / divisor:,.{places}f}{unit}"

    return text


def _exact(suffix: str):
    return lambda amount: f"{Decimal(round(amount)) / 10_000:,.2f} {suffix}"


def english_words() -> ChartWords:
    return ChartWords(
        text=str,
        layer=str,
        money=_money([(1e9, "billion GBP"), (1e6, "million GBP"), (1e3, "thousand GBP"), (1, "GBP")]),
        exact_money=_exact("GBP"),
        count=lambda number: f"{number:,}",
        short_count=_short_count([(1e9, "B"), (1e6, "M"), (1e3, "K")]),
        share=lambda share: f"{_digits(share * 100, 1)} %",
        percent=lambda share: f"{share * 100:.0f} %",
        month=lambda month: f"{month // 12}-{month % 12 + 1:02}",
        short_month=lambda month: f"{month % 12 + 1:02}/{month // 12 % 100:02}",
        value="net revenue",
        unknown="n/a",
    )


def chinese_words() -> ChartWords:
    return ChartWords(
        text=lambda text: CHINESE[text],
        layer=lambda layer: LAYERS.get(layer, layer),
        money=_money([(1e8, "亿元"), (1e4, "万元"), (1, "元")]),
        exact_money=_exact("元"),
        count=lambda number: f"{number:,}",
        short_count=_short_count([(1e8, "亿"), (1e4, "万")]),
        share=lambda share: f"{_digits(share * 100, 1)}%",
        percent=lambda share: f"{share * 100:.0f}%",
        month=lambda month: f"{month // 12}年{month % 12 + 1}月",
        short_month=lambda month: f"{month % 12 + 1:02}/{month // 12 % 100:02}",
        value="净营收",
        unknown="未知",
    )

"""What surrounds the figures: events, holidays, rates, what others reach, what winning customers costs (5.2, 5.6)."""

from dashboard.data.tables.columns import EMPLOYEE_ID, column
from dashboard.data.tables.contract import DATE, FLAG, MONEY, NUMBER, RATE, WHOLE, Table

EVENTS = Table(
    "events",
    (
        column("event_id", "事件编号, 大事记编号", required=True),
        column("at", "事件日期, 发生日期, 日期", DATE, required=True, en="On"),
        column("title", "事件标题, 事件名称, 标题", required=True),
        column(
            "kind",
            "事件类型, 类型",
            allowed="price_change 调价 价格调整|system 系统 系统切换|strike 罢工 停工|policy 政策|festival 节日 节假日|"
            "campaign 促销 活动|other 其他",
        ),
        column("scope", "影响范围, 范围"),
    ),
    key=("event_id",),
    telling=("event_id", "at", "title"),
    period="at",
    titles=("Events", "大事记"),
)

TRAINING = Table(
    "training",
    (
        column("employee_id", EMPLOYEE_ID, required=True, to="employees"),
        column("course", "课程, 课程名称, 培训名称", required=True),
        column("on_date", "培训日期, 日期", DATE, required=True, en="On"),
        column("hours", "学时, 课时, 培训时长", MONEY, unit="hours", least=0),
        column(
            "kind",
            "培训类型, 课程类型",
            allowed="mindset 理念|marketing 营销|operation 操作|system 系统|industry 客户行业 行业|other 其他",
        ),
    ),
    key=("employee_id", "course", "on_date"),
    telling=("employee_id", "course", "on_date"),
    period="on_date",
    titles=("Training", "培训"),
)

EXTERNAL_BENCHMARKS = Table(
    "external_benchmarks",
    (
        column("name", "对标指标, 基准名称, 指标名称", required=True, en="Benchmark"),
        column("period", "期间, 时期, 对标期间", required=True),
        column("value", "基准值, 对标值, 数值", NUMBER, required=True, en="Benchmark value"),
        column("unit", "单位"),
        column("source", "来源, 数据来源"),
    ),
    key=("name", "period"),
    telling=("name", "period", "value"),
    titles=("External benchmarks", "外部对标"),
)

CALENDAR_DAYS = Table(
    "calendar_days",
    (
        column("day", "日期, 日历日期, date", DATE, required=True),
        column("is_workday", "是否工作日, 工作日, workday", FLAG, required=True),
        column("name", "节假日名称, 假日名称, 节日名称", en="Holiday"),
        column("source", "来源, 依据"),
    ),
    key=("day",),
    telling=("day", "is_workday"),
    titles=("Calendar", "工作日历"),
)

ACQUISITION_COSTS = Table(
    "acquisition_costs",
    (
        column("month", "月份, 年月, 费用月份", DATE, required=True, is_month=True),
        column("channel", "获客渠道, 渠道", required=True),
        column("amount", "获客费用, 获客成本, 推广费用", MONEY, required=True, unit="yuan", spare="金额, 费用"),
        column("new_customers", "新增客户数, 新客户数", WHOLE, least=0),
    ),
    key=("month", "channel"),
    telling=("month", "channel", "amount"),
    amounts=("amount",),
    period="month",
    titles=("Costs of winning customers", "获客成本"),
)

RATES = Table(
    "rates",
    (
        column("currency", "币种, 币别, 货币, 外币名称", required=True),
        column("month", "月份, 年月, 汇率月份", DATE, required=True, is_month=True),
        column("rate", "汇率, 记账汇率, 期末汇率, exchange rate", RATE, required=True, least=0),
    ),
    key=("currency", "month"),
    telling=("currency", "month", "rate"),
    period="month",
    titles=("Exchange rates", "汇率"),
)

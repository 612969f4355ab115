"""Service promised and given: tickets and the standards they are measured by (data-model.md, 5.3)."""

from dashboard.data.tables.columns import column, customer_id
from dashboard.data.tables.contract import CLOCK, DATE, FLAG, MONEY, NUMBER, TIMESTAMP, DateOrder, Table

SERVICE_TICKETS = Table(
    "service_tickets",
    (
        column("ticket_id", "工单号, 报修编号, 工单编号, ticket, ticket no", required=True),
        customer_id(),
        column("service_code", "服务类型, 业务类别, 服务代码", required=True, to="service_standards"),
        column("reported_at", "受理时间, 申告时间, 报修时间", TIMESTAMP, required=True),
        column("channel", "渠道, 来电号码, 受理渠道"),
        column("first_receiver_id", "首问责任人, 第一受理人", to="employees", en="First receiver"),
        column("due_at", "承诺完成时间, 要求完成时间", TIMESTAMP),
        column("appointment_at", "预约时间", TIMESTAMP),
        column("appointment_changed_at", "改约时间", TIMESTAMP),
        column("appointment_notice", "是否提前告知", FLAG, en="Told before a change"),
        column("started_at", "开始时间, 上门时间, 到达时间", TIMESTAMP),
        column("finished_at", "完成时间, 修复时间", TIMESTAMP),
        column("department", "部门, 处理部门, 责任部门"),
        column("employee_id", "处理人, 处理人员, 维修人员, 工号, 员工编号", to="employees", zh="处理人"),
        column("is_repeat", "重复故障, 是否重复故障", FLAG, en="Fault came again"),
        column("result", "处理结果, 结果"),
        column(
            "customer_class",
            "客户分类, 用户类别",
            allowed="business 商业客户 商业|residential 住宅 住宅客户|other 其他",
        ),
    ),
    key=("ticket_id",),
    telling=("ticket_id",),
    period="reported_at",
    date_orders=(
        DateOrder("reported_at", "due_at"),
        DateOrder("reported_at", "started_at"),
        DateOrder("reported_at", "finished_at"),
    ),
    titles=("Service tickets", "服务工单"),
)

_RULES = (
    "duration_mean 平均时长|duration_max 最长时限 最长时间|share_within 时限内占比 及时率|same_day_cutoff 当日截止|"
    "appointment 预约"
)

SERVICE_STANDARDS = Table(
    "service_standards",
    (
        column("service_code", "服务代码, 服务编号, 服务类型", required=True, en="Service code"),
        column("service_name", "服务项目, 服务名称"),
        column(
            "level",
            "标准级别, 标准层级",
            required=True,
            allowed="regulator 国家 行业 国家标准 行业标准|company 公司 公司标准 企业标准|tier 客户等级 分级标准",
        ),
        column("tier", "客户等级, 适用等级", blank="", en="For customers of tier"),
        column("rule_type", "规则类型, 指标类型", allowed=_RULES, blank="duration_max"),
        column("limit_value", "限值, 标准值, 时限", MONEY, least=0),
        column(
            "limit_unit", "限值单位, 时限单位", allowed="minutes 分钟 分|hours 小时 时|working_days 工作日|days 日 天"
        ),
        column("cutoff_time", "截止时刻, 截止时间", CLOCK),
        column("target_share", "目标比例, 目标占比", NUMBER, unit="share", least=0, most=1),
        column("calendar", "日历, 计时方式", allowed="natural 自然日 自然时间|working 工作日 工作时间"),
        column("valid_from", "生效日期, 起始日期", DATE),
        column("valid_to", "失效日期, 截止日期", DATE),
    ),
    key=("service_code", "level", "tier", "rule_type"),
    telling=("service_code", "level"),
    date_orders=(DateOrder("valid_from", "valid_to"),),
    titles=("Service standards", "服务标准"),
)

"""What happens between us and a customer: visits, leads, warnings, dates to remember (data-model.md, 5.6)."""

from dashboard.data.tables.columns import column, customer_id
from dashboard.data.tables.contract import DATE, FLAG, LIST, MONEY, TIMESTAMP, WHOLE, DateOrder, Table

VISITS = Table(
    "visits",
    (
        column("visit_id", "拜访编号, 走访编号, 回访编号, visit, visit no", required=True),
        customer_id(),
        column("visit_date", "拜访日期, 走访日期, 回访日期", DATE, required=True),
        column("planned_date", "计划日期, 计划拜访日期", DATE),
        column(
            "kind",
            "拜访类型, 走访类型, 拜访类别",
            allowed=(
                "regular 常规 日常|executive 高层|festival 节日|milestone 里程碑|call_back 回访|technical 技术|"
                "other 其他"
            ),
        ),
        column("purpose", "目的, 拜访目的"),
        column("our_people", "我方人员, 拜访人, 走访人", LIST),
        column("contacts", "对方人员, 拜访对象, 受访人", LIST, personal=True, en="Their people"),
        column("levels_met", "对方层级, 受访层级", LIST),
        column("duration_min", "时长, 拜访时长, 时长(分钟)", WHOLE, unit="minutes", least=0, en="Duration", zh="时长"),
        column("findings_need", "需求变化", en="Found: needs"),
        column("findings_operation", "运营状况", en="Found: operations"),
        column("findings_competitor", "竞争信息", en="Found: competitors"),
        column("findings_problem", "问题, 存在问题", en="Found: problems"),
        column("findings_opportunity", "商机", en="Found: opportunities"),
        column("promise", "承诺, 承诺事项"),
        column("next_action", "下一步行动, 后续行动"),
        column("next_date", "下次跟进日期, 下次拜访日期", DATE),
        column("minutes_filed_at", "纪要提交时间, 纪要归档时间", TIMESTAMP),
    ),
    key=("visit_id",),
    telling=("visit_id", "visit_date"),
    period="visit_date",
    date_orders=(DateOrder("visit_date", "next_date"),),
    titles=("Visits", "客户拜访"),
)

LEADS = Table(
    "leads",
    (
        column("lead_id", "线索编号, 商机编号, 报价编号, 报价单号, lead, lead no", required=True),
        customer_id(required=False),
        column("name", "线索名称, 商机名称, 项目名称", en="Lead name"),
        column("source", "来源, 线索来源, 商机来源"),
        column("grade", "意向等级, 线索等级, 商机等级"),
        column("intention", "意向, 购买意向"),
        column("purchasing_power", "购买力"),
        column("need", "需求, 需求描述"),
        column("stage", "阶段, 商机阶段, 销售阶段"),
        column("quoted_amount", "报价金额", MONEY, unit="yuan", least=0),
        column("quoted_on", "报价日期", DATE),
        column("expected_close", "预计成交日期, 预计签约日期", DATE, en="Expected to close on"),
        column("closed_on", "关闭日期, 成交日期, 结束日期", DATE),
        column("result", "结果, 商机结果", allowed="won 赢单 成交|lost 丢单 输单 失败|shelved 搁置 暂缓"),
        column("lost_to", "丢单对手, 输给谁"),
        column("lost_reason", "丢单原因, 输单原因"),
    ),
    key=("lead_id",),
    telling=("lead_id",),
    amounts=("quoted_amount",),
    period="quoted_on",
    date_orders=(DateOrder("quoted_on", "closed_on"),),
    titles=("Leads and quotations", "线索与商机"),
)

COMPETITOR_NOTES = Table(
    "competitor_notes",
    (
        column("note_id", "竞争信息编号, 情报编号, 记录编号", required=True),
        customer_id(required=False),
        column("competitor", "竞争对手, 竞争者, 对手名称", required=True),
        column("line_id", "产品线, 业务线", to="product_lines", en="Product line"),
        column("noted_on", "记录日期, 获取日期", DATE),
        column("by", "记录人, 提供人", en="By whom"),
        column("kind", "情报类型, 类型", allowed="price 价格|service 服务|product 产品|win 赢单|loss 丢单|other 其他"),
        column("text", "内容, 情报内容", en="What is known"),
        column("source", "来源, 信息来源"),
    ),
    key=("note_id",),
    telling=("note_id", "competitor"),
    period="noted_on",
    titles=("Notes on competitors", "竞争信息"),
)

_RISKS = (
    "litigation 涉诉 结果用于诉讼 诉讼|dishonest 失信被执行人 失信|executed 被执行人|frequent_rush 频繁加急|"
    "dominant 强势客户|"
    "overdue 逾期|abnormal 经营异常|penalty 行政处罚 处罚|screening 名单命中"
)

RISK_FLAGS = Table(
    "risk_flags",
    (
        column("flag_id", "风险编号, 风险标志编号, 标志编号", required=True, en="Risk number"),
        customer_id(),
        column("kind", "风险类型, 风险类别, 风险标志", required=True, allowed=_RISKS),
        column("level", "风险等级, 风险级别, 级别", allowed="yellow 黄 黄色|orange 橙 橙色|red 红 红色"),
        column("source", "来源, 信息来源"),
        column("reference", "案号, 文号"),
        column("found_on", "发现日期", DATE),
        column("checked_on", "核查日期", DATE),
        column("expires_on", "失效日期, 到期日期", DATE),
        column("control_applied", "加严措施, 管控措施"),
        column("removed_on", "解除日期, 移除日期", DATE),
    ),
    key=("flag_id",),
    telling=("flag_id",),
    period="found_on",
    date_orders=(DateOrder("found_on", "removed_on"),),
    titles=("Risk flags", "风险标志"),
)

MILESTONES = Table(
    "milestones",
    (
        column("milestone_id", "里程碑编号, 纪念日编号, 节点编号", required=True),
        customer_id(),
        column(
            "kind",
            "里程碑类型, 节点类型, 类型",
            allowed="anniversary 开业纪念 周年|project_start 项目开工 开工|completion 节点完工 完工|honour 荣誉 获奖|"
            "major_move 重大举措|contract_end 合同到期|other 其他",
        ),
        column("on_date", "里程碑日期, 节点日期, 日期", DATE, required=True, en="On"),
        column("recurring", "每年重复, 是否重复", FLAG, en="Every year"),
    ),
    key=("milestone_id",),
    telling=("milestone_id", "on_date"),
    titles=("Milestones", "客户里程碑"),
)

FORUMS = Table(
    "forums",
    (
        column("forum_id", "会议编号, 座谈会编号, 研讨会编号", required=True),
        column("held_on", "召开日期, 会议日期", DATE, required=True),
        column("line_id", "产品线, 业务线", to="product_lines", en="Product line"),
        column("attendees", "参加人员, 参会人员, 参会客户", LIST, personal=True),
        column("minutes_ref", "会议纪要, 纪要编号", en="Minutes"),
    ),
    key=("forum_id",),
    telling=("forum_id", "held_on"),
    period="held_on",
    titles=("Customer forums", "客户座谈会"),
)

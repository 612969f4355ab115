"""Complaints, appeals, objections and praise, and what was done about them (data-model.md, 5.4)."""

from dashboard.data.tables.columns import EMPLOYEE_ID, column, customer_id, order_id
from dashboard.data.tables.contract import (
    FLAG,
    LIST,
    MONEY,
    SMALL,
    TIMESTAMP,
    WHOLE,
    Column,
    DateOrder,
    Numbering,
    Table,
)

_KINDS = (
    "complaint 投诉 客诉 客户投诉 顾客投诉 售后投诉|appeal 申诉 申述|objection 质量异议 异议|suggestion 建议|"
    "praise 表扬|inquiry 咨询"
)
_OBJECTS = (
    "attitude 服务态度 态度|result 结果数据 检验结果|quality 产品质量 质量|delivery 交期 交货期|logistics 物流|"
    "price 价格结算 价格 结算|documents 单据|communication 沟通|other 其他"
)
_FORMS = "oral 口头|written 书面|phone 电话|mail 邮件 电子邮件|letter 来函 信函|online 网上 网络 在线|visit 来访 上门"
_JUSTIFIED = "yes 成立 有理由 是|partly 部分成立 部分|no 不成立 无理由 否"
_CALLBACK = (
    "very_satisfied 很满意 非常满意|satisfied 满意|fairly_satisfied 基本满意 一般|dissatisfied 不满意|"
    "not_reached 未联系上 未接通"
)
_OUTCOMES = "accepted 采纳|partly_accepted 部分采纳|explained 解释|withdrawn 撤诉 撤回|referred 转外部 转交|other 其他"


def _level(name: str, aliases: str) -> Column:
    return column(name, aliases, SMALL, least=0, most=10)


def _stage(name: str, aliases: str, spare: str = "") -> Column:
    return column(name, aliases, TIMESTAMP, spare=spare)


_STAGES = (
    _stage("acknowledged_at", "告知受理时间"),
    _stage("assessed_at", "初评时间"),
    _stage("diagnosed_at", "初步诊断时间"),
    _stage("analysed_at", "原因分析时间"),
    _stage("approved_at", "领导批示时间"),
    _stage("agreed_at", "达成一致时间"),
    _stage("replied_at", "答复时间, 回复时间, 答复日期"),
    _stage("called_back_at", "回访时间, 回访日期"),
    _stage("closed_at", "结案时间, 办结时间, 结案日期, 办结日期", "完成时间, 关闭时间, 完成日期"),
)

CASES = Table(
    "cases",
    (
        column("case_id", "投诉编号, 申诉编号, 异议编号, 案件编号, 反馈编号, 投诉单号, case, case no", required=True),
        column("kind", "类型, 投诉类型, 反馈类型, 案件类型", required=True, allowed=_KINDS),
        column("polarity", "正负面", allowed="positive 正面|negative 负面|neutral 中性"),
        column("form", "形式, 投诉形式", allowed=_FORMS),
        column("channel", "渠道, 投诉渠道, 来源, 投诉来源"),
        column("solicited", "是否主动收集, 回访发现", FLAG, en="We asked for it"),
        customer_id(),
        column("contact_id", "投诉人, 联系人, 反馈人, 联系人编号", to="contacts", personal=True, en="Who complained"),
        order_id(),
        column("product_id", "产品, 产品编号, 物料编码, 存货编码, 产品编码, product", to="products", zh="产品编号"),
        column("delivery_id", "发货单号, 交货单号", to="deliveries"),
        column(
            "received_at",
            "接收日期, 接收时间",
            TIMESTAMP,
            required=True,
            # a log often has two of them: when the customer complained goes before when we took it up
            spare="投诉时间, 投诉日期, 受理时间, 受理日期, 反馈时间, 反馈日期, 登记时间, 登记日期, 日期",
            zh="接收时间",
        ),
        column("first_receiver_id", "首接人, 第一受理人, 受理人, 登记人", to="employees", en="First receiver"),
        column("object", "对象, 投诉对象, 投诉类别", allowed=_OBJECTS, en="About what"),
        column("description", "投诉内容, 问题描述, 事由, 反馈内容, 内容", personal=True),
        column("remedy_requested", "客户诉求, 要求, 诉求", personal=True, en="What the customer asks for"),
        column("amount_claimed", "索赔金额", MONEY, least=0, unit="yuan"),
        _level("severity", "严重程度, 等级"),
        _level("safety", "安全影响"),
        _level("complexity", "复杂度"),
        _level("urgency", "紧急程度"),
        column("grade", "异议级别, 分级, 投诉级别"),
        column("respondent_department", "责任部门, 被投诉部门"),
        column("respondent_id", "责任人, 被投诉人", to="employees", personal=True, en="Respondent"),
        column("receiving_department", "受理部门"),
        column("supervising_department", "监督部门"),
        column("cause_l1", "原因大类, 原因类别", en="Cause, main"),
        column("cause_l2", "原因小类, 原因", en="Cause, detail"),
        column("justified", "是否有理由, 是否成立, 责任判定", allowed=_JUSTIFIED),
        *_STAGES,
        column("due_at", "规定时限, 应办结时间, 要求完成时间", TIMESTAMP),
        column("compensation", "赔偿金额, 理赔金额", MONEY, least=0, unit="yuan"),
        column("rework_cost", "返工费用", MONEY, least=0, unit="yuan"),
        column("callback_result", "回访结果, 满意程度", allowed=_CALLBACK),
        column("outcome", "处理结果", allowed=_OUTCOMES),
        column("reopened_from", "重复投诉, 关联投诉, 原投诉编号", to="cases", en="Reopened from case"),
        column("attachment_refs", "附件", LIST, en="Attachments"),
    ),
    key=("case_id",),
    amounts=("compensation",),
    telling=("case_id", "received_at"),
    period="received_at",
    date_orders=tuple(DateOrder("received_at", stage.name) for stage in (*_STAGES, column("due_at"))),
    titles=("Complaints and feedback", "投诉与反馈"),
)

_EVENTS = (
    "received 受理 接收|acknowledged 告知受理|assigned 分派 派单|reassigned 改派 转派|paused 暂停|resumed 恢复|"
    "assessed 初评|"
    "diagnosed 初步诊断 诊断|analysed 原因分析 分析|leader_instruction 领导批示 批示|approved 批准 审批|"
    "agreed 达成一致|"
    "replied 答复 回复|called_back 回访|closed 结案 办结|reopened 重开 重新受理|escalated 升级 上报|recused 回避"
)

CASE_EVENTS = Table(
    "case_events",
    (
        column(
            "case_id",
            "投诉编号, 申诉编号, 异议编号, 案件编号, case, case no",
            required=True,
            to="cases",
            unknown="reject",
        ),
        column("seq", "步骤序号, 序号, 顺序号, step", WHOLE, least=0, en="Step number"),
        column("event", "步骤, 事件, 环节, 处理环节", required=True, allowed=_EVENTS),
        column("at", "步骤时间, 发生时间, 时间, 处理时间", TIMESTAMP, en="When"),
        column("by", f"办理人, 处理人, 操作人, {EMPLOYEE_ID}", to="employees", en="By whom", zh="办理人"),
        column("reason", "原因, 理由", personal=True),
        column("note", "备注, 说明, 办理意见", personal=True),
    ),
    key=("case_id", "seq"),
    telling=("case_id", "event", "at"),
    period="at",
    titles=("Steps of complaints", "投诉办理过程"),
    numbering=Numbering("case_id", "seq", goes_on=True),
)

"""Surveys of satisfaction: what was asked, of whom, and the answers (data-model.md, 5.5)."""

from dashboard.data.tables.columns import column, customer_id
from dashboard.data.tables.contract import DATE, FLAG, LIST, NUMBER, TIMESTAMP, WHOLE, DateOrder, Table

_SURVEY_ID = "调查编号, 期次, 问卷编号, 调查期次, survey, survey no"
_ITEM_ID = "题号, 题目编号, 问题编号, item, item no, question, question no"
_MOST = 1_000_000
"""Weights and ends of a scale beyond it are slips."""
_SCALE = (
    column("scale_min", "最低分", NUMBER, en="Lowest score", least=-_MOST, most=_MOST),
    column("scale_max", "最高分", NUMBER, en="Highest score", least=-_MOST, most=_MOST),
    column("dont_know_codes", "不清楚代码, 不了解代码", LIST, en="Scores that mean: does not know"),
    column("no_answer_codes", "未作答代码, 无效代码", LIST, en="Scores that mean: not answered"),
)
"""Of a wave, and of a question that differs from its wave."""

SURVEYS = Table(
    "surveys",
    (
        column("survey_id", _SURVEY_ID, required=True),
        column("series", "调查系列, 系列", en="Series: waves that are compared with each other"),
        column("title", "调查名称, 调查标题, 问卷名称", required=True),
        column(
            "kind",
            "调查类型, 调查类别",
            allowed=(
                "relationship 年度关系调查 关系调查|transaction 交易回访 回访|topic 专题 专题调查|"
                "third_party 第三方 第三方调查"
            ),
        ),
        column("field_from", "调查开始日期, 开始日期", DATE, en="First day in the field"),
        column("field_to", "调查结束日期, 结束日期", DATE, en="Last day in the field"),
        column("population", "总体数, 总体数量", WHOLE, least=0),
        column(
            "sample_method",
            "抽样方法, 抽样方式",
            allowed="random 随机 随机抽样|census 普查 全面|convenience 便利 便利抽样",
        ),
        column("mode", "调查方式", allowed="phone 电话|online 网上 网络 在线|face_to_face 面访 面谈|mail 邮寄 信函"),
        column("agency", "调查机构, 执行机构"),
        *_SCALE,
        column("anonymous", "是否匿名, 匿名", FLAG),
    ),
    key=("survey_id",),
    telling=("survey_id", "title"),
    period="field_to",
    date_orders=(DateOrder("field_from", "field_to"),),
    titles=("Surveys", "满意度调查"),
)

_TYPES = (
    "satisfaction 满意度|importance 重要性 重要度|expectation 期望|nps 推荐意愿 净推荐|ces 费力度|"
    "overall 总体 总体满意度|"
    "loyalty 忠诚度|awareness 知晓度 知晓|had_problem 是否遇到问题|told_us 是否反映|text 文字 意见"
)

_DIMENSIONS = "reliability 可靠性|responsiveness 响应性|assurance 保证性|empathy 移情性 移情|tangibles 有形性"

SURVEY_ITEMS = Table(
    "survey_items",
    (
        column("survey_id", _SURVEY_ID, required=True, to="surveys"),
        column("item_id", _ITEM_ID, required=True, en="Question number"),
        column("canonical_item_id", "统一题号, 对应题号", en="The same question in other surveys"),
        column("service", "服务项目, 服务"),
        column("text", "题目, 题目内容, 问题内容", required=True, en="Text of the question"),
        column("item_type", "题目类型, 题型", allowed=_TYPES, en="Kind of question"),
        column("weight", "权重", NUMBER, least=0, most=_MOST),
        column("dimension", "维度", en="Dimension (RATER)", allowed=_DIMENSIONS),
        *_SCALE,
    ),
    key=("survey_id", "item_id"),
    telling=("survey_id", "item_id", "text"),
    titles=("Survey questions", "调查题目"),
)

SURVEY_INVITES = Table(
    "survey_invites",
    (
        column("invite_id", "邀请编号, 样本编号, invite no", required=True, en="Invitation number"),
        column("survey_id", _SURVEY_ID, required=True, to="surveys"),
        customer_id(required=False),
        column("contact_id", "联系人编号, 联系人ID, 受访人编号", to="contacts", personal=True),
        column("sent_at", "发送时间, 邀请时间, 发放时间", TIMESTAMP),
        column("delivered", "是否送达, 送达", FLAG),
        column("segment", "样本分层, 客群, 分层"),
    ),
    key=("invite_id",),
    telling=("invite_id", "survey_id"),
    period="sent_at",
    titles=("Survey invitations", "调查邀请"),
)

SURVEY_ANSWERS = Table(
    "survey_answers",
    (
        column("response_id", "答卷编号, 答卷ID, 答卷号, response, response no", required=True),
        column("survey_id", _SURVEY_ID, required=True, to="surveys"),
        column("item_id", _ITEM_ID, required=True, to="survey_items", en="Question number"),
        customer_id(required=False),
        column("contact_id", "联系人编号, 联系人ID, 受访人编号", to="contacts", personal=True),
        column("answered_at", "作答时间, 答题时间, 提交时间, 答卷日期", TIMESTAMP),
        column("score", "得分, 评分, 分数", NUMBER),
        column("answer_text", "意见, 建议, 回答内容, 答案", personal=True, en="Answer in words"),
        column("dont_know", "不了解, 不清楚", FLAG, en="Does not know"),
        column("weight", "权重", NUMBER, least=0, most=_MOST),
    ),
    key=("response_id", "survey_id", "item_id"),
    telling=("response_id", "survey_id", "item_id"),
    period="answered_at",
    titles=("Survey answers", "调查答卷"),
)

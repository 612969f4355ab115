"""What customers of a testing institution complain about: object, cause, who has to answer for it, in their words."""

from dataclasses import dataclass

LABORATORY, SALES, SERVICE, NOBODY = "laboratory", "sales", "service", ""


@dataclass(frozen=True)
class Topic:
    """``side``: whose doing it is. ``weight``: of complaints. ``text``: what the customer says."""

    object: str
    cause: str
    detail: str
    side: str
    weight: int
    text: str
    wish: str


TOPICS = (
    Topic("结果数据", "检验结果", "数据偏差", LABORATORY, 14, "检测数据与我方自检结果相差较大", "复检并说明原因"),
    Topic("结果数据", "检验结果", "判定有误", LABORATORY, 8, "报告结论判定依据标准版本有误", "更正报告"),
    Topic("结果数据", "检验结果", "样品混淆", LABORATORY, 3, "报告样品描述与送检样品不符", "核查样品流转记录"),
    Topic("交期", "业务人员操作有误", "报告超期", LABORATORY, 22, "报告未按承诺日期出具，影响我方交货", "尽快出具报告"),
    Topic("单据", "业务人员操作有误", "报告差错", LABORATORY, 12, "报告中委托单位名称有误", "免费更正并重新寄送"),
    Topic("交期", "供方操作有误", "未按要求送提货", SERVICE, 6, "快递未按要求上门取样", "重新安排取样"),
    Topic("物流", "供方操作有误", "货损丢失", SERVICE, 4, "样品在运输途中破损", "赔偿样品"),
    Topic("服务态度", "服务态度", "接待生硬", SERVICE, 6, "窗口人员解答不耐烦", "道歉"),
    Topic("服务态度", "服务态度", "回复不及时", SERVICE, 8, "多次致电无人回复进度", "指定专人对接"),
    Topic("价格结算", "销售人员操作有误", "结算价与报价不同", SALES, 6, "结算金额高于报价单", "按报价结算"),
    Topic("沟通", "销售人员操作有误", "沟通欠缺", SALES, 5, "未告知检测周期变化", "说明情况"),
    Topic("结果数据", "客户自身失误", "送样不规范", LABORATORY, 4, "对不合格结论有疑问", "解释说明"),
    Topic("交期", "不可抗力", "天气", LABORATORY, 2, "台风期间报告延误", "说明情况"),
)
OBJECTIONS = (
    Topic("结果数据", "检验结果", "数据偏差", LABORATORY, 10, "对检验结果有异议，申请复检", "复检"),
    Topic("产品质量", "检验结果", "判定有误", LABORATORY, 5, "对不合格判定有异议", "重新判定"),
    Topic("结果数据", "检验结果", "复检不一致", LABORATORY, 4, "与第三方检测结果不一致", "复检"),
)
APPEAL = Topic("结果数据", "检验结果", "判定有误", LABORATORY, 1, "对原处理结论不服，提出申诉", "由其他人员重新审查")
OTHERS = {
    "建议": Topic("其他", "", "", NOBODY, 1, "建议开通报告电子签章下载", ""),
    "表扬": Topic("服务态度", "", "", NOBODY, 1, "感谢加急安排，服务周到", ""),
    "咨询": Topic("其他", "", "", NOBODY, 1, "咨询新标准的检测周期与费用", ""),
}
PAUSES = ("等客户补样", "等客户确认复检方案", "等外部实验室复检", "等客户提供合同与送样单")
"""Reasons to stop the clock."""

"""The questionnaire that is shipped: 27 questions of eight services, and five of the whole (capabilities.md, G1, N22).

A company strikes out what it does not offer. Words are data here, in English and Chinese, as in template_words.
"""

SURVEY = "2025-1"
_ITEM_TYPES = {
    "satisfaction": "满意度", "overall": "总体", "nps": "推荐意愿", "had_problem": "是否遇到问题",
    "told_us": "是否反映", "text": "文字",
}  # fmt: skip
_DIMENSIONS = {
    "reliability": "可靠性", "responsiveness": "响应性", "assurance": "保证性", "empathy": "移情性",
    "tangibles": "有形性",
}  # fmt: skip
_SERVICES: dict[tuple[str, str], tuple[tuple[str, str, str, str], ...]] = {
    ("Counter", "营业"): (
        ("counter_access", "empathy", "Is the counter easy to reach?", "营业厅是否方便到达"),
        ("counter_wait", "responsiveness", "How long did you wait?", "排队等候的时间"),
        ("counter_manner", "empathy", "Were the staff friendly?", "营业人员的服务态度"),
        ("counter_skill", "assurance", "Did the staff know their trade?", "营业人员的业务水平"),
    ),
    ("Installation", "装机"): (
        ("install_forms", "empathy", "Was it easy to apply?", "装机、移机手续是否简便"),
        ("install_time", "responsiveness", "Time from the application to the installation", "从申请到装好所用的时间"),
        ("install_promise", "reliability", "Did they come when they had promised?", "是否按约定的时间上门"),
        ("install_manner", "empathy", "Were the installers friendly?", "装机人员的服务态度"),
    ),
    ("Fault repair", "障碍查修"): (
        ("repair_report", "responsiveness", "Was it easy to report a fault?", "申告障碍是否方便"),
        ("repair_time", "responsiveness", "Time until it was repaired", "修复障碍所用的时间"),
        ("repair_quality", "reliability", "Was it repaired for good?", "是否一次修好"),
        ("repair_manner", "empathy", "Were the repairers friendly?", "查修人员的服务态度"),
    ),
    ("Billing", "收费"): (
        ("billing_right", "reliability", "Are the bills right?", "收费是否准确"),
        ("billing_clear", "tangibles", "Are the bills clear?", "话费清单是否清楚"),
        ("billing_ways", "empathy", "Is it easy to pay?", "缴费是否方便"),
        ("billing_answers", "assurance", "Answers to questions about bills", "对收费疑问的答复"),
    ),
    ("Directory enquiries", "查号"): (
        ("directory_reach", "responsiveness", "Is directory enquiries easy to reach?", "查号台是否容易打通"),
        ("directory_right", "reliability", "Are the numbers right?", "查号结果是否准确"),
        ("directory_manner", "empathy", "Were the operators friendly?", "话务员的服务态度"),
    ),
    ("Public phones", "公用电话"): (
        ("public_found", "tangibles", "Are public phones easy to find?", "公用电话是否容易找到"),
        ("public_works", "reliability", "Do they work?", "公用电话是否完好"),
        ("public_price", "assurance", "Is the price fair?", "公用电话收费是否合理"),
    ),
    ("Long distance", "长途"): (
        ("distance_reach", "reliability", "Do calls get through?", "长途电话的接通情况"),
        ("distance_quality", "tangibles", "Quality of the line", "长途通话质量"),
        ("distance_price", "assurance", "Is the price fair?", "长途资费是否合理"),
    ),
    ("Data", "数据"): (
        ("data_stable", "reliability", "Are data lines stable?", "数据线路是否稳定"),
        ("data_support", "assurance", "Technical support for data services", "数据业务的技术支持"),
    ),
}
_WHOLE = (
    ("overall", "overall", "All in all, how satisfied are you?", "总体来说，您满意吗"),
    ("recommend", "nps", "How likely are you to recommend us (0 to 10)?", "您有多大可能向他人推荐我们（0 至 10 分）"),
    ("problem", "had_problem", "Did you have a problem in the last year?", "近一年您是否遇到过问题"),
    ("told", "told_us", "Did you tell us about it?", "您是否向我们反映过"),
    ("words", "text", "What should we do better?", "您希望我们改进什么"),
)
_SCALES = {"satisfaction": ("1", "5"), "overall": ("1", "5"), "nps": ("0", "10")}


def survey_questions(language: str) -> list[dict[str, str]]:
    """The questions Q1 to Q32 as cells of survey_items, by column; columns that are left out are empty."""
    place = 1 if language.startswith("zh") else 0
    of_services = [
        (canonical, "satisfaction", dimension, services[place], texts[place])
        for services, questions in _SERVICES.items()
        for canonical, dimension, *texts in questions
    ]
    of_whole = [(canonical, kind, "", "", texts[place]) for canonical, kind, *texts in _WHOLE]
    rows = []
    for number, (canonical, kind, dimension, service, text) in enumerate([*of_services, *of_whole], start=1):
        low, high = _SCALES.get(kind, ("", ""))
        rows.append(
            {
                "survey_id": SURVEY,
                "item_id": f"Q{number}",
                "canonical_item_id": canonical,
                "service": service,
                "text": text,
                "item_type": _ITEM_TYPES[kind] if place else kind,
                "dimension": _DIMENSIONS.get(dimension, "") if place else dimension,
                "scale_min": low,
                "scale_max": high,
            }
        )
    return rows

"""Orders of an old system: ten headers that are nobody's aliases, amounts in 万元, words for yes and no."""

HEADERS = ("流水", "登记日", "主顾代号", "主顾", "成交额（万元）", "结算方式", "片儿区", "经办", "备忘", "了结否")
FIELDS = {
    "订单号": "流水",
    "客户编号": "主顾代号",
    "订单日期": "登记日",
    "含税金额": "成交额（万元）",
    "地区": "片儿区",
    "经办人": "经办",
    "状态": "了结否",
}
"""Titles of the fields on the page -> the header that is chosen."""
ROWS = 200


def unknown_orders(month: int) -> str:
    """One month of them as CSV."""
    rows = [
        f"L{month:02}{n:04},2025/{month:02}/{n % 27 + 1:02},Z{n % 30:03},主顾{n % 30},{(n * 7 % 900) / 100:.2f},月结,"
        f"{'东西南北'[n % 4]}区,员{n % 6},,{'是' if n % 5 else '否'}"
        for n in range(ROWS)
    ]
    return "\r\n".join([",".join(HEADERS), *rows]) + "\r\n"


def total() -> int:
    """Yuan of one month: 万元 with two decimals are whole hundreds."""
    return sum(n * 7 % 900 for n in range(ROWS)) * 100

"""Example rows of each table for its template: sound, and true to each other across tables. Two of them; of the
questions of a survey the whole questionnaire."""

from dashboard.data.importing.survey_template import survey_questions
from dashboard.data.tables import CLOCK, DATE, FLAG, LIST, LONG, MONEY, NUMBER, RATE, SMALL, TEXT, TIMESTAMP, WHOLE
from dashboard.data.tables.contract import Column, Table

_KEYS = {
    "customer_id": ("00101", "00102"), "parent_customer_id": ("", "00101"), "contact_id": ("L-001", "L-002"),
    "employee_id": ("1001", "1002"), "department_id": ("D01", "D02"), "product_id": ("P-100", "P-200"),
    "line_id": ("X1", "X2"), "contract_id": ("HT-2025-01", "HT-2025-02"), "order_id": ("SO-0001", "SO-0002"),
    "delivery_id": ("FH-0001", "FH-0002"), "invoice_id": ("FP-0001", "FP-0002"), "payment_id": ("HK-0001", "HK-0002"),
    "cost_id": ("FY-0001", "FY-0002"), "ticket_id": ("GD-0001", "GD-0002"), "service_code": ("INSTALL", "REPAIR"),
    "inspection_id": ("JY-0001", "JY-0002"), "case_id": ("TS-0001", "TS-0002"), "survey_id": ("2025-1", "2025-1"),
    "item_id": ("Q1", "Q2"), "invite_id": ("YQ-0001", "YQ-0002"), "response_id": ("DJ-0001", "DJ-0001"),
    "visit_id": ("BF-0001", "BF-0002"), "lead_id": ("XS-0001", "XS-0002"), "note_id": ("JZ-0001", "JZ-0002"),
    "flag_id": ("FX-0001", "FX-0002"), "milestone_id": ("LC-0001", "LC-0002"), "forum_id": ("HY-0001", "HY-0002"),
    "event_id": ("SJ-0001", "SJ-0002"), "credit_code": ("91310000MA1EXAMPL1", "91310000MA1EXAMPL2"),
    "canonical_item_id": ("overall", "quality"), "reopened_from": ("", ""), "parent_line_id": ("", "X1"),
    "parent_id": ("", "D01"), "manager_id": ("", "1001"), "account_manager_id": ("1001", "1002"),
    "currency": ("CNY", "CNY"), "fx_rate": ("1", "1"), "birthday_mmdd": ("03-08", "11-20"), "phone": ("", ""),
    "mobile": ("", ""), "email": ("", ""), "wechat": ("", ""), "scope_type": ("company", "employee"),
    "scope_id": ("", "1001"), "metric_id": ("revenue", "revenue"), "scale_min": ("1", "1"), "scale_max": ("5", "5"),
    "seq": ("1", "2"), "line_no": ("1", "1"), "period_year": ("2025", "2026"), "limit_value": ("15", "72"),
    "tax_amount": ("156.00", "65.00"), "net_amount": ("1200.00", "500.00"), "gross_amount": ("1356.00", "565.00"),
    "direct_cost": ("800.00", "300.00"), "sales_employee_id": ("1001", "1002"), "operator_id": ("", ""),
    "approver_id": ("", ""), "assessed_by": ("1001", "1002"), "by": ("1001", "1002"),
    "sole_supply": ("0", "1"), "is_return": ("0", "0"), "dont_know_codes": ("6", "6"), "no_answer_codes": ("0", "0"),
}  # fmt: skip
"""Column -> its cells in both rows, in whatever table and language."""
_IN_TABLE = {
    ("rates", "currency"): ("USD", "EUR"), ("case_events", "case_id"): ("TS-0001", "TS-0001"),
    ("acquisition_costs", "channel"): ("fair", "referral"), ("order_lines", "unit_price"): ("120.00", "50.00"),
    ("order_lines", "qty"): ("10", "10"), ("customer_profiles", "customer_id"): ("00101", "00101"),
    ("external_benchmarks", "period"): ("2024", "2025"), ("surveys", "survey_id"): ("2025-1", "2025-2"),
    ("rates", "rate"): ("7.1234", "7.8"),
}  # fmt: skip
_WORDS = {
    "customer_name": (("Example Steel Ltd", "Example Foods Ltd"), ("示例钢铁有限公司", "示例食品有限公司")),
    "short_name": (("Example Steel", "Example Foods"), ("示例钢铁", "示例食品")),
    "name": (("Example one", "Example two"), ("示例一", "示例二")),
    "product_name": (("Steel plate", "Coating"), ("钢板", "涂料")),
    "line_name": (("Plates", "Coatings"), ("板材", "涂料")),
    "product_line": (("X1", "X2"), ("X1", "X2")),
    "title": (("Example one", "Example two"), ("示例一", "示例二")),
    "text": (("How satisfied are you?", "How good is the quality?"), ("您的总体满意度", "产品质量如何")),
    "status": (("active", "active"), ("正常", "正常")),
    "unit": (("t", "pc"), ("吨", "件")),
}
_TYPES = {
    DATE: ("2025-03-10", "2025-03-18"), TIMESTAMP: ("2025-03-10 09:30", "2025-03-18 14:05"), CLOCK: ("16:00", "16:00"),
    MONEY: ("1200.00", "500.00"), RATE: ("1", "1"), NUMBER: ("4", "5"), SMALL: ("3", "4"), WHOLE: ("30", "60"),
    LONG: ("100", "200"),
}  # fmt: skip
_MONTHS, _SHARES = ("2025-01", "2025-02"), ("0.35", "0.5")
_FLAGS = (("yes", "no"), ("是", "否"))


def example_rows(table: Table, language: str) -> list[list[str]]:
    """The cells of sound rows, in the order of the contract."""
    if table.name == "survey_items":
        return [[row.get(column.name, "") for column in table.columns] for row in survey_questions(language)]
    cells = [example(table, column, language) for column in table.columns]
    return [[first for first, _ in cells], [second for _, second in cells]]


def example(table: Table, column: Column, language: str) -> tuple[str, str]:
    """The cells of a column in both rows."""
    chinese = language.startswith("zh")
    if (table.name, column.name) in _IN_TABLE:
        return _IN_TABLE[table.name, column.name]
    if column.allowed:
        return allowed_words(column, language)[0], allowed_words(column, language)[1]
    if column.name in _WORDS and column.type == TEXT:
        return _WORDS[column.name][chinese]
    if column.name in _KEYS:
        return _KEYS[column.name]
    if column.type == FLAG:
        return _FLAGS[chinese]
    if column.type == NUMBER and column.unit == "share":
        return _SHARES
    if column.type in _TYPES:
        return _MONTHS if column.is_month else _TYPES[column.type]
    word = "示例" if chinese else "example"
    return (f"{word}1、{word}2", f"{word}3") if column.type == LIST else (f"{word}1", f"{word}2")


def allowed_words(column: Column, language: str) -> list[str]:
    """The values a column may hold, in the words of the language: each is understood."""
    if language.startswith("zh"):
        return [value.words[0] if value.words else value.value for value in column.allowed]
    return [value.value for value in column.allowed]

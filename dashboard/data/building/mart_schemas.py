"""The columns and Arrow types that each published mart promises, on every engine (engine.md, 4).

A build whose files say otherwise is refused. Change a mart here and in its SQL file together.
"""

_MONEY = "decimal128(18, 4)"
_TEXT, _FLAG, _DAY, _WHOLE, _SMALL = "string", "bool", "date32[day]", "int64", "int32"
_PARTS = (
    ("ordered", _WHOLE),
    ("orders", _WHOLE),
    ("revenue", _MONEY),
    ("profit", _MONEY),
    ("costed_abs", _MONEY),
    ("net_abs", _MONEY),
)

MART_SCHEMAS: dict[str, tuple[tuple[str, str], ...]] = {
    "customer": (
        ("customer_no", _SMALL),
        ("customer_id", _TEXT),
        ("customer_name", _TEXT),
        ("is_name_known", _FLAG),
        ("is_on_file", _FLAG),
        ("service_tier", _TEXT),
        ("account_manager_id", _TEXT),
        ("account_manager_name", _TEXT),
        ("is_manager_known", _FLAG),
        ("department", _TEXT),
        ("region", _TEXT),
        ("industry", _TEXT),
        ("parent_customer_id", _TEXT),
        ("first_contact_date", _DAY),
        ("first_order_on", _DAY),
        ("last_order_on", _DAY),
    ),
    "account_manager": (
        ("account_manager_id", _TEXT),
        ("account_manager_name", _TEXT),
        ("is_known", _FLAG),
        ("customers", _WHOLE),
    ),
    "order_value": (
        ("customer_no", _SMALL),
        ("order_id", _TEXT),
        ("order_date", _DAY),
        ("month_no", _SMALL),
        ("status", _TEXT),
        ("is_ordered", _FLAG),
        ("net_amount", _MONEY),
        ("profit", _MONEY),
        ("costed_abs", _MONEY),
        ("net_abs", _MONEY),
        ("lines", _WHOLE),
        ("product_line", _TEXT),
        ("is_split", _FLAG),
    ),
    "order_part": (
        ("customer_no", _SMALL),
        ("month_no", _SMALL),
        ("order_id", _TEXT),
        ("order_date", _DAY),
        ("product_line", _TEXT),
        ("net_amount", _MONEY),
        ("profit", _MONEY),
        ("costed_abs", _MONEY),
        ("net_abs", _MONEY),
    ),
    "customer_month": (
        ("customer_no", _SMALL),
        ("month_no", _SMALL),
        *_PARTS,
        ("first_order_on", _DAY),
        ("last_order_on", _DAY),
    ),
    "month": (
        ("month_no", _SMALL),
        ("account_manager_id", _TEXT),
        ("region", _TEXT),
        ("industry", _TEXT),
        ("active_customers", _WHOLE),
        ("new_customers", _WHOLE),
        *_PARTS,
    ),
    "line_month": (
        ("month_no", _SMALL),
        ("account_manager_id", _TEXT),
        ("region", _TEXT),
        ("industry", _TEXT),
        ("product_line", _TEXT),
        ("active_customers", _WHOLE),
        ("new_customers", _WHOLE),
        *_PARTS,
    ),
    "target": (
        ("scope_type", _TEXT),
        ("scope_id", _TEXT),
        ("metric_id", _TEXT),
        ("month_no", _SMALL),
        ("target_value", _MONEY),
    ),
    "layer_month": (
        ("month_no", _SMALL),
        ("scheme", _TEXT),
        ("account_manager_id", _TEXT),
        ("layer", _TEXT),
        ("customers", _WHOLE),
        ("revenue", _MONEY),
    ),
}

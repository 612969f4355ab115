"""The Arrow types of mart columns, as Parquet footers name them."""

MONEY = SCORE = "decimal128(18, 4)"
WEIGHT = "decimal128(18, 8)"
TEXT, FLAG, DAY, WHOLE, SMALL, MOMENT = "string", "bool", "date32[day]", "int64", "int32", "timestamp[us]"
Schema = tuple[tuple[str, str], ...]
"""Name and type of each column, in order."""

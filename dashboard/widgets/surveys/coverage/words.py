"""Words of this view that more than one of its blocks says."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.logic.surveys.coverage import SHARES
from dashboard.logic.surveys.item_figures import HIDDEN_BELOW, THIN_BELOW
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _

Row = Mapping[Any, Any]
"""One row of ``logic.surveys.coverage.coverage_table``."""
FEW = " *"
"""Behind a share of fewer than 30."""


def share_title(name: str, kind: str) -> str:
    """``kind``: of the survey; after a transaction people are called, and reached."""
    is_call = kind == "transaction"
    return {
        "delivered_share": _("Arrived"),
        "contact_share": _("Reached") if is_call else _("Contacts heard"),
        "account_share": _("Accounts reached") if is_call else _("Accounts heard"),
        "customer_share": _("Customers heard"),
        "revenue_share": _("Revenue heard"),
    }[name]


def invited_title(kind: str) -> str:
    return _("Called") if kind == "transaction" else _("Invited")


def known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # ty: ignore[invalid-argument-type]


def parts_text(form: Formats, row: Row, name: str) -> str:
    """``21 of 38``; nothing where a part is not known or the whole is nobody."""
    top, bottom = (known(row[one]) for one in SHARES[name])
    if top is None or not bottom:
        return ""
    if name == "revenue_share":
        return _("{part} of {whole}", part=form.headline_amount(top), whole=form.headline_amount(bottom))
    return _("{part} of {whole}", part=form.whole(top), whole=form.whole(bottom))


def share_text(form: Formats, row: Row, name: str) -> str:
    """Share, interval and parts of one row of a table; of fewer than ten only the parts, of fewer than 30 marked."""
    share, count = known(row[name]), known(row[SHARES[name][1]])
    parts = parts_text(form, row, name)
    if share is None:
        return parts or form.not_known
    if name == "revenue_share":
        return form.share(share)
    if count is not None and count < HIDDEN_BELOW:
        return parts
    text = form.share(share)
    if f"{name}_low" in row:
        text = f"{text} ({interval_text(form, row[f'{name}_low'], row[f'{name}_high'])})"
    return f"{text} · {parts}" + (FEW if count is not None and count < THIN_BELOW else "")


def interval_text(form: Formats, low: float, high: float) -> str:
    """``42.6–70.8%``."""
    return f"{form.number(low * 100, 1)}–{form.share(high)}"

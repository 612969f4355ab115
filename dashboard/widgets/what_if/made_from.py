"""What the figures of the What-if page were made from, as texts for their number cards."""

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.widgets.formats import Formats
from dashboard.widgets.made_from import MadeFrom


def of_what_if(form: Formats, told: WhatIfAnswer) -> dict[str, MadeFrom]:
    """Before and after: the customers counted, and what the shares of the proposal divide by."""
    before, after = told.sums_before, told.sums_after
    population, active = sum(after.customers), after.active_customers

    def money(units: int) -> str:
        return f"{form.exact_amount(units)} {form.currency_word()}"

    return {
        "proposed_layer": MadeFrom(population),
        "buffered_layer": MadeFrom(active),
        "what_if_up": MadeFrom(population, exactly=form.whole(told.up)),
        "what_if_down": MadeFrom(population, exactly=form.whole(told.down)),
        "customer_share": MadeFrom(active, denominator=form.whole(active), before=form.whole(before.active_customers)),
        "revenue_share": MadeFrom(active, denominator=money(after.active_revenue)),
        "profit_share": MadeFrom(active, denominator=money(after.active_profit)),
    }

"""Registry entries of who answered (M43)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.logic.words import N_

_ASKED = N_("survey invitations, survey answers")
_HEARD = N_("survey answers, orders")

COVERAGE_METRICS: tuple[Metric, ...] = (
    Metric(
        "M43",
        "survey_delivered",
        N_("Invitations delivered"),
        "share",
        1,
        0,
        N_(
            "Invitations that arrived. One of which nobody said that it did not arrive, and one that was answered, "
            "counts as delivered. After a transaction: calls that got through."
        ),
        N_("invitations delivered / invitations sent"),
        _ASKED,
    ),
    Metric(
        "M43",
        "survey_response",
        N_("Response by contact"),
        "share",
        1,
        THIN_BELOW,
        N_(
            "Of the invitations that arrived, those that were answered by the as-of month's end. An invitation without "
            "a person is answered when its customer has answered. After a transaction: calls answered. The interval "
            "(Wilson) is that of how readily such people answer."
        ),
        N_("invitations answered / invitations delivered"),
        _ASKED,
    ),
    Metric(
        "M43",
        "survey_account_response",
        N_("Response by account"),
        "share",
        1,
        THIN_BELOW,
        N_(
            "Of the customers that at least one invitation reached, those of which anybody answered. Customers with "
            "many invited persons count once."
        ),
        N_("customers reached that answered / customers reached"),
        _ASKED,
    ),
    Metric(
        "M43",
        "survey_customers_heard",
        N_("Active customers heard"),
        "share",
        1,
        THIN_BELOW,
        N_(
            "Of the customers with revenue in the twelve months of the survey, those of which anybody answered, asked "
            "or not. It is known without a file of invitations."
        ),
        N_("active customers that answered / active customers"),
        _HEARD,
    ),
    Metric(
        "M43",
        "survey_revenue_heard",
        N_("Revenue heard"),
        "share",
        1,
        0,
        N_(
            "Which part of the revenue of the twelve months of the survey is that of customers who answered. Customers "
            "with more returns than sales count as zero. Of anonymous surveys a whole percentage of the whole company. "
            "CustomerGauge advises 80 % each quarter: an advice, no norm."
        ),
        N_("revenue of customers that answered / revenue of all customers"),
        _HEARD,
    ),
    Metric(
        "M43",
        "survey_respondents",
        N_("Respondents against the others"),
        "share",
        0,
        THIN_BELOW,
        N_(
            "Whether those who answered differ from those who did not, in layer, in having complained in the twelve "
            "months before the survey, and in growing revenue. Chi-squared with N - 1 (Campbell 2007), intervals of "
            "Newcombe 1998, corrected for many comparisons (Benjamini and Hochberg 1995). Groups below 10 customers "
            "are not tested."
        ),
        N_("share of those who answered that have it - share of the others that have it"),
        N_("survey answers, survey invitations, orders, complaints and feedback"),
    ),
    Metric(
        "M43",
        "survey_revenue_weighted",
        N_("Weighted by revenue"),
        "score",
        1,
        THIN_BELOW,
        N_(
            "The leading questions of a named survey with the revenue of the twelve months as weight; several answers "
            "of one customer share it. Customers without revenue, or with more returns than sales, weigh nothing. "
            "Intervals from the effective number of answers (Kish)."
        ),
        N_("sum of revenue x score / sum of revenue"),
        _HEARD,
    ),
)

-- purpose: the time limits of cases that the settings gave at the build
-- grain: one row per kind of case; kind 'all' holds the calendar and how soon a case is accepted
-- order: kind nulls last
select
    kind,
    calendar,
    accept_within,
    close_within
from made_case_limit

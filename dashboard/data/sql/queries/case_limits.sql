-- purpose: the time limits of cases, as the settings gave them at the build
-- grain: one row per kind
-- parameters: none
select kind, calendar, accept_within, close_within
from case_limit

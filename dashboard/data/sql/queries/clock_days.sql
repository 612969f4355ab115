-- purpose: the working calendar of the build
-- grain: one row per day, ascending
-- parameters: none
select day, is_workday, open_1, close_1, open_2, close_2, seconds_before
from clock_day
order by day

-- purpose: whether anything is written about each case, not what
-- grain: one row per case, in the order of case_no
-- parameters: none
select case_no, description is not null as is_described
from feedback_case
order by case_no

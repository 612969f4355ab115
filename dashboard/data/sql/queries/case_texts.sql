-- purpose: what people wrote about one case
-- grain: one row
-- parameters: $case_no
select description, remedy_requested
from feedback_case
where case_no = $case_no

-- purpose: what people wrote about the cases that are about to leave as a file
-- grain: one row per case asked for, in the order of case_no
-- relation: wanted (case_no)
select case_no, description, remedy_requested
from feedback_case
where case_no in (select wanted.case_no from wanted)
order by case_no

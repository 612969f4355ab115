-- Answers that are ratings, don't-knows, or outside the scale.
select response_no, item_no, state, cast(score as double) as score
from survey_answer
where state <> 'no_answer'

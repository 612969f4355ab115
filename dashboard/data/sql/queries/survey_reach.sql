-- What the build published about who answered one anonymous wave, by one cut.
-- Parameters: survey_no, cut.
select segment, invited, delivered, answered, accounts_invited, accounts_answered, revenue_percent
from survey_reach
where survey_no = $survey_no and cut = $cut
order by segment nulls last

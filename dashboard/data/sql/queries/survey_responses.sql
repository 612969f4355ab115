-- Who answered, as far as it may be known.
select response_no, survey_no, customer_no, answered_on, cast(weight as double) as weight
from survey_response
order by response_no

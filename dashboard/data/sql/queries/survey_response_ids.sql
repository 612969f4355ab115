-- Ids of some responses of named waves. An anonymous one has none.
-- Parameter: $response_nos.
select response_no, response_id
from survey_response
where response_no in (select unnest($response_nos)) and response_id is not null
order by response_no

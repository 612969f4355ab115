-- What respondents wrote to one question of a named wave.
select a.response_no, r.answered_on, r.customer_id, a.answer_text
from survey_answer as a
join survey_response as r on r.response_no = a.response_no
where a.item_no = $item_no and a.answer_text is not null
order by r.answered_on desc nulls last, a.response_no

-- purpose: the answers with what each is: a rating, a don't-know, none, or a number that is outside the scale
-- grain: one row per response and question
-- order: response_no nulls last, item_no nulls last
-- rule: a score outside the scale is no rating: it is counted and told, and in no mean (codes: survey_given)
with judged as (
    select
        r.response_no,
        q.item_no,
        g.survey_no,
        g.score,
        g.answer_text,
        case
            when g.given <> 'number' then g.given
            when q.item_type <> 'text' and g.score >= q.scale_min and g.score <= q.scale_max then 'rated'
            else 'out_of_scale'
        end as state
    from survey_given as g
    join survey_question as q on q.survey_no = g.survey_no and q.item_id = g.item_id
    join survey_respondent as r on r.survey_no = g.survey_no and r.response_id = g.response_id
)
select
    response_no,
    item_no,
    survey_no,
    cast(state as string) as state,
    cast(case when state = 'rated' then score else null end as decimal(18, 4)) as score,
    answer_text
from judged

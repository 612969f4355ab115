-- purpose: the answers as they were given, with what the declared codes make of each: never published
-- grain: one row per response and question
-- rule: a code that is no rating is declared for the question, else for the wave. A code of the wave is a rating all the
--       same where the question has a scale of its own that holds it: 6 of "1 to 5, 6 = never used" is one of 0 to 10
with asked as (
    select
        survey_id,
        item_id,
        dont_know_codes,
        no_answer_codes,
        case when scale_min is not null then scale_min when item_type = 'nps' then 0 else null end as own_min,
        case when scale_max is not null then scale_max when item_type = 'nps' then 10 else null end as own_max
    from staged_survey_items
),
coded as (
    select
        w.survey_no,
        w.is_anonymous,
        a.response_id,
        a.item_id,
        a.customer_id,
        a.contact_id,
        a.answered_at,
        a.weight,
        a.score,
        a.answer_text,
        coalesce(a.dont_know, false) as is_flagged,
        coalesce(
            case
                when i.dont_know_codes is not null then array_contains(i.dont_know_codes, a.score_code)
                when a.score >= i.own_min and a.score <= i.own_max then false
                else array_contains(s.dont_know_codes, a.score_code)
            end,
            false
        ) as is_unknown,
        coalesce(
            case
                when i.no_answer_codes is not null then array_contains(i.no_answer_codes, a.score_code)
                when a.score >= i.own_min and a.score <= i.own_max then false
                else array_contains(s.no_answer_codes, a.score_code)
            end,
            false
        ) as is_empty
    from staged_survey_answers as a
    join survey_wave as w on w.survey_id = a.survey_id
    left join staged_surveys as s on s.survey_id = a.survey_id
    left join asked as i on i.survey_id = a.survey_id and i.item_id = a.item_id
)
select
    survey_no,
    is_anonymous,
    cast(response_id as string) as response_id,
    cast(item_id as string) as item_id,
    cast(customer_id as string) as customer_id,
    cast(contact_id as string) as contact_id,
    cast(answered_at as date) as answered_on,
    weight,
    score,
    cast(case when is_anonymous then null else nullif(trim(answer_text), '') end as string) as answer_text,
    cast(
        case
            when is_flagged or is_unknown then 'dont_know'
            when score is null or is_empty then 'no_answer'
            else 'number'
        end as string
    ) as given
from coded

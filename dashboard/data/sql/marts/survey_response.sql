-- purpose: who answered a wave; of an anonymous wave nothing but that somebody did
-- grain: one row per wave and response
-- order: response_no nulls last
-- rule: M47b is kept here: an anonymous response has no id, no customer, no contact and no day. Cuts of anonymous waves
--       stand in survey_cell, decided once
select
    response_no,
    survey_no,
    cast(case when is_anonymous then null else response_id end as string) as response_id,
    cast(case when is_anonymous then null else customer_no end as int) as customer_no,
    cast(case when is_anonymous then null else customer_id end as string) as customer_id,
    cast(case when is_anonymous then null else contact_id end as string) as contact_id,
    cast(case when is_anonymous then null else answered_on end as date) as answered_on,
    weight
from survey_respondent

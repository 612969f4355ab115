-- Those of the customers found that are shown first: the id itself, what begins with the text, then the others.
-- Grain: one row per customer, at most $most. Relation: wanted (customer_no), the customers found. Parameters: $text, folded;
-- $spoken, its syllables, null = no pinyin; $by_id, $by_name, where to look; $most.
select
    customer_no,
from customer_search
where customer_no in (select wanted.customer_no from wanted)
order by
    case
        when $by_id and split_part(search_text, chr(10), 2) = $text then 0
        when $by_id and starts_with(search_text, chr(10) || $text) then 1
        when
            $by_name
            and contains(substr(search_text, strpos(substr(search_text, 2), chr(10)) + 1), chr(10) || $text) then 2
        when $by_name and contains(pinyin, chr(10) || $spoken) then 3
        else 4
    end,
    customer_no
limit $most

-- All customers in one of whose lines a word stands: id, names, first letters of the pinyin, pinyin in full.
-- Grain: one row per customer found; place says how well a whole text fits: 0 it is the id, 1 the id begins with it, 2 a
-- name or the first letters do, 3 the pinyin does, 4 else. Parameters: $word, folded; $spoken_0 to 2, of which the pinyin may
-- hold any, null = none; $text, folded, and $spoken, its pinyin, null = places are not asked for; $by_id, $by_name, where to
-- look. No pattern: every character of the word stands for itself.
select
    customer_no,
    cast(
        case
            when $by_id and starts_with(told, chr(10) || $text || chr(10)) then 0
            when $by_id and starts_with(told, chr(10) || $text) then 1
            when contains(told, chr(10) || $text) then 2
            when $by_name and contains(pinyin, chr(10) || $spoken) then 3
            else 4
        end as bigint
    ) as place,
from (
    select
        customer_no,
        pinyin,
        case
            when $by_id and $by_name then search_text
            when $by_id then chr(10) || split_part(search_text, chr(10), 2) || chr(10)
            else substr(search_text, strpos(substr(search_text, 2), chr(10)) + 1)
        end as told
    from customer_search
) as looked_at
where contains(told, $word)
    or (
        $by_name
        and (contains(pinyin, $spoken_0) or contains(pinyin, $spoken_1) or contains(pinyin, $spoken_2))
    )

-- All customers in one of whose lines a word stands: id, names, first letters of the pinyin, pinyin in full.
-- Grain: one row per customer found, ascending. Parameters: $word, folded; $spoken_0 to 2, of which the pinyin may hold any,
-- null = none; $by_id, $by_name, where to look. No pattern: every character of the word stands for itself.
select
    customer_no,
from customer_search
where contains(
        case
            when $by_id and $by_name then search_text
            when $by_id then split_part(search_text, chr(10), 2)
            else substr(search_text, strpos(substr(search_text, 2), chr(10)) + 1)
        end,
        $word
    )
    or (
        $by_name
        and (contains(pinyin, $spoken_0) or contains(pinyin, $spoken_1) or contains(pinyin, $spoken_2))
    )
order by customer_no

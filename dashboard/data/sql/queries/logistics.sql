-- What was damaged, short and late on the way (M58), by carrier.
-- Grain: one row per carrier (null = not given). Relation: wanted (see promises). Parameters: $everybody, $start, $through.
-- Rule: what was shipped in the window. The shipped value is the net amount of the orders shipped, each once per
-- carrier. A delay is the days after the promised arrival; not arrived and past it counts up to the end.
with shipped as (
    select
        d.carrier,
        d.order_id,
        d.damaged_value,
        d.short_value,
        d.promised_arrival,
        coalesce(case when d.arrived_on <= $through then d.arrived_on end, $through) as seen_on,
        d.arrived_on is null or d.arrived_on > $through as is_under_way,
    from delivery as d
    cross join wanted as w
    where
        d.shipped_on between $start and $through
        and ($everybody or w.places[d.customer_no + 1] >= 0)
),

valued as (
    select
        s.carrier,
        sum(v.net_amount) as shipped_value,
    from (select distinct carrier, order_id from shipped where order_id is not null) as s
    inner join order_value as v on v.order_id = s.order_id
    group by s.carrier
)

select
    s.carrier,
    count(*) as shipments,
    count(*) filter (s.damaged_value > 0 or s.short_value > 0) as cases,
    count(*) filter (s.damaged_value is not null or s.short_value is not null) as known,
    sum(s.damaged_value) as damaged_value,
    sum(s.short_value) as short_value,
    any_value(v.shipped_value) as shipped_value,
    count(*) filter (s.promised_arrival is not null and (not s.is_under_way or s.promised_arrival < s.seen_on)) as promised,
    count(*) filter (s.seen_on > s.promised_arrival) as late,
    cast(coalesce(sum(s.seen_on - s.promised_arrival) filter (s.seen_on > s.promised_arrival), 0) as bigint) as delay_days,
from shipped as s
left join valued as v on v.carrier is not distinct from s.carrier
group by s.carrier
order by shipments desc, s.carrier nulls last

-- What anonymous waves show.
select survey_no, item_no, cut, segment, cast(score as double) as score, answers, cast(weight as double) as weight
from survey_cell
order by survey_no, item_no, cut, segment nulls last, score nulls last

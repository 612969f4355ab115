"""Ten waves of surveys of a typical company: every answer follows from its number, made by DuckDB."""

from dataclasses import dataclass
from pathlib import Path

from bench.generated import generated_files
from bench.typical import CUSTOMERS, typical_files

WAVES, QUESTIONS, RESPONSES, INVITED = 10, 30, 1_667, 4_000
"""27 questions of eight services, overall satisfaction, recommendation and whether there was a problem."""

# The fourth and the ninth wave are an anonymous series of somebody else's, the rest is named.
_SURVEYS = """
    select
        'W' || w as survey_id, '第' || w || '期' as title,
        case when w in (3, 8) then '第三方' else '年度' end as series,
        case when w in (3, 8) then 'third_party' else 'relationship' end as kind,
        date '2023-03-01' + cast(w * 105 as integer) as field_from,
        date '2023-03-14' + cast(w * 105 as integer) as field_to,
        1 as scale_min, 5 as scale_max, '6' as dont_know_codes, '0' as no_answer_codes,
        case when w in (3, 8) then 'yes' else 'no' end as anonymous,
        $customers as population
    from range($waves) as r(w)
"""
_ITEMS = """
    select
        'W' || w as survey_id, 'Q' || q as item_id, 'c' || q as canonical_item_id,
        ['营业', '装机', '障碍查修', '收费', '查号', '公用电话', '长途', '数据'][1 + q % 8] as service,
        '题目' || q as text,
        case q when 28 then 'overall' when 29 then 'nps' when 30 then 'had_problem' else 'satisfaction' end as item_type
    from range($waves) as r(w), range(1, $questions + 1) as t(q)
"""
_INVITES = """
    select
        'W' || w || '-' || n as invite_id, 'W' || w as survey_id,
        'C' || lpad(cast((n * 7919 + w * 31) % $customers as varchar), 5, '0') as customer_id,
        date '2023-03-01' + cast(w * 105 as integer) as sent_at,
        case when n % 25 = 0 then 'no' else 'yes' end as delivered
    from range($waves) as r(w), range($invited) as t(n)
"""
# Who likes one thing likes the others; one question in eight is better of late; 6 = does not know.
_ANSWERS = """
    with drawn as (
        select
            w, n, q, (n * 15485863 + w * 7919) % 100003 / 100003.0 as liking,
            (n * 104729 + q * 1299709 + w * 611953) % 100019 / 100019.0 as chance
        from range($waves) as r(w), range($responses) as t(n), range(1, $questions + 1) as u(q)
    ),
    felt as (
        select *, 2.2 + 1.6 * liking + 1.9 * chance + case when q % 8 = 3 and w > 6 then 0.4 else 0 end as feeling
        from drawn
    )
    select
        'W' || w || '-' || n as response_id, 'W' || w as survey_id, 'Q' || q as item_id,
        'C' || lpad(cast((2 * n * 7919 + w * 31) % $customers as varchar), 5, '0') as customer_id,
        date '2023-03-01' + cast(w * 105 as integer) + cast(n % 14 as integer) as answered_at,
        case
            when q = 29 then least(cast(floor(feeling * 2) as integer), 10)
            when q = 30 then 1 + cast(chance > 0.2 as integer)
            when chance < 0.06 and q < 28 then 6
            else least(cast(floor(feeling) as integer), 5)
        end as score,
        round(0.5 + liking, 4) as weight
    from felt
"""
_TABLES = {"surveys": _SURVEYS, "survey_items": _ITEMS, "survey_invites": _INVITES, "survey_answers": _ANSWERS}
SURVEY_TABLES = frozenset(_TABLES)


@dataclass(frozen=True)
class SurveySize:
    responses: int = RESPONSES

    @property
    def answers(self) -> int:
        return WAVES * QUESTIONS * self.responses


def survey_files(folder: Path, size: SurveySize) -> list[Path]:
    """The files of a typical company and of its surveys, unless they are there already. Named after their tables."""
    files = typical_files(folder)
    place = folder / f"surveys-{size.responses}"
    numbers = {
        "$waves": WAVES,
        "$questions": QUESTIONS,
        "$responses": size.responses,
        "$invited": INVITED,
        "$customers": CUSTOMERS,
    }
    return [*files, *generated_files(place, _TABLES, numbers)]

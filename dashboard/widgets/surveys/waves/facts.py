"""What kind of wave it was, and what must be known to read its figures."""

from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.imported.words import column_title, table_title
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.waves.seen import SeenWave
from dashboard.widgets.surveys.words import kind_label


def facts_line(opened: Opened, seen: SeenWave) -> str:
    """Kind, days, method, mode, agency, population, whether named, and how many answered."""
    form, wave = opened.formats, seen.wave
    parts = [kind_label(wave.kind), _days(opened, wave)]
    parts += _given(wave)
    if wave.population is not None:
        parts.append(_("population {n}", n=form.whole(wave.population)))
    parts.append(_("anonymous") if wave.is_anonymous else _("named"))
    count = seen.figures.responses
    parts.append(ngettext("{n} response", "{n} responses", count, n=form.whole(count)))
    return " · ".join(part for part in parts if part)


def _days(opened: Opened, wave: Wave) -> str:
    form = opened.formats
    if wave.field_from is None or wave.field_to is None:
        return _("days in the field not given")
    return _("in the field {first} to {last}", first=form.day(wave.field_from), last=form.day(wave.field_to))


def _given(wave: Wave) -> list[str]:
    """What the file says of sample, mode and agency."""
    found: list[str] = []
    if wave.sample_method:
        found.append(_("sample: {value}", value=_sample_word(wave.sample_method)))
    if wave.mode:
        found.append(_("mode: {value}", value=_mode_word(wave.mode)))
    if wave.agency:
        found.append(_("agency: {value}", value=wave.agency))
    return found


def _sample_word(code: str) -> str:
    words = {"random": _("random"), "census": _("everybody"), "convenience": _("whoever was at hand")}
    return words.get(code, code)


def _mode_word(code: str) -> str:
    words = {"phone": _("phone"), "online": _("online"), "face_to_face": _("face to face"), "mail": _("mail")}
    return words.get(code, code)


def anonymity_unknown() -> str:
    """Why a wave is treated as anonymous, and which column says otherwise."""
    return _(
        "Nobody said whether this survey is anonymous, so it is treated as if it were. If it is not, say so in "
        "the column {column} of the file {table} and import it again.",
        column=column_title("surveys", "anonymous"),
        table=table_title("surveys"),
    )


def facts_notes(opened: Opened, seen: SeenWave) -> list[str]:
    """What is left out of the figures, and what nobody said."""
    form, figures, said = opened.formats, seen.figures, []
    if not seen.wave.is_anonymity_known:
        said.append(anonymity_unknown())
    if figures.outside:
        said.append(
            ngettext(
                "{n} score lies outside its scale: it is no rating and in no figure.",
                "{n} scores lie outside their scale: they are no ratings and in no figure.",
                figures.outside,
                n=form.whole(figures.outside),
            )
        )
    if "overall" in figures.headlines and (figures.unanswered or figures.dont_know):
        said.append(
            _(
                "Overall satisfaction: {silent} gave no answer, {unknown} do not know; shares count those who rated.",
                silent=form.whole(figures.unanswered),
                unknown=form.whole(figures.dont_know),
            )
        )
    if seen.changes is not None and seen.changes.tested:
        said.append(
            ngettext(
                "{n} question was compared with {before}.",
                "{n} questions were compared with {before} and corrected together, the share satisfied, the index and "
                "the NPS with them: of the verdicts up and down at most 5% are expected to be false.",
                seen.changes.tested,
                n=form.whole(seen.changes.tested),
                before=seen.before.title if seen.before else "",
            )
        )
    if seen.weighted and seen.figures.is_weighted and seen.before is not None and not seen.before_has_weights:
        said.append(_("The wave before has no weights: the verdicts compare unweighted figures."))
    return said

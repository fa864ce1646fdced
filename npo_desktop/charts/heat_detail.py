"""What stands behind one cell of the heat map: the score, its error, the others, the answers. Pure.

No score without its date, informant, number of answers and error. Those who differ get no mean.
Sources: SCORING.md, sections 3 to 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from npo_desktop.charts.informants_chart import informants_chart
from npo_desktop.charts.ruler import References, cuts_of, into_zone, place_of
from npo_desktop.content.questionnaire import Informant, Item, Questionnaire, SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, SubscaleScore
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.i18n import current
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import POMP_LOW, T_WATCH, Band
from npo_desktop.scoring.reliability import standard_error

SHORTEST = 3  # items: under this there is no measurement error to state


@dataclass(frozen=True, slots=True)
class View:
    """How one informant sees it; ``at`` is the place on a ruler of 0 to 1, in the band's zone."""

    informant: Informant
    value: float  # 0 to 100
    at: float
    band: Band
    strong: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One answered statement, and the answer in words."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class HeatDetail:
    """One pupil on one subscale. ``scored`` is what the cell rests on, when it rests on answers."""

    scored: SubscaleScore | None
    test: ResultFacts | None  # a test level goes before the judgement
    error: float | None  # of measurement, on 0 to 100
    before: float | None  # the round before, the same informant, on 0 to 100
    before_on: date | None
    verdict: Verdict
    why: NoVerdict | None
    views: tuple[View, ...]
    spread: float | None  # between them, on 0 to 100; ``None`` with one view
    differs: bool  # by more than measurement error
    is_low_in_group: bool  # low by itself, ordinary here: look at the class, not the child

    @property
    def difference(self) -> float | None:
        """Now minus before, on 0 to 100; never in two tiers."""
        if self.scored is None or self.scored.score.pomp is None or self.before is None:
            return None
        return self.scored.score.pomp - self.before


def heat_detail(
    dossier: Dossier,
    names: SubscaleNames,
    informant: Informant | None,
    questionnaires: Mapping[str, Questionnaire],
    references: References,
) -> HeatDetail:
    """``informant``: whose view the map shows; none: the bands that all lists start from."""
    scored = behind(dossier, names.code, informant)
    past = _before(dossier, scored)
    change = next(
        (
            one
            for one in dossier.changes
            if scored and (one.subscale, one.informant) == (scored.subscale, scored.informant)
        ),
        None,
    )
    rows = informants_chart(dossier, {names.code: names}, questionnaires)
    form = questionnaires.get(scored.questionnaire) if scored else None
    return HeatDetail(
        scored=scored,
        test=_test(dossier, names.code) if informant is None else None,
        error=_error(scored, form),
        before=past.score.pomp if past else None,
        before_on=past.held_on if past else None,
        verdict=change.verdict if change else Verdict.UNKNOWN,
        why=change.why if change else NoVerdict.FIRST_ROUND,
        views=_views(dossier, names, references),
        spread=rows[0].spread if rows else None,
        differs=rows[0].differs if rows else False,
        is_low_in_group=scored is not None and _is_low_in_group(scored),
    )


def behind(dossier: Dossier, code: str, informant: Informant | None) -> SubscaleScore | None:
    """The score that a cell rests on: of the informant chosen, else of whose band it is."""
    if informant is not None:
        return dossier.score_of(code, informant)
    teacher, flag = dossier.score_of(code, Informant.TEACHER), dossier.flags.get(code)
    pupil = dossier.score_of(code, Informant.PUPIL) if code.startswith("SE-") else None
    if teacher is not None and (pupil is None or pupil.band is not flag or teacher.band is flag):
        return teacher
    return pupil


def lowest_statements(
    form: Questionnaire, code: str, answers: Mapping[str, int | None], most: int = 3
) -> tuple[Statement, ...]:
    """What was answered about this subscale, the weakest answer first."""
    scale = next((one for one in form.scales if one.code == code), None)
    given: list[tuple[int, Item, int]] = []
    for item in scale.items if scale else ():
        value = answers.get(item.id)
        if value is not None:
            given.append((form.top_of(item) - value if item.reverse else value, item, value))
    given.sort(key=lambda one: one[0])
    language = current()
    return tuple(
        Statement(
            form.text_of(item.texts, language),
            form.text_of(form.options_of(item)[value], language),
        )
        for _keyed, item, value in given[:most]
    )


def _views(dossier: Dossier, names: SubscaleNames, references: References) -> tuple[View, ...]:
    found = []
    for informant in Informant:
        one = dossier.score_of(names.code, informant)
        if one is not None and one.score.pomp is not None:
            judgement = names.domain == "COG" and one.score.items == 1
            at = place_of(one.score.pomp, cuts_of(one, references, judgement=judgement))
            if one.band is not Band.NONE:
                at = into_zone(at, one.band, one.is_strong)
            found.append(View(informant, one.score.pomp, at, one.band, one.is_strong))
    return tuple(found)


def _before(dossier: Dossier, scored: SubscaleScore | None) -> SubscaleScore | None:
    if scored is None or scored.in_two_tiers:
        return None
    for past in dossier.before:
        same = (past.subscale, past.informant) == (scored.subscale, scored.informant)
        alike = past.edition == scored.edition and not past.in_two_tiers
        if same and alike and past.score.pomp is not None:
            return past
    return None


def _error(scored: SubscaleScore | None, form: Questionnaire | None) -> float | None:
    if scored is None or form is None or scored.score.items < SHORTEST:
        return None
    if scored.score.pomp is None:
        return None
    return 100 * standard_error(form.sd, form.reliability) / form.top


def _test(dossier: Dossier, code: str) -> ResultFacts | None:
    """The newest result with a level."""
    found: Sequence[ResultFacts] = [
        one for one in dossier.results if one.subscale == code and one.level
    ]
    return max(found, key=lambda one: one.held_on, default=None)


def _is_low_in_group(scored: SubscaleScore) -> bool:
    """The second guard of the school-group norm: SCORING.md, section 3."""
    return (
        scored.band is Band.WATCH
        and scored.t is not None
        and scored.t >= T_WATCH
        and scored.score.pomp is not None
        and scored.score.pomp < POMP_LOW
    )

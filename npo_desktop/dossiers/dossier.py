"""Dossier: one pupil in one round, everything scored, frozen.

Pure: whoever loads it (``queries/dossiers.py``) hands over what ``scan_scores`` made of plain
answers. Source: SCORING.md, sections 2, 3 and 7.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from npo_desktop.content.questionnaire import Informant, Questionnaire, Texts
from npo_desktop.dossiers.attendance import AttendanceFacts
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.two_tiers import by_turns
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.growth import level_z
from npo_desktop.scoring.norms import POMP_STRENGTH, Band
from npo_desktop.scoring.scale import ItemScore

LOW_LEVELS, WATCH_LEVELS = ("V", "E"), ("IV", "D")
SCHOOL_LANGUAGE_SUBSCALES = ("COG-VOC", "COG-COM", "COG-SPE")
YEARS_WITHOUT_LANGUAGE_FLAG = 2


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """Who a dossier is about."""

    id: UUID
    number: str
    call_name: str
    infix: str
    last_name: str
    birth_date: date | None
    grade: int | None
    group: str
    home_language: str | None
    talk_language: str | None  # of the parents' talk
    school_language_since: date | None = None
    group_id: UUID | None = None

    @property
    def full_name(self) -> str:
        """As one says it: Jaïr de Windt."""
        return " ".join(part for part in (self.call_name, self.infix, self.last_name) if part)

    @property
    def list_name(self) -> str:
        """As it stands in lists: Windt, Jaïr de."""
        first = " ".join(part for part in (self.call_name, self.infix) if part)
        return ", ".join(part for part in (self.last_name, first) if part)

    def age_on(self, day: date) -> int:
        """Whole years; without a birth date what is usual for the grade, else 8."""
        if self.birth_date is None:
            return 8 if self.grade is None else self.grade + 3
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)

    def age_band_on(self, day: date) -> str:
        """K, O, B or V: scores are never compared across these."""
        grade = self.grade if self.grade is not None else self.age_on(day) - 3
        return "K" if grade <= 2 else "O" if grade <= 5 else "B" if grade <= 8 else "V"


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """When it was seen."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    form: str = "full"  # of the teachers' scan, or "two-tier"
    deadline: date | None = None  # when lists should be in; none: at the end
    questionnaires: tuple[str, ...] = ()  # what is asked, by code; none: the built-in three


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """One informant's answers, as chosen."""

    id: UUID
    pupil_id: UUID
    round_id: UUID
    questionnaire: str
    edition: str
    informant: Informant
    language: str
    staff_id: UUID | None
    held_on: date
    asked_on: date  # start of the round: fixes the age, so that the same items are asked throughout
    remark: str
    answers: Mapping[str, int | None]
    form: str = "full"  # or "two-tier": markers first
    is_mixed: bool = False  # asked in more than one language: compared with no school group
    words: Mapping[str, str] = field(default_factory=dict)  # answers that are no choice of one


@dataclass(frozen=True, slots=True)
class SubscaleScore:
    """One subscale, or composite, as one informant sees it."""

    subscale: str
    informant: Informant
    questionnaire: str
    edition: str
    held_on: date
    top: int
    score: ItemScore
    band: Band
    t: float | None = None
    reference_n: int | None = None
    is_strong: bool = False
    in_two_tiers: bool = False  # no T, no change, in no reference
    marker: int | None = None  # in two tiers: the first answer of the subscale, keyed
    no_concern: bool = False  # seen only by its marker, which was high: no score, and no worry
    labels: Texts = field(default_factory=dict)  # of an own scale's band, in the school's words


@dataclass(frozen=True, slots=True)
class ScoredChange:
    """A subscale or composite in two rounds. No index: no verdict may be given, and why not."""

    informant: Informant
    subscale: str
    first: float | None  # means on the answer scale
    second: float | None
    index: float | None
    verdict: Verdict
    why: NoVerdict | None = None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A result of the school's own tests."""

    test: str
    subscale: str | None
    moment: str
    held_on: date
    score: float | None
    level: str | None
    language: str
    norm_group: str
    level_scale: str | None = None  # I-V, A-E
    raw_score: float | None = None
    raw_top: float | None = None
    functional_level: str = ""  # M5, <M3
    percentile: float | None = None
    is_checked: bool = True  # False: read from a file and not yet looked at
    version: str = ""  # of the test: levels of two editions are never subtracted


@dataclass(frozen=True, slots=True)
class Review:
    """What an earlier approach brought, in the words of the scoring."""

    intervention: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CriticalAnswer:
    """An answer that asks for a talk this week."""

    informant: Informant
    item: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known of one pupil in one round."""

    pupil: PupilFacts
    round: RoundFacts
    scores: tuple[SubscaleScore, ...] = ()
    composites: tuple[SubscaleScore, ...] = ()
    flags: Mapping[str, Band] = field(default_factory=dict)
    before: tuple[SubscaleScore, ...] = ()  # the round before, same informants
    before_round: RoundFacts | None = None
    changes: tuple[ScoredChange, ...] = ()
    results: tuple[ResultFacts, ...] = ()  # that somebody looked at
    reviews: tuple[Review, ...] = ()
    critical: tuple[CriticalAnswer, ...] = ()
    resting: tuple[str, ...] = ()  # language subscales not flagged yet: too new in this language
    attendance: AttendanceFacts | None = None  # the newest period that began by the round's end
    # Of the school's own questionnaires, apart: no flag, proposal or total rests on them.
    own_scores: tuple[SubscaleScore, ...] = ()
    own_before: tuple[SubscaleScore, ...] = ()
    own_changes: tuple[ScoredChange, ...] = ()

    def score_of(self, subscale: str, informant: Informant) -> SubscaleScore | None:
        """The score of one subscale by one informant, if it was asked."""
        for scored in self.scores:
            if scored.subscale == subscale and scored.informant == informant:
                return scored
        return None

    @property
    def strengths(self) -> tuple[SubscaleScore, ...]:
        """The teacher's highest valid scores that are at least fine: at most two, best first.

        In two tiers the subscales whose marker got the highest answer, without an order among
        them: one of each domain by turns.
        """
        mine = [scored for scored in self.scores if scored.informant == Informant.TEACHER]
        if any(scored.in_two_tiers for scored in mine):
            return self.strong_markers[:2]
        valid = [scored for scored in mine if scored.band == Band.FINE]
        valid.sort(key=_as_strength, reverse=True)
        return tuple(valid[:2])

    @property
    def strong_markers(self) -> tuple[SubscaleScore, ...]:
        """In two tiers: subscales with the highest first answer, and nothing against it."""
        strong = (
            scored
            for scored in self.scores
            if scored.in_two_tiers
            and scored.marker == scored.top
            and (scored.no_concern or scored.band is Band.FINE)
        )
        return by_turns(strong, lambda scored: scored.subscale.partition("-")[0])


def _as_strength(scored: SubscaleScore) -> tuple[float, int]:
    """For sorting: one judgement of 4 reaches the strength mark, it outranks no longer scale."""
    pomp = scored.score.pomp or 0.0
    return (min(pomp, POMP_STRENGTH) if scored.score.items == 1 else pomp), scored.score.items


_WORST_FIRST = {Band.LOW: 0, Band.WATCH: 1, Band.FINE: 2, Band.NONE: 3}


def flags_of(
    scores: Iterable[SubscaleScore], results: Iterable[ResultFacts], resting: Sequence[str]
) -> dict[str, Band]:
    """What ranking, lists and groups start from. Source: SCORING.md, section 7.

    The teacher's band; for socio-emotional subscales the lower of teacher and pupil; for the
    cognitive ones the newest test level before the judgement, once somebody looked at it.
    Parents never flag alone.
    """
    flags: dict[str, Band] = {}
    for scored in scores:
        counts = scored.informant == Informant.TEACHER or (
            scored.informant == Informant.PUPIL and scored.subscale.startswith("SE-")
        )
        if counts:
            known = flags.get(scored.subscale)
            if known is None or _WORST_FIRST[scored.band] < _WORST_FIRST[known]:
                flags[scored.subscale] = scored.band
    for result in sorted(results, key=lambda result: result.held_on):
        if result.subscale and result.level:
            flags[result.subscale] = level_band(result.level)
    for subscale in resting:
        if subscale in flags:
            flags[subscale] = Band.NONE
    return flags


def level_band(level: str) -> Band:
    """V or E low, IV or D watch, else fine; an unknown level has no band. V- and A+ are V and A."""
    level = level.rstrip("+-")
    if level in LOW_LEVELS:
        return Band.LOW
    if level in WATCH_LEVELS:
        return Band.WATCH
    try:
        level_z(level)
    except ValueError:
        return Band.NONE
    return Band.FINE


def resting_subscales(pupil: PupilFacts, day: date) -> tuple[str, ...]:
    """Language subscales that raise no flag in the first two years of lessons in that language."""
    since = pupil.school_language_since
    if since is None:
        return ()
    until = (since.year + YEARS_WITHOUT_LANGUAGE_FLAG, since.month, since.day)
    if (day.year, day.month, day.day) >= until:
        return ()
    return SCHOOL_LANGUAGE_SUBSCALES


def critical_answers(questionnaire: Questionnaire, scan: ScanFacts) -> tuple[CriticalAnswer, ...]:
    """Answers that ask for a talk this week, whatever the mean."""
    return tuple(
        CriticalAnswer(scan.informant, item)
        for item, values in questionnaire.critical.items()
        if scan.answers.get(item) in values
    )

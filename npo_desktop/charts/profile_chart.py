"""What the profile chart of one pupil shows: zones, marks and words, at places from 0 to 1. Pure.

Screen and paper both paint this, so that they can not differ. Every row has its own ruler: values
of 0 to 100 are stretched piece by piece until the row's cuts lie on the edges of the zones. So a
mark always stands in the zone of its band, whichever group it is compared with.
Sources: VISUAL.md, section 8; SCORING.md, sections 3, 4 and 9.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from npo_desktop.charts.ruler import (
    CRITERION,
    ZONES,
    Cuts,
    References,
    cuts_of,
    into_zone,
    place_of,
)
from npo_desktop.content.questionnaire import Informant, Questionnaire, SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, SubscaleScore, level_band
from npo_desktop.dossiers.expectation import Expectation
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.pupil_expectations import Expectations
from npo_desktop.i18n import pick
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.growth import level_z
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.reliability import standard_error

DOMAINS = ("COG", "EF", "SE")


class Shown(StrEnum):
    """What a row has to show."""

    SCORE = "score"
    TEST = "test"  # a test level goes before the judgement
    FEW = "few"  # asked, but too few answers
    NO_CONCERN = "no_concern"  # only its first statement was asked, and that was fine: no score
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Mark:
    """One value at its place, 0 to 1, as one informant sees it; ``value`` 0 to 100."""

    informant: Informant
    at: float
    value: float
    answered: int
    items: int
    held_on: date
    edition: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One subscale. ``error`` is the measurement error around ``now``, in places."""

    subscale: str
    domain: str
    name: str
    shown: Shown
    band: Band
    strong: bool
    now: Mark | None = None
    before: Mark | None = None
    error: tuple[float, float] | None = None
    change: float | None = None  # on 0 to 100
    verdict: Verdict = Verdict.UNKNOWN
    why: NoVerdict | None = None  # no verdict
    other: Mark | None = None  # the pupil's own answers, where they decide the band
    test: ResultFacts | None = None
    test_before: ResultFacts | None = None
    test_at: float | None = None
    test_before_at: float | None = None
    is_resting: bool = False  # taught too briefly in this language: no judgement yet
    was_asked: bool = False  # in the round before, with or without a score
    band_before: Band = Band.NONE
    expectation: Expectation | None = None  # what to expect without help
    expected_at: float | None = None  # its place

    @property
    def is_certain(self) -> bool:
        """Only then is there an arrow."""
        return self.verdict in (Verdict.IMPROVED, Verdict.DECLINED)


@dataclass(frozen=True, slots=True)
class ProfileChart:
    """Rows in the order of the subscales, grouped by domain."""

    rows: tuple[ChartRow, ...]
    now_on: date | None
    before_on: date | None
    edition: str
    informant: Informant | None  # whose list most rows rest on

    def of_domain(self, domain: str) -> tuple[ChartRow, ...]:
        """The rows under one heading."""
        return tuple(row for row in self.rows if row.domain == domain)


def profile_chart(
    dossier: Dossier,
    subscales: Mapping[str, SubscaleNames],
    questionnaires: Mapping[str, Questionnaire],
    references: References | None = None,
    expectations: Expectations | None = None,
) -> ProfileChart:
    """Every cognitive, executive and socio-emotional subscale, asked or not.

    ``references`` are those the dossier was scored with; a row scored with one that is not here
    falls back on the fixed criterion, and its mark on the edge of its own zone.
    """
    rows = tuple(
        _row(dossier, names, questionnaires, references or {}, expectations or {})
        for names in subscales.values()
        if names.domain in DOMAINS
    )
    lead = next((s for s in dossier.scores if s.informant is Informant.TEACHER), None)
    lead = lead or (dossier.scores[0] if dossier.scores else None)
    same = [s for s in dossier.before if lead and s.informant is lead.informant]
    return ProfileChart(
        rows,
        lead.held_on if lead else None,
        same[0].held_on if same else None,
        lead.edition if lead else "",
        lead.informant if lead else None,
    )


def _row(
    dossier: Dossier,
    names: SubscaleNames,
    questionnaires: Mapping[str, Questionnaire],
    references: References,
    expectations: Expectations,
) -> ChartRow:
    code = names.code
    scored = _first_score(dossier, code)
    tests = _tests_of(dossier, code)
    row = ChartRow(
        subscale=code,
        domain=names.domain,
        name=pick(names.staff),
        shown=Shown.NOT_ASKED,
        band=dossier.flags.get(code, scored.band if scored else Band.NONE),
        strong=False,
        test=tests[0] if tests else None,
        test_before=tests[1] if len(tests) > 1 else None,
        test_at=_level_place(tests[0]) if tests else None,
        test_before_at=_level_place(tests[1]) if len(tests) > 1 else None,
        is_resting=code in dossier.resting,
    )
    if scored is not None:
        row = _with_score(
            row, dossier, scored, questionnaires.get(scored.questionnaire), references
        )
        row = _with_expected(row, expectations.get((code, scored.informant)), scored, references)
    if tests:
        row = replace(row, shown=Shown.TEST, strong=False, change=None, verdict=Verdict.UNKNOWN)
    return row


def _with_score(
    row: ChartRow,
    dossier: Dossier,
    scored: SubscaleScore,
    questionnaire: Questionnaire | None,
    references: References,
) -> ChartRow:
    if scored.score.pomp is None:
        few = Mark(scored.informant, 0.0, 0.0, scored.score.answered, scored.score.items,
                   scored.held_on, scored.edition)  # fmt: skip
        return replace(row, shown=Shown.NO_CONCERN if scored.no_concern else Shown.FEW, now=few)
    judgement = row.domain == "COG" and scored.score.items == 1
    cuts = cuts_of(scored, references, judgement=judgement)
    before = _before(dossier, scored)
    verdict, why = _change(dossier, scored)
    return replace(
        row,
        shown=Shown.SCORE,
        strong=scored.is_strong and row.band is Band.FINE,
        now=_mark(scored, cuts),
        before=_mark(replace(before, t=None), cuts) if before else None,  # on the same ruler
        error=_error(scored, questionnaire, cuts),
        change=_difference(before, scored),
        verdict=verdict,
        why=why,
        band_before=before.band if before else Band.NONE,
        other=_deciding(dossier, scored, row.band),
        was_asked=any(
            (past.subscale, past.informant) == (scored.subscale, scored.informant)
            for past in dossier.before
        ),
    )


def _with_expected(
    row: ChartRow, expectation: Expectation | None, scored: SubscaleScore, references: References
) -> ChartRow:
    """Where the score was to be expected without help; only where two scores are compared."""
    if expectation is None or row.before is None or row.shown is not Shown.SCORE:
        return row
    judgement = row.domain == "COG" and scored.score.items == 1
    cuts = cuts_of(scored, references, judgement=judgement)
    at = place_of(expectation.expected_pomp, cuts)
    return replace(row, expectation=expectation, expected_at=at)


def _mark(scored: SubscaleScore, cuts: Cuts) -> Mark:
    value = scored.score.pomp or 0.0
    at = place_of(value, cuts)
    if scored.t is not None and cuts == CRITERION:
        at = into_zone(at, scored.band, scored.is_strong)
    return Mark(scored.informant, at, value, scored.score.answered, scored.score.items,
                scored.held_on, scored.edition)  # fmt: skip


def _error(
    scored: SubscaleScore, questionnaire: Questionnaire | None, cuts: Cuts
) -> tuple[float, float] | None:
    """One standard error of measurement either way; unknown for one or two items."""
    if questionnaire is None or scored.score.items < 3 or scored.score.pomp is None:
        return None
    step = standard_error(questionnaire.sd, questionnaire.reliability)
    error = 100 * step / questionnaire.top
    value = scored.score.pomp
    return place_of(max(value - error, 0.0), cuts), place_of(min(value + error, 100.0), cuts)


def _first_score(dossier: Dossier, code: str) -> SubscaleScore | None:
    """The teacher's, else what the pupil says; parents never stand alone."""
    mine = dossier.score_of(code, Informant.TEACHER)
    return mine or dossier.score_of(code, Informant.PUPIL)


def _before(dossier: Dossier, scored: SubscaleScore) -> SubscaleScore | None:
    for past in dossier.before:
        same = (past.subscale, past.informant) == (scored.subscale, scored.informant)
        if same and past.score.pomp is not None and past.edition == scored.edition:
            return past
    return None


def _difference(before: SubscaleScore | None, now: SubscaleScore) -> float | None:
    if before is None or before.score.pomp is None or now.score.pomp is None:
        return None
    if before.in_two_tiers or now.in_two_tiers:
        return None  # two marks may be looked at; their difference says nothing
    return now.score.pomp - before.score.pomp


def _change(dossier: Dossier, scored: SubscaleScore) -> tuple[Verdict, NoVerdict | None]:
    for change in dossier.changes:
        if (change.subscale, change.informant) == (scored.subscale, scored.informant):
            return change.verdict, change.why
    return Verdict.UNKNOWN, None


def _deciding(dossier: Dossier, scored: SubscaleScore, flag: Band) -> Mark | None:
    """The pupil's own mark, when it and not the teacher's list gives the band."""
    if scored.informant is Informant.PUPIL or scored.band is flag:
        return None
    own = dossier.score_of(scored.subscale, Informant.PUPIL)
    return _mark(own, CRITERION) if own and own.band is flag and own.score.items > 1 else None


def _tests_of(dossier: Dossier, code: str) -> Sequence[ResultFacts]:
    """The newest result with a level, then the one before it of the same test."""
    found = [
        result
        for result in dossier.results
        if result.subscale == code and result.level and level_band(result.level) is not Band.NONE
    ]
    found.sort(key=lambda result: result.held_on, reverse=True)
    if not found:
        return ()
    return [found[0], *[result for result in found[1:] if result.test == found[0].test][:1]]


def _level_place(result: ResultFacts) -> float:
    """The middle of the level's band; a level is never more exact than that."""
    level = result.level or ""
    zones = {name: (start, end) for name, start, end in ZONES}
    start, end = zones[level_band(level).value]
    if level_band(level) is Band.FINE:
        return start + (end - start) * min(max((level_z(level) + 0.6) / 2.4, 0.08), 0.92)
    return (start + end) / 2

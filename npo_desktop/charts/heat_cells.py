"""What one cell of the heat map shows: a band, or why there is none. Pure.

Too few answers, not asked and not filled in yet are three different things. A change stands in a
cell only when it is larger than the measurement error. Sources: SCORING.md, sections 2 to 4 and 7.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    SubscaleScore,
)
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band


class Shown(StrEnum):
    """What a cell has to show."""

    BAND = "band"
    FEW = "few"  # asked and filled in, but too few answers for a score
    OPEN = "open"  # asked, not filled in yet
    NOT_ASKED = "not_asked"  # not in this round, or not at this age
    ONE_QUESTION = "one_question"  # answered, but one question gives no signal
    NO_CONCERN = "no_concern"  # in two tiers: only the first statement was asked, and it was fine
    RESTING = "resting"  # taught in this language only a short time


NO_SIGNAL = frozenset((Shown.ONE_QUESTION, Shown.NO_CONCERN, Shown.RESTING))


class ListState(StrEnum):
    """How far one list is for one pupil, as the round knows it."""

    NOT_ASKED = "not_asked"
    OPEN = "open"
    COMPLETE = "complete"


Lists = Mapping[tuple[UUID, str], ListState]  # by pupil and questionnaire


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One pupil on one subscale. There are few different ones, and each is made only once."""

    shown: Shown
    band: Band = Band.NONE
    strong: bool = False
    change: Verdict = Verdict.UNKNOWN  # improved or declined only when that is certain

    @property
    def is_signal(self) -> bool:
        """Help needed or watch."""
        return self.band is Band.LOW or self.band is Band.WATCH

    @property
    def order(self) -> int:
        """For sorting on a column: help needed, watch, on level, strong, then all else."""
        if self.shown is not Shown.BAND:
            return 4 + list(Shown).index(self.shown)
        places = {Band.LOW: 0, Band.WATCH: 1, Band.FINE: 2, Band.NONE: 4}
        return places[self.band] + (self.strong and self.band is Band.FINE)


class Asked:
    """Who is asked what in this round: by age, unless the round says otherwise."""

    def __init__(
        self, this: RoundFacts, questionnaires: Mapping[str, Questionnaire], lists: Lists
    ) -> None:
        self._questionnaires, self._lists = questionnaires, lists
        self._day, self._wanted = this.starts_on, this.questionnaires
        self._by_age: dict[tuple[str, int], frozenset[str]] = {}

    def missing(self, pupil: PupilFacts, informant: Informant) -> Callable[[str], HeatCell]:
        """What stands where this informant's list has no score at all."""
        code = informant.value
        state = self._lists.get((pupil.id, code))
        if state is ListState.NOT_ASKED or (self._wanted and code not in self._wanted):
            return _nothing_asked
        subscales = self._subscales(code, pupil.age_on(self._day))
        open_or_few = FEW if state is ListState.COMPLETE else OPEN
        return lambda subscale: open_or_few if subscale in subscales else NOT_ASKED

    def is_complete(self, pupil: PupilFacts, code: str) -> bool:
        """Every statement has an answer, if only "don't know"."""
        return self._lists.get((pupil.id, code)) is ListState.COMPLETE

    def _subscales(self, code: str, age: int) -> frozenset[str]:
        if (code, age) not in self._by_age:
            form = self._questionnaires.get(code)
            scales = form.scales if form else ()
            self._by_age[code, age] = frozenset(
                scale.code
                for scale in scales
                if scale.scored and any(item.suits(age) for item in scale.items)
            )
        return self._by_age[code, age]


def _nothing_asked(_subscale: str) -> HeatCell:
    return NOT_ASKED


CellsOf = Callable[[Dossier, Sequence[str], Asked], tuple[HeatCell, ...]]


def cells_for(informant: Informant | None) -> CellsOf:
    """How the cells of one pupil are made; no informant: the bands that all lists start from."""
    return _flag_cells if informant is None else _informant_cells(informant)


def _informant_cells(informant: Informant) -> CellsOf:
    """What one informant answered, and nothing else."""

    def cells(dossier: Dossier, codes: Sequence[str], asked: Asked) -> tuple[HeatCell, ...]:
        mine = {one.subscale: one for one in dossier.scores if one.informant is informant}
        changes = _certain_changes(dossier, informant)
        missing = asked.missing(dossier.pupil, informant)
        made = []
        for code in codes:
            one = mine.get(code)
            if one is None:
                made.append(missing(code))
            elif code in dossier.resting:
                made.append(RESTING)
            else:
                made.append(_scored_cell(dossier.pupil, one, one.band, changes.get(code), asked))
        return tuple(made)

    return cells


def _flag_cells(dossier: Dossier, codes: Sequence[str], asked: Asked) -> tuple[HeatCell, ...]:
    """What ranking and lists start from: see ``flags_of``. The change is of whose band it is."""
    teacher: dict[str, SubscaleScore] = {}
    pupil: dict[str, SubscaleScore] = {}
    for score in dossier.scores:
        if score.informant is _TEACHER:
            teacher[score.subscale] = score
        elif score.informant is _PUPIL and score.subscale.startswith("SE-"):
            pupil[score.subscale] = score
    flags, resting = dossier.flags, dossier.resting
    tested = {result.subscale for result in dossier.results if result.level}
    by_teacher = _certain_changes(dossier, _TEACHER)
    by_pupil = _certain_changes(dossier, _PUPIL)
    missing = asked.missing(dossier.pupil, _TEACHER)
    made = []
    for code in codes:
        flag = flags.get(code, _NO_BAND)
        one, changes = teacher.get(code), by_teacher
        own = pupil.get(code)
        if own is not None and (one is None or (own.band is flag and one.band is not flag)):
            one, changes = own, by_pupil
        if code in tested and flag is not _NO_BAND:
            made.append(_band_cell(flag))
        elif one is None:
            made.append(missing(code))
        elif resting and code in resting:
            made.append(RESTING)
        else:
            made.append(_scored_cell(dossier.pupil, one, flag, changes.get(code), asked))
    return tuple(made)


def _scored_cell(
    pupil: PupilFacts, one: SubscaleScore, band: Band, change: Verdict | None, asked: Asked
) -> HeatCell:
    if band is not _NO_BAND:
        return _band_cell(band, one.is_strong, change)
    if one.no_concern:
        return NO_CONCERN
    if one.score.mean is not None:
        return ONE_QUESTION
    if not one.score.answered and not asked.is_complete(pupil, one.questionnaire):
        return OPEN
    return FEW


def _certain_changes(dossier: Dossier, informant: Informant) -> dict[str, Verdict]:
    """Only those larger than the measurement error; there are few."""
    return {
        one.subscale: one.verdict
        for one in dossier.changes
        if one.verdict is not _UNKNOWN
        and one.verdict is not _UNCHANGED
        and one.informant is informant
    }


# Named here once: looking up a member of an Enum costs more than all else that a cell takes.
_TEACHER, _PUPIL, _NO_BAND = Informant.TEACHER, Informant.PUPIL, Band.NONE
_LOW, _WATCH, _FINE = Band.LOW, Band.WATCH, Band.FINE
_UNKNOWN, _UNCHANGED, _BETTER = Verdict.UNKNOWN, Verdict.UNCHANGED, Verdict.IMPROVED
FEW, OPEN, NOT_ASKED = HeatCell(Shown.FEW), HeatCell(Shown.OPEN), HeatCell(Shown.NOT_ASKED)
ONE_QUESTION, NO_CONCERN = HeatCell(Shown.ONE_QUESTION), HeatCell(Shown.NO_CONCERN)
RESTING = HeatCell(Shown.RESTING)


def _three(band: Band, strong: bool = False) -> tuple[HeatCell, HeatCell, HeatCell]:
    """Without a certain change, better, weaker."""
    changes = (Verdict.UNKNOWN, Verdict.IMPROVED, Verdict.DECLINED)
    plain, better, weaker = (HeatCell(Shown.BAND, band, strong, change) for change in changes)
    return plain, better, weaker


_LOWS, _WATCHES, _FINES = _three(_LOW), _three(_WATCH), _three(_FINE)
_STRONGS = _three(_FINE, strong=True)


def _band_cell(band: Band, strong: bool = False, change: Verdict | None = None) -> HeatCell:
    """The one cell there is for this; ``change`` only when it is certain."""
    if band is _FINE:
        three = _STRONGS if strong else _FINES
    else:
        three = _LOWS if band is _LOW else _WATCHES
    if change is None:
        return three[0]
    return three[1] if change is _BETTER else three[2]

"""What one list of a file asks: by age and exception, by tier, and by the answers themselves.

As the window does: what an answer hides is taken away with it, and what is not asked has no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates, asked_of
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER
from npo_desktop.i18n import _
from npo_desktop.queries.answering.answer_values import AnswerValue, no_answer
from npo_desktop.queries.answering.last_round import LastRound, gates_of, last_round
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_exceptions import Key, exceptions_of

ScanKey = tuple[UUID, UUID, str, str]  # pupil, round, questionnaire, informant
Values = Mapping[str, AnswerValue]  # by item


@dataclass(frozen=True, slots=True)
class Asking:
    """How one pupil is asked one list, whatever is answered."""

    questionnaire: Questionnaire
    age: int
    form: str = FULL
    gates: Gates = NO_GATES

    def asked(self, values: Values) -> frozenset[str]:
        """The questions that are asked given these answers."""
        answers, words = _apart(values)
        found = asked_of(
            self.questionnaire, self.age, answers, words, form=self.form, gates=self.gates
        )
        return frozenset(one.item.id for one in found)

    def suits(self, item: str) -> bool:
        """Whether the age lets it be asked: what somebody answered all the same is kept."""
        return any(one.id == item and one.suits(self.age) for one in self.questionnaire.items)


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of the answers to one list."""

    refused: Mapping[str, str]  # item -> why its answer in the file is not taken
    cleared: tuple[str, ...]  # items whose answers are there now, and are not asked any more


def judged(asking: Asking, stored: Values, given: Values) -> Judged:
    """Look at the answers of a file beside those that are there; ``given``: by the file."""
    fresh = {item: value for item, value in given.items() if stored.get(item) != value}
    refused = _not_taken(asking.questionnaire, stored, fresh)
    taken = {item: value for item, value in fresh.items() if item not in refused}
    after = {**stored, **taken}
    hidden = {item for item in after.keys() - asking.asked(after) if asking.suits(item)}
    text = _("{item} is not asked with the other answers to this list. Leave out the row.")
    refused |= {item: text.format(item=item) for item in given if item in hidden}
    if hidden.isdisjoint(stored):
        return Judged(refused, ())
    before = asking.asked(stored)  # what was not asked then either is left alone
    return Judged(refused, tuple(item for item in stored if item in hidden and item in before))


def _not_taken(questionnaire: Questionnaire, stored: Values, fresh: Values) -> dict[str, str]:
    """Whose constraint does not hold beside the other answers, those of the file with them."""
    bound = [
        item
        for item in questionnaire.items
        if item.constraint and item.kind is not Kind.CHOICE and item.id in fresh
    ]
    refused: dict[str, str] = {}
    while True:
        kept = {item: value for item, value in fresh.items() if item not in refused}
        given = Given(questionnaire, *_apart({**stored, **kept}))
        found = {
            item.id: no_answer(item, words)
            for item in bound
            if item.id in kept and (words := kept[item.id].words)
            if not given.accepts(item, words)
        }
        if not found:
            return refused
        refused |= found


def _apart(values: Values) -> tuple[dict[str, int | None], dict[str, str]]:
    """Places of options, and the answers that are no choice of one."""
    words = {item: value.words for item, value in values.items() if value.words is not None}
    return {item: value.value for item, value in values.items()}, words


class AskedLists:
    """What is known of pupils and rounds, looked up once for a whole file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rounds = {this.id: this for this in round_list(session)}
        self._pupils: dict[str, dict[UUID, PupilFacts]] = {}
        self._exceptions: dict[UUID, Mapping[Key, bool]] = {}
        self._last: dict[tuple[UUID, str, str], LastRound] = {}
        self._scans: dict[UUID, dict[UUID, list[ScanFacts]]] = {}

    def fault(self, scan: ScanKey, questionnaire: Questionnaire) -> str:
        """Why the school does not ask this list of this pupil; empty when it may be."""
        if self._age(scan, questionnaire) is not None:
            return ""
        text = _(
            "The round makes an exception: questionnaire {code} is not asked of this pupil."
            " Leave out the row, or take the exception away."
        )
        return text.format(code=questionnaire.code)

    def doubt(self, scan: ScanKey, questionnaire: Questionnaire, item: Item) -> str:
        """What to look at when this is not asked at the pupil's age; empty when it is."""
        age = self._age(scan, questionnaire)
        if age is None or item.suits(age):
            return ""
        text = _("{item} is not asked at the age of {age}: look at the date of birth and the row.")
        return text.format(item=item.id, age=age)

    def asking(
        self,
        scan: ScanKey,
        questionnaire: Questionnaire,
        form: str,
        lists: Mapping[ScanKey, tuple[Questionnaire, Values]],
    ) -> Asking:
        """How this list is asked; ``lists``: all that the file has of this pupil and round."""
        age = self._age(scan, questionnaire)
        asking = Asking(questionnaire, -1 if age is None else age, form)
        if form != TWO_TIER:
            return asking
        this = self._rounds[scan[1]]
        key = (this.id, questionnaire.code, questionnaire.edition)
        if key not in self._last:
            self._last[key] = last_round(self._session, questionnaire, this)
        scans = self._scans_with(scan, lists)
        gates = gates_of(self._last[key], questionnaire, self._pupil(scan[0], this), scans)
        return replace(asking, gates=gates)

    def _age(self, scan: ScanKey, questionnaire: Questionnaire) -> int | None:
        pupil_id, round_id, code, _informant = scan
        this = self._rounds[round_id]
        if round_id not in self._exceptions:
            self._exceptions[round_id] = exceptions_of(self._session, round_id)
        age = self._pupil(pupil_id, this).age_on(this.starts_on)
        return asked_age(questionnaire, age, self._exceptions[round_id].get((pupil_id, code)))

    def _pupil(self, pupil_id: UUID, this: RoundFacts) -> PupilFacts:
        year = school_year_of(this.starts_on)
        if year not in self._pupils:
            self._pupils[year] = {pupil.id: pupil for pupil in pupil_list(self._session, year)}
        return self._pupils[year][pupil_id]

    def _scans_with(
        self, scan: ScanKey, lists: Mapping[ScanKey, tuple[Questionnaire, Values]]
    ) -> list[ScanFacts]:
        """Everybody's lists of this pupil in this round, with what the file adds to them."""
        this = self._rounds[scan[1]]
        if this.id not in self._scans:
            self._scans[this.id] = {}
            for facts in scan_facts(self._session, round_id=this.id):
                self._scans[this.id].setdefault(facts.pupil_id, []).append(facts)
        found = {one.questionnaire: one for one in self._scans[this.id].get(scan[0], ())}
        for key, (questionnaire, values) in lists.items():
            facts = found.get(key[2]) or _begun(key, questionnaire, this)
            answers = {**facts.answers, **_apart(values)[0]}
            found[key[2]] = replace(facts, answers=answers)
        return list(found.values())


def _begun(key: ScanKey, questionnaire: Questionnaire, this: RoundFacts) -> ScanFacts:
    """A list that the file begins."""
    return ScanFacts(
        id=uuid4(),
        pupil_id=key[0],
        round_id=key[1],
        questionnaire=questionnaire.code,
        edition=questionnaire.edition,
        informant=Informant(key[3]),
        language=questionnaire.language,
        staff_id=None,
        held_on=today(),
        asked_on=this.starts_on,
        remark="",
        answers={},
    )

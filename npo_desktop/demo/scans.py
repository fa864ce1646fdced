"""What teachers, pupils and parents of the practice school answered in three rounds."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Item, Questionnaire, Scale
from npo_desktop.demo.courses import Course
from npo_desktop.demo.people import ROUNDS, Child, Rows, Told, fixed_id

MEAN = {Informant.TEACHER: 2.72, Informant.PUPIL: 2.95, Informant.PARENT: 2.85}  # of 0 to 4
SPREAD = 0.78  # of what one sees of a subscale
JUDGED = 2.55  # mean of a subject compared with the goals
ERROR = 0.5  # of one answer, in answer steps
STRICTNESS = 0.12  # spread of the teachers' own standards
SHARED = 0.6  # how much a pupil or parent sees of what the teacher sees
UNSURE = {Informant.TEACHER: 0.01, Informant.PUPIL: 0.02, Informant.PARENT: 0.03}  # "don't know"
PARENTS = 0.6  # share who fill in the list
REMARKS = 0.04
A_DAY = 5  # lists a teacher fills in after school
AFTER_SCHOOL = time(17, 10, tzinfo=UTC)  # 13.10 on Bonaire


@dataclass(frozen=True, slots=True)
class _List:
    """One list to fill in: by whom, about whom, from when."""

    child: Child
    questionnaire: Questionnaire
    number: int  # of the round
    age: int
    began: datetime
    language: str
    staff_id: UUID | None = None
    standard: float = 0.0  # above 0: sees things rosily
    statements: int | None = None  # answered so far; None: all
    remark: str = ""

    @property
    def items(self) -> Sequence[Item]:
        return self.questionnaire.for_age(self.age)[: self.statements]


def edition_rows(rows: Rows, content: Content) -> None:
    """The editions that were answered, as they are now."""
    for code, questionnaire in content.questionnaires.items():
        source = questionnaire.source_text
        rows["used_questionnaire"].append(
            {
                "code": code,
                "edition": questionnaire.edition,
                "informant": questionnaire.informant.value,
                "source_text": source,
                "sha256": hashlib.sha256(source.encode()).hexdigest(),
            }
        )


def scan_rows(
    rows: Rows,
    content: Content,
    profiles: Told,
    children: Sequence[Child],
    courses: Mapping[UUID, Course],
    seed: int,
) -> None:
    """Every scan with its answers."""
    by_informant = {q.informant: q for q in content.questionnaires.values()}
    for number in range(len(ROUNDS)):
        for one in _lists(by_informant, profiles, children, number, seed):
            rng = Random(f"{seed}/{one.child.id}/{number}/{one.questionnaire.code}")
            scan_id = fixed_id("scan", one.child.id, number, one.questionnaire.code)
            rows["scan"].append(
                {
                    "id": scan_id,
                    "pupil_id": one.child.id,
                    "round_id": fixed_id("round", ROUNDS[number][0]),
                    "questionnaire": one.questionnaire.code,
                    "edition": one.questionnaire.edition,
                    "informant": one.questionnaire.informant.value,
                    "language": one.language,
                    "staff_id": one.staff_id,
                    "started_at": one.began,
                    "remark": one.remark,
                }
            )
            at = one.began
            for item, value in _answers(one, courses[one.child.id][number], rng):
                at += timedelta(seconds=rng.randint(4, 9))
                answer = {"scan_id": scan_id, "item": item, "value": value, "answered_at": at}
                rows["answer"].append(answer)
                is_past = number < len(ROUNDS) - 1
                if is_past and value in one.questionnaire.critical.get(item, ()):
                    rows["talk"].append(_talk(scan_id, item, value, at))


def _talk(scan_id: UUID, item: str, value: int | None, at: datetime) -> dict[str, Any]:
    """What asked for a talk in an earlier round was talked about."""
    told = {"scan_id": scan_id, "item": item, "value": value, "slot_id": None}
    return told | {"talked_at": at + timedelta(days=2), "outcome": "Besproken met de leerkracht."}


# ---- Who fills in which list, and when ----


def _lists(
    by_informant: Mapping[Informant, Questionnaire],
    profiles: Told,
    children: Sequence[Child],
    number: int,
    seed: int,
) -> Iterator[_List]:
    """All lists of a round: teachers in its second week, pupils and parents in the third."""
    _name, year, starts_on, _ends_on = ROUNDS[number]
    monday = starts_on + timedelta(days=7)
    is_last = number == len(ROUNDS) - 1
    places: dict[int, int] = {}
    here = [c for c in children if c.grade_in(year) and c.entered_on <= starts_on]
    for child in sorted(here, key=lambda child: (child.last, child.call)):
        rng = Random(f"{seed}/{child.id}/{number}")
        grade = child.grade_in(year) or 0
        places[grade] = place = places.get(grade, -1) + 1
        age = _age(child, starts_on)
        half_done = is_last and grade in profiles["half_done"]
        teacher = _teacher(profiles, year, grade)
        if not (half_done and place >= profiles["sizes"][grade - 1] // 2):
            statements = child.answered if is_last else None
            if statements != 0:
                yield _List(
                    child,
                    by_informant[Informant.TEACHER],
                    number,
                    age,
                    _moment(monday, place // A_DAY, 12 * (place % A_DAY)),
                    "nl",
                    teacher,
                    Random(f"{seed}/{teacher}").gauss(0, STRICTNESS),
                    statements,
                    _remark(child, profiles, is_last, rng),
                )
        if half_done:
            continue
        if age >= by_informant[Informant.PUPIL].items[0].age_min and (
            child.answers or rng.random() < 0.96
        ):
            language = child.asked_in or ("pap" if child.language == "pap" and grade < 7 else "nl")
            pupil_list = by_informant[Informant.PUPIL]
            yield _List(child, pupil_list, number, age, _moment(monday, 7, 5 * place), language)
        if Random(f"{seed}/{child.id}/parent").random() < PARENTS:
            parent_list = by_informant[Informant.PARENT]
            began = _moment(monday, 7 + rng.randrange(5), rng.randrange(240))
            yield _List(child, parent_list, number, age, began, child.talk_language)


def _age(child: Child, day: date) -> int:
    born = child.born
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _moment(monday: date, days: int, minutes: int) -> datetime:
    return datetime.combine(monday + timedelta(days=days), AFTER_SCHOOL) + timedelta(
        minutes=minutes
    )


def _teacher(profiles: Told, year: str, grade: int) -> UUID:
    place = 0 if year == ROUNDS[0][1] else 1
    (last,) = (m["last"] for m in profiles["staff"] if m.get("teaches", (0, 0))[place] == grade)
    return fixed_id("staff", last)


def _remark(child: Child, profiles: Told, is_last: bool, rng: Random) -> str:
    if child.remark and is_last:
        return child.remark
    return str(rng.choice(profiles["remarks"])) if rng.random() < REMARKS else ""


# ---- What they answer ----


def _answers(one: _List, z: Mapping[str, float], rng: Random) -> Iterator[tuple[str, int | None]]:
    """Answers as chosen, in asking order; what the profile says wins over what is drawn."""
    questionnaire, top = one.questionnaire, one.questionnaire.top
    fixed = one.child.answers.get(ROUNDS[one.number][0], {})
    keyed: dict[str, int] = {}
    certain: set[str] = set(fixed)
    for scale in questionnaire.scales:
        sums = one.child.scores.get(scale.code)
        if sums and questionnaire.informant is Informant.TEACHER:
            keyed |= _shared_out(scale, sums[one.number], rng)
            certain.update(item.id for item in scale.items)
        elif scale.items[0].options:
            keyed |= {item.id: _step(item, z["SE-WEL"], rng) for item in scale.items}
        else:
            seen = _seen(one, scale, z[scale.code], rng)
            for item in scale.items:
                keyed[item.id] = min(max(round(seen + rng.gauss(0, ERROR)), 0), top)
    for item in one.items:
        raw = top - keyed[item.id] if item.reverse else keyed[item.id]
        value = fixed.get(item.id, _uncritical(raw, questionnaire, item))
        is_unsure = rng.random() < UNSURE[questionnaire.informant] and item.id not in certain
        yield item.id, None if is_unsure else value


def _seen(one: _List, scale: Scale, z: float, rng: Random) -> float:
    """The level of one subscale as this informant sees it, in answer steps."""
    if one.questionnaire.informant is not Informant.TEACHER:
        z = SHARED * z + 0.8 * rng.gauss(0, 1)
    mean = JUDGED if scale.judgement else MEAN[one.questionnaire.informant]
    return (mean + SPREAD * z + one.standard) * one.questionnaire.top / 4


def _step(item: Item, wellbeing: float, rng: Random) -> int:
    """Where a child stands on the stairs: high, as children on the islands do."""
    top = len(item.options) - 1
    return min(max(round(0.8 * top + wellbeing + rng.gauss(0, ERROR)), 0), top)


def _shared_out(scale: Scale, total: int, rng: Random) -> dict[str, int]:
    """A sum over the items of a subscale, as evenly as it goes."""
    whole, rest = divmod(total, len(scale.items))
    more = rng.sample([item.id for item in scale.items], rest)
    return {item.id: whole + (item.id in more) for item in scale.items}


def _uncritical(raw: int, questionnaire: Questionnaire, item: Item) -> int:
    """The nearest answer that raises no card: only the profiles may do that."""
    critical = questionnaire.critical.get(item.id, ())
    allowed = (value for value in range(questionnaire.top_of(item) + 1) if value not in critical)
    return min(allowed, key=lambda value: abs(value - raw))

"""An invented school in one round, scored for real, as large as a test wants it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from npo_desktop.content.load import Content, load_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.changes import changes_of, pairs_of
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    ScanFacts,
    ScoredChange,
    SubscaleScore,
    flags_of,
)
from npo_desktop.dossiers.scan_scores import composites_of, references_of, score_scan
from npo_desktop.errors import Cancelled
from npo_desktop.exports.xlsx.plan_facts import (
    PlannedApproach,
    PlannedGoal,
    PlannedGroup,
    PlanWorkbook,
)
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.i18n import speaking
from npo_desktop.progress import Progress

MakePlan = Callable[..., PlanWorkbook]
Scans = tuple[ScanFacts, ...]

MAY = RoundFacts(UUID(int=2), "2026-1", date(2026, 5, 4), date(2026, 5, 29))
NOVEMBER = RoundFacts(UUID(int=1), "2026-2", date(2026, 11, 2), date(2026, 11, 27))
MADE_ON = date(2026, 11, 24)
CALL_NAMES = ("Jeandro", "Ruthsella", "Shemar", "Emely", "Dyllan", "Nathaira", "Kiara", "Rayshelo")
LAST_NAMES = (("", "Evertsz"), ("de", "Windt"), ("", "Cicilia"), ("", "Domacassé"), ("", "Coffie"))


def pupil(number: int, grade: int) -> PupilFacts:
    infix, last_name = LAST_NAMES[number % len(LAST_NAMES)]
    return PupilFacts(
        id=UUID(int=1000 + number),
        number=f"{number:04d}",
        call_name=CALL_NAMES[number % len(CALL_NAMES)],
        infix=infix,
        last_name=last_name,
        birth_date=date(2023 - grade, 2, 3),
        grade=grade,
        group=f"groep {grade}",
        home_language="pap",
        talk_language="nl",
    )


def scan(of: PupilFacts, form: Questionnaire, this: RoundFacts, chance: random.Random) -> ScanFacts:
    level = chance.choice((0, 1, 2, 2, 3, 3))
    answers = {
        item.id: max(0, min(form.top, level + chance.choice((-1, 0, 0, 1))))
        for item in form.for_age(of.age_on(this.starts_on))
        if chance.random() > 0.05
    }
    return ScanFacts(
        id=UUID(int=chance.getrandbits(100)),
        pupil_id=of.id,
        round_id=this.id,
        questionnaire=form.code,
        edition=form.edition,
        informant=form.informant,
        language="nl",
        staff_id=None,
        held_on=this.starts_on + timedelta(days=chance.randrange(20)),
        asked_on=this.starts_on,
        remark="",
        answers=answers,
    )


def dossier_of(
    of: PupilFacts, content: Content, then: Scans, now: Scans, references: Any
) -> Dossier:
    scores: list[SubscaleScore] = []
    overall: list[SubscaleScore] = []
    before: list[SubscaleScore] = []
    changes: list[ScoredChange] = []
    for past, scan in zip(then, now, strict=True):
        form = content.questionnaires[scan.questionnaire]
        mine = score_scan(form, scan, of, references)
        total = composites_of(form, scan, mine, of, references)
        earlier = score_scan(form, past, of, {})
        earlier_total = composites_of(form, past, earlier, of, {})
        pairs = pairs_of(earlier, mine), pairs_of(earlier_total, total)
        changes += changes_of(form, (past, scan), *pairs, {})
        scores, overall, before = [*scores, *mine], [*overall, *total], [*before, *earlier]
    results = (
        ResultFacts("DMT", "COG-TEC", "M5", date(2026, 6, 9), 61.0, "III", "nl", "groep 5"),
        ResultFacts("DMT", "COG-TEC", "E5", date(2026, 10, 9), 66.5, "V", "nl", "groep 5"),
    )
    return Dossier(
        pupil=of,
        round=NOVEMBER,
        scores=tuple(scores),
        composites=tuple(overall),
        flags=flags_of(scores, results, ()),
        before=tuple(before),
        before_round=MAY,
        changes=tuple(changes),
        results=results,
    )


def approaches(of: PupilFacts, content: Content, number: int) -> tuple[PlannedApproach, ...]:
    starts_on = date(2026, 11, 30)
    if number % 5 == 4:
        look_again = date(2027, 2, 5)
        return (PlannedApproach(of.id, "nothing-extra", "agreed", starts_on, look_again),)
    example = content.catalogue.goals_for("EF-INI")[0].texts["nl"]
    goals = (PlannedGoal(example.replace("{name}", of.call_name), "EF-INI", 41.6667, 70.0),)
    ids = ("metacognition-self-regulation", "small-group-tuition", "repair-weeks")
    return (
        PlannedApproach(
            of.id,
            ids[number % 3],
            "concept" if number % 2 else "agreed",
            starts_on,
            date(2027, 2, 12),
            sessions_per_week=3,
            minutes=20,
            weeks=10,
            group_size=4,
            who="juf Ilvienne",
            reason="Past bij wat wij in de klas zien en kan op maandag, woensdag en vrijdag.",
            goals=goals,
        ),
    )


@pytest.fixture(scope="session")
def made_content() -> Content:
    """What we ship, read once for all the workbooks."""
    return load_content()


def school(content: Content, pupils: int = 12, groups: int = 2, **changed: Any) -> PlanWorkbook:
    """Every third pupil has a plan; any field of the facts can be changed."""
    chance = random.Random(8)
    everybody = [pupil(number, 3 + number * groups // pupils) for number in range(pupils)]
    forms = [content.questionnaires[code] for code in ("teacher", "pupil", "parent")]
    then = {one.id: tuple(scan(one, form, MAY, chance) for form in forms) for one in everybody}
    now = {one.id: tuple(scan(one, form, NOVEMBER, chance) for form in forms) for one in everybody}
    asked = [(one, scan) for one in everybody for scan in now[one.id]]
    references = references_of(asked, content.questionnaires)
    dossiers = [
        dossier_of(one, content, then[one.id], now[one.id], references) for one in everybody
    ]
    names = dict.fromkeys(one.group for one in everybody)
    made = PlanWorkbook(
        school="Basisschool Kaya Korá",
        is_practice=False,
        round=NOVEMBER,
        made_on=MADE_ON,
        groups=tuple(
            PlannedGroup(
                name,
                ("Ilvienne Mensche",),
                tuple(dossier for dossier in dossiers if dossier.pupil.group == name),
            )
            for name in names
        ),
        approaches=tuple(
            approach
            for number, one in enumerate(everybody)
            if number % 3 == 0
            for approach in approaches(one, content, number // 3)
        ),
        content=content,
    )
    return replace(made, **changed)


@pytest.fixture
def make_plan(made_content: Content) -> MakePlan:
    def make(**changed: Any) -> PlanWorkbook:
        return school(made_content, **changed)

    return make


@pytest.fixture
def read_back() -> Callable[..., Mapping[str, list[tuple[Any, ...]]]]:
    """The workbook made and read again: the values of every sheet, in their order."""

    def read(facts: PlanWorkbook, language: str = "en") -> Mapping[str, list[tuple[Any, ...]]]:
        with speaking(language):
            made = plan_workbook(facts)
        book = openpyxl.load_workbook(BytesIO(made))
        return {sheet.title: list(sheet.values) for sheet in book}

    return read


@pytest.fixture
def stop_after() -> Callable[[int], Progress]:
    """A report of progress during which somebody presses Stop."""

    def make(steps: int) -> Progress:
        def progress(done: int, total: int, label: str = "") -> None:
            if done >= steps:
                raise Cancelled

        return progress

    return make

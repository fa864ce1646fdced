"""A small invented school for the pages: three groups, two rounds, a teacher each."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from npo_desktop.content.load import load_content
from npo_desktop.names import folded
from npo_desktop.proposals.support.support_board import Limits, NewBlock
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.support.blocks import add_block
from npo_desktop.queries.support.hours import set_free, set_hours, set_skills
from npo_desktop.queries.support.periods import add_period, period_list
from npo_desktop.queries.support.support_groups import set_consent
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff
from ui.app import App, Said, Topic

TODAY = date(2026, 11, 24)
WORDS = "a passphrase for tests"
YEAR = "2026-2027"
NAMES = {
    "Groep 1": (("Zoë", "Anthony"), ("Tygo", "Saragoza")),
    "Groep 5": (
        ("Jaydienne", "Anthony"),
        ("Emely", "Pourier"),
        ("Ruthsella", "Sint Jago"),
        ("Shurandy", "Winklaar"),
    ),
    "Groep 7": (("Noa", "Vries"), ("Luis", "Hernández")),
}


@pytest.fixture
def on_the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice day, so that rounds run and ages stand still."""
    monkeypatch.setenv("NPO_TODAY", TODAY.isoformat())


@pytest.fixture
def app(qapp: object, store: Store, on_the_24th: None) -> Iterator[App]:
    """An app on a fresh store."""
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def school(store: Store) -> SimpleNamespace:
    """Ids by name: ``groups``, ``pupils`` (by call name), ``staff``, ``earlier``, ``round``."""
    found = SimpleNamespace(groups={}, pupils={}, staff={})
    with store.writing() as session:
        found.earlier = add_round(session, "2026-1", date(2026, 9, 1), date(2026, 9, 30)).id
        found.round = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4)).id
        for name, people in NAMES.items():
            grade = int(name[-1])
            group = Group(school_year=YEAR, name=name, grade=grade)
            teacher = Staff(first_name="juf", last_name=f"Teacher{grade}")
            session.add(group)
            session.add(teacher)
            session.flush()
            session.add(GroupTeacher(group_id=group.id, staff_id=teacher.id))
            found.groups[name], found.staff[name] = group.id, teacher.id
            for call_name, last_name in people:
                born = date(TODAY.year - grade - 4, 3, 1) + timedelta(days=len(found.pupils))
                pupil = Pupil(
                    number=f"P{len(found.pupils) + 1}",
                    call_name=call_name,
                    last_name=last_name,
                    sort_name=folded(f"{last_name} {call_name}"),
                    birth_date=born,
                )
                session.add(pupil)
                session.flush()
                session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))
                found.pupils.setdefault(call_name, pupil.id)
    return found


Answering = Callable[..., UUID]


@pytest.fixture
def answer(store: Store) -> Answering:
    """Answer items of a list straight in the store; returns the scan's id."""

    def put(
        pupil_id: UUID, round_id: UUID, answers: dict[str, int | None], code: str = "teacher"
    ) -> UUID:
        with store.writing() as session:
            scan_id = scan_for(session, pupil_id, round_id, load_content().questionnaires[code])
            for item, value in answers.items():
                record_answer(session, scan_id, item, value)
        return scan_id

    return put


@pytest.fixture
def emely(school: SimpleNamespace, answer: Answering) -> UUID:
    """Three needs for help, all else to be watched."""
    form = load_content().questionnaires["teacher"]
    answers: dict[str, int | None] = {}
    for item in form.items:
        level = 0 if item.scale in ("EF-INI", "EF-PLA", "COG-SPE") else 2
        answers[item.id] = form.top - level if item.reverse else level
    pupil = school.pupils["Emely"]
    assert isinstance(pupil, UUID)
    answer(pupil, school.round, answers)
    return pupil


@pytest.fixture
def three_plans(app: App, school: SimpleNamespace) -> dict[str, UUID]:
    """Plans by call name: Emely's is late, Shurandy's next week, Noa's a concept."""
    found = {}
    with app.store.writing() as session:
        for name, review_in, state in (
            ("Emely", -4, "agreed"), ("Shurandy", 6, "agreed"), ("Noa", 60, "concept"),
        ):  # fmt: skip
            new = NewPlan(
                school.pupils[name], school.earlier, "peer-tutoring", date(2026, 10, 5),
                TODAY + timedelta(days=review_in), state=state, sessions_per_week=2, minutes=20,
                weeks=6, who=f"juf of {name}",
                goals=(GoalFacts(f"{name} starts in 4 of 5 lessons", "EF-INI", 20, 60, 59),),
            )  # fmt: skip
            found[name] = add_plan(session, new)
    return found


@pytest.fixture
def said(app: App) -> list[Said]:
    """What the message bar was told."""
    found: list[Said] = []
    app.said.connect(found.append)
    return found


SUPPORT_CARD = "oral-language-interventions"
FOUR_FOR_WORDS = ("Jaydienne", "Emely", "Ruthsella", "Shurandy")


def _low_words() -> dict[str, int | None]:
    items = load_content().questionnaires["teacher"].scale("COG-VOC").items
    return {item.id: 4 if item.reverse else 0 for item in items}


@pytest.fixture
def support_scanned(
    app: App, school: SimpleNamespace, answer: Callable[..., UUID]
) -> SimpleNamespace:
    """Four pupils of one class who need words, one colleague with hours and four moments."""
    for name in FOUR_FOR_WORDS:
        answer(school.pupils[name], school.round, _low_words())
    with app.writing(Topic.SCHOOL) as session:
        set_consent(session, {school.pupils[name]: True for name in FOUR_FOR_WORDS})
    return school


@pytest.fixture
def support_staffed(app: App, support_scanned: SimpleNamespace) -> SimpleNamespace:
    with app.writing(Topic.SCHOOL) as session:
        for day in range(1, 5):
            add_period(session, day, 540, 570)
        for name in ("Groep 5", "Groep 7"):
            set_hours(session, support_scanned.staff[name], 120)
            set_skills(session, support_scanned.staff[name], [SUPPORT_CARD])
            periods = [period.id for period in period_list(session)]
            set_free(session, support_scanned.staff[name], periods)
    return support_scanned


@pytest.fixture
def support_block(app: App, support_staffed: SimpleNamespace) -> UUID:
    new = NewBlock(
        support_staffed.round,
        "Block 1",
        date(2026, 12, 7),
        date(2027, 2, 12),
        limits=Limits(smallest=2),
    )
    with app.writing(Topic.PLANS) as session:
        return add_block(session, new).block_id

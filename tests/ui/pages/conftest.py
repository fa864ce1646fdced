"""A small invented school for the pages: three groups, two rounds, a teacher each."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from npo_desktop.content.load import load_content
from npo_desktop.names import folded
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff
from ui.app import App

TODAY = date(2026, 11, 24)
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

"""A group of three at the desk: a real main window behind it, a reader that only listens."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import Content
from npo_desktop.names import folded
from npo_desktop.queries.answering.desk import cards_by_code, make_codes
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff
from npo_desktop.voices.reading import Spoken
from ui.desk.desk_window import DeskWindow
from ui.desk.sitting import DeskPlan
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.reading_aloud import ReadingAloud
from ui.school_window import school_window

YEAR = "2026-2027"
CHILDREN = (("Jeandro", "Evertsz"), ("Emely", "Pourier"), ("Noa", "Winklaar"))
PATIENCE = 20_000  # milliseconds


class Listener(ReadingAloud):
    """A reader that says nothing aloud, and remembers what it was asked."""

    def __init__(self, languages: tuple[str, ...] = ("nl", "en")) -> None:
        QObject.__init__(self)  # no loudspeaker, and nobody who looks for voices
        self.languages = languages
        self.said: list[tuple[str, str]] = []
        self.clips: list[Path | None] = []

    def can_read(self, language: str, clip: Path | None = None) -> bool:
        return clip is not None or language in self.languages

    def say_all(self, parts: Sequence[Spoken], language: str) -> None:
        self.said = [(part.words, language) for part in parts]
        self.clips = [part.clip for part in parts]

    def stop(self) -> None:
        pass

    def shut(self) -> None:
        pass


@pytest.fixture
def school(store: Store, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Ids by first name, and the round."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    found = SimpleNamespace(pupils={})
    with store.writing() as session:
        found.round = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year=YEAR, name="Groep 6", grade=6)
        teacher = Staff(first_name="juf", last_name="Chantal")
        session.add(group)
        session.add(teacher)
        session.flush()
        session.add(GroupTeacher(group_id=group.id, staff_id=teacher.id))
        found.group = group.id
        for n, (first, last) in enumerate(CHILDREN):
            pupil = Pupil(
                number=f"P{n}",
                call_name=first,
                last_name=last,
                sort_name=folded(f"{last} {first}"),
                birth_date=date(2016, 5, 1 + n),
            )
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))
            found.pupils[first] = pupil.id
        found.codes = make_codes(session, list(found.pupils.values()))
    return found


@pytest.fixture
def window(qtbot: QtBot, store: Store, school: SimpleNamespace) -> Iterator[MainWindow]:
    made = school_window(store, Errors())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.app.jobs.shutdown()


Opening = Callable[..., DeskWindow]


@pytest.fixture
def open_desk(
    qtbot: QtBot, window: MainWindow, school: SimpleNamespace, content: Content
) -> Iterator[Opening]:
    """``open_desk(pupil="Emely", languages=("nl", "pap"))``; without a pupil: a queue."""
    opened: list[DeskWindow] = []

    def make(
        pupil: str = "",
        languages: tuple[str, ...] = ("en",),
        contacts: tuple[str, ...] = (),
        reader: Listener | None = None,
    ) -> DeskWindow:
        plan = DeskPlan(
            questionnaire=content.questionnaires["pupil"],
            round=school.round,
            pupil=school.pupils[pupil] if pupil else None,
            codes={} if pupil else cards_by_code(school.codes),
            group_id=school.group,
            adult="juf Chantal",
            contacts=contacts,
            languages=languages,
        )
        desk = DeskWindow(window.app, window, plan, reader=reader or Listener())
        with qtbot.waitExposed(desk):
            desk.begin()
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        if shiboken6.isValid(desk):
            desk.in_front.end()
            desk.flow.end()
            desk.hide()
            desk.deleteLater()  # by Qt, not by whatever collects cycles later on

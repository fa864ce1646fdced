"""Every page as a teacher and as a head, in the practice school: no name that is not theirs."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlmodel import Session, col, select

from npo_desktop.demo import PASSPHRASE
from npo_desktop.queries.permitted import ACTS, may
from npo_desktop.store.colleagues import add_colleague
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.plan_tables import Meeting, MeetingAction, MeetingPoint, Mention
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Plan, Pupil, Round, Scan
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.roles import act_for
from ui.school_window import school_window

CHEAP = Cost(64, 1, 1)
THEIRS = "rif zeewier mango kabaal"
SECRET = ("Zeewierpad", "Koraalstraat", "Mangrovehof")  # of a mention, minutes, an action
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
EVERY = tuple(entry.key for entry in PAGES)
SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)


@dataclass(frozen=True)
class Practice:
    """The practice school with a teacher and a head, and somebody of another class."""

    path: Path
    mine: frozenset[str]  # names of pupils in the teacher's class
    others: frozenset[str]  # of all pupils who are not
    outsider: UUID
    args: dict[str, tuple[tuple[object, ...], ...]]  # of pages that are opened on something


def whole_name(pupil: Pupil) -> str:
    return " ".join(part for part in (pupil.call_name, pupil.infix, pupil.last_name) if part)


@pytest.fixture(scope="module")
def practice(practice_copy: Path) -> Practice:
    with pytest.MonkeyPatch.context() as fixed:
        fixed.setenv("NPO_TODAY", "2026-11-24")
        store = open_store(practice_copy, PASSPHRASE)
        with store.writing() as session:
            found, teacher = _people(session, practice_copy)
            _told(session, found.outsider)
        add_colleague(store, "Some teacher", "teacher", THEIRS, staff_id=teacher, cost=CHEAP)
        add_colleague(store, "Some head", "head", THEIRS[::-1], cost=CHEAP)
        store.close()
    return found


def _people(session: Session, path: Path) -> tuple[Practice, UUID]:
    this = session.exec(select(Round).order_by(col(Round.starts_on).desc())).first()
    assert this is not None
    query = (
        select(GroupTeacher.staff_id, Group.id)
        .join(Group, col(Group.id) == GroupTeacher.group_id)
        .where(Group.school_year == this.school_year)
    )
    taught = session.exec(query.order_by(col(Group.name))).all()
    teacher = taught[0][0]
    own = {group for staff, group in taught if staff == teacher}
    enrolled = dict(
        session.exec(
            select(Enrolment.pupil_id, Enrolment.group_id).where(
                Enrolment.school_year == this.school_year
            )
        ).all()
    )
    pupils = session.exec(select(Pupil)).all()
    mine = {whole_name(one) for one in pupils if enrolled.get(one.id) in own}
    others = {whole_name(one) for one in pupils if enrolled.get(one.id) not in own} - mine
    planned = select(Plan.id, Plan.pupil_id).where(Plan.round_id == this.id)
    plans = session.exec(planned.order_by(col(Plan.id))).all()
    plan, outsider = next((p, who) for p, who in plans if enrolled.get(who) not in own)
    meeting = Meeting(round_id=this.id, held_on=this.starts_on, name="Team")
    session.add(meeting)
    session.flush()
    scan = session.exec(select(Scan).where(Scan.pupil_id == outsider)).first()
    assert scan is not None and mine and others
    group = enrolled[outsider]
    args: dict[str, tuple[tuple[object, ...], ...]] = {
        "pupil": ((outsider,),),
        "proposal": ((outsider,),),
        "review": ((plan,),),
        "meeting": ((meeting.id,), (this.id,)),
        "scan": ((outsider, "teacher", group),),
        "grid": ((group, "teacher"), ("teacher", group)),
        "groups": ((group,), (group, outsider)),
        "plans": ((plan,), ("late",), ("all",)),
        "scans": ((group,),),
        "results": ((group,),),
    }
    return Practice(path, frozenset(mine), frozenset(others), outsider, args), teacher


def _told(session: Session, pupil_id: UUID) -> None:
    """What a team said of somebody in another class."""
    meeting = session.exec(select(Meeting).where(Meeting.name == "Team")).one()
    session.merge(Mention(round_id=meeting.round_id, pupil_id=pupil_id, words=SECRET[0]))
    session.add(MeetingPoint(meeting_id=meeting.id, pupil_id=pupil_id, minutes=SECRET[1]))
    session.add(MeetingAction(meeting_id=meeting.id, pupil_id=pupil_id, words=SECRET[2], who="x"))


@pytest.fixture
def window_of(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], MainWindow]]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    made: list[tuple[MainWindow, Store]] = []

    def opened(passphrase: str) -> MainWindow:
        store = open_store(practice.path, passphrase)
        window = school_window(store, Errors())
        qtbot.addWidget(window)
        window.resize(1366, 688)
        window.show()
        made.append((window, store))
        return window

    yield opened
    for window, store in made:
        window.app.jobs.shutdown()
        window.close()
        store.close()


def words_of(window: QWidget) -> str:
    """Every word in every widget, shown or waiting to be shown, and what is read aloud."""
    found = [window.windowTitle()]
    for child in window.findChildren(QWidget):
        found += [child.toolTip(), child.accessibleName(), child.accessibleDescription()]
        if isinstance(child, QLabel | QAbstractButton | QLineEdit):
            found.append(child.text())
        elif isinstance(child, QPlainTextEdit | QTextEdit):
            found.append(child.toPlainText())
        elif isinstance(child, QComboBox):
            found += [child.itemText(place) for place in range(child.count())]
        elif isinstance(child, QAbstractItemView) and child.model() is not None:
            found += _cells(child.model())
    return "\n".join(found)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)
    rows, columns = model.rowCount(), 1 if is_list else model.columnCount()
    for row in range(rows):
        yield str(model.headerData(row, Qt.Orientation.Vertical, ROLES[0]))
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(model.data(index, role)) for role in (*ROLES, *SPOKEN))


def walk(
    qtbot: QtBot, window: MainWindow, practice: Practice, pages: Sequence[str]
) -> dict[str, str]:
    """What pages have to say, opened plainly and on things of another class."""
    said: dict[str, str] = {}
    for key in pages:
        for args in ((), *practice.args.get(key, ())):
            window.open_page(key, *args)
            qtbot.waitUntil(lambda: not window.app.jobs.busy)
            said[key] = said.get(key, "") + words_of(window)
    return said


def leaked(said: dict[str, str], names: frozenset[str]) -> dict[str, list[str]]:
    found = {page: sorted(name for name in names if name in words) for page, words in said.items()}
    return {page: some[:5] for page, some in found.items() if some}


def test_a_teacher_meets_nobody_of_another_class_on_any_page(
    qtbot: QtBot, practice: Practice, window_of: Callable[[str], MainWindow]
) -> None:
    window = window_of(THEIRS)
    said = walk(qtbot, window, practice, EVERY)
    opened = {entry.key for entry in PAGES if may("teacher", act_for(entry.key))}
    sys.stdout.write(f"as a teacher: {len(opened)} of {len(PAGES)} pages, {sorted(opened)}\n")
    assert leaked(said, practice.others) == {}
    assert leaked(said, frozenset(SECRET)) == {}
    assert any(name in said["groups"] for name in practice.mine)  # and her own are there
    for name in sorted(practice.others)[:20]:
        found = window.find_field._search(name.split()[-1])
        assert {one.text for one in found} <= practice.mine, name


def test_a_head_meets_no_pupil_on_any_page(
    qtbot: QtBot, practice: Practice, window_of: Callable[[str], MainWindow]
) -> None:
    said = walk(qtbot, window_of(THEIRS[::-1]), practice, EVERY)
    assert leaked(said, practice.others | practice.mine) == {}
    assert leaked(said, frozenset(SECRET)) == {}


def test_the_walk_sees_names_where_they_may_be(
    qtbot: QtBot, practice: Practice, window_of: Callable[[str], MainWindow]
) -> None:
    """The control: a coordinator's pages are full of them."""
    some = ("attention", "meeting", "plans")
    said = walk(qtbot, window_of(PASSPHRASE), practice, some)
    assert set(leaked(said, practice.others)) == set(some)
    assert set(leaked(said, frozenset(SECRET))) >= {"attention", "meeting"}


@pytest.mark.parametrize("act", ["attention", "meeting", "plan", "menukaart"])
def test_only_a_coordinator_has_these_acts(act: str) -> None:
    assert ACTS[act] == {"coordinator"}

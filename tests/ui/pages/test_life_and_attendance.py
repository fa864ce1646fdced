"""The stairs by keyboard, and what a pupil's page tells of lessons missed and the life mark."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop.queries.scans import set_remark
from npo_desktop.store.engine import Store
from npo_desktop.store.scan_tables import Attendance
from npo_desktop.store.tables import Answer, Scan
from ui.app import App
from ui.pages.pupil_page import PupilPage
from ui.pages.scan_page import ScanPage
from ui.pupil.life_mark import LifeMarkDialog

Key = Qt.Key
MARK = "P-SE-LIF-1"
Answering = Callable[..., UUID]


@pytest.fixture
def scan(qtbot: QtBot, app: App, school: SimpleNamespace) -> ScanPage:
    """Noa's own list, at the stairs."""
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 632)
    page.show_args(school.pupils["Noa"], "pupil", None, MARK)
    page.show()
    return page


def typed(qtbot: QtBot, page: ScanPage, *keys: Key) -> None:
    page.show_args(page.visit.pupil_id, "pupil", None, MARK)
    for key in keys:
        qtbot.keyClick(page.sheet.item, key)


def stored(store: Store) -> Any:
    with store.reading() as session:
        query = select(Answer.value).join(Scan).where(Answer.item == MARK)
        return session.exec(query).first()


def test_each_mark_can_be_typed_and_ten_is_a_one_and_a_nought(
    qtbot: QtBot, store: Store, scan: ScanPage
) -> None:
    assert scan.sheet.item.stairs.isVisible() and not scan.sheet.item.answers.isVisible()
    for digit in (0, 2, 3, 4, 5, 6, 7, 8, 9):
        typed(qtbot, scan, Key(Key.Key_0 + digit))
        assert stored(store) == digit
    typed(qtbot, scan, Key.Key_1)
    assert stored(store) == 9  # a one may become ten: not yet an answer
    qtbot.keyClick(scan.sheet.item, Key.Key_0)
    assert stored(store) == 10
    typed(qtbot, scan, Key.Key_1, Key.Key_Return)
    assert stored(store) == 1
    typed(qtbot, scan, Key.Key_1, Key.Key_7)  # changed one's mind
    assert stored(store) == 7


def test_a_step_can_be_pressed_and_backspace_leaves_the_mark_blank(
    qtbot: QtBot, store: Store, scan: ScanPage
) -> None:
    qtbot.mouseClick(scan.sheet.item.stairs.steps[8], Qt.MouseButton.LeftButton)
    assert stored(store) == 8
    typed(qtbot, scan)
    assert [step.isChecked() for step in scan.sheet.item.stairs.steps].index(True) == 8
    qtbot.keyClick(scan.sheet.item, Key.Key_Backspace)
    assert stored(store) is None
    assert not any(step.isChecked() for step in scan.sheet.item.stairs.steps)


def test_digits_mean_marks_too_while_a_button_has_the_focus(
    qtbot: QtBot, store: Store, scan: ScanPage
) -> None:
    qtbot.keyClick(scan.sheet.back, Key.Key_0)
    assert stored(store) == 0


def test_the_other_statements_keep_their_four_answers(scan: ScanPage) -> None:
    scan.go(0)
    assert scan.sheet.item.answers.isVisible() and not scan.sheet.item.stairs.isVisible()


@pytest.fixture
def shown(qtbot: QtBot, app: App) -> Callable[[UUID], PupilPage]:
    def show(pupil: UUID) -> PupilPage:
        page = PupilPage(app)
        qtbot.addWidget(page)
        page.resize(1174, 608)
        page.show_args(pupil)
        page.show()
        qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
        return page

    return show


def attend(store: Store, pupil: UUID, missed: float) -> None:
    with store.writing() as session:
        session.add(
            Attendance(
                pupil_id=pupil,
                starts_on=date(2026, 9, 21),
                ends_on=date(2026, 11, 13),
                lessons=200,
                missed=missed,
                late=1,
                unauthorised=4,
            )
        )


@pytest.mark.parametrize(
    ("missed", "band"),
    [(9.9, "On level"), (10, "Watch"), (19.9, "Watch"), (20, "Help needed")],
)
def test_lessons_missed_are_told_with_band_period_and_source(
    store: Store,
    school: SimpleNamespace,
    shown: Callable[[UUID], PupilPage],
    missed: float,
    band: str,
) -> None:
    attend(store, school.pupils["Noa"], missed)
    known = shown(school.pupils["Noa"]).known
    assert "percent missed · 1 time late · 4 unauthorised" in known.missed.text()
    assert known.period.text().startswith(f"{band} · ")
    assert "2026" in known.period.text() and "the school's own list" in known.period.text()
    assert known.chip.accessibleName() == band and not known.chip.isHidden()


def test_without_a_fact_there_is_no_line(
    school: SimpleNamespace, shown: Callable[[UUID], PupilPage]
) -> None:
    known = shown(school.pupils["Zoë"]).known  # of five: asked nothing, read in nothing
    assert not known.isVisible()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_mark_stands_beside_the_figures_with_source_caution_and_own_words(
    store: Store,
    school: SimpleNamespace,
    answer: Answering,
    shown: Callable[[UUID], PupilPage],
) -> None:
    noa = school.pupils["Noa"]
    answer(noa, school.earlier, {MARK: 9}, "pupil")
    made = answer(noa, school.round, {MARK: 4, "P-SE-WEL-1": None}, "pupil")
    with store.writing() as session:
        set_remark(session, made, "I miss my grandmother")
    page = shown(noa)
    assert page.known.mark.text() == "Life mark: 4"
    assert page.known.said_by.text().endswith("before: 9")

    page.known.see.click()
    dialog = page.window().findChildren(LifeMarkDialog)[-1]
    told = words(dialog)
    assert "I miss my grandmother" in told and "11 statements were left open" in told
    assert "Bonaire 8.4 (2017)" in told and "European Netherlands 7.4 (2017)" in told
    assert "Source: Caribisch Netwerk" in told
    assert "children in trouble had left the list empty" in told and "no limit" in told
    assert told.index("Bonaire") < told.index("Saba")  # the own island first
    assert not any(band in told for band in ("Watch", "Help needed", "On level", "Strong"))
    assert "step 4" in dialog.stairs.accessibleDescription()
    assert not dialog.stairs.grab().isNull()


def test_a_mark_left_blank_is_told_as_such(
    school: SimpleNamespace, answer: Answering, shown: Callable[[UUID], PupilPage]
) -> None:
    noa = school.pupils["Noa"]
    answer(noa, school.round, {"P-SE-WEL-1": 2}, "pupil")
    page = shown(noa)
    assert page.known.mark.text() == "Life mark: left blank"
    page.known.see.click()
    dialog = page.window().findChildren(LifeMarkDialog)[-1]
    assert "the stairs were left blank" in words(dialog)

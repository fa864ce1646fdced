"""Colleagues are let in and out here; a role decides what its window offers."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from npo_desktop.errors import StoreError
from npo_desktop.progress import Progress
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store import colleagues as core
from npo_desktop.store import keys
from npo_desktop.store.colleagues import Rotated, add_colleague, colleagues
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost, WrongSecret
from npo_desktop.store.lifecycle import open_store, open_with_recovery
from ui.app import App
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.dialogs.recovery_sheet import RecoverySheetDialog
from ui.errors import Errors
from ui.lock import MINUTES_SETTING
from ui.main_window import MainWindow
from ui.pages.people_page import PeoplePage
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.pages.today_page import TodayPage
from ui.safety.new_colleague import NewColleagueDialog
from ui.safety.rotate_key import RotateKeyDialog
from ui.safety.whose_groups import WhoseGroupsDialog
from ui.school_window import offer_recovery_sheet, school_window
from ui.widgets.recovery_sheet import PROVED, edit_of

CHEAP = Cost(64, 1, 1)
MINE = "a passphrase for tests"  # of the fixture ``store``
THEIRS, OTHER = "rif zeewier mango kabaal", "cactus wolk lantaarn zeven"
PATIENCE = 20_000  # milliseconds


@pytest.fixture
def store(tmp_path: Path, made_once: Path) -> Iterator[Store]:
    """A store of which a test may let go to open it as somebody else."""
    shutil.copytree(made_once.parent, tmp_path, dirs_exist_ok=True)
    made = open_store(tmp_path / made_once.name, MINE)
    yield made
    with suppress(StoreError):  # closed already
        made.close()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window makes itself costs little here."""
    monkeypatch.setattr(keys, "calibrated", lambda: CHEAP)


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> PeoplePage:
    made = PeoplePage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    return made


def asked(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    """The dialog that stands open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def done(qtbot: QtBot, app: App) -> None:
    qtbot.waitUntil(lambda: not app.jobs.busy)


def let_in(store: Store, name: str, role: str, *, staff_id: UUID | None = None) -> None:
    add_colleague(store, name, role, THEIRS, staff_id=staff_id, cost=CHEAP)


def test_a_teacher_is_added_with_her_group_and_can_open_the_school(
    qtbot: QtBot, page: PeoplePage, store: Store, school: SimpleNamespace
) -> None:
    page.add.click()
    dialog = asked(qtbot, NewColleagueDialog)
    assert isinstance(dialog, NewColleagueDialog)
    assert not dialog.add.isEnabled()
    qtbot.keyClicks(dialog.name, "Juf Teacher5")
    dialog.staff.setCurrentIndex(dialog.staff.findText("juf Teacher5"))
    for field in (dialog.fields.first, dialog.fields.again):
        qtbot.keyClicks(field.edit, THEIRS)
    dialog.add.click()
    qtbot.waitUntil(lambda: len(page.table.rows) == 2)
    row = page.table.rows[1]
    assert (row.name, row.role, row.staff_id) == (
        "Juf Teacher5",
        "teacher",
        school.staff["Groep 5"],
    )
    store.close()
    open_store(store.path, THEIRS, slot_id=row.slot_id).close()


def test_a_head_is_not_tied_to_a_group(qtbot: QtBot, page: PeoplePage) -> None:
    page.add.click()
    dialog = asked(qtbot, NewColleagueDialog)
    assert isinstance(dialog, NewColleagueDialog)
    assert dialog.who.isVisible()
    dialog.role.group.button(2).click()
    assert not dialog.who.isVisible()
    assert dialog.filled_in().staff_id is None
    assert dialog.filled_in().role == "head"
    dialog.reject()


def test_a_colleague_who_forgot_it_gets_a_new_passphrase(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    let_in(store, "Marelva Frans", "head")
    page.renew()
    row = page.table.rows[1]
    page.view.select_key(row.slot_id)
    page.renew_passphrase.click()
    dialog = asked(qtbot, NewPassphraseDialog)
    assert isinstance(dialog, NewPassphraseDialog)
    assert not dialog.old.isVisible()
    for field in (dialog.fields.first, dialog.fields.again):
        qtbot.keyClicks(field.edit, OTHER)
    dialog.agree.click()
    done(qtbot, app)
    store.close()
    with pytest.raises(WrongSecret):
        open_store(store.path, THEIRS)
    open_store(store.path, OTHER, slot_id=row.slot_id).close()


def test_a_wrong_old_passphrase_is_told_in_the_dialog_and_the_rest_stays(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    elsewhere: list[object] = []
    app.jobs.failed.connect(elsewhere.append)
    page.own.change.click()
    dialog = asked(qtbot, NewPassphraseDialog)
    assert isinstance(dialog, NewPassphraseDialog)
    qtbot.keyClicks(dialog.old.edit, "not mine at all")
    for field in (dialog.fields.first, dialog.fields.again):
        qtbot.keyClicks(field.edit, OTHER)
    dialog.agree.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)  # it is being tried: nothing to call off
    qtbot.waitUntil(dialog.wrong.isVisible)
    done(qtbot, app)
    assert dialog.isVisible() and not elsewhere
    assert "This passphrase is not right." in dialog.wrong.accessibleName()
    assert dialog.fields.passphrase() == OTHER and dialog.fields.is_ready()
    assert not dialog.old.edit.text() and dialog.old.edit.hasFocus()
    assert dialog.wrong.height() >= dialog.wrong.heightForWidth(dialog.wrong.width())  # not cut
    qtbot.keyClicks(dialog.old.edit, MINE)
    with qtbot.waitSignal(dialog.accepted):
        dialog.agree.click()
        assert not dialog.wrong.isVisible()
    assert not dialog.old.edit.text() and not dialog.fields.passphrase()
    done(qtbot, app)
    store.close()
    open_store(store.path, OTHER).close()


def test_a_name_that_is_taken_is_told_in_the_dialog_and_nothing_typed_is_lost(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    let_in(store, "Marelva Frans", "head")
    page.renew()
    page.add.click()
    dialog = asked(qtbot, NewColleagueDialog)
    assert isinstance(dialog, NewColleagueDialog)
    qtbot.keyClicks(dialog.name, "Marelva Frans")
    for field in (dialog.fields.first, dialog.fields.again):
        qtbot.keyClicks(field.edit, THEIRS)
    dialog.add.click()
    qtbot.waitUntil(dialog.wrong.isVisible)
    done(qtbot, app)
    assert "of this name" in dialog.wrong.accessibleName() and dialog.name.hasFocus()
    assert dialog.fields.passphrase() == THEIRS
    qtbot.keyClicks(dialog.name, " 2")
    dialog.add.click()
    qtbot.waitUntil(lambda: len(page.table.rows) == 3)
    done(qtbot, app)


def test_a_wrong_passphrase_gives_no_new_key_and_the_dialog_waits_for_the_right_one(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    before = store.data_key
    page.dismissal.rotate.click()
    dialog = asked(qtbot, RotateKeyDialog)
    assert isinstance(dialog, RotateKeyDialog)
    qtbot.keyClicks(dialog.field.edit, "not mine at all")
    dialog.agree.click()
    qtbot.waitUntil(dialog.wrong.isVisible)
    done(qtbot, app)
    assert app.store is store and store.data_key == before
    assert dialog.isVisible() and dialog.field.edit.hasFocus() and not dialog.field.edit.text()
    qtbot.keyClicks(dialog.field.edit, MINE)
    dialog.agree.click()
    asked(qtbot, RecoverySheetDialog).reject()
    assert app.store.data_key != before
    app.store.close()


def test_how_far_the_new_key_is_stands_in_its_dialog_and_can_be_stopped_there(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(_store: Store, _passphrase: str, progress: Progress) -> Rotated:
        progress(1, 3, "")
        assert go_on.wait(PATIENCE / 1000)
        progress(2, 3, "")
        raise AssertionError("it was stopped before this")

    monkeypatch.setattr(core, "rotate_key", slow)
    page.dismissal.rotate.click()
    dialog = asked(qtbot, RotateKeyDialog)
    assert isinstance(dialog, RotateKeyDialog)
    qtbot.keyClicks(dialog.field.edit, MINE)
    dialog.agree.click()
    qtbot.waitUntil(dialog.bar.isVisible)
    qtbot.mouseClick(dialog.bar.stop, Qt.MouseButton.LeftButton)
    go_on.set()
    done(qtbot, app)
    assert dialog.isVisible() and dialog.agree.isEnabled() and not dialog.bar.isVisible()
    dialog.reject()


def test_access_is_taken_away_after_a_question_and_never_ones_own(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    let_in(store, "Marelva Frans", "teacher")
    page.renew()
    page.view.select_key(page.table.rows[0].slot_id)
    assert not page.remove.isEnabled()
    page.view.select_key(page.table.rows[1].slot_id)
    page.remove.click()
    dialog = asked(qtbot, ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.yes.click()
    done(qtbot, app)
    qtbot.waitUntil(lambda: len(page.table.rows) == 1)
    store.close()
    with pytest.raises(WrongSecret):
        open_store(store.path, THEIRS)


def test_a_new_sheet_counts_only_after_it_was_typed_back(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    assert page.unproved.isVisible()
    page.sheet.make.click()
    dialog = asked(qtbot, RecoverySheetDialog)
    assert isinstance(dialog, RecoverySheetDialog)
    key = dialog._key
    dialog.next.click()
    for field in dialog.proof.fields:
        edit_of(field).setText("0000")
    dialog.proof.changed.emit()
    dialog.next.click()
    assert all(field.has_error for field in dialog.proof.fields)
    for field, place in zip(dialog.proof.fields, dialog.proof.asked, strict=True):
        edit_of(field).setText(key.split("-")[place].lower())
    dialog.next.click()
    done(qtbot, app)
    qtbot.waitUntil(lambda: not page.unproved.isVisible())
    store.close()
    open_with_recovery(store.path, key).close()


def test_a_sheet_that_was_not_typed_back_replaces_nothing(
    qtbot: QtBot, page: PeoplePage, store: Store
) -> None:
    page.sheet.make.click()
    dialog = asked(qtbot, RecoverySheetDialog)
    assert isinstance(dialog, RecoverySheetDialog)
    key = dialog._key
    dialog.later.click()
    store.close()
    with pytest.raises(WrongSecret):
        open_with_recovery(store.path, key)


def test_after_a_dismissal_there_is_a_new_key_and_a_new_sheet(
    qtbot: QtBot, page: PeoplePage, app: App, store: Store
) -> None:
    let_in(store, "Marelva Frans", "teacher")
    before = store.data_key
    page.dismissal.rotate.click()
    dialog = asked(qtbot, RotateKeyDialog)
    assert isinstance(dialog, RotateKeyDialog)
    qtbot.keyClicks(dialog.field.edit, MINE)
    dialog.agree.click()
    sheet = asked(qtbot, RecoverySheetDialog)
    assert isinstance(sheet, RecoverySheetDialog)
    assert app.store is not store and app.store.data_key != before
    with app.reading() as session:
        assert [one.name for one in colleagues(session)] == [page.app.opener.name]
        assert setting(session, PROVED) == ""
    sheet.reject()
    assert page.unproved.isVisible()
    app.store.close()


def test_the_minutes_are_kept_and_bounded(page: PeoplePage, app: App) -> None:
    assert page.lock.minutes.value() == 5
    page.lock.minutes.setValue(2)
    with app.reading() as session:
        assert setting(session, MINUTES_SETTING) == "2"
    assert (page.lock.minutes.minimum(), page.lock.minutes.maximum()) == (1, 15)


# --- what a role's window offers ---

Opened = Callable[[str], MainWindow]


@pytest.fixture
def as_role(
    qtbot: QtBot, store: Store, school: SimpleNamespace, on_the_24th: None
) -> Iterator[Opened]:
    """The window of somebody with this role; a teacher's is that of Groep 5."""
    made: list[tuple[MainWindow, Store]] = []

    def opened(role: str) -> MainWindow:
        staff_id = school.staff["Groep 5"] if role == "teacher" else None
        let_in(store, f"Some {role}", role, staff_id=staff_id)
        store.close()
        theirs = open_store(store.path, THEIRS)
        window = school_window(theirs, Errors())
        qtbot.addWidget(window)
        window.resize(1366, 688)
        window.show()
        made.append((window, theirs))
        return window

    yield opened
    for window, theirs in made:
        window.app.jobs.shutdown()
        window.close()
        theirs.close()


def test_a_teacher_has_the_lists_of_her_own_groups_and_nothing_else(
    as_role: Opened, school: SimpleNamespace
) -> None:
    window = as_role("teacher")
    assert {"today", "scans", "people"} <= set(window.sidebar.items)
    assert not {"pupils", "proposals", "export", "import"} & set(window.sidebar.items)
    for key in ("pupil", "proposal", "pupils", "import"):
        window.open_page(key, school.pupils["Emely"])
        assert window.current_key == "today", key

    today = window.page("today")
    assert isinstance(today, TodayPage)
    assert [row.group for row in today.round_card.table.rows] == ["Groep 5"]
    assert not today.choices.isVisible() and not today.talks.isVisible()

    window.open_page("scans")
    scans = window.page("scans")
    assert isinstance(scans, ScansPage)
    assert {one.pupil.group for one in scans.lists.pupils.rows} == {"Groep 5"}
    assert not scans.new_round.isVisible()

    found = window.find_field._search("anthony")  # one in Groep 1, one in Groep 5
    assert [(one.text, one.page) for one in found] == [("Jaydienne Anthony", "scan")]


def test_a_teacher_cannot_reach_the_list_of_another_group(
    as_role: Opened, school: SimpleNamespace
) -> None:
    window = as_role("teacher")
    window.open_page("scan", school.pupils["Luis"], "teacher", school.groups["Groep 7"])
    page = window.page("scan")
    assert isinstance(page, ScanPage)
    assert page.first_focus() is not None
    assert page.visit.entry is None


def test_a_head_sees_how_far_groups_are_and_no_pupil(as_role: Opened) -> None:
    window = as_role("head")
    assert "scans" not in window.sidebar.items and "pupils" not in window.sidebar.items
    today = window.page("today")
    assert isinstance(today, TodayPage)
    assert [row.group for row in today.round_card.table.rows] == ["Groep 1", "Groep 5", "Groep 7"]
    assert not today.banner.isVisible() and not today.talks.isVisible()
    assert not window.find_field.isVisible()
    assert window.find_field._search("anthony") == []


def test_only_the_coordinator_manages_colleagues(as_role: Opened) -> None:
    window = as_role("teacher")
    window.open_page("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert page.own.change.isVisible()
    for widget in (page.view, page.add, page.sheet, page.dismissal, page.unproved):
        assert not widget.isVisible()
    assert not page.lock.minutes.isEnabled()


def test_a_sheet_that_nobody_proved_is_offered_to_the_coordinator_at_the_start(
    qtbot: QtBot, as_role: Opened, store: Store
) -> None:
    window = as_role("coordinator")
    offer_recovery_sheet(window)
    assert "recovery sheet" in window.messages.shown_text
    qtbot.mouseClick(window.messages.action, Qt.MouseButton.LeftButton)
    assert window.current_key == "people"
    with window.app.store.writing() as session:
        set_setting(session, PROVED, "1")
    window.messages.dismiss()
    offer_recovery_sheet(window)
    assert window.messages.shown_text == ""


def test_nobody_else_is_troubled_with_the_sheet(as_role: Opened) -> None:
    window = as_role("teacher")
    offer_recovery_sheet(window)
    assert window.messages.shown_text == ""


def test_a_teacher_gets_the_groups_of_whom_she_is_in_the_list(
    qtbot: QtBot, page: PeoplePage, store: Store, school: SimpleNamespace
) -> None:
    let_in(store, "Juf Maria", "teacher")
    let_in(store, "Marelva Frans", "head")
    page.renew()
    head = next(row for row in page.table.rows if row.role == "head")
    page.view.select_key(head.slot_id)
    assert not page.groups.isVisible()
    teacher = next(row for row in page.table.rows if row.role == "teacher")
    page.view.select_key(teacher.slot_id)
    page.groups.click()
    dialog = asked(qtbot, WhoseGroupsDialog)
    assert isinstance(dialog, WhoseGroupsDialog)
    assert dialog.staff_id is None
    dialog.staff.setCurrentIndex(dialog.staff.findText("juf Teacher5"))
    dialog.agree.click()

    def in_the_list() -> object:
        return next(row for row in page.table.rows if row.slot_id == teacher.slot_id).staff_id

    qtbot.waitUntil(lambda: in_the_list() == school.staff["Groep 5"])
    with store.reading() as session:
        assert audit_rows(session)[0].words.endswith(": Juf Maria")
    page.groups.click()
    dialog = asked(qtbot, WhoseGroupsDialog)
    assert isinstance(dialog, WhoseGroupsDialog)
    assert dialog.staff_id == school.staff["Groep 5"]
    dialog.reject()

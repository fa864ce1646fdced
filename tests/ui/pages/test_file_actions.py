"""The menus of a pupil, a round and a list; plans, corrections and the access file."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.exports import access_json
from npo_desktop.queries.planning.plans import NewPlan, add_plan, plan_list
from npo_desktop.queries.privacy.bin import bin_list
from npo_desktop.queries.privacy.corrections import corrections_of
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import round_facts
from npo_desktop.store.audit import chain_report
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.tables import Guardian
from ui.app import App, Said
from ui.dialogs.confirm import ConfirmDialog
from ui.export.access_file import AccessFileDialog
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.pupil.corrections_card import CorrectionsCard
from ui.pupil.file_actions import PupilActions, RoundActions
from ui.pupil.new_correction import NewCorrectionDialog
from ui.pupil.pupil_plans import PupilPlansDialog

PATIENCE = 20_000  # milliseconds
YEAR = "2026-2027"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def menu(app: App, page: QWidget, store: Store, school: SimpleNamespace) -> PupilActions:
    made = PupilActions(app, page)
    with store.reading() as session:
        made.show_pupil(pupil_facts(session, school.pupils["Emely"], YEAR))
    return made


@pytest.fixture
def opened(app: App) -> Iterator[list[str]]:
    names: list[str] = []
    app.opened.connect(lambda name, _args: names.append(name))
    yield names


def shown(page: QWidget, kind: type[QDialog]) -> QDialog:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def question(page: QWidget) -> ConfirmDialog:
    found = shown(page, ConfirmDialog)
    assert isinstance(found, ConfirmDialog)
    return found


def test_a_pupil_goes_to_the_bin_and_the_page_is_left(
    menu: PupilActions, page: QWidget, store: Store, opened: list[str]
) -> None:
    menu.delete.trigger()
    question(page).yes.click()
    with store.reading() as session:
        assert [row.title for row in bin_list(session)] == ["Emely Pourier"]
    assert opened == ["pupils"]


def test_nobody_no_menu(menu: PupilActions) -> None:
    menu.show_pupil(None)
    assert not menu.isEnabled()


@pytest.mark.parametrize(("role", "left"), [("teacher", ["All plans..."]), ("head", [])])
def test_what_a_role_may_not_do_is_not_in_the_menu(
    app: App, page: QWidget, role: str, left: list[str]
) -> None:
    app.store.opener = Opener(role=role)
    menu = PupilActions(app, page)
    shown = [one for one in menu.entries.actions() if one.isVisible() and not one.isSeparator()]
    assert [one.text() for one in shown] == left


@pytest.fixture
def plans(
    app: App, menu: PupilActions, page: QWidget, store: Store, school: SimpleNamespace
) -> PupilPlansDialog:
    """The plans of a pupil who has one."""
    plan = NewPlan(
        pupil_id=school.pupils["Emely"],
        round_id=school.round,
        intervention=load_content().catalogue.interventions[0].id,
        starts_on=date(2026, 11, 1),
        review_on=date(2027, 1, 15),
    )
    with store.writing() as session:
        add_plan(session, plan)
    menu.plans.trigger()
    dialog = shown(page, PupilPlansDialog)
    assert isinstance(dialog, PupilPlansDialog)
    return dialog


def plans_of(store: Store, pupil_id: UUID) -> int:
    with store.reading() as session:
        return len(plan_list(session, pupil_id=pupil_id))


def test_a_binned_plan_comes_back_with_one_click_in_the_dialog_itself(
    qtbot: QtBot, app: App, plans: PupilPlansDialog, store: Store, school: SimpleNamespace
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    plans.delete.click()
    question(plans).yes.click()
    assert plans.nothing.isVisible() and not plans.delete.isEnabled()
    assert plans_of(store, school.pupils["Emely"]) == 0
    assert plans.told.isVisible() and "is in the bin" in plans.told.accessibleName()
    assert not said  # nothing behind the dialog, where nobody can click
    assert plans.undo.isVisible() and plans.undo.text() == "Undo"
    qtbot.mouseClick(plans.undo, Qt.MouseButton.LeftButton)
    assert plans_of(store, school.pupils["Emely"]) == 1
    assert len(plans.table.rows) == 1 and "is back" in plans.told.accessibleName()
    assert not plans.undo.isVisible()
    plans.close_button.click()
    assert not said  # it is done, there is nothing left to undo


def test_a_plan_binned_before_its_dialog_was_closed_comes_back_from_the_window(
    qtbot: QtBot, app: App, plans: PupilPlansDialog, store: Store, school: SimpleNamespace
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    plans.delete.click()
    question(plans).yes.click()
    with qtbot.waitSignal(plans.destroyed):
        plans.close_button.click()
    (left,) = said
    assert "is in the bin" in left.first and left.undo is not None
    left.undo()
    assert plans_of(store, school.pupils["Emely"]) == 1
    assert "is back" in said[-1].first


def test_a_round_goes_to_the_bin(
    app: App, page: QWidget, store: Store, school: SimpleNamespace
) -> None:
    menu = RoundActions(app, page)
    with store.reading() as session:
        menu.show_round(round_facts(session, school.round))
    menu.delete.trigger()
    question(page).yes.click()
    with store.reading() as session:
        assert [row.title for row in bin_list(session)] == ["2026-2"]


def test_the_round_one_looks_at_goes_to_the_bin_below_the_page_that_shows_it(
    qtbot: QtBot, app: App, store: Store, school: SimpleNamespace
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    app.choose_round(school.round)
    shown = ScansPage(app)
    qtbot.addWidget(shown)
    shown.show()
    shown.more.delete.trigger()
    question(shown).yes.click()
    qtbot.waitUntil(lambda: "2026-2" not in shown.crumb())
    assert said[0].first == "Round 2026-2 is in the bin."
    assert app.round_id is None
    assert said[0].undo is not None
    said[0].undo()
    qtbot.waitUntil(lambda: "2026-2" in shown.crumb())


def test_without_a_round_only_what_needs_none_and_without_the_right_no_menu(
    app: App, page: QWidget, store: Store, school: SimpleNamespace
) -> None:
    menu = RoundActions(app, page)
    menu.show_round(None)
    assert not menu.isHidden()
    assert menu.lists.isEnabled() and menu.ahead.isEnabled()
    assert not any(entry.isEnabled() for entry in (menu.edit, menu.check, menu.delete))
    app.store.opener = Opener(role="teacher")
    with store.reading() as session:
        menu.show_round(round_facts(session, school.round))
    assert menu.isHidden()


def test_a_list_that_was_begun_can_go_and_one_that_was_not_cannot(
    qtbot: QtBot,
    app: App,
    store: Store,
    school: SimpleNamespace,
    answer: Callable[..., UUID],
    opened: list[str],
) -> None:
    answer(school.pupils["Emely"], school.round, {"T-EF-INH-1": 3})
    app.choose_round(school.round)
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.show_args(school.pupils["Luis"], "teacher")
    page.show()
    page.more.entries.aboutToShow.emit()
    assert not page.more.delete.isEnabled()
    page.show_args(school.pupils["Emely"], "teacher")
    page.more.entries.aboutToShow.emit()
    assert page.more.delete.isEnabled()
    page.more.delete.trigger()
    question(page).yes.click()
    with store.reading() as session:
        assert [row.kind for row in bin_list(session)] == ["scan"]
    assert opened == ["scans"]


def test_a_correction_needs_words_and_then_stands_with_the_file(
    qtbot: QtBot, menu: PupilActions, page: QWidget, store: Store, school: SimpleNamespace
) -> None:
    menu.correct.trigger()
    dialog = shown(page, NewCorrectionDialog)
    assert isinstance(dialog, NewCorrectionDialog)
    dialog.keep.click()
    assert dialog.isVisible()
    dialog.about.setText("the test of June")
    dialog.words.setPlainText("She was ill that day.")
    dialog.asked_by.setText("mother")
    dialog.keep.click()
    with store.reading() as session:
        (found,) = corrections_of(session, school.pupils["Emely"])
    assert (found.about, found.words, found.asked_by) == (
        "the test of June",
        "She was ill that day.",
        "mother",
    )
    card = CorrectionsCard()
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_corrections((found,))
    assert not card.isHidden()
    folded = card.sizeHint().height()
    assert card.list.isHidden() and folded <= 46
    card.unfold.click()
    assert not card.list.isHidden() and card.sizeHint().height() > folded
    card.unfold.click()
    assert card.list.isHidden() and card.sizeHint().height() == folded
    card.show_corrections(())
    assert card.isHidden()


@pytest.fixture
def access(
    app: App, menu: PupilActions, page: QWidget, store: Store, school: SimpleNamespace, home: Path
) -> AccessFileDialog:
    with store.writing() as session:
        session.add(Guardian(pupil_id=school.pupils["Emely"], name="Zuleika Pourier"))
    menu.access.trigger()
    dialog = shown(page, AccessFileDialog)
    assert isinstance(dialog, AccessFileDialog)
    dialog.set_folder(home / "out")
    return dialog


def saved(qtbot: QtBot, access: AccessFileDialog) -> None:
    access.save.click()
    qtbot.waitUntil(lambda: access.save.isEnabled() and access.told.isVisible())
    assert access.told.property("tone") == "ok"


def test_the_access_file_holds_back_until_somebody_released_it(
    qtbot: QtBot, app: App, access: AccessFileDialog, home: Path, store: Store
) -> None:
    assert not access.released()
    with store.reading() as session:
        before = chain_report(session).length
    saved(qtbot, access)
    names = sorted(path.name for path in (home / "out").iterdir())
    assert names == ["access-P4-2026-11-24.json", "access-P4-2026-11-24.pdf"]
    assert "Pourier" not in " ".join(names)
    as_json = (home / "out" / names[0]).read_text(encoding="utf-8")
    assert "Zuleika" not in as_json and json.loads(as_json)["held_back"]
    with store.reading() as session:
        report = chain_report(session)
    assert report.ok and report.length == before + 1

    for box in access.boxes.values():
        box.setChecked(True)
    saved(qtbot, access)
    as_json = (home / "out" / names[0]).read_text(encoding="utf-8")
    assert "Zuleika" in as_json and not json.loads(as_json)["held_back"]


def test_what_is_held_back_can_be_read_whole_without_scrolling_sideways(
    access: AccessFileDialog,
) -> None:
    areas = access.findChildren(QScrollArea)
    assert areas and all(area.horizontalScrollBar().maximum() == 0 for area in areas)
    assert all(box.height() >= box.heightForWidth(box.width()) for box in access.boxes.values())


def test_letters_that_cannot_be_printed_are_told_when_the_access_file_is_there(
    qtbot: QtBot, access: AccessFileDialog
) -> None:
    access.facts = replace(access.facts, name="Noor 🙂")
    saved(qtbot, access)
    assert re.search(r"On pages? 1.* □ stands for .*\(🙂\)", access.told.accessibleName())


def test_a_password_that_is_too_short_makes_no_file(access: AccessFileDialog, home: Path) -> None:
    access.secret.password.setText("kort")
    access.save.click()
    assert access.secret.password.property("state") == "error"
    assert not (home / "out").exists()


def test_with_a_password_only_the_locked_pdf_is_made(
    qtbot: QtBot, access: AccessFileDialog, home: Path
) -> None:
    assert access.secret.json.isChecked() and not access.secret.why.isVisible()
    access.secret.easy.click()
    assert not access.secret.json.isChecked()
    assert access.secret.why.isVisible() and "cannot have a password" in access.secret.why.text()
    saved(qtbot, access)
    (only,) = (home / "out").iterdir()
    content = only.read_bytes()
    assert b"Pourier" not in content
    reader = PdfReader(io.BytesIO(content))
    assert reader.is_encrypted and reader.decrypt(access.secret.password.text())
    assert "Pourier" in "".join(one.extract_text() for one in reader.pages)


def test_an_open_json_beside_a_locked_pdf_takes_a_yes_to_a_warning(
    qtbot: QtBot, access: AccessFileDialog, home: Path
) -> None:
    secret = access.secret
    secret.easy.click()
    secret.json.click()
    asked = question(access)
    assert not secret.json.isChecked()  # as long as nobody said yes
    asked.no.click()
    assert not secret.json.isChecked()
    secret.json.click()
    question(access).yes.click()
    assert secret.json.isChecked() and secret.why.property("tone") == "warn"
    assert "opens without the password" in secret.why.text()
    secret.password.setText("another password, longer")  # what was decided stays
    assert secret.json.isChecked()
    saved(qtbot, access)
    assert len(list((home / "out").iterdir())) == 2
    secret.password.clear()
    secret.password.setText("yet another password")  # a new one: decided again
    assert not secret.json.isChecked()


def test_without_a_password_again_the_json_is_as_it_was_chosen(access: AccessFileDialog) -> None:
    for chosen in (True, False):
        access.secret.json.setChecked(not chosen)
        access.secret.json.click()
        access.secret.password.setText("a good long password")
        assert not access.secret.json.isChecked()
        access.secret.password.clear()
        assert access.secret.json.isChecked() is chosen


def test_a_folder_that_cannot_be_made_is_told_in_the_dialog_and_nothing_is_noted(
    qtbot: QtBot, app: App, access: AccessFileDialog, home: Path, store: Store
) -> None:
    elsewhere: list[object] = []
    app.jobs.failed.connect(elsewhere.append)
    (home / "file").write_bytes(b"")
    access.set_folder(home / "file" / "out")
    with store.reading() as session:
        before = chain_report(session).length
    access.save.click()
    qtbot.waitUntil(lambda: access.save.isEnabled() and access.told.isVisible())
    assert access.told.property("tone") == "err" and "out" in access.told.accessibleName()
    assert not access.open_folder.isVisible() and not elsewhere
    with store.reading() as session:
        assert chain_report(session).length == before


@pytest.mark.parametrize("stop", ["button", "escape"])
def test_how_far_it_is_stands_in_the_dialog_and_a_stop_there_leaves_nothing(
    qtbot: QtBot,
    access: AccessFileDialog,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    stop: str,
) -> None:
    go_on = Event()
    render = access_json.render

    def slow(*args: Any, **more: Any) -> bytes:
        assert go_on.wait(PATIENCE / 1000)
        return render(*args, **more)

    monkeypatch.setattr(access_json, "render", slow)
    with store.reading() as session:
        before = chain_report(session).length
    access.save.click()
    qtbot.waitUntil(access.bar.isVisible)
    assert access.bar.window() is access and not access.save.isEnabled()
    if stop == "button":
        qtbot.mouseClick(access.bar.stop, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(access, Qt.Key.Key_Escape)
    assert access.isVisible()
    go_on.set()
    qtbot.waitUntil(access.save.isEnabled)
    assert not access.bar.isVisible()
    assert access.told.accessibleName() == "Stopped. Nothing was saved."
    assert not (home / "out").exists()
    with store.reading() as session:
        assert chain_report(session).length == before
    qtbot.keyClick(access, Qt.Key.Key_Escape)
    assert not access.isVisible()


def test_who_may_not_delete_sees_no_stray_menu_on_a_list(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    app.store.opener = Opener(role="teacher")
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.show()
    assert page.more not in page.head_actions()
    assert not page.more.isVisible()

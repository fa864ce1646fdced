"""The menus of a pupil, a round and a list; plans, corrections and the access file."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.bin import bin_list
from npo_desktop.queries.corrections import corrections_of
from npo_desktop.queries.plans import NewPlan, add_plan, plan_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import round_facts
from npo_desktop.store.audit import chain_report
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.tables import Guardian
from ui.app import App, Said
from ui.dialogs.access_file import AccessFileDialog
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.new_correction import NewCorrectionDialog
from ui.dialogs.pupil_plans import PupilPlansDialog
from ui.pages.file_actions import PupilActions, RoundActions
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.widgets.corrections_card import CorrectionsCard

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


def test_a_plan_goes_to_the_bin_and_comes_back(
    app: App, menu: PupilActions, page: QWidget, store: Store, school: SimpleNamespace
) -> None:
    pupil_id = school.pupils["Emely"]
    plan = NewPlan(
        pupil_id=pupil_id,
        round_id=school.round,
        intervention=load_content().catalogue.interventions[0].id,
        starts_on=date(2026, 11, 1),
        review_on=date(2027, 1, 15),
    )
    with store.writing() as session:
        add_plan(session, plan)
    said: list[Said] = []
    app.said.connect(said.append)
    menu.plans.trigger()
    dialog = shown(page, PupilPlansDialog)
    assert isinstance(dialog, PupilPlansDialog)
    dialog.delete.click()
    question(dialog).yes.click()
    assert dialog.nothing.isVisible() and not dialog.delete.isEnabled()
    with store.reading() as session:
        assert not plan_list(session, pupil_id=pupil_id)
    undo = said[-1].undo
    assert undo is not None
    undo()
    assert len(dialog.table.rows) == 1


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
    qtbot.waitUntil(lambda: "2026-2" not in shown.crumb(), timeout=PATIENCE)
    assert said[0].first == "Round 2026-2 is in the bin."
    assert app.round_id is None
    assert said[0].undo is not None
    said[0].undo()
    qtbot.waitUntil(lambda: "2026-2" in shown.crumb(), timeout=PATIENCE)


def test_without_a_round_or_the_right_there_is_no_menu(
    app: App, page: QWidget, store: Store, school: SimpleNamespace
) -> None:
    menu = RoundActions(app, page)
    menu.show_round(None)
    assert menu.isHidden()
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


def test_the_access_file_holds_back_until_somebody_released_it(
    qtbot: QtBot, app: App, access: AccessFileDialog, home: Path, store: Store
) -> None:
    assert not access.released()
    access.save.click()
    qtbot.waitUntil(access.ready.isVisible, timeout=PATIENCE)
    names = sorted(path.name for path in (home / "out").iterdir())
    assert names == ["access-P4-2026-11-24.json", "access-P4-2026-11-24.pdf"]
    assert "Pourier" not in " ".join(names)
    as_json = (home / "out" / names[0]).read_text(encoding="utf-8")
    assert "Zuleika" not in as_json and json.loads(as_json)["held_back"]
    with store.reading() as session:
        assert chain_report(session).ok

    for box in access.boxes.values():
        box.setChecked(True)
    qtbot.waitUntil(access.save.isEnabled, timeout=PATIENCE)
    access.ready.hide()
    access.save.click()
    qtbot.waitUntil(access.ready.isVisible, timeout=PATIENCE)
    as_json = (home / "out" / names[0]).read_text(encoding="utf-8")
    assert "Zuleika" in as_json and not json.loads(as_json)["held_back"]


def test_the_pdf_can_be_locked_and_the_json_left_out(
    qtbot: QtBot, access: AccessFileDialog, home: Path
) -> None:
    access.password.setText("kort")
    access.save.click()
    assert access.password.property("state") == "error" and not (home / "out").exists()
    access.easy.click()
    password = access.password.text()
    access.json.setChecked(False)
    access.save.click()
    qtbot.waitUntil(access.ready.isVisible, timeout=PATIENCE)
    (only,) = (home / "out").iterdir()
    content = only.read_bytes()
    assert b"Pourier" not in content
    reader = PdfReader(io.BytesIO(content))
    assert reader.is_encrypted and reader.decrypt(password)
    assert "Pourier" in "".join(one.extract_text() for one in reader.pages)


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_noted(
    qtbot: QtBot, app: App, access: AccessFileDialog, home: Path, store: Store
) -> None:
    (home / "file").write_bytes(b"")
    access.set_folder(home / "file" / "out")
    with store.reading() as session:
        before = chain_report(session).length
    with qtbot.waitSignal(app.jobs.failed, timeout=PATIENCE):
        access.save.click()
    qtbot.waitUntil(access.save.isEnabled, timeout=PATIENCE)
    assert not access.ready.isVisible()
    with store.reading() as session:
        assert chain_report(session).length == before


def test_who_may_not_delete_sees_no_stray_menu_on_a_list(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    app.store.opener = Opener(role="teacher")
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.show()
    assert page.more not in page.head_actions()
    assert not page.more.isVisible()

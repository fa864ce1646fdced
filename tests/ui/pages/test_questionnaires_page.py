"""The page of the questionnaires: read one in, look at it, try it, stop asking it, take it out."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.content.questionnaire import Informant
from npo_desktop.exports.xlsx.forms.form_template import template_workbook
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.queries.questionnaires import own_list
from npo_desktop.queries.rounds import round_facts
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_plans import change_round, draft_of
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App, Said, Topic
from ui.pages.questionnaires_page import QuestionnairesPage
from ui.rounds.edit_round import EditRoundDialog

convert = import_module("pyxform.xls2xform").convert  # it comes without types
FILES = Path(__file__).parents[2] / "files" / "exchange"
EF_SCAN = FILES / "made-here" / "xlsform-ef-scan-nl-en-pap.xlsx"
CODE = "voorbeeld_ef_scan"
LOGGED = ("audit_entry", "setting")  # what was done stays written down


@pytest.fixture
def page(qtbot: QtBot, app: App, tmp_path: Path) -> Iterator[QuestionnairesPage]:
    i18n.use("en")
    made = QuestionnairesPage(app)
    made.files.folder = tmp_path / "out"
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    yield made
    i18n.use("nl")


def open_file(qtbot: QtBot, page: QuestionnairesPage, path: Path) -> None:
    page.view.open_file(path)
    rest(qtbot, page)


def rest(qtbot: QtBot, page: QuestionnairesPage) -> None:
    qtbot.waitUntil(lambda: not page.view.is_busy and not page.app.jobs.busy)


def add(qtbot: QtBot, page: QuestionnairesPage, path: Path = EF_SCAN) -> None:
    open_file(qtbot, page, path)
    assert page.apply.isEnabled()
    page.apply.click()
    rest(qtbot, page)
    assert not page.view.is_open


def names(page: QuestionnairesPage) -> list[tuple[str, str]]:
    return [row.key for row in page.table.rows]


def dump(store: Store) -> object:
    with store.reading() as session:
        return canonical_dump(session, without=LOGGED)


def test_the_built_in_lists_stand_there_with_what_they_ask(
    qtbot: QtBot, page: QuestionnairesPage, school: SimpleNamespace
) -> None:
    page.renew()
    assert [key[0] for key in names(page)] == ["teacher", "pupil", "parent"]
    teacher = page.table.rows[0]
    columns = [column.text(teacher) for column in page.table.columns]
    assert columns[1:] == ["Teacher", "1", "4 languages, 2 drafts", "In this round"]
    assert page.list.table.columns[3].tip is not None
    assert "Papiamentu (draft)" in page.list.table.columns[3].tip(teacher)
    assert len(page.card.table.rows) == len(teacher.questionnaire.items)
    assert not page.card.retire.isVisible() and not page.card.restore.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.card.row is page.table.rows[1]


def test_what_a_file_becomes_is_seen_before_anything_is_written(
    qtbot: QtBot, page: QuestionnairesPage, store: Store
) -> None:
    before = dump(store)
    open_file(qtbot, page, EF_SCAN)
    view = page.view
    assert view.title.text() == "Voorbeeld EF-scan"
    assert view.facts.text() == "9 questions, 2 scales · Nederlands, English, Papiamentu"
    assert view.scales.text() == (
        "Volgehouden aandacht (3 questions) · Planning en organisatie (2 questions)"
    )
    reversed_one = next(row for row in view.table.rows if row.item.id == "a2")
    assert [column.text(reversed_one) for column in view.table.columns][2:] == [
        "one of 4",
        "reversed, Volgehouden aandacht",
    ]
    assert view.remarks.texts()[0].startswith("Scale Planning en organisatie: The scale has two")
    assert view.remarks.texts()[1].startswith("Question 6 (a3): ")
    assert view.skipped.texts() == [] and view.skipped.nothing.isVisible()
    assert page.sum.text() == "This list is new here."
    assert dump(store) == before
    assert page.go_back() and not view.is_open
    assert dump(store) == before and not page.go_back()


def test_what_is_not_used_is_told_per_sheet_and_row(qtbot: QtBot, page: QuestionnairesPage) -> None:
    open_file(qtbot, page, FILES / "xlsform" / "ipa" / "Likert_template.xlsx")
    told = page.view.skipped.texts()
    read = read_questionnaire(FILES / "xlsform" / "ipa" / "Likert_template.xlsx")
    assert told == [one.text for one in read.skipped] and len(told) > 5
    assert all(one.startswith("Sheet ") and ", row " in one for one in told)


def test_a_list_is_added_found_in_the_list_and_taken_back_from_the_message(
    qtbot: QtBot, app: App, page: QuestionnairesPage, store: Store
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    before = dump(store)
    add(qtbot, page)
    assert names(page)[-1] == (CODE, "1")
    assert page.card.row is not None and page.card.row.key == (CODE, "1")
    assert said[0].first == "Voorbeeld EF-scan, edition 1, was added."
    assert said[0].undo is not None
    said[0].undo()
    assert names(page)[-1][0] == "parent"
    assert dump(store) == before


def test_an_older_message_never_takes_back_a_newer_import(
    qtbot: QtBot, app: App, page: QuestionnairesPage, tmp_path: Path
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    add(qtbot, page)
    add(qtbot, page, written(tmp_path / "mine.xlsx", template_workbook()))
    assert said[0].undo is not None
    with qtbot.captureExceptions() as raised, pytest.raises(Exception, match="since"):
        said[0].undo()
    assert not raised and len(names(page)) == 5


def test_the_same_file_changes_nothing_and_another_is_the_next_edition(
    qtbot: QtBot, page: QuestionnairesPage, tmp_path: Path
) -> None:
    add(qtbot, page)
    open_file(qtbot, page, EF_SCAN)
    assert page.sum.text() == "This list is here already, with the same questions."
    assert not page.apply.isEnabled()
    add(qtbot, page, reworded(tmp_path / "later.xlsx"))
    assert names(page)[-2:] == [(CODE, "2"), (CODE, "1")]
    states = [page.table.columns[4].text(row) for row in page.table.rows[-2:]]
    assert states == ["Not in this round", "Earlier edition"]


def test_it_is_told_from_when_on_an_edition_is_asked(
    qtbot: QtBot, app: App, school: SimpleNamespace, page: QuestionnairesPage, tmp_path: Path
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    add(qtbot, page)
    with app.writing(Topic.ROUNDS) as session:
        before = draft_of(round_facts(session, school.round))
        change_round(session, school.round, replace(before, questionnaires=("teacher", CODE)))
    add(qtbot, page, reworded(tmp_path / "second.xlsx"))
    with app.writing(Topic.ANSWERS) as session:  # somebody begins the list
        second = own_list(session)[0].questionnaire
        scan_for(session, school.pupils["Emely"], school.round, second)
    add(qtbot, page)  # the first wording once more

    assert [one.rest for one in said] == [
        "It is asked once you choose it for a round.",
        "It is asked in round 2026-2 from now on.",
        "Round 2026-2 was begun with edition 2 and keeps it.",
    ]


def test_who_fills_it_in_is_chosen_before_it_is_added(
    qtbot: QtBot, page: QuestionnairesPage, store: Store, tmp_path: Path
) -> None:
    open_file(qtbot, page, EF_SCAN)
    page.view.informant.group.button(1).click()
    rest(qtbot, page)
    assert page.view.draft is not None
    assert page.view.draft.questionnaire.informant is Informant.PUPIL
    page.apply.click()
    rest(qtbot, page)
    # the next edition is the pupils' too, though the file does not say so
    open_file(qtbot, page, reworded(tmp_path / "later.xlsx"))
    assert page.view.informant.value() is Informant.PUPIL and page.apply.isEnabled()
    # and it cannot become another's half-way
    page.view.informant.group.button(0).click()
    rest(qtbot, page)
    assert not page.view.problem.isHidden()
    assert page.view.informant.value() is Informant.PUPIL


def test_a_list_is_not_asked_any_more_and_asked_again(
    qtbot: QtBot, app: App, page: QuestionnairesPage, store: Store
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    add(qtbot, page)
    page.card.retire.click()
    assert state(page) == "Not asked any more"
    assert page.card.restore.isVisible() and not page.card.retire.isVisible()
    assert said[-1].undo is not None
    said[-1].undo()
    assert state(page) == "Not in this round"
    page.card.retire.click()
    open_file(qtbot, page, EF_SCAN)
    assert page.sum.text().startswith("This list is asked no more")
    page.view.start_over()
    page.card.restore.click()
    assert state(page) == "Not in this round"
    with store.reading() as session:
        assert [one.retired_at for one in own_list(session)] == [None]


def test_a_list_is_chosen_for_the_round_from_here(
    qtbot: QtBot, app: App, page: QuestionnairesPage, store: Store, school: SimpleNamespace
) -> None:
    app.choose_round(school.round)
    add(qtbot, page)
    page.choose.click()
    dialog = page.findChild(EditRoundDialog)
    assert dialog is not None
    dialog.form.boxes[CODE].click()
    dialog.plan.click()
    assert state(page) == "In this round"
    with store.reading() as session:
        assert CODE in round_facts(session, school.round).questionnaires


def test_every_list_leaves_as_a_form_that_pyxform_takes_and_reads_back_equal(
    qtbot: QtBot, app: App, page: QuestionnairesPage
) -> None:
    add(qtbot, page)
    for row in list(page.table.rows):
        assert page.list.select_key(row.key)
        page.done_note.hide()
        page.card.excel.click()
        qtbot.waitUntil(page.done_note.isVisible)
        rest(qtbot, page)
        (path,) = page.files.folder.glob(f"{row.key[0]}-*.xlsx")
        assert convert(path).xform
        if row.own is not None:
            again = read_questionnaire(path).questionnaire
            assert again.scales == row.questionnaire.scales
            assert again.order == row.questionnaire.order
    assert not [one for one in page.files.folder.iterdir() if one.suffix == ".part"]


def test_the_template_is_saved_and_reads_in(qtbot: QtBot, page: QuestionnairesPage) -> None:
    page.template.click()
    qtbot.waitUntil(page.done_note.isVisible)
    rest(qtbot, page)
    (path,) = page.files.folder.iterdir()
    add(qtbot, page, path)
    assert names(page)[-1] == ("mijn_lijst", "1")


def test_a_dropped_file_is_read(qtbot: QtBot, page: QuestionnairesPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(EF_SCAN))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    rest(qtbot, page)
    assert page.view.is_open and page.focusWidget() is page.view.items


def state(page: QuestionnairesPage) -> str:
    assert page.list.select_key((CODE, "1"))
    row = page.list.current_row()
    assert row is not None
    return page.table.columns[4].text(row)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def reworded(path: Path) -> Path:
    """The same form with one question in other words."""
    book = openpyxl.load_workbook(EF_SCAN)
    for row in book["survey"].iter_rows():
        for cell in row:
            if cell.value == "Raakt snel afgeleid":
                cell.value = "Is snel afgeleid"
    book.save(path)
    return path

"""Every file of EXCHANGE.md, chapter 8, through the page of the questionnaires; and trying out."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.queries.questionnaires import own_list
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App
from ui.pages.questionnaires_page import QuestionnairesPage
from ui.preview import PreviewDialog
from ui.questionnaires.try_questionnaire import TryQuestionnaireDialog

FILES = Path(__file__).parents[2] / "files" / "exchange"
EF_SCAN = FILES / "made-here" / "xlsform-ef-scan-nl-en-pap.xlsx"
LOGGED = ("audit_entry", "setting")  # what was done stays written down

# questions, texts to read and what is said not to be used; EXCHANGE.md, chapter 8
READ = {
    "made-here/xlsform-ef-scan-nl-en-pap.xlsx": (9, 0),
    "xlsform/correlaid/testA.xlsx": (21, 3),
    "xlsform/correlaid/mitwirken_umfrage.xlsx": None,
    "xlsform/correlaid/all_types_survey.xlsx": None,
    "xlsform/ipa/Likert_template.xlsx": (11, 2),
    "xlsform/pyxform/case_insensitivity.xlsx": None,
    "xlsform/pyxform/choice_filter_test.xlsx": None,
    "xlsform/pyxform/field-list.xlsx": None,
    "xlsform/pyxform/or_other.xlsx": None,
    "xlsform/pyxform/specify_other.xlsx": None,
    "xlsform/pyxform/xl_date_ambiguous.xlsx": None,
}
REFUSED = (
    "xlsform/pyxform/unknown_question_type.xls",
    "xlsform/pyxform/calculate_without_calculation.xls",
    "made-here/leerlingen-puntkomma-cp1252.csv",
    "made-here/groepsoverzicht-breed.xlsx",
    "made-here/oneroster-1.1-bulk.zip",
    "made-here/edexml-2.1-bes-quirks.xml",
)


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


def dump(store: Store) -> object:
    with store.reading() as session:
        return canonical_dump(session, without=LOGGED)


def test_a_folder_that_cannot_be_written_is_one_sentence(
    qtbot: QtBot, app: App, page: QuestionnairesPage, tmp_path: Path
) -> None:
    told: list[object] = []
    app.jobs.failed.connect(told.append)
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    page.files.folder = blocked
    page.template.click()
    qtbot.waitUntil(lambda: bool(told))
    rest(qtbot, page)
    assert not page.done_note.isVisible()


def test_the_paper_form_is_about_nobody_and_in_every_language(
    qtbot: QtBot, page: QuestionnairesPage, previewed: Callable[[], PreviewDialog]
) -> None:
    add(qtbot, page)
    page.card.on_paper.click()
    document = previewed().document
    assert document is not None and document.pupils == ()
    assert document.file_name.endswith("-example.pdf")
    titles = [one.extract_text() for one in PdfReader(io.BytesIO(document.pdf)).pages]
    assert any("leerling" in words for words in titles) and len(titles) >= 3


@pytest.mark.parametrize(("name", "counted"), READ.items(), ids=list(READ))
def test_every_form_that_can_be_read_is_read_through_the_page(
    qtbot: QtBot,
    page: QuestionnairesPage,
    store: Store,
    name: str,
    counted: tuple[int, int] | None,
) -> None:
    add(qtbot, page, FILES / name)
    with store.reading() as session:
        (one,) = own_list(session)
    questions = len(one.questionnaire.questions)
    assert questions > 0
    if counted is not None:
        assert (questions, len(one.questionnaire.items) - questions) == counted


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_form_is_one_clear_sentence(
    qtbot: QtBot, page: QuestionnairesPage, store: Store, name: str
) -> None:
    before = dump(store)
    open_file(qtbot, page, FILES / name)
    assert not page.view.is_open and page.view.problem.isVisible()
    assert len(page.view.problem.accessibleName()) > 20
    assert dump(store) == before


def test_a_column_that_stands_there_twice_is_told(qtbot: QtBot, page: QuestionnairesPage) -> None:
    open_file(qtbot, page, FILES / "xlsform" / "pyxform" / "duplicate_columns.xlsx")
    told = [*page.view.skipped.texts(), page.view.problem.accessibleName()]
    assert any("row 1" in one or "column" in one for one in told), told


def test_a_form_without_questions_and_a_torn_one_are_refused(
    qtbot: QtBot, page: QuestionnairesPage, store: Store, tmp_path: Path
) -> None:
    before = dump(store)
    empty = openpyxl.Workbook()
    survey = empty.worksheets[0]
    survey.title = "survey"
    survey.append(["type", "name", "label"])
    empty.save(tmp_path / "empty.xlsx")
    torn = written(tmp_path / "torn.xlsx", EF_SCAN.read_bytes()[:3000])
    for path in (tmp_path / "empty.xlsx", torn, tmp_path / "gone.xlsx"):
        open_file(qtbot, page, path)
        assert page.view.problem.isVisible() and not page.view.is_open
    assert dump(store) == before


def test_it_is_tried_out_as_on_the_page_of_a_scan_and_nothing_is_kept(
    qtbot: QtBot, page: QuestionnairesPage, store: Store
) -> None:
    open_file(qtbot, page, EF_SCAN)
    before = dump(store)
    page.view.try_out.click()
    dialog = page.findChild(TryQuestionnaireDialog)
    assert dialog is not None
    trial, sheet = dialog.trial, dialog.trial.sheet
    assert [item.id for item in trial.entry.items].count("rol_anders") == 0
    qtbot.keyClicks(sheet.item.field.line, "31-31-2026")
    qtbot.keyClick(sheet.item.field.line, Qt.Key.Key_Return)
    assert not trial.wrong.isHidden() and trial.item is not None and trial.item.id == "datum"
    qtbot.keyClick(sheet.item.field.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(sheet.item.field.line, "23-11-2026")
    qtbot.keyClick(sheet.item.field.line, Qt.Key.Key_Return)
    assert trial.item is not None and trial.item.id == "rol"
    qtbot.keyClick(sheet.item, Qt.Key.Key_3)  # somebody else: who?
    assert trial.item.id == "rol_anders"
    qtbot.keyClicks(sheet.item.field.line, "tante")
    qtbot.keyClick(sheet.item.field.line, Qt.Key.Key_Return)
    dialog.language.setCurrentIndex(dialog.language.findData("pap"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert trial.item is not None
    assert sheet.item.statement.text() == trial.item.texts["pap"]
    trial.go(1)
    qtbot.keyClick(sheet.item, Qt.Key.Key_1)  # a teacher: the follow-up and its answer go
    assert "rol_anders" not in trial.entry.words
    qtbot.keyClick(sheet.item, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert trial.entry.words["rol_anders"] == "tante"
    trial.go(3)
    for digit in (2, 4, 1, 4, 1):  # 1, 3 - 3 and 0 of 3; 3 and 3 - 0
        qtbot.keyClick(sheet.item, Qt.Key(Qt.Key.Key_0 + digit))
    trial.go(len(trial.entry.items))
    assert trial.scores.accessibleName() == (
        "What these answers come to Volgehouden aandacht: 0.3 of 3, Help needed\n"
        "Planning en organisatie: 3.0 of 3, Strong"
    )
    qtbot.keyClick(sheet.end, Qt.Key.Key_Return)
    assert dialog.result() == TryQuestionnaireDialog.DialogCode.Accepted
    assert dump(store) == before


def test_the_built_in_list_is_tried_at_another_age(
    qtbot: QtBot, app: App, page: QuestionnairesPage
) -> None:
    page.list.row_activated.emit(page.table.rows[0])
    dialog = page.findChild(TryQuestionnaireDialog)
    assert dialog is not None and not dialog.age.isHidden()
    asked = len(dialog.trial.entry.items)
    dialog.age.setCurrentIndex(dialog.age.findData(4))
    dialog.age.activated.emit(dialog.age.currentIndex())
    assert 0 < len(dialog.trial.entry.items) < asked


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path

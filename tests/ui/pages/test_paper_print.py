"""Printing questionnaires: the forms, and apart from them who gets which."""

import io
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from npo_desktop import i18n
from npo_desktop.exports.paper_facts import Layout
from npo_desktop.i18n import LANGUAGES
from npo_desktop.jobs.document import Document
from npo_desktop.store.tables import Guardian
from ui.app import App
from ui.pages.scans_page import ScansPage
from ui.paper.paper_print import PaperPrint, PaperPrintDialog
from ui.preview import PreviewDialog
from ui.widgets.key_button import KeyButton

FRAME = 40  # pixels of a list to choose from that are not words


@pytest.fixture
def printing(qtbot: QtBot, app: App, school: SimpleNamespace) -> Iterator[PaperPrint]:
    app.round_id = school.round
    with app.store.writing() as session:
        session.add(Guardian(pupil_id=school.pupils["Emely"], language="pap"))
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = PaperPrintDialog(app, school.groups["Groep 5"], "parent", parent)
    dialog.open()
    yield dialog.printing


Previewed = Callable[[], PreviewDialog]


def shown(previewed: Previewed) -> Document:
    preview = previewed()
    assert preview.document is not None
    return preview.document


def words_of(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(document.pdf)).pages]


def test_a_group_gets_forms_in_each_parents_language(
    qtbot: QtBot, printing: PaperPrint, app: App, previewed: Previewed, virtual_printer: object
) -> None:
    assert printing.make.text() == "Show the forms of 4 pupils"
    printing.make.click()
    document = shown(previewed)
    assert document.file_name == "paper-parent-2026-2-Groep_5.pdf"
    titles = words_of(document)
    assert len(titles) == 4
    assert sum("Lista di pregunta" in words for words in titles) == 1
    assert sum("Vragenlijst voor de ouders" in words for words in titles) == 3
    assert not any("Emely" in words for words in titles)
    with qtbot.waitSignal(previewed().printed):
        previewed().frame.print.click()
    qtbot.waitUntil(lambda: not app.jobs.busy)
    with app.reading() as session:
        rows = session.execute(text("SELECT action, object_id FROM audit_entry"))
        assert ("print", "4") in [tuple(row) for row in rows]


def test_who_gets_which_is_a_page_of_its_own(printing: PaperPrint, previewed: Previewed) -> None:
    printing.names.click()
    document = shown(previewed)
    assert document.file_name == "paper-names-parent-2026-2-Groep_5.pdf"
    assert "Pourier" in "".join(words_of(document)) and len(document.pupils) == 4


def test_one_pupil_and_no_name_in_the_file_name(
    printing: PaperPrint, school: SimpleNamespace, previewed: Previewed
) -> None:
    printing.options.pupil.setCurrentText("Pourier, Emely")
    assert printing.make.text() == "Show the form of 1 pupil"
    printing.make.click()
    document = shown(previewed)
    assert "Emely" not in document.file_name
    assert document.file_name.startswith("paper-parent-2026-2-")
    assert document.pupils == (school.pupils["Emely"],)


def test_a_class_sheet_is_for_the_teachers_list_only(
    printing: PaperPrint, school: SimpleNamespace, previewed: Previewed
) -> None:
    assert not printing.options.layouts.isVisibleTo(printing.options)
    printing.options.choose(school.groups["Groep 5"], "teacher")
    assert printing.options.layouts.isVisibleTo(printing.options)
    printing.options.layouts.set_value(Layout.CLASS_SHEET.value)
    printing.make.click()
    assert len(words_of(shown(previewed))) == 5
    printing.options.choose(school.groups["Groep 5"], "parent")
    assert printing.options.layouts.value() == Layout.FORMS.value


def test_the_scans_page_leads_to_the_paper_lists_of_its_group(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    app.round_id = school.round
    page = ScansPage(app)
    qtbot.addWidget(page)
    page.show_args(school.groups["Groep 7"], "parent")
    page.show()
    (button,) = (one for one in page.findChildren(KeyButton) if one.text() == "Paper lists")
    with qtbot.waitSignal(app.opened) as opened:
        button.click()
    assert opened.args == ["paper", (school.groups["Groep 7"], "parent")]


def test_the_dialog_knows_the_group_and_the_list(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    app.round_id = school.round
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PaperPrintDialog(app, school.groups["Groep 7"], "pupil", parent)
    options = dialog.printing.options
    assert (options.group.currentText(), options.code) == ("Groep 7", "pupil")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_titles_of_our_own_lists_fit_where_they_are_chosen(
    app: App, school: SimpleNamespace, qtbot: QtBot, language: str
) -> None:
    i18n.use(language)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = PaperPrintDialog(app, school.groups["Groep 5"], "teacher", parent)
    dialog.open()
    combo = dialog.printing.options.list
    words = combo.fontMetrics().horizontalAdvance(combo.currentText())
    assert combo.count() >= 3 and words <= combo.width() - FRAME
    dialog.reject()

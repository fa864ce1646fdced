"""Printing questionnaires from the export page, and by a teacher from her own lists."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from npo_desktop.exports.paper_facts import Layout
from npo_desktop.store.tables import Guardian
from ui.app import App
from ui.pages.export_page import ExportPage
from ui.pages.scans_page import ScansPage
from ui.paper.paper_print import PaperPrint, PaperPrintDialog
from ui.widgets.key_button import KeyButton

PATIENCE = 30_000  # milliseconds


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace, tmp_path: Path) -> ExportPage:
    app.round_id = school.round
    with app.store.writing() as session:
        session.add(Guardian(pupil_id=school.pupils["Emely"], language="pap"))
    made = ExportPage(app)
    qtbot.addWidget(made)
    made.set_folder(tmp_path / "paper")
    made.resize(1174, 600)
    made.show()
    return made


@pytest.fixture
def printing(page: ExportPage, school: SimpleNamespace) -> PaperPrint:
    made = page.paper.printing
    made.options.choose(school.groups["Groep 5"], "parent")
    return made


def make(qtbot: QtBot, printing: PaperPrint) -> list[str]:
    with qtbot.waitSignal(printing.made, timeout=PATIENCE):
        printing.make.click()
    qtbot.waitUntil(printing.make.isEnabled, timeout=PATIENCE)
    return sorted(path.name for path in printing.folder.iterdir())


def test_a_group_gets_forms_in_each_parents_language_and_a_page_of_names(
    qtbot: QtBot, printing: PaperPrint, app: App
) -> None:
    assert printing.make.text() == "Make the forms of 4 pupils"
    assert make(qtbot, printing) == [
        "paper-names-parent-2026-2-Groep_5.pdf",
        "paper-parent-2026-2-Groep_5.pdf",
    ]
    read = PdfReader(printing.folder / "paper-parent-2026-2-Groep_5.pdf")
    titles = [page.extract_text() for page in read.pages]
    assert sum("Lista di pregunta" in words for words in titles) == 1
    assert sum("Vragenlijst voor de ouders" in words for words in titles) == 3
    assert "4 forms on 4 pages." in printing.note.accessibleName()
    with app.reading() as session:
        rows = session.execute(text("SELECT action, object_id FROM audit_entry"))
        assert ("export", "4") in [tuple(row) for row in rows]


def test_one_pupil_without_the_page_of_names(
    qtbot: QtBot, printing: PaperPrint, school: SimpleNamespace
) -> None:
    options = printing.options
    options.pupil.setCurrentText("Pourier, Emely")
    options.names.setChecked(False)
    assert printing.make.text() == "Make the form of 1 pupil"
    (name,) = make(qtbot, printing)
    assert "Emely" not in name and name.startswith("paper-parent-2026-2-")


def test_a_class_sheet_is_for_the_teachers_list_only(
    qtbot: QtBot, printing: PaperPrint, school: SimpleNamespace
) -> None:
    assert not printing.options.layouts.isVisibleTo(printing.options)
    printing.options.choose(school.groups["Groep 5"], "teacher")
    assert printing.options.layouts.isVisibleTo(printing.options)
    printing.options.layouts.set_value(Layout.CLASS_SHEET.value)
    make(qtbot, printing)
    assert "4 forms on 5 pages." in printing.note.accessibleName()
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

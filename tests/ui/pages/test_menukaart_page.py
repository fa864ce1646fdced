"""The page of the menukaart: every card, what can be done with it, and taking it back."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.queries.menukaart.attachments import attachments_of
from npo_desktop.queries.menukaart.menukaart_changes import card_versions, school_card
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.tables import Plan
from ui.app import App, Said
from ui.menukaart.menukaart_columns import CHOSEN, FIGURELESS, HIDDEN, OWN
from ui.menukaart.menukaart_files import read_attachment
from ui.menukaart.menukaart_import import MenukaartImportDialog
from ui.menukaart.overrule_card import OverruleDialog
from ui.menukaart.own_card import OwnCardDialog
from ui.pages.menukaart_page import MenukaartPage
from ui.preview import PreviewDialog

D = TypeVar("D", bound=QDialog)
DAY = date(2026, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, app: App, tmp_path: Path) -> Iterator[MenukaartPage]:
    i18n.use("en")
    made = _page(qtbot, app, tmp_path)
    yield made
    i18n.use("nl")


def _page(qtbot: QtBot, app: App, folder: Path) -> MenukaartPage:
    made = MenukaartPage(app)
    made.files.folder = folder / "out"
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    return made


def _ids(page: MenukaartPage) -> list[str]:
    return [line.card.id for line in page.table.rows if line.card]


def _pick(page: MenukaartPage, which: str) -> None:
    page.which.set_value(which)
    page.which.chosen.emit(which)


def _open(page: MenukaartPage, kind: type[D]) -> D:
    (found,) = [one for one in page.findChildren(kind) if one.isVisible()]
    return found


def _words(page: MenukaartPage) -> str:
    inner = page.detail.area.widget()
    assert inner is not None
    labels = inner.findChildren(QLabel)
    return "\n".join(label.text() for label in labels)


def _type(dialog: OverruleDialog | OwnCardDialog, field: str, words: str) -> None:
    edit = dialog.form.edits[field]
    if isinstance(edit, QComboBox):
        edit.setCurrentIndex(next(n for n in range(edit.count()) if edit.itemData(n) == words))
    elif isinstance(edit, QLineEdit):
        edit.setText(words)
    else:
        edit.setPlainText(words)


@pytest.fixture
def said(app: App) -> list[Said]:
    """What was said, the newest last."""
    heard: list[Said] = []
    app.said.connect(heard.append)
    return heard


def test_a_long_card_scrolls_by_itself_and_not_the_whole_page(page: MenukaartPage) -> None:
    inner = page.detail.area.widget()
    assert inner is not None
    assert inner.sizeHint().height() > 300 and page.detail.sizeHint().height() < 200


def _undo(said: list[Said]) -> None:
    undo = said[-1].undo
    assert undo is not None
    undo()


def test_all_cards_stand_under_their_goal_areas(page: MenukaartPage) -> None:
    assert len(_ids(page)) == 53
    heads = [line.area for line in page.table.rows if line.card is None]
    assert heads == [1, 2, 3, 4, 5, 6]
    assert page.table.rows[0].count == 13
    assert page.detail.card and page.detail.card.id == _ids(page)[0]
    assert "British and American" in page.months.accessibleName()


def test_search_and_choices_narrow_the_list_and_an_empty_one_says_why(
    page: MenukaartPage,
) -> None:
    page.search.setText("tutor")
    assert _ids(page) == ["high-dosage-tutoring", "peer-tutoring"]
    page.search.setText("zzz")
    assert _ids(page) == [] and page.empty.isVisible() and not page.detail.isVisible()
    page.search.clear()
    _pick(page, FIGURELESS)
    assert 0 < len(_ids(page)) < 53 and "reparatieweken" not in _ids(page)
    assert "repair-weeks" in _ids(page) and "feedback" not in _ids(page)
    _pick(page, CHOSEN)
    assert page.empty.isVisible()


def test_enter_chooses_a_card_everywhere_at_once_and_undo_takes_it_back(
    page: MenukaartPage, app: App, said: list[Said]
) -> None:
    page.show_args("feedback")
    page.list.row_activated.emit(page.list.current_row())
    card = app.content.catalogue.get("feedback")
    assert card and card.choice == "chosen"
    assert page.crumb().startswith("1 ")
    _pick(page, CHOSEN)
    assert _ids(page) == ["feedback"]
    _undo(said)
    card = app.content.catalogue.get("feedback")
    assert card and card.choice == ""


def test_a_hidden_card_is_not_proposed_but_known_by_name(
    page: MenukaartPage, app: App, said: list[Said]
) -> None:
    page.show_args("mentoring")
    page.detail.hide_it.click()
    catalogue = app.content.catalogue
    assert "mentoring" not in [one.id for one in catalogue.interventions]
    assert catalogue.get("mentoring") is not None
    assert "mentoring" in _ids(page)  # here it stands, or nobody could show it again
    _pick(page, HIDDEN)
    assert _ids(page) == ["mentoring"]
    page.list.selectRow(1)
    assert page.detail.hide_it.text() == "Show again"
    page.detail.hide_it.click()
    assert "mentoring" in [one.id for one in app.content.catalogue.interventions]


def test_own_figures_show_what_ships_and_which_plans_they_touch(
    page: MenukaartPage, app: App, store: Store, school: SimpleNamespace, said: list[Said]
) -> None:
    with app.writing(page.watches) as session:
        for call_name in ("Jaydienne", "Emely"):
            session.add(
                Plan(
                    pupil_id=school.pupils[call_name],
                    round_id=school.round,
                    intervention="feedback",
                    state="agreed",
                    starts_on=DAY,
                    review_on=DAY + timedelta(days=70),
                )
            )
    page.show_args("feedback")
    page.detail.overrule.click()
    dialog = _open(page, OverruleDialog)
    assert dialog.touches.accessibleName() == "This touches 2 running plans."
    _type(dialog, "months", "14")
    dialog.keep.click()
    assert dialog.isVisible() and dialog.form.fields["months"].has_error
    _type(dialog, "months", "2,5")
    _type(dialog, "note", "Wij zien minder")
    dialog.keep.click()
    card = app.content.catalogue.get("feedback")
    assert card and card.months == 2.5 and card.own_fields == {"months"}
    assert "instead of 6" in _words(page) and "Wij zien minder" in _words(page)
    with store.reading() as session:
        assert card_versions(session, "feedback")[0].running_plans == 2
    _pick(page, OWN)
    assert _ids(page) == ["feedback"]
    page.detail.overrule.click()
    dialog = _open(page, OverruleDialog)
    dialog.reset.click()
    dialog.keep.click()
    card = app.content.catalogue.get("feedback")
    assert card and card.months == 6 and not card.own_fields
    _undo(said)
    card = app.content.catalogue.get("feedback")
    assert card and card.months == 2.5


def test_an_own_card_is_made_changed_and_deleted(
    page: MenukaartPage, app: App, said: list[Said]
) -> None:
    page.new.click()
    dialog = _open(page, OwnCardDialog)
    dialog.keep.click()
    assert dialog.isVisible() and dialog.wrong.isVisible()
    assert dialog.form.fields["name_nl"].has_error and dialog.form.fields["level"].has_error
    for field, words in (
        ("name_nl", "Leesmaatje"),
        ("name_en", "Reading buddy"),
        ("goal_area", "2"),
        ("level", "pupil"),
    ):
        _type(dialog, field, words)
    dialog.targets.set_targets({"COG-TEC": 0.5})
    dialog.stops.setPlainText("Ziek | Ill")
    dialog.keep.click()
    card = page.detail.card
    assert card and card.id == "own-leesmaatje" and card.targets == {"COG-TEC": 0.5}
    assert [one.texts["en"] for one in card.stops] == ["Ill"]
    assert card in app.content.catalogue.interventions
    page.detail.edit.click()
    dialog = _open(page, OwnCardDialog)
    assert dialog.stops.toPlainText() == "Ziek | Ill"
    _type(dialog, "material_usd", "25")
    dialog.keep.click()
    card = app.content.catalogue.get("own-leesmaatje")
    assert card and card.material_usd == 25
    page.detail.delete.click()
    assert app.content.catalogue.get("own-leesmaatje") is None
    _undo(said)
    assert app.content.catalogue.get("own-leesmaatje") == card


def test_files_are_kept_saved_where_one_says_and_come_back(
    qtbot: QtBot, page: MenukaartPage, app: App, said: list[Said], tmp_path: Path
) -> None:
    (tmp_path / "words.txt").write_bytes(b"zee")
    page.show_args("feedback")
    assert page.detail.card
    page.acts.add_file(page.detail.card, tmp_path / "words.txt")
    assert "words.txt" in _words(page)
    with app.reading() as session:
        (file,) = attachments_of(session, "feedback")
    page.files.save_attachment(file.id, tmp_path / "saved.txt")
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert (tmp_path / "saved.txt").read_bytes() == b"zee"
    page.detail.drop_asked.emit(file)
    assert "words.txt" not in _words(page)
    _undo(said)
    assert "words.txt" in _words(page)
    (tmp_path / "large.bin").write_bytes(b"0" * (5 * 1024 * 1024 + 1))
    with pytest.raises(UserError):
        read_attachment(tmp_path / "large.bin")


def test_a_spreadsheet_goes_out_and_comes_in_with_one_undo(
    qtbot: QtBot, page: MenukaartPage, app: App, store: Store, said: list[Said], tmp_path: Path
) -> None:
    page.files.save_workbook()
    qtbot.waitUntil(lambda: page.made_note.isVisible())
    (path,) = (tmp_path / "out").glob("menukaart-*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1] if cell.column}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value in ("feedback", "mentoring"):
            sheet.cell(row, columns["Choice of the school"]).value = "chosen"
        if sheet.cell(row, 1).value == "homework":
            sheet.cell(row, columns["Months of progress"]).value = "much"
    book.save(path)
    page.files.open_sheet(path)
    qtbot.waitUntil(lambda: not app.jobs.busy)
    dialog = _open(page, MenukaartImportDialog)
    told = dialog.rows.texts()
    assert len(told) == 3 and "Months of progress: write a number" in told[0]
    assert dialog.go.text() == "Read 2 cards in"
    dialog.go.click()
    with store.reading() as session:
        kept = [school_card(session, id) for id in ("feedback", "mentoring")]
    assert [one.choice for one in kept if one] == ["chosen", "chosen"]
    _undo(said)
    with store.reading() as session:
        assert school_card(session, "feedback") is None
        assert school_card(session, "mentoring") is None


def test_a_practice_sheet_is_one_page(
    page: MenukaartPage, previewed: Callable[[], PreviewDialog]
) -> None:
    page.show_args("mentoring")
    page.detail.sheet.click()
    document = previewed().document
    assert document is not None and document.file_name == "mentoring.pdf"
    assert document.pdf.count(b"/Type /Page\n") == 1


def test_others_read_the_cards_and_change_nothing(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    app.store.opener = Opener(role="teacher")
    page = _page(qtbot, app, tmp_path)
    page.show_args("feedback")
    assert page.detail.card and page.detail.sheet.isVisible()
    for button in (page.detail.choose, page.detail.hide_it, page.detail.overrule, page.new):
        assert not button.isVisible()
    assert page.detail.add_file is None
    page.list.row_activated.emit(page.list.current_row())
    card = app.content.catalogue.get("feedback")
    assert card and card.choice == ""


def test_what_was_typed_for_an_own_card_outlives_the_lock(page: MenukaartPage) -> None:
    page.new.click()
    dialog = _open(page, OwnCardDialog)
    assert not dialog.waited.isVisible()
    _type(dialog, "name_nl", "Half af")
    _type(dialog, "level", "group")
    dialog.targets.set_targets({"COG-TEC": 0.5})
    dialog.warns.setPlainText("Moe")
    dialog.keep_draft()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    page.new.click()
    dialog = _open(page, OwnCardDialog)
    assert dialog.waited.isVisible() and dialog.targets.targets() == {"COG-TEC": 0.5}
    assert dialog.form.texts()["name_nl"] == "Half af" and dialog.form.texts()["level"] == "group"
    assert dialog.warns.toPlainText() == "Moe"
    dialog.cancel.click()
    page.new.click()
    assert _open(page, OwnCardDialog).form.texts()["name_nl"] == ""


def test_own_figures_that_were_typed_outlive_the_lock(page: MenukaartPage) -> None:
    page.show_args("feedback")
    page.detail.overrule.click()
    dialog = _open(page, OverruleDialog)
    assert not dialog.waited.isVisible()
    _type(dialog, "months", "2,")
    dialog.keep_draft()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    page.detail.overrule.click()
    dialog = _open(page, OverruleDialog)
    assert dialog.waited.isVisible() and dialog.form.texts()["months"] == "2,"
    dialog.cancel.click()
    page.detail.overrule.click()
    assert _open(page, OverruleDialog).form.texts()["months"] != "2,"

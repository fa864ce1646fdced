"""A word without end makes nothing wider than the screen, and nothing copied has marks in it."""

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from ui import theme
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.combo_options import of_names
from ui.widgets.field import Field
from ui.widgets.found_list import FoundList
from ui.widgets.key_button import KeyButton
from ui.widgets.label import breakable
from ui.widgets.note import Note
from ui.widgets.text import text

NAME = "Wolfeschlegelsteinhausenbergerdorff" * 6
ORDINARY = "Leerlingvolgsysteemgegevens van Jeandro Evertsz"
MARK = "\u200b"


def shown(label: QLabel) -> str:
    """What Qt was given to draw, and to copy from."""
    return QLabel.text(label)


def test_a_word_of_two_hundred_letters_goes_on_the_next_line(qtbot: QtBot) -> None:
    label, note = text(NAME, "dialogTitle", wrap=True), Note("warn", NAME, NAME)
    for widget in (label, note):
        qtbot.addWidget(widget)
        assert widget.minimumSizeHint().width() < 400
    assert MARK in shown(label) and label.heightForWidth(300) > label.heightForWidth(3000)
    assert (label.text(), label.accessibleName()) == (NAME, NAME)
    assert note.accessibleName() == f"{NAME} {NAME}"
    label.setText(ORDINARY)
    assert (label.text(), shown(label), label.accessibleName()) == (ORDINARY, ORDINARY, "")


def test_what_can_be_selected_is_copied_as_it_is(qtbot: QtBot) -> None:
    code = "-".join(["K3PV8"] * 12)
    label = text(code, wrap=True, selectable=True)
    qtbot.addWidget(label)
    label.setSelection(0, len(code))
    assert shown(label) == label.selectedText() == code


def test_a_name_given_elsewhere_to_a_screen_reader_stays(qtbot: QtBot) -> None:
    label = text("", wrap=True)
    qtbot.addWidget(label)
    label.setAccessibleName("Who it is about")
    label.setText(NAME)
    assert label.accessibleName() == "Who it is about"


def test_one_line_ends_in_an_ellipsis_with_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = text(f"In de eigen woorden van {NAME}", "label")
    qtbot.addWidget(label)
    whole = label.text()
    assert label.minimumSizeHint().width() < 200 and label.sizeHint().width() <= 400
    label.resize(300, 20)
    label.show()
    assert label.toolTip() == whole and MARK not in shown(label)
    seen = label.grab().toImage()
    colours = {seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}
    assert len(colours) > 1, "nothing is painted"
    label.setText(ORDINARY)
    assert label.toolTip() == ""
    assert label.minimumSizeHint() == QLabel.minimumSizeHint(label)


def test_ordinary_words_stay_as_they_are() -> None:
    assert breakable(ORDINARY) == ORDINARY
    assert breakable(NAME).replace(MARK, "") == NAME


def test_a_button_with_a_name_in_it_is_no_wider_than_its_place(qtbot: QtBot) -> None:
    button = KeyButton(f"Verder met {NAME}", "Enter", icon="arrow-right")
    qtbot.addWidget(button)
    assert button.sizeHint().width() <= 320 and button.toolTip() == button.text()
    assert button.accessibleName() == button.text()
    button.setText("Verder")
    assert (button.toolTip(), button.accessibleName()) == ("", "Verder")


def test_a_field_and_a_choice_of_names_fit_a_small_dialog(qtbot: QtBot) -> None:
    combo = QComboBox()
    of_names(combo)
    combo.addItems(["Ana", NAME])
    field = Field(f"In de eigen woorden van {NAME}", combo)
    qtbot.addWidget(field)
    assert field.minimumSizeHint().width() < 432
    combo.setCurrentIndex(1)
    assert combo.toolTip() == NAME


def test_any_choice_stays_within_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    combo = QComboBox()
    qtbot.addWidget(combo)
    combo.addItems(["Ana", NAME * 4])
    combo.setCurrentIndex(1)
    assert combo.minimumSizeHint().width() <= 520


def test_a_list_of_what_was_found_has_no_bar_below_it(qtbot: QtBot) -> None:
    rows: RecordTable[str] = RecordTable([Column("Found", str, tip=str)])
    rows.set_rows([NAME, "Ana"])
    found = FoundList(rows)
    qtbot.addWidget(found)
    found.resize(320, 64)
    found.show()
    assert found.visualRect(rows.index(0, 0)).width() <= 320
    assert not found.horizontalScrollBar().isVisible()


def test_a_cell_that_is_cut_says_all_of_it_in_its_tooltip(qtbot: QtBot) -> None:
    rows: RecordTable[str] = RecordTable([Column("Name", str, width=120)])
    rows.set_rows([NAME, "Ana"])
    view = TableView(rows, name="")
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.show()

    def tip(index: QModelIndex) -> str:
        place = view.visualRect(index).center()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)
        return QToolTip.text() if QToolTip.isVisible() else ""

    assert tip(rows.index(1, 0)) == "", "Ana can be read as it stands"
    assert tip(rows.index(0, 0)) == NAME

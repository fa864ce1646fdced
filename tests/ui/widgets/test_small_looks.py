"""Small things that were seen on the screen: grounds, caps of keys, and what gives way."""

from datetime import date

from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.plans.plan_fields import dose_width, in_a_row
from ui.plans.plan_form import PlanForm
from ui.theme import colour
from ui.widgets.card import Card
from ui.widgets.day_edit import day_edit
from ui.widgets.key_button import cap_width
from ui.widgets.tab_bar import TabBar
from ui.widgets.text import set_read_only


def test_a_day_that_cannot_be_chosen_is_grey_all_over(qtbot: QtBot) -> None:
    edit = day_edit(date(2026, 11, 24))
    qtbot.addWidget(edit)
    edit.resize(240, 32)
    edit.setEnabled(False)
    edit.show()
    seen = edit.grab().toImage()
    inside = {seen.pixelColor(x, 5).name() for x in (4, 60, 150, 230)}
    assert inside == {colour("surface2").name()}


def test_what_may_only_be_read_looks_so_as_long_as_it_may(qtbot: QtBot) -> None:
    editor = QPlainTextEdit("Said")
    qtbot.addWidget(editor)
    editor.resize(200, 60)
    editor.show()
    for read_only, ground in ((True, "surface2"), (False, "surface")):
        set_read_only(editor, read_only)
        assert editor.isReadOnly() is read_only
        assert editor.grab().toImage().pixelColor(150, 45).name() == colour(ground).name()


def test_the_parts_of_a_dose_have_room_for_their_units(qtbot: QtBot) -> None:
    form = PlanForm()
    qtbot.addWidget(form)
    for box, unit in (
        (form.sessions, "× a week"),
        (form.minutes, "minutos"),
        (form.weeks, "semanas"),
    ):
        box.setSuffix(f" {unit}")
    boxes = (form.sessions, form.minutes, form.weeks)
    row = in_a_row(*boxes, shares=[dose_width(box) for box in boxes])
    qtbot.addWidget(row)
    row.resize(350, 32)
    row.show()
    assert all(box.width() >= dose_width(box) for box in boxes)


def test_the_cap_of_an_arrow_key_shows_the_arrow() -> None:
    assert cap_width("Alt+Up") == cap_width("Alt+↑") < cap_width("Alt+Upp")
    assert cap_width("PgUp") != cap_width("Pg↑")


def test_the_small_words_beside_a_title_widen_no_card(qtbot: QtBot) -> None:
    words = "a wide programme may hide what one need asks for"
    card = Card("Best for one need", words)
    qtbot.addWidget(card)
    whole, least = card.sizeHint().width(), card.minimumSizeHint().width()
    assert least < whole - 50
    card.resize(least, 120)
    card.show()
    (beside,) = (label for label in card.findChildren(QLabel) if label.text() == words)
    assert beside.toolTip() == words
    card.resize(whole + 20, 120)
    assert beside.toolTip() == ""


def test_the_icon_of_a_tab_keeps_its_distance_from_the_words(qtbot: QtBot) -> None:
    tabs = TabBar([("people", "People", "users")])
    qtbot.addWidget(tabs)
    assert tabs.button("people").iconSize().width() > tabs.button("people").iconSize().height()

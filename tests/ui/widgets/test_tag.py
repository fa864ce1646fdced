"""A tag is never painted without its word."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.safety.backup_card import BackupCard
from ui.widgets.tag import Tag


def painted(tag: Tag) -> QImage:
    image = QImage(80, 24, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    tag.resize(80, 24)
    tag.render(image, renderFlags=QWidget.RenderFlag(0))
    return image


def is_empty(image: QImage) -> bool:
    return all(image.pixel(x, y) == 0 for x in range(image.width()) for y in range(image.height()))


def test_a_tag_without_a_word_paints_nothing(qtbot: QtBot) -> None:
    tag = Tag("", "warn")
    qtbot.addWidget(tag)
    assert is_empty(painted(tag))
    tag.set("2 days ago", "warn")
    assert not is_empty(painted(tag))


def test_the_card_of_the_backup_shows_no_empty_tag_before_it_knows(qtbot: QtBot) -> None:
    card = BackupCard()
    qtbot.addWidget(card)
    card.show()
    assert is_empty(painted(card.tag))

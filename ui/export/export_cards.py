"""The cards of the export page: one for each kind of document, and the note about a file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import Written
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.text import text

PADDING, GAP = 16, 16  # pixels


class DocumentCard(QFrame):
    """What it is, what stands in it, and the button to begin."""

    def __init__(self, icon: str, title: str, words: str, button: KeyButton) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.title, self.button = title, button
        button.setAccessibleName(f"{button.text()}: {title}")
        line = QHBoxLayout(self)
        line.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        line.setSpacing(PADDING)
        line.addWidget(Picture(icon, "accent", 24), 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(text(title, "cardTitle"))
        told.addWidget(text(words, "body", "ink2", wrap=True))
        told.addStretch()
        line.addLayout(told, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def document_card(kind: str, act: Callable[[], None]) -> DocumentCard:
    """The card of this kind; ``act`` is what its button does."""
    icon, title, words, begin = _kinds()[kind]
    button = KeyButton(begin)
    button.clicked.connect(act)
    return DocumentCard(icon, title, words, button)


def _kinds() -> dict[str, tuple[str, str, str, str]]:
    """By kind: icon, title, what stands in it, and what its button says."""
    choose, make = _("Choose"), _("Make")
    return {
        "parents": (
            "file-type-pdf",
            _("Parent summaries"),
            _("Strengths first, in the parents' own language. For one pupil, a group or all."),
            choose,
        ),
        "evening": (
            "users",
            _("Parents' evening"),
            _("Times in order, what is missing on top, all summaries in one print job."),
            choose,
        ),
        "plan": (
            "file-spreadsheet",
            _("The Excel plan"),
            _("Overview per group, each chosen approach with goal, dose, who and dates,")
            + " "
            + _("and the scores behind it."),
            make,
        ),
        "group": (
            "table",
            _("Group workbook"),
            _("One group in Excel: who scores how, and what is agreed."),
            choose,
        ),
        "scores": (
            "trending-up",
            _("Scores workbook"),
            _("All scores of this round in Excel, with notes on small numbers."),
            make,
        ),
        "template": (
            "file-import",
            _("Fill in our own Excel template"),
            _("Your own workbook with named cells is filled in, and you see what did not fit."),
            choose,
        ),
        "paper": (
            "clipboard-list",
            _("Paper questionnaires"),
            _("Lists to fill in by hand, with a code instead of a name."),
            choose,
        ),
        "letterhead": (
            "school",
            _("Letterhead"),
            _("Name, address and logo of the school, on everything that goes to parents."),
            choose,
        ),
    }


class CardGrid(QWidget):
    """Two beside each other, as high as the highest of the row."""

    def __init__(self, cards: list[DocumentCard]) -> None:
        super().__init__()
        self.cards = cards
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for place, card in enumerate(cards):
            grid.addWidget(card, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)


def summaries_card(options: QWidget, parts: KeyButton, back: KeyButton, make: KeyButton) -> Card:
    """Whose summaries and how, what stands on them, and the button that makes them."""
    card = Card(_("Parent summaries"), _("PDF, strengths first"))
    card.body.setSpacing(16)
    card.body.addWidget(options, 1)
    line = QHBoxLayout()
    line.addWidget(parts)
    line.addStretch()
    line.addWidget(make)
    card.body.addLayout(line)
    card.add_action(back)
    return card


def folder_card(where: QWidget, other: KeyButton) -> QFrame:
    """Where the files go, and the way to choose another place."""
    card = QFrame()
    card.setProperty("role", "card")
    line = QHBoxLayout(card)
    line.setContentsMargins(PADDING, 12, PADDING, 12)
    line.setSpacing(8)
    line.addWidget(Picture("folder", "ink2", 16))
    line.addWidget(where, 1)
    line.addWidget(other)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return card


def ask_group(below: QWidget, groups: Sequence[str], then: Callable[[str | None], None]) -> QMenu:
    """A menu under the button: each group, and the whole school."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("Whole school")).triggered.connect(lambda: then(None))
    menu.addSeparator()
    for name in groups:
        menu.addAction(name).triggered.connect(partial(_call, then, name))
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
    return menu


def _call(then: Callable[[str | None], None], name: str, _checked: bool = False) -> None:
    then(name)


class FileNote(Note):
    """A file that was just made: where, whose data it holds, and the ways to it."""

    def __init__(self) -> None:
        super().__init__("ok")
        self._path = Path()
        self.open_file = KeyButton(_("Open"), size="row")
        self.open_folder = KeyButton(_("Open folder"), size="row")
        self.add_action(self.open_folder)
        self.add_action(self.open_file)
        self.open_file.clicked.connect(self._open)
        self.open_folder.clicked.connect(self._open_folder)
        self.hide()

    def show_file(self, first: str, written: Written) -> None:
        """``first``: what is ready."""
        self._path, n = written.paths[0], written.pupils
        parts = [_("Saved in {folder}.").format(folder=self._path.parent)]
        if written.sheets:
            sheets = ngettext("{n} sheet", "{n} sheets", len(written.sheets))
            first = f"{first} {sheets.format(n=len(written.sheets))}."
        if n:
            safe = ngettext(
                "This file holds data of 1 pupil. Keep it safe.",
                "This file holds data of {n} pupils. Keep it safe.",
                n,
            )
            parts.append(safe.format(n=n))
        self.set_text(first, " ".join(parts))
        self.show()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

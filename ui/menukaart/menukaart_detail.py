"""One card of the menukaart beside the list: what is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.content.catalogue import Intervention
from npo_desktop.i18n import _
from npo_desktop.queries.menukaart.attachments import AttachmentFacts
from npo_desktop.queries.menukaart.menukaart_facts import MenukaartFacts
from ui.menukaart.menukaart_parts import card_parts, size_text
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.text import rule, text


class MenukaartDetail(Card):
    """``show_card`` shows one; the signals carry what was asked for it."""

    chosen = Signal(str)  # the choice that it gets: "chosen", "hidden" or ""
    overrule_asked = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    print_asked = Signal()
    add_asked = Signal()
    save_asked = Signal(object)  # the AttachmentFacts
    drop_asked = Signal(object)

    def __init__(self, names: Mapping[str, str], *, may_change: bool) -> None:
        super().__init__(_("Card"), flush=True)
        self._names, self._may_change = names, may_change
        self.card: Intervention | None = None
        self._shown = ""  # the card whose scroll position is kept
        self.choose = KeyButton("", size="row", icon="circle-check")
        self.hide_it = KeyButton("", size="row", icon="eye-off")
        self.overrule = KeyButton(_("Own figures..."), size="row", icon="pencil")
        self.edit = KeyButton(_("Change..."), size="row", icon="pencil")
        self.delete = KeyButton(_("Delete card"), size="row", icon="trash")
        self.sheet = KeyButton(_("Practice sheet"), size="row", icon="printer")
        self.add_file: KeyButton | None = None  # made anew with each card
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setSizePolicy(  # or what it holds makes the whole page scroll as well
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        )
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setAccessibleName(_("What is known of this card"))
        self._build()
        self.choose.clicked.connect(self._choose)
        self.hide_it.clicked.connect(self._hide)
        self.overrule.clicked.connect(self.overrule_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.delete.clicked.connect(self.delete_asked)
        self.sheet.clicked.connect(self.print_asked)

    def show_card(
        self, card: Intervention | None, shipped: Intervention | None, facts: MenukaartFacts
    ) -> None:
        """This one, or nothing."""
        self.card = card
        self.setVisible(card is not None)
        if card is None:
            return
        self.set_title(_("Own card") if card.is_own else _("Card"))
        self._show_buttons(card)
        kept = self.area.verticalScrollBar().value() if self._shown == card.id else 0
        self._shown = card.id
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        for part in card_parts(card, shipped, facts, self._names):
            column.addWidget(part)
        column.addWidget(self._files(facts.files.get(card.id, ())))
        column.addStretch()
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.area.verticalScrollBar().setValue(kept)

    def _show_buttons(self, card: Intervention) -> None:
        is_chosen, is_hidden = card.choice == "chosen", card.choice == "hidden"
        self.choose.setText(_("Not chosen any more") if is_chosen else _("We choose this"))
        self.hide_it.setText(_("Show again") if is_hidden else _("Hide"))
        may = self._may_change
        for button, is_there in (
            (self.choose, may and not is_hidden),
            (self.hide_it, may),
            (self.overrule, may and not card.is_own),
            (self.edit, may and card.is_own),
            (self.delete, may and card.is_own),
        ):
            button.setVisible(is_there)

    def _files(self, files: Sequence[AttachmentFacts]) -> QWidget:
        """The files of the card; they leave the store only to where somebody says."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._files_head())
        for one in files:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(ElidedLabel(f"{one.file_name} ({size_text(one.size)})"), 1)
            save = IconButton("device-floppy", _("Save {file} as...").format(file=one.file_name))
            save.clicked.connect(partial(self._save, one))
            line.addWidget(save)
            if self._may_change:
                drop = IconButton("trash", _("Delete {file}").format(file=one.file_name))
                drop.clicked.connect(partial(self._drop, one))
                line.addWidget(drop)
            column.addLayout(line)
        if not files:
            none = _("None. Nothing about a pupil belongs here: word lists, sheets, a letter.")
            column.addWidget(text(none, "help", "ink2", wrap=True))
        return whole

    def _files_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(text(_("Files with this card"), "head", "ink2"), 1)
        if self._may_change:
            self.add_file = KeyButton(_("Add a file..."), kind="link", icon="plus")
            self.add_file.clicked.connect(self.add_asked)
            head.addWidget(self.add_file)
        return head

    def _save(self, one: AttachmentFacts, _on: bool = False) -> None:
        self.save_asked.emit(one)

    def _drop(self, one: AttachmentFacts, _on: bool = False) -> None:
        self.drop_asked.emit(one)

    def _choose(self) -> None:
        is_chosen = self.card is not None and self.card.choice == "chosen"
        self.chosen.emit("" if is_chosen else "chosen")

    def _hide(self) -> None:
        is_hidden = self.card is not None and self.card.choice == "hidden"
        self.chosen.emit("" if is_hidden else "hidden")

    def _build(self) -> None:
        buttons = QGridLayout()
        buttons.setContentsMargins(16, 10, 16, 10)
        buttons.setSpacing(8)
        buttons.addWidget(self.choose, 0, 0)
        buttons.addWidget(self.hide_it, 0, 1)
        buttons.addWidget(self.overrule, 1, 0)
        buttons.addWidget(self.edit, 1, 0)
        buttons.addWidget(self.sheet, 1, 1)
        buttons.addWidget(self.delete, 2, 0)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.setSpacing(0)
        self.body.addLayout(buttons)
        self.body.addWidget(rule())
        self.body.addWidget(self.area, 1)

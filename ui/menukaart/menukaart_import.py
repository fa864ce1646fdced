"""What a sheet of cards would do, in counts and row by row, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.content.card_fields import field_name
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.menukaart.menukaart_changes import touches_text
from npo_desktop.queries.menukaart.menukaart_imports import CardChange, MenukaartPreview, fault_text
from ui.dialogs.frame import dialog_foot
from ui.widgets.key_button import KeyButton
from ui.widgets.remark_list import Remark, RemarkCard
from ui.widgets.text import text

SIZE = (720, 540)  # pixels


class MenukaartImportDialog(QDialog):
    """``then`` is called when it is agreed to."""

    def __init__(
        self,
        file_name: str,
        preview: MenukaartPreview,
        unknown: tuple[str, ...],
        then: Callable[[], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Read cards in: {file}").format(file=file_name))
        self.resize(*SIZE)
        self.rows = RemarkCard(_("What it does"), _("This file changes nothing."))
        remarks = [_fault(one, text) for one in preview.changes for text in _faults(one)]
        remarks += [_change(one) for one in preview.to_do]
        if unknown:
            words = _("Not used: {columns}.").format(columns=", ".join(unknown))
            remarks.append(Remark(words, "minus", "ink3"))
        self.rows.show_remarks(remarks)
        count = len(preview.to_do)
        words = ngettext("Read {n} card in", "Read {n} cards in", count).format(n=count)
        self.cancel, self.go = KeyButton(_("Cancel"), "Esc"), KeyButton(words, kind="primary")
        self.go.setEnabled(count > 0)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.accepted.connect(then)
        self._build(preview)

    def _build(self, preview: MenukaartPreview) -> None:
        counts = _("{new} new, {changed} changed, {unchanged} unchanged, {faulty} with a fault.")
        states = (State.NEW, State.CHANGED, State.UNCHANGED, State.FAULTY)
        new, changed, unchanged, faulty = (preview.count(state) for state in states)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        words = counts.format(new=new, changed=changed, unchanged=unchanged, faulty=faulty)
        column.addWidget(text(words, "primary", wrap=True))
        if faulty:
            told = _("Rows with a fault are left out; mend them in the file and read it again.")
            column.addWidget(text(told, "body", "ink2", wrap=True))
        column.addWidget(self.rows, 1)
        column.addLayout(dialog_foot(self.cancel, self.go))


def _faults(one: CardChange) -> list[str]:
    return [fault_text(one.line, fault) for fault in one.faults]


def _fault(one: CardChange, words: str) -> Remark:
    named = f"{one.name}: {words}" if one.name else words
    return Remark(named, "alert-triangle", "warn")


def _change(one: CardChange) -> Remark:
    if one.state is State.NEW:
        return Remark(_("New: {name}").format(name=one.name), "plus", "accent")
    fields = ", ".join(field_name(field) for field in one.fields)
    words = _("{name}: {fields}.").format(name=one.name, fields=fields)
    if one.running:
        words = f"{words} {touches_text(one.running)}"
    return Remark(words, "pencil", "accent")

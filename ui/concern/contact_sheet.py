"""The school's own contact sheet: written here, printed for the wall, read after a worry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from npo_desktop.errors import UserError
from npo_desktop.exports.contact_facts import ContactSheet
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.contacts import (
    ContactFacts,
    contact_list,
    forget_typed_contacts,
    keep_typed_contacts,
    load_contact_sheet,
    set_contacts,
    typed_contacts,
)
from npo_desktop.queries.school import school_facts
from ui.app import Topic
from ui.concern.contact_rows import ContactRows
from ui.concern.contact_words import who_belongs
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.frame import dialog_column
from ui.dialogs.kept_dialog import KeptDialog
from ui.preview import open_preview
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

if TYPE_CHECKING:
    from ui.app import App

SIZE = (1100, 520)  # pixels


class ContactSheetDialog(KeptDialog):
    """What is typed counts once it is kept; leaving with something unkept is asked about."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        self._kept: tuple[ContactFacts, ...] = ()
        self._has_draft = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Contact sheet"))
        self.resize(*SIZE)
        self.rows = ContactRows()
        self.none, self.told = Note("info"), Note("ok")
        self.add = KeyButton(_("Add somebody"), "Ctrl+N", icon="plus", shortcut=True)
        self.undo = KeyButton(_("Undo"), icon="arrow-back-up")
        self.print = KeyButton(_("For the wall..."), icon="printer")
        self.leave = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(_("Keep the sheet"), "Ctrl+S", kind="primary", shortcut=True)
        self._build()
        self._read()
        self._connect()

    def reject(self) -> None:
        """Typed lines are not thrown away unasked."""
        if not self._is_changed():
            super().reject()
            return
        ConfirmDialog(
            _("Leave the sheet as it was?"),
            _("What you changed here has not been kept."),
            _("Throw the changes away"),
            self._throw_away,
            self,
        ).open()

    def keep_draft(self) -> None:
        """The window locks: the lines wait as they stand here, also those that lack a name."""
        if self._is_changed():
            with self._app.writing(Topic(0)) as session:
                keep_typed_contacts(session, self.rows.facts())

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._has_draft:
            with self._app.writing(Topic(0)) as session:
                forget_typed_contacts(session)
        super().done(result)

    def _throw_away(self) -> None:
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.rows.undo()
        else:
            super().keyPressEvent(event)

    def _is_changed(self) -> bool:
        filled = tuple(one for one in self.rows.facts() if _says_something(one))
        return filled != self._kept

    def _read(self) -> None:
        with self._app.reading() as session:
            self._kept = contact_list(session)
            typed = typed_contacts(session)
            island = school_facts(session).island
        self._has_draft = bool(typed)
        self.rows.show_contacts(typed or self._kept or (ContactFacts(""),))
        if typed:
            self.told.set_tone("info")
            self.told.set_text(
                _("These lines were typed when the program locked. They are not kept yet."),
                _("Keep the sheet, or cancel to throw the changes away."),
            )
            self.told.show()
        belongs = "; ".join(who_belongs(island))
        self.none.set_text(
            _("Nobody stands here yet. Who belongs on the sheet:"),
            _("{kinds}. Ask each of them when and how they want to be called.").format(
                kinds=belongs[:1].upper() + belongs[1:]
            ),
        )
        self.none.setVisible(not self._kept and not typed)
        self._show_undo()

    def _keep(self) -> bool:
        """On disk, or said what is wrong with which line."""
        app, before, now = self._app, self._kept, self.rows.facts()
        self.told.hide()
        try:
            with app.writing(Topic.SCHOOL) as session:
                set_contacts(session, now)
        except UserError as error:
            self._tell(error)
            return False

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                set_contacts(session, before)

        self._kept = tuple(one for one in now if _says_something(one))
        app.say(_("The contact sheet is kept."), undo=undo)
        return True

    def _keep_and_close(self) -> None:
        if not self._is_changed() or self._keep():
            self.accept()

    def _print(self) -> None:
        """What is on paper is what is kept."""
        if self._is_changed() and not self._keep():
            return
        self._read()
        open_preview(
            self._app,
            self,
            title=_("Contact sheet"),
            load=load_contact_sheet,
            render=_render,
            kind="contacts",
        )

    def _tell(self, error: UserError) -> None:
        self.told.set_tone("err")
        self.told.set_text(error.message, error.hint)
        self.told.show()

    def _show_undo(self) -> None:
        self.undo.setEnabled(self.rows.can_undo)

    def _connect(self) -> None:
        self.rows.changed.connect(self._show_undo)
        self.add.clicked.connect(self.rows.add)
        self.undo.clicked.connect(self.rows.undo)
        self.print.clicked.connect(self._print)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep_and_close)
        self.rows.lines[0].edits["name"].setFocus()

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setProperty("role", "canvas")
        scroll.setWidget(self.rows)
        scroll.viewport().setAutoFillBackground(False)
        self.told.hide()
        tools, foot = QHBoxLayout(), QHBoxLayout()
        for button in (self.add, self.undo):
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.print)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.keep)
        for line in (tools, foot):
            line.setSpacing(8)
        words = _("Whom the school calls when there is a worry about a child, the first one first.")
        column = dialog_column(self, words)
        column.addWidget(self.none)
        column.addWidget(scroll, 1)
        column.addLayout(tools)
        column.addWidget(self.told)
        column.addLayout(foot)


def _says_something(one: ContactFacts) -> bool:
    return any((one.name, one.role, one.phone, one.reach))


def _render(facts: ContactSheet, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.contact_jobs import render_contact_sheet  # reportlab: not at the start

    return render_contact_sheet(facts, paper, progress)

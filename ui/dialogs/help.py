"""F1: what a page is for, and its keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.dialogs.frame import dialog_foot
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.text import rule, text

WIDTH, KEYS_WIDTH = 460, 104  # pixels
Keys = tuple[tuple[str, str], ...]  # what to press, what it does

PURPOSES: Mapping[str, Callable[[], str]] = {
    "today": lambda: _("What waits for you: scans to go on with, talks, and plans to look at."),
    "groups": lambda: _("A whole group at once: who needs talking about, and on what."),
    "pupils": lambda: _("All pupils of this school year. Enter opens one."),
    "pupil": lambda: _("What was seen of one pupil: strengths first, then where help is needed."),
    "scans": lambda: _("How far each group is in this round, and where to go on."),
    "scan": lambda: _("One list for one pupil. Every answer is saved at once."),
    "questionnaires": lambda: _("The lists that can be asked: try one out, or bring your own in."),
    "proposals": lambda: _("For whom there is something to choose."),
    "proposal": lambda: _("What may help this pupil, with reasons. You decide."),
    "export": lambda: _("Everything on paper or as a file: choose what you need."),
    "talk": lambda: _("Parents come: their page, your own note, what is missing, and afterwards."),
    "evening": lambda: _("Who comes when on an evening of talks, and all their papers at once."),
    "safety": lambda: _("Backups, the bin, how long things are kept, the log, and incidents."),
    "people": lambda: _("Who can open this school, your passphrase, and when the program locks."),
    "import": lambda: _(
        "Read pupils, test results or attendance in, or take the newest import back."
    ),
    "results": lambda: _("Type test results in for a group, or paste them out of Excel."),
}


def show_help(parent: QWidget, page_key: str) -> QDialog:
    """Open the help of a page; the page stays as it is."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Help"))
    dialog.setMinimumWidth(WIDTH)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    column.addWidget(text(_("Help"), "dialogTitle"))
    if purpose := PURPOSES.get(page_key):
        column.addWidget(text(purpose(), wrap=True))
    if own := _keys_of(page_key):
        column.addWidget(text(_("Keys of this page"), "head", "ink2"))
        column.addLayout(_key_list(own))
        column.addWidget(rule())
    column.addWidget(text(_("Keys that always work"), "head", "ink2"))
    column.addLayout(_key_list(_keys_everywhere()))
    close = KeyButton(_("Close"), kind="primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    column.addLayout(dialog_foot(close))
    dialog.open()
    return dialog


def _key_list(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, KEYS_WIDTH)
    grid.setColumnStretch(1, 1)
    for row, (key, words) in enumerate(keys):
        grid.addWidget(KeyCap(key), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(text(words, wrap=True), row, 1)
    return grid


def _keys_of(page_key: str) -> Keys:
    table = {
        "scan": (
            ("1 – 5", _("Answer, and on to the next")),
            ("0", _("Not seen, or not sure")),
            ("↑ ↓", _("The statement before or after")),
            ("Backspace", _("Take the answer away")),
            ("Ctrl+Z", _("Undo")),
            ("PgUp PgDn", _("Another pupil")),
            ("Ctrl+Enter", _("Next pupil")),
        ),
        "groups": (
            ("← ↑ ↓ →", _("Another pupil or subscale")),
            ("Home End", _("The first or last subscale")),
            ("Enter", _("Open this pupil")),
            ("P", _("See proposal")),
            ("F2", _("Fill in for this pupil")),
            ("F4", _("What stands behind it: show or hide")),
        ),
        "today": (("Enter", _("What the button at the top says")),),
        "pupil": (("PgUp PgDn", _("Another pupil")),),
        "scans": (("Enter", _("Fill in for this pupil")),),
        "proposals": (("Enter", _("See proposal")),),
        "import": (
            ("F8", _("Next message")),
            (_("Space"), _("Read this row in, or not")),
        ),
        "results": (
            ("Enter Tab", _("Keep the cell, and on to the next")),
            ("F2", _("Change what is in the cell")),
            (_("Delete"), _("Empty the chosen cells")),
            ("Ctrl+C Ctrl+V", _("Copy, and paste out of Excel")),
            ("Ctrl+Z Ctrl+Y", _("Undo, and do again")),
        ),
        "pupils": (("Enter", _("Open this pupil")),),
        "proposal": (
            ("1 – 9", _("Put this proposal in the form")),
            ("W", _("Why this is proposed")),
            ("Ctrl+S", _("Agree plan")),
            ("Ctrl+Z", _("Undo")),
        ),
    }
    return table.get(page_key, ())


def _keys_everywhere() -> Keys:
    return (
        ("Ctrl+K", _("Find a pupil")),
        ("Ctrl+J", _("Talk with parents")),
        ("Ctrl+1 – 5", _("The pages at the left, from above")),
        ("Esc", _("Back")),
        ("Ctrl+L", _("Lock")),
        ("F9", _("Lock, and show nothing at all")),
        ("F1", _("This help")),
    )

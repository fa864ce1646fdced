"""Whose groups a teacher sees: who she is in the list of the school."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.groups import StaffRow
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

WIDTH = 480  # pixels


class WhoseGroupsDialog(QDialog):
    """One choice; ``staff_id`` is what was chosen."""

    def __init__(
        self, name: str, staff: Sequence[StaffRow], now: UUID | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Groups of {name}").format(name=name))
        self.setFixedWidth(WIDTH)
        self.staff = QComboBox()
        self.staff.addItem(_("Nobody in the list yet"), None)
        for member in staff:
            self.staff.addItem(member.name, member.id)
            if member.id == now:
                self.staff.setCurrentIndex(self.staff.count() - 1)
        self.cancel, self.agree = (
            KeyButton(_("Cancel"), "Esc"),
            KeyButton(_("Save"), kind="primary"),
        )
        self.agree.setDefault(True)
        column = dialog_column(self)
        groups = _("Decides which groups this colleague sees.")
        column.addWidget(Field(_("Who it is in the list of the school"), self.staff, groups))
        column.addLayout(dialog_foot(self.cancel, self.agree))
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)
        self.staff.setFocus()
        self.resize(WIDTH, column.heightForWidth(WIDTH))

    @property
    def staff_id(self) -> UUID | None:
        """Who was chosen; ``None``: nobody yet, so no group either."""
        found = self.staff.currentData()
        return found if isinstance(found, UUID) else None

"""Let a colleague in: a name, a role, who it is in the school's list, and a passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.groups import StaffRow
from ui.dialogs.asking import AskingDialog
from ui.roles import ROLES, role_name
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

WIDTH = 800  # pixels


@dataclass(frozen=True, slots=True, repr=False)
class NewColleague:
    """What was filled in."""

    name: str
    role: str
    staff_id: UUID | None
    passphrase: str


class NewColleagueDialog(AskingDialog):
    """The colleague types the passphrase; two colleagues, one computer."""

    def __init__(
        self, staff: Sequence[StaffRow], about: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, _("Add a colleague"))
        self.setFixedWidth(WIDTH)
        self.name = self.first = QLineEdit()
        self.name.setMaxLength(200)
        self.role = Segmented([(role, role_name(role)) for role in ROLES], "teacher")
        self.role.setAccessibleName(_("Role"))
        self.rights = text("", "help", "ink2", wrap=True)
        self.staff = QComboBox()
        self.staff.addItem(_("Nobody in the list yet"), None)
        for member in staff:
            self.staff.addItem(member.name, member.id)
        self.fields = NewPassphrase(about)
        self._why = text("", "help", "ink2", wrap=True)
        self.cancel, self.add = KeyButton(_("Cancel")), KeyButton(_("Add"), kind="primary")
        self._build()
        self.name.textChanged.connect(self._look)
        self.role.chosen.connect(self._look)
        self.staff.activated.connect(self._take_name)
        self.fields.changed.connect(self._look)
        self.cancel.clicked.connect(self.reject)
        self.add.clicked.connect(self.agreed)
        self._look()
        self.name.setFocus()

    def filled_in(self) -> NewColleague:
        """What stands in the fields."""
        role, staff_id = str(self.role.value()), self.staff.currentData()
        who = staff_id if role == "teacher" and isinstance(staff_id, UUID) else None
        return NewColleague(self.name.text().strip(), role, who, self.fields.passphrase())

    def forget(self) -> None:
        self.fields.clear()

    def _look(self) -> None:
        role = str(self.role.value())
        self.rights.setText(_rights(role))
        self.who.setVisible(role == "teacher")
        has_name = bool(self.name.text().strip())
        self.add.setEnabled(has_name and self.fields.is_ready())
        self._why.setText(self.fields.why_not() if has_name else _("Type the name first."))
        self.adjustSize()

    def _take_name(self) -> None:
        if not self.name.text().strip() and self.staff.currentData() is not None:
            self.name.setText(self.staff.currentText())

    def _build(self) -> None:
        self.body.addWidget(text(_("Add a colleague"), "dialogTitle"))
        who, secret = QVBoxLayout(), QVBoxLayout()  # side by side: a low screen holds both
        hint = _("Stands on the first screen of this computer, for everybody to read.")
        who.addWidget(Field(_("Name"), self.name, hint))
        roles = QVBoxLayout()
        roles.setSpacing(6)
        roles.addWidget(text(_("Role"), "label", "ink2"))
        roles.addWidget(self.role, 0, Qt.AlignmentFlag.AlignLeft)
        roles.addWidget(self.rights)
        who.addLayout(roles)
        groups = _("Decides which groups this colleague sees.")
        self.who = Field(_("Who it is in the list of the school"), self.staff, groups)
        who.addWidget(self.who)
        secret.addWidget(text(_("Let your colleague type the passphrase."), tone="ink2"))
        secret.addWidget(self.fields)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        for side in (who, secret):
            side.setSpacing(12)
            side.addStretch()
            sides.addLayout(side, 1)
        self.body.addLayout(sides)
        self.buttons.addWidget(self._why, 1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.add)


def _rights(role: str) -> str:
    told = {
        "coordinator": _("Sees and does everything, also restricted notes and colleagues."),
        "teacher": _("Sees and fills in the lists of the own groups, nothing else."),
        "head": _("Sees how far the groups are. No pupils, no answers, no notes."),
    }
    return told[role]

"""Who may open the store, and what protects it: passphrases, recovery sheet, lock, new key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.groups import StaffRow, staff_list
from npo_desktop.queries.school import school_facts, set_setting, setting
from npo_desktop.store import audit
from npo_desktop.store import colleagues as core
from npo_desktop.store.colleagues import Rotated
from npo_desktop.store.engine import Store
from ui.app import Topic
from ui.dialogs.asking import AskingDialog
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.dialogs.recovery_sheet import RecoverySheetDialog
from ui.pages.page import Page
from ui.safety.access_cards import DismissalCard, LockCard, OwnPassphraseCard, SheetCard
from ui.safety.colleague_columns import colleague_columns
from ui.safety.new_colleague import NewColleagueDialog
from ui.safety.rotate_key import RotateKeyDialog
from ui.safety.whose_groups import WhoseGroupsDialog
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.recovery_sheet import PROVED
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

Work = Callable[[Store, Progress], None]
SIDE, FORM = 408, 560  # pixels
_UNBOUND = 16_777_215  # what Qt calls no maximum


class PeoplePage(Page):
    """Everybody changes the own passphrase here; the rest is the coordinator's."""

    watches = Topic.SCHOOL | Topic.PUPILS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._staff: dict[object, str] = {}
        self._choices: list[StaffRow] = []
        self._about: tuple[str, ...] = ()
        self._coordinates = app.may("colleagues")
        self.table = RecordTable(colleague_columns(self._staff), self, key=lambda row: row.slot_id)
        self.view = TableView(self.table, name="colleagues", sortable=False)
        self.add = KeyButton(_("Add a colleague"), kind="primary", icon="plus")
        self.renew_passphrase = KeyButton(_("New passphrase"), size="row")
        self.groups = KeyButton(_("Whose groups..."), size="row", icon="users")
        self.remove = KeyButton(_("Take access away"), size="row", icon="trash")
        self.hours = KeyButton(_("People and hours"), icon="clock")
        self.own, self.sheet = OwnPassphraseCard(), SheetCard()
        self.lock, self.dismissal = LockCard(app), DismissalCard()
        self.unproved = Note("warn")
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Colleagues and access")

    def crumb(self) -> str:
        n = len(self.table.rows)
        return (
            ngettext("{n} colleague can open this school", "{n} colleagues can open this school", n)
            .format(n=n)
            .strip()
            if self._coordinates
            else self.app.opener.name
        )

    def head_actions(self) -> Sequence[QWidget]:
        return (self.hours, self.add) if self._coordinates else ()

    def first_focus(self) -> QWidget | None:
        return self.view if self._coordinates else self.own.change

    def refresh(self) -> None:
        with self.app.reading() as session:
            school = school_facts(session)
            proved = setting(session, PROVED) == "1" or school.is_practice
            self._choices = staff_list(session) if self._coordinates else []
            rows = core.colleagues(session) if self._coordinates else ()
        self._about = (school.name, school.place, school.coordinator)
        self._staff.clear()
        self._staff.update({member.id: member.name for member in self._choices})
        self.table.set_rows(rows)
        self.view.fit_height(most=12)
        self.unproved.setVisible(self._coordinates and not proved)
        self.lock.refresh()
        self._look()

    # --- colleagues ---

    def _add(self) -> None:
        dialog = NewColleagueDialog(self._choices, self._about, self)

        def agreed() -> None:
            new = dialog.filled_in()

            def work(store: Store, _progress: Progress) -> None:
                core.add_colleague(store, new.name, new.role, new.passphrase, staff_id=new.staff_id)

            self._change(work, _("{name} can open the school now.").format(name=new.name), dialog)

        dialog.ask(agreed)

    def _renew(self) -> None:
        chosen = self.view.current_row()
        if chosen is None:
            return
        if chosen.slot_id == self.app.opener.slot_id:
            self._change_own()
            return
        dialog = NewPassphraseDialog(
            self,
            title=_("New passphrase for {name}").format(name=chosen.name),
            words=_("Let your colleague type it. The old one stops working at once."),
            about=self._about,
        )

        def agreed() -> None:
            passphrase = dialog.fields.passphrase()

            def work(store: Store, _progress: Progress) -> None:
                core.set_passphrase(store, chosen.slot_id, passphrase)

            self._change(work, _("{name} has a new passphrase.").format(name=chosen.name), dialog)

        dialog.ask(agreed)

    def _change_own(self) -> None:
        slot_id = self.app.opener.slot_id
        assert slot_id is not None
        dialog = NewPassphraseDialog(self, with_old=True, about=self._about)

        def agreed() -> None:
            old, new = dialog.old.edit.text(), dialog.fields.passphrase()

            def work(store: Store, _progress: Progress) -> None:
                core.change_passphrase(store, slot_id, old, new)

            self._change(work, _("Your new passphrase works from now on."), dialog)

        dialog.ask(agreed)

    def _tie(self) -> None:
        chosen = self.view.current_row()
        if chosen is None:
            return
        dialog = WhoseGroupsDialog(chosen.name, self._choices, chosen.staff_id, self)

        def agreed() -> None:
            with self.app.writing(Topic.SCHOOL) as session:
                core.tie_to_staff(session, chosen.slot_id, dialog.staff_id)
                audit.note(session, "settings", chosen.slot_id)

        dialog.accepted.connect(agreed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self) -> None:
        chosen = self.view.current_row()
        if chosen is None:
            return

        def work(store: Store, _progress: Progress) -> None:
            core.remove_colleague(store, chosen.slot_id)

        done = _("{name} can no longer open the school.").format(name=chosen.name)
        ConfirmDialog(
            _("Take the access of {name} away?").format(name=chosen.name),
            _(
                "The passphrase stops working for this computer and for new backups. Older "
                "backups still open with it. What this colleague filled in stays."
            ),
            _("Take access away"),
            lambda: self._change(work, done),
            self,
        ).open()

    # --- the sheet and the key ---

    def _new_sheet(self) -> None:
        RecoverySheetDialog(self.app, self).open()

    def _rotate(self) -> None:
        dialog = RotateKeyDialog(self.app.jobs, self)

        def agreed() -> None:
            passphrase = dialog.field.edit.text()

            def work(store: Store, progress: Progress) -> Rotated:
                rotated = core.rotate_key(store, passphrase, progress)
                self.app.store = rotated.store  # the old one is closed
                with rotated.store.writing() as session:
                    set_setting(session, PROVED, "")
                return rotated

            label = _("Encrypting again")
            dialog.start(self.app, work, self._rotated, topic=Topic.SCHOOL, label=label)

        dialog.ask(agreed)

    def _rotated(self, rotated: Rotated) -> None:
        again = _("Add again: {names}.").format(names=", ".join(rotated.dropped))
        self.app.say(_("Everything has a new key."), again if rotated.dropped else "")
        RecoverySheetDialog(self.app, self, key=rotated.recovery_key).open()

    # --- how ---

    def _change(self, work: Work, told: str, dialog: AskingDialog | None = None) -> None:
        """Making a key takes about a second: on the worker, with the dialog open until then."""

        def say(_nothing: None) -> None:
            self.app.say(told)

        if dialog is None:
            self.app.start_with_store(work, say, topic=Topic.SCHOOL)
        else:
            dialog.start(self.app, work, say, topic=Topic.SCHOOL)

    def _look(self) -> None:
        chosen = self.view.current_row()
        for button in (self.renew_passphrase, self.remove):
            button.setEnabled(chosen is not None)
        own = chosen is not None and chosen.slot_id == self.app.opener.slot_id
        self.remove.setEnabled(chosen is not None and not own)
        self.groups.setVisible(chosen is not None and chosen.role == "teacher")
        self.remove.setToolTip(_("You cannot take away your own access.") if own else "")

    def _connect(self) -> None:
        self.view.row_selected.connect(self._look)
        self.view.row_activated.connect(self._renew)
        self.add.clicked.connect(self._add)
        self.hours.clicked.connect(lambda: self.app.open("hours"))
        self.renew_passphrase.clicked.connect(self._renew)
        self.groups.clicked.connect(self._tie)
        self.remove.clicked.connect(self._remove)
        self.own.change.clicked.connect(self._change_own)
        self.sheet.make.clicked.connect(self._new_sheet)
        self.dismissal.rotate.clicked.connect(self._rotate)

    def _build(self) -> None:
        self.unproved.set_text(
            _("Nobody has shown yet that the recovery sheet is on paper."),
            _("Make a new one now: without it a forgotten passphrase closes the school for good."),
        )
        people: Card = Card(_("Who can open this school"), flush=True)
        people.body.addWidget(self.view)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(8)
        for button in (self.renew_passphrase, self.groups, self.remove):
            foot.addWidget(button)
        foot.addStretch()
        people.body.addLayout(foot)
        main, side = QWidget(), QWidget()
        left, right = QVBoxLayout(main), QVBoxLayout(side)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        for card in (people, self.own, self.sheet, self.lock, self.dismissal):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left.addWidget(self.unproved)
        left.addWidget(people)
        roles = _("A role decides what one sees. Restricted notes open for coordinators only.")
        hint = text(roles, "help", "ink3", wrap=True)
        left.addWidget(hint)
        left.addWidget(self.dismissal)
        for card in (self.own, self.sheet, self.lock):
            (right if self._coordinates else left).addWidget(card)
        left.addStretch()
        right.addStretch()
        main.setMaximumWidth(_UNBOUND if self._coordinates else FORM)
        for widget in (people, hint, self.sheet, self.dismissal, side):
            widget.setVisible(self._coordinates)
        self.column().addWidget(TwoColumns(main, side, SIDE), 1)

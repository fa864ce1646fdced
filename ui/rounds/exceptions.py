"""Who of a group is asked a list: by age, and where a round makes an exception, with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.scan_progress import ListProgress
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.years.round_exceptions import (
    LONGEST_REASON,
    ExceptionRow,
    exception_list,
    put_exceptions_back,
    set_exception,
)
from ui.app import Topic
from ui.rounds.scan_counts import list_title
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole
from ui.tables.table_view import TableView
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (680, 520)  # pixels
Before = Mapping[tuple[UUID, str], ExceptionRow | None]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One pupil, and whether the list is asked."""

    pupil: PupilFacts
    age: int
    by_age: bool  # whether the age alone asks it
    exception: ExceptionRow | None
    is_new: bool

    @property
    def is_asked(self) -> bool:
        """As things stand."""
        return self.exception.is_asked if self.exception else self.by_age


class ExceptionsDialog(QDialog):
    """Every choice is kept at once and can be undone; several pupils may be chosen together."""

    def __init__(
        self,
        app: App,
        this: RoundFacts,
        code: str,
        lists: Sequence[ListProgress],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.app, self._round, self._code = app, this, code
        self._pupils = [(one.pupil, one.is_new) for one in lists]
        self._undo: list[Before] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Who is asked this list"))
        self.resize(*SIZE)
        self.rows = RecordTable(_columns(), self, key=lambda row: row.pupil.id)
        self.view = TableView(self.rows, name="round-exceptions")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.why = Field(_("Reason"), self.reason, _("For example: ill until Christmas"))
        self.leave_out = KeyButton(_("Do not ask"))
        self.ask_anyway = KeyButton(_("Ask all the same"))
        self.by_age = KeyButton(_("By age again"))
        self.undo_last = KeyButton(_("Undo"), "Ctrl+Z", icon="arrow-back-up")
        self.ready = KeyButton(_("Close"), kind="primary")
        self._title = text("", "dialogTitle", wrap=True)
        self._build()
        self.leave_out.clicked.connect(lambda: self._set(False))
        self.ask_anyway.clicked.connect(lambda: self._set(True))
        self.by_age.clicked.connect(lambda: self._set(None))
        self.undo_last.clicked.connect(self._take_back)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._take_back)
        self.ready.clicked.connect(self.accept)
        self._read()
        if self._pupils:
            self.view.selectRow(0)

    def chosen(self) -> list[AskedRow]:
        """The rows that are chosen, in order."""
        indexes = sorted(self.view.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.rows.row_at(index) for index in indexes]

    def _read(self) -> None:
        with self.app.reading() as session:
            questionnaire = asked_in(session, self.app.content, self._round).get(self._code)
            made = {
                row.pupil_id: row
                for row in exception_list(session, self._round.id)
                if row.questionnaire == self._code
            }
        rows = []
        for pupil, is_new in self._pupils:
            age = pupil.age_on(self._round.starts_on)
            by_age = questionnaire is not None and bool(questionnaire.for_age(age))
            rows.append(AskedRow(pupil, age, by_age, made.get(pupil.id), is_new))
        kept = [row.pupil.id for row in self.chosen()]
        self.rows.set_rows(rows)
        self._choose_again(kept)
        if questionnaire is not None:
            title = _("Who is asked: {list}").format(list=list_title(questionnaire))
            self._title.setText(title)
        self.undo_last.setEnabled(bool(self._undo))

    def _choose_again(self, pupil_ids: Sequence[UUID]) -> None:
        model = self.view.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for pupil_id in pupil_ids:
            if (row := self.rows.row_of(pupil_id)) >= 0:
                model.select(self.rows.index(row, 0), flags)

    def _set(self, is_asked: bool | None) -> None:
        rows = self.chosen()
        self.why.clear_error()
        try:
            with self.app.writing(Topic.ROUNDS) as session:
                before = {
                    (row.pupil.id, self._code): set_exception(
                        session,
                        self._round.id,
                        row.pupil.id,
                        self._code,
                        is_asked,
                        self.reason.text(),
                    )
                    for row in rows
                }
        except UserError as error:
            self.why.set_error(f"{error.message} {error.hint}")
            self.reason.setFocus()
            return
        self._undo.append(before)
        self._read()

    def _take_back(self) -> None:
        if not self._undo:
            return
        with self.app.writing(Topic.ROUNDS) as session:
            put_exceptions_back(session, self._round.id, self._undo.pop())
        self._read()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        words = _("The age decides, unless you make an exception. What was answered always stays.")
        column.addWidget(text(words, "body", "ink2", wrap=True))
        column.addWidget(self.view, 1)
        column.addWidget(self.why)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.leave_out, self.ask_anyway, self.by_age, self.undo_last):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.ready)
        column.addLayout(line)


def _columns() -> tuple[Column[AskedRow], ...]:
    return (
        Column(_("Pupil"), _name, roles={BoldRole: lambda row: row.exception is not None}),
        Column(_("Age"), lambda row: _years(row.age), sort=lambda row: row.age, width=80),
        Column(
            _("Is asked"),
            _asked_text,
            width=150,
            roles={TagRole: lambda row: ("ok" if row.is_asked else "neutral", "")},
        ),
        Column(
            _("Reason"),
            lambda row: row.exception.reason if row.exception else "",
            width=210,
            tip=lambda row: row.exception.reason if row.exception else "",
        ),
    )


def _name(row: AskedRow) -> str:
    if row.is_new:
        return _("{name} · new").format(name=row.pupil.list_name)
    return row.pupil.list_name


def _years(age: int) -> str:
    return ngettext("{n} year", "{n} years", age).format(n=age)


def _asked_text(row: AskedRow) -> str:
    if row.exception is None:
        return _("Yes, by age") if row.by_age else _("No, by age")
    return _("Yes, exception") if row.is_asked else _("No, exception")

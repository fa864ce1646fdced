"""The pupils of one group and how far one list is for each; from here a list is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.scan_progress import GroupProgress, ListProgress, count_of
from ui.desk.desk_button import DeskButton
from ui.rounds.pupil_exceptions import PupilExceptions
from ui.rounds.scan_counts import board_state_text, state_icon, state_tag, state_text
from ui.tables.record_table import Column, IconRole, ProgressRole, RecordTable, TagRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_ONE_BY_ONE = (Informant.PUPIL, Informant.PARENT)  # each answers one list, whole


class GroupLists(Card):
    """Who is not asked the list is counted below; exceptions are made from the menu."""

    def __init__(self, app: App) -> None:
        super().__init__(" ", flush=True)
        self.app = app
        self._code = ""
        self._round: RoundFacts | None = None
        self._group: GroupProgress | None = None
        self.pupils: RecordTable[ListProgress] = RecordTable(
            pupil_columns(), self, key=lambda row: row.pupil.id
        )
        self.view = TableView(self.pupils, name="scan-pupils")
        self.go_on = KeyButton("", "Enter", kind="primary")
        self.exceptions = PupilExceptions(app, self)
        self.grid = KeyButton(_("Whole group"), icon="table", size="row")
        self.paper = KeyButton(_("Paper lists"), icon="file-text", size="row")
        self.results = KeyButton(_("Test results"), icon="trending-up", size="row")
        self.results.setToolTip(_("Test results of this group"))
        self.desk = DeskButton(app)
        self.not_asked = text("", "help", "ink2", wrap=True)
        self._build()
        self.view.row_selected.connect(self._show_button)
        self.view.row_activated.connect(self.go_on_with_chosen)
        self.go_on.clicked.connect(self.go_on_with_chosen)
        self.grid.clicked.connect(self._open_grid)
        self.paper.clicked.connect(self._open_paper)
        self.results.clicked.connect(self._open_results)

    def show_lists(
        self,
        this: RoundFacts | None,
        code: str,
        group: GroupProgress | None,
        lists: Sequence[ListProgress],
        *,
        only_open: bool,
    ) -> None:
        """One list of the pupils of one group."""
        self._round, self._code, self._group = this, code, group
        asked = [one for one in lists if one.is_asked]
        self.pupils.set_rows([one for one in asked if not (only_open and one.is_complete)])
        self.set_title((group.group if group else "") or _("No group"))
        count = count_of(asked)
        self.set_subtitle(
            _("{done} of {total} done").format(done=count.complete, total=count.asked)
        )
        self._say_who_is_not([one for one in lists if not one.is_asked])
        unfinished = next((one for one in asked if one.is_begun), None) or next(
            (one for one in asked if not one.is_complete), None
        )
        if self.view.current_row() is None and (unfinished or self.pupils.rows):
            self.view.select_key((unfinished or self.pupils.rows[0]).pupil.id)
        self.exceptions.show_lists(this, code, lists)
        self.grid.setVisible(code not in _ONE_BY_ONE)
        self.grid.setEnabled(bool(asked))
        self._show_button()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._scroll_to_chosen)  # when the list has its height

    def _scroll_to_chosen(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    def go_on_with_chosen(self) -> None:
        """Open the chosen pupil's list."""
        one = self.view.current_row()
        if one is not None:
            self.app.open("scan", one.pupil.id, self._code, one.group_id)

    def _say_who_is_not(self, others: Sequence[ListProgress]) -> None:
        excepted = sum(one.exception is False for one in others)
        young = len(others) - excepted
        words = []
        if young:
            words.append(
                ngettext(
                    "{n} pupil is not asked this list at this age.",
                    "{n} pupils are not asked this list at this age.",
                    young,
                ).format(n=young)
            )
        if excepted:
            words.append(
                ngettext(
                    "{n} exception: not asked.", "{n} exceptions: not asked.", excepted
                ).format(n=excepted)
            )
        self.not_asked.setText(" ".join(words))
        self.not_asked.setVisible(bool(words))

    def _show_button(self) -> None:
        one = self.view.current_row()
        self.desk.show_lists(self._code, self._round, self.pupils.rows, one)
        self.exceptions.choose(one)
        self.go_on.setVisible(one is not None)
        if one is None:
            return
        name = one.pupil.call_name or one.pupil.full_name
        if one.is_complete:
            self.go_on.setText(_("See {name}").format(name=name))
        elif one.is_begun:
            self.go_on.setText(_("Go on with {name}").format(name=name))
        else:
            self.go_on.setText(_("Start with {name}").format(name=name))

    def _open_grid(self) -> None:
        one = self.view.current_row()
        group_id = one.group_id if one else self._group.group_id if self._group else None
        self.app.open("grid", group_id, self._code)

    def _open_paper(self) -> None:
        self.app.open("paper", self._group.group_id if self._group else None, self._code)

    def _open_results(self) -> None:
        self.app.open("results", self._group.group_id if self._group else None)

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.add_action(self.go_on)
        self.add_action(self.exceptions)
        self.not_asked.setContentsMargins(16, 6, 16, 6)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.not_asked)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 6, 12, 8)
        line.setSpacing(8)
        self.desk.setProperty("fit", "row")
        for button in (self.grid, self.paper, self.desk):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.results)
        self.body.addWidget(foot)
        self.paper.setVisible(self.app.may("paper"))
        self.exceptions.setVisible(self.app.may("round"))


def pupil_columns() -> tuple[Column[ListProgress], ...]:
    """A pupil, how far the list is, and its state in a word."""
    return (
        Column(
            _("Pupil"),
            _pupil_text,
            sort=lambda one: one.pupil.list_name,
            roles={IconRole: state_icon},
            tip=_pupil_text,
            accessible=lambda one: f"{_pupil_text(one)}, {state_text(one)}",
        ),
        Column(
            _("Answered"),
            lambda one: f"{one.answered} / {one.items}",
            sort=lambda one: one.answered / one.items,
            width=176,
            roles={ProgressRole: lambda one: (one.answered, one.items)},
        ),
        Column(_("State"), board_state_text, width=104, roles={TagRole: state_tag}),
    )


def _pupil_text(one: ListProgress) -> str:
    """The name, and what is particular about this pupil in this round."""
    if one.is_new:
        return _("{name} · new").format(name=one.pupil.list_name)
    if one.exception:
        return _("{name} · exception").format(name=one.pupil.list_name)
    return one.pupil.list_name

"""Test results of a group, typed or pasted into a grid; what is typed is written at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.class_results import KeptResult, class_results, held_tests, known_tests
from npo_desktop.queries.groups import GroupRow, group_list
from npo_desktop.queries.imports.test_subjects import confirm_results
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_facts, school_year_of
from ui.app import Topic
from ui.pages.page import Page
from ui.results.pasted_block import known_as
from ui.results.result_cells import CellRow, ResultCells
from ui.results.result_conditions import ResultConditions
from ui.results.result_grid import ResultGrid
from ui.results.result_writing import ResultWriting
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


class ResultsPage(Page):
    """``show_args(group)``, its id or name, or ``show_args(None, pupil_id)``: that pupil's.

    Closing it goes back to that pupil, or to the lists of pupils or scans.
    """

    watches = Topic.RESULTS | Topic.PUPILS | Topic.GROUPS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._pupils: Sequence[PupilFacts] = ()
        self._kept: Mapping[UUID, KeptResult] = {}
        self._pupil: UUID | None = None  # to begin with
        self._origin: tuple[Any, ...] = ("pupils",)  # the page one came from
        self._language = ""
        self.group = QComboBox()
        self.group.setAccessibleName(_("Group"))
        self.group.setMinimumWidth(160)
        self.conditions = ResultConditions()
        self.cells = ResultCells()
        self.grid = ResultGrid(self.cells)
        self.writing = ResultWriting(app, self.conditions, self.cells)
        self.refusal = Note("err")
        self.let_go = KeyButton(_("Leave the red cells as they were"), size="row")
        self.saved = text("", "help", "ink2", wrap=True)
        self.confirm = KeyButton("", icon="check", size="row")
        self.back = KeyButton(_("Undo"), "Ctrl+Z", size="row")
        self.close_button = KeyButton(_("Close"), "Esc")
        self.empty = EmptyState("users", _("There are no pupils here"), "")
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Test results")

    def crumb(self) -> str:
        return " · ".join(part for part in (_("Pupils"), self.group.currentText()) if part)

    def head_actions(self) -> Sequence[QWidget]:
        return (self.group, self.close_button)

    def first_focus(self) -> QWidget | None:
        return self.grid if self.cells.is_open else self.conditions.test

    def show_args(self, *args: object) -> None:
        group_id, pupil_id = (*args, None, None)[:2]
        self._pupil = pupil_id if isinstance(pupil_id, UUID) else None
        everybody = ("pupils",) if self.app.may("settings") else ("scans",)
        self._origin = ("pupil", self._pupil) if self._pupil else everybody
        self._fill_groups(group_id)
        self.renew()

    def go_back(self) -> bool:
        if self.cells.refused:
            self._forget()
            return True
        self._close()
        return True

    def refresh(self) -> None:
        if not self.group.count():
            self._fill_groups(None)
        self._read()
        self._begin_with_pupil()

    # --- reading ---

    def _fill_groups(self, wanted: object) -> None:
        """The groups one may see; the one wanted, or that of the pupil, is chosen."""
        year = school_year_of(today())
        with self.app.reading() as session:
            shown = self.app.groups_shown(session, year)
            groups = [g for g in group_list(session, year) if shown is None or g.id in shown]
            if wanted is None and self._pupil is not None:
                mine = [p for p in pupil_list(session, year) if p.id == self._pupil]
                wanted = mine[0].group_id if mine else None
            self._language = school_facts(session).language
        wanted = wanted or self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        for group in groups:
            self.group.addItem(_group_name(group, groups), group.id)
        places = [n for n, group in enumerate(groups) if wanted in (group.id, group.name)]
        self.group.setCurrentIndex(places[0] if places else 0)
        self.group.blockSignals(False)
        self._start_group()

    def _start_group(self) -> None:
        """Another group: nothing of the one before can be undone here."""
        self._load_pupils()
        self._begin_writing()
        with self.app.reading() as session:
            held = held_tests(session, [pupil.id for pupil in self._pupils])
        self.conditions.show_at(held[0].at if held else None, self._language)
        self._read()
        self._describe_from_kept()
        self.headed.emit()

    def _load_pupils(self) -> None:
        group_id = self.group.currentData()
        with self.app.reading() as session:
            year = school_year_of(today())
            self._pupils = (
                pupil_list(session, year, group_id=group_id, on=today()) if group_id else ()
            )

    def _read(self) -> None:
        """The results of this test, and what else the group has."""
        at, ids = self.conditions.at, [pupil.id for pupil in self._pupils]
        with self.app.reading() as session:
            self.conditions.show_tests(held_tests(session, ids), known_tests(session))
            self._kept = class_results(session, ids, at) if at else {}
        rows = [_row(pupil, self._kept.get(pupil.id)) for pupil in self._pupils]
        self.cells.show_rows(rows, is_open=at is not None)
        self.empty.setVisible(not rows)
        for widget in (self.conditions, self.grid, self.foot):
            widget.setVisible(bool(rows))
        self._tell()

    def _move(self) -> None:
        self._begin_writing()
        self._read()
        self._describe_from_kept()

    def _begin_writing(self) -> None:
        self.writing.begin([pupil.id for pupil in self._pupils])
        self.refusal.hide()

    def _describe_from_kept(self) -> None:
        if self._kept:
            described = [kept for kept in self._kept.values() if kept.level_scale]
            kept = (described or list(self._kept.values()))[0]
            self.conditions.show_described(kept, self._language)
        self.grid.begin()

    def _begin_with_pupil(self) -> None:
        rows = [n for n, pupil in enumerate(self._pupils) if pupil.id == self._pupil]
        self._pupil = None
        if rows and self.cells.is_open:
            self.grid.setCurrentIndex(self.cells.index(rows[0], 1))
        else:
            self.grid.begin()

    # --- what was typed ---

    def _describe(self, name: str) -> None:
        self.writing.describe(name, self._kept)

    def _show_written(self) -> None:
        """What was written was read again already, as a topic that this page watches."""
        if not self.cells.refused:
            self.refusal.hide()
        self._tell()

    def _confirm(self) -> None:
        waiting = [kept.id for kept in self._kept.values() if not kept.is_checked]
        with self.app.writing(Topic.RESULTS) as session:
            confirm_results(session, waiting)
        self._read()

    # --- telling ---

    def _say_refused(self, first: str, rest: str = "") -> None:
        self.refusal.set_text(first, rest)
        self.refusal.show()
        self.let_go.setVisible(bool(self.cells.refused))
        self._tell()

    def _say_no_room(self, words: str) -> None:
        self.writing.placed = ""
        self._say_refused(words, _("Nothing was pasted."))

    def _forget(self) -> None:
        self.cells.forget_refused()
        self.refusal.hide()
        self._tell()

    def _tell(self) -> None:
        total, filled = len(self._pupils), len(self._kept)
        words = ngettext(
            "{filled} of {n} pupil has a result.", "{filled} of {n} pupils have a result.", total
        ).format(filled=filled, n=total)
        if not self.cells.is_open:
            self.saved.setText(_("Write above which test it is; then type or paste the results."))
        elif self.cells.refused:
            self.saved.setText(words)
        else:
            done = self.writing.placed or _("All that is typed is saved.")
            self.saved.setText(f"{words} {done}")
        waiting = sum(not kept.is_checked for kept in self._kept.values())
        self.confirm.setText(
            ngettext("{n} out of a file is right", "{n} out of a file are right", waiting).format(
                n=waiting
            )
        )
        self.confirm.setVisible(bool(waiting))
        self.back.setEnabled(self.writing.can_undo)

    def _close(self) -> None:
        self.app.open(*self._origin)

    def _build(self) -> None:
        self.foot = QWidget()
        line = QHBoxLayout(self.foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.saved, 1)
        line.addWidget(self.confirm)
        line.addWidget(self.back)
        self.refusal.add_action(self.let_go)
        self.refusal.hide()
        column = self.column(12)
        column.addWidget(self.conditions)
        column.addWidget(self.refusal)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.group.activated.connect(self._start_group)
        self.conditions.moved.connect(self._move)
        self.conditions.described.connect(self._describe)
        self.cells.typed.connect(self.writing.type_cells)
        self.writing.written.connect(self._show_written)
        self.writing.refused.connect(self._say_refused)
        self.grid.no_room.connect(self._say_no_room)
        self.grid.undo_asked.connect(self.writing.undo)
        self.grid.redo_asked.connect(self.writing.redo)
        self.back.clicked.connect(self.writing.undo)
        self.let_go.clicked.connect(self._forget)
        self.confirm.clicked.connect(self._confirm)
        self.close_button.clicked.connect(self._close)


def _row(pupil: PupilFacts, kept: KeptResult | None) -> CellRow:
    if kept is None:
        return CellRow(pupil.list_name, {}, known_as=known_as(pupil))
    state = "" if kept.is_checked else _("out of a file, not looked at yet")
    cells = {name: _cell(v) for name, v in kept.cells.items()}
    return CellRow(pupil.list_name, cells, state, known_as(pupil))


def _cell(value: float | str) -> str:
    if isinstance(value, str):
        return value
    whole = float(value).is_integer()
    return number(value, 0 if whole else 2).rstrip("0").rstrip(",.") if not whole else number(value)


def _group_name(group: GroupRow, groups: Sequence[GroupRow]) -> str:
    """Two groups of one name are told apart by their year."""
    twins = sum(other.name == group.name for other in groups) > 1
    return f"{group.name} ({group.grade})" if twins and group.grade else group.name

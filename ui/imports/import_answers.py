"""What the user says about a file that is open; each answer reads it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.queries.imports.import_preview import PupilPreview
from ui.imports.absent_pupils import AbsentPupilsDialog
from ui.imports.column_naming import with_field, with_test
from ui.imports.grade_choices import GradeChoicesDialog
from ui.imports.import_draft import AnyPreview, ImportDraft
from ui.imports.import_kinds import RESULTS
from ui.imports.import_rows import PreviewRow
from ui.imports.import_table import ImportTable

if TYPE_CHECKING:
    from ui.imports.file_import import FileImport


class ImportAnswers(QObject):
    """Turns what is pressed and typed into another draft."""

    def __init__(self, view: FileImport) -> None:
        super().__init__(view)
        self._view = view

    def listen(self) -> None:
        """To all but the table, which is made anew for each file."""
        head, asks, view = self._view.head, self._view.head.asks, self._view
        head.kind_chosen.connect(self._choose_kind)
        head.sheet_chosen.connect(self._choose_sheet)
        head.date_order_chosen.connect(self._choose_order)
        head.grades.clicked.connect(self._ask_grades)
        asks.group_named.connect(self._name_group)
        asks.test_named.connect(self._name_test)
        asks.day_chosen.connect(self._choose_day)
        asks.period_chosen.connect(self._choose_period)
        view.note.corrected.connect(self._correct)
        view.note.decided.connect(self._decide)
        view.foot.absent.clicked.connect(self._ask_absent)

    def listen_to(self, table: ImportTable) -> None:
        """To the table of one file."""
        table.ticked.connect(self._view.tick)
        table.mapped.connect(self._map)
        table.test_named.connect(self._name_block)

    def candidates(self, preview: AnyPreview | None, row: PreviewRow) -> Sequence[UUID]:
        """Whom a doubtful row may be about."""
        if preview is None:
            return ()
        lines = preview.pupils if isinstance(preview, PupilPreview) else preview.lines
        return tuple(dict.fromkeys(who for part in row.parts for who in lines[part].candidates))

    def mark_left(self, pupils: set[UUID]) -> None:
        """These, whom the file does not mention, have left the school."""
        self._view.left = set(pupils)
        self._view.show_rows()

    def _map(self, column: int, field: str) -> None:
        read = self._view.read
        assert read is not None
        in_blocks = read.draft.kind == RESULTS.key
        uses = with_field(read.header, read.uses, column, field, in_blocks=in_blocks)
        self._view.by_hand = True
        self._view.again(lambda draft: replace(draft, columns=uses))

    def _name_block(self, first: int, last: int, test: str) -> None:
        read = self._view.read
        assert read is not None
        uses = with_test(read.uses, first, last, test)
        self._view.by_hand = True
        self._view.again(lambda draft: replace(draft, columns=uses))

    def _correct(self, line: int, column: int, words: str) -> None:
        at = (line, column)
        self._view.again(lambda d: replace(d, corrections={**d.corrections, at: words}))

    def _decide(self, who: int, pupil_id: object) -> None:
        chosen = pupil_id if isinstance(pupil_id, UUID) else None
        self._view.again(lambda d: replace(d, decisions={**d.decisions, who: chosen}))

    def _ask_absent(self) -> None:
        preview = self._view.read.preview if self._view.read else None
        if isinstance(preview, PupilPreview):
            left = self._view.left
            AbsentPupilsDialog(preview.absent, left, self.mark_left, self._view).open()

    def _ask_grades(self) -> None:
        read = self._view.read
        if read is not None and isinstance(read.file, PupilFile):
            grades = read.file.grades
            GradeChoicesDialog(grades, read.style, self.take_grades, self._view).open()

    def take_grades(self, grades: dict[str, int | None]) -> None:
        """Which year group each grade of the file is."""
        self._view.again(lambda draft: replace(draft, grades=grades))

    def _choose_kind(self, kind: str) -> None:
        read = self._view.read
        if read is not None and kind != read.draft.kind:
            self._view.start_anew(ImportDraft(read.draft.path, kind=kind))

    def _choose_sheet(self, name: str) -> None:
        read = self._view.read
        assert read is not None
        self._view.start_anew(ImportDraft(read.draft.path, kind=read.draft.kind, sheet=name))

    def _choose_order(self, order: str) -> None:
        self._view.again(lambda draft: replace(draft, date_order=order))

    def _name_group(self, name: str) -> None:
        read = self._view.read
        if read is not None and name != read.draft.default_group:
            self._view.again(lambda draft: replace(draft, default_group=name))

    def _name_test(self, name: str) -> None:
        read = self._view.read
        if read is not None and name != read.draft.test:
            self._view.again(lambda draft: replace(draft, test=name))

    def _choose_day(self, day: date) -> None:
        self._view.again(lambda draft: replace(draft, day=day))

    def _choose_period(self, period: tuple[date, date]) -> None:
        self._view.again(lambda draft: replace(draft, period=period))

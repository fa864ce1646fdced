"""One statement for a whole group: the statement, the grid, and what stands beside it."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.grade_names import STYLES
from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.i18n import _
from npo_desktop.queries.answering.class_entry import ClassEntry
from ui.grid.class_grid import ClassGrid
from ui.grid.class_rows import answer_counts, grid_rows, repeated_answers
from ui.grid.class_side import ClassSide
from ui.grid.class_statement import ClassStatement
from ui.grid.class_table import FIRST_ANSWER
from ui.scan.answer_words import answer_words, fallback_text, shown_in
from ui.scan.scan_sheet import first_critical

ROOMY = 920  # pixels; on a narrower page the side is narrow too


class ClassSheet(QWidget):
    """Shows a group as it was read; the keys are the page's."""

    went = Signal(int)  # a statement back or on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.statement, self.grid, self.side = ClassStatement(), ClassGrid(), ClassSide()
        self.year_style = STYLES[0]  # how the school names year groups
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.statement)
        left.addWidget(self.grid, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addWidget(self.side)
        self.statement.went.connect(self.went)
        self.side.went.connect(self.went)

    def show_statement(self, group: ClassEntry, item: Item, language: str, subscale: str) -> None:
        """This statement in front, with everybody's answers; nobody is in front until ``stand``."""
        asked, place = group.questionnaire, group.place_of(item.id)
        unknown = asked.text_of(asked.dont_know, language)
        options = answer_words(asked, item, language)
        self.grid.show_statement(grid_rows(group, item, self.year_style), options, unknown)
        where = _("Statement {n} of {total}").format(n=place + 1, total=len(group.items))
        stem = "" if item.judgement else asked.text_of(asked.stem, language)
        self.statement.show_statement(
            " · ".join(part for part in (where, subscale, stem) if part),
            asked.text_of(item.texts, language),
            _wording(asked, item, language),
        )
        self.statement.show_ends(is_first=place == 0, is_last=place == len(group.items) - 1)
        self.side.before.setEnabled(place > 0)
        self.side.following.setEnabled(place < len(group.items) - 1)
        self.side.tell_digits(len(options))
        self.side.tell_hint(asked.text_of(item.hints, language))
        self._tell_answers(group, item)

    def show_answers(self, group: ClassEntry, item: Item) -> None:
        """The same statement after an answer."""
        self.grid.show_rows(grid_rows(group, item, self.year_style))
        self._tell_answers(group, item)

    def stand(self, row: int) -> UUID | None:
        """The pupil of this row in front; returns who that is."""
        self.grid.go(row)
        if self.grid.row < 0:
            return None
        one = self.grid.table.rows[self.grid.row]
        self.statement.show_reason(one.words if one.is_asked else "")
        return one.pupil_id

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.set_narrow(self.width() < ROOMY)

    def _tell_answers(self, group: ClassEntry, item: Item) -> None:
        rows, table, asked = self.grid.table.rows, self.grid.table, group.questionnaire
        last = table.columnCount() - 1
        labels = [table.label(column) for column in range(FIRST_ANSWER, last)]
        labels.append("0 " + _("don't know"))
        self.side.saved.tell_count(*group.counts(item))
        self.side.tell_spread(answer_counts(rows, labels))
        self.side.ask_about_rows(*(repeated_answers(rows) or (None, 0)))
        is_complete, talks = group.is_complete, []
        if is_complete:
            found = [row for row in group.rows if first_critical(asked, row.entry) is not None]
            talks = [row.pupil.full_name for row in found]
        self.side.tell_finished(is_complete=is_complete, elsewhere=group.elsewhere, talks=talks)


def _wording(asked: Questionnaire, item: Item, language: str) -> str:
    """A draft, or a text in another language than was chosen: said beside it."""
    shown = shown_in(asked, item.texts, language)
    if shown != language:
        return fallback_text(shown, language)
    return _("Draft translation") if language in item.drafts else ""

"""The profile of a group: a line a subscale, its pupils over the bands, and what stands out."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.charts.group_profile import (
    ProfileLine,
    class_notice_text,
    count_text,
    means_text,
    nothing_text,
    remarks,
)
from npo_desktop.charts.heat_words import domain_text
from npo_desktop.formats import number
from npo_desktop.i18n import _
from ui import theme
from ui.group.heat_bars import paint_spread
from ui.tables.delegates import Index, MarkDelegate
from ui.tables.record_table import BoldRole, Column, RecordTable, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.text import rule, text

LineRole = int(Qt.ItemDataRole.UserRole) + 41  # a ProfileLine
_BAR_COLUMN, _BAR = 2, 18  # pixels


class SpreadDelegate(MarkDelegate):
    """The ground as in every list; on it the bar of a group."""

    def paint_mark(self, painter: QPainter, inside: QRect, index: Index) -> None:
        line = index.data(LineRole)
        if isinstance(line, ProfileLine):
            inside.setTop(inside.top() + (inside.height() - _BAR) // 2)
            inside.setHeight(_BAR)
            painter.save()
            painter.setFont(theme.font("smallest"))
            paint_spread(painter, inside, line.column)
            painter.restore()


class HeatProfile(Card):
    """``chosen`` gives the subscale whose pupils one wants to see."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.table: RecordTable[ProfileLine] = RecordTable(
            profile_columns(), self, key=lambda line: line.column.subscale
        )
        self.view: TableView[ProfileLine] = TableView(
            self.table, name="group-profile", density="dense", sortable=False
        )
        self.view.setAccessibleName(_("Group profile"))
        self.view.setItemDelegateForColumn(_BAR_COLUMN, SpreadDelegate(self.view))
        self.notice = text("", "help", "ink2", wrap=True)
        self.told = text("", "help", wrap=True)
        self.body.setSpacing(0)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 6, 16, 6)
        foot.setSpacing(2)
        foot.addWidget(self.told)
        foot.addWidget(self.notice)
        self.body.addLayout(foot)
        self.view.row_selected.connect(self._tell)
        self.view.row_activated.connect(self._choose)

    def show_lines(self, lines: Sequence[ProfileLine], *, compares: bool) -> None:
        """In the order of the subscales; the first that stands out is chosen."""
        self.table.set_rows(lines)
        self.view.setColumnHidden(4, not compares)
        words = _("The whole school: choose a group to see it beside the school.")
        self.notice.setText(class_notice_text() if compares else words)
        if lines and not self.view.currentIndex().isValid():
            first = next((line for line in lines if line.stands_out), lines[0])
            self.view.select_key(first.column.subscale)
        self._tell(self.view.current_row())

    def _tell(self, line: ProfileLine | None) -> None:
        if line is None:
            self.told.setText("")
            return
        said = remarks(line) or (nothing_text(),)
        self.told.setText(f"{line.column.name}: {count_text(line)}. {' '.join(said)}")

    def _choose(self, line: ProfileLine) -> None:
        self.chosen.emit(line.column.subscale)


def profile_columns() -> tuple[Column[ProfileLine], ...]:
    """Counts are words for who listens."""
    return (
        Column(
            _("Subscale"),
            lambda line: line.column.name,
            width=132,
            roles={BoldRole: lambda line: line.stands_out},
        ),
        Column(
            _("Domain"),
            lambda line: domain_text(line.column.domain),
            width=138,
            roles={ToneRole: lambda _line: "ink2"},
        ),
        Column(
            _("How the pupils are spread"),
            lambda _line: "",
            width=290,
            roles={LineRole: lambda line: line},
            tip=count_text,
            accessible=count_text,
        ),
        Column(
            _("Pupils"),
            lambda line: str(line.column.scored) if line.is_shown else "–",
            number=True,
            width=84,
        ),
        Column(
            _("Class · school"),
            _means,
            tip=means_text,
            accessible=lambda line: means_text(line) or "–",
            width=112,
            roles={ToneRole: lambda line: "ink" if line.class_mean is not None else "ink3"},
        ),
        Column(
            _("What stands out"),
            lambda line: " ".join(remarks(line)),
            tip=lambda line: "\n".join(remarks(line)),
        ),
    )


def _means(line: ProfileLine) -> str:
    """Both on 0 to 100."""
    if line.class_mean is None or line.school_mean is None:
        return "–"
    return f"{number(line.class_mean)} · {number(line.school_mean)}"

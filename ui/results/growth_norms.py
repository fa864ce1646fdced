"""Which growth a test's maker expects: typed by the school from its own manual, none ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLineEdit, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, current
from npo_desktop.queries.growth_norms import (
    GrowthNormFacts,
    growth_norm_list,
    known_tests,
    remove_growth_norm,
    set_growth_norm,
)
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_MOST = 400.0  # points; larger numbers are mistakes


class GrowthNormsDialog(ShortForm):
    """The rows there are above, a new one below; choosing a row fills the fields with it."""

    def __init__(self, app: App, parent: QWidget) -> None:
        words = _("Type them over from the manual of the test. The program brings none along.")
        title = _("Growth to expect on tests")
        super().__init__(app, title, words, _("Keep this row"), _("Close"), parent)
        self.table: RecordTable[GrowthNormFacts] = RecordTable(
            norm_columns(), self, key=lambda row: row.key
        )
        self.view = TableView(self.table, density="dense", sortable=False)
        self.view.setAccessibleName(title)
        self.nothing = text(_("No row was typed yet."), "body", "ink2")
        self.test, self.first, self.second = QComboBox(), QComboBox(), QComboBox()
        for combo in (self.test, self.first, self.second):
            combo.setEditable(True)
        self.gain, self.error = _spin(-_MOST), _spin(0.0)
        self.source = QLineEdit(maxLength=200)
        self.remove = KeyButton(_("Remove this row"), icon="trash")
        with app.reading() as session:
            self._moments = known_tests(session)
        self.test.addItems(list(self._moments))
        self._build()
        self._offer_moments()
        self._fill()
        self.test.currentTextChanged.connect(self._offer_moments)
        self.view.row_selected.connect(self._show)
        self.remove.clicked.connect(self._remove)
        self.settle()

    def try_to_keep(self) -> None:
        """It stays open: a manual has many rows."""
        self.wrong.hide()
        super().try_to_keep()

    def accept(self) -> None:
        """Keeping a row does not close it."""
        self._fill()

    def write(self) -> None:
        app = self.app
        new = GrowthNormFacts(
            self.test.currentText().strip(),
            self.first.currentText().strip(),
            self.second.currentText().strip(),
            self.gain.value(),
            self.error.value(),
            self.source.text().strip(),
        )
        with app.writing(Topic.RESULTS) as session:
            before = set_growth_norm(session, new)

        def undo() -> None:
            with app.writing(Topic.RESULTS) as session:
                if before is None:
                    remove_growth_norm(session, new.key)
                else:
                    set_growth_norm(session, before)

        app.say(_("The growth to expect was kept."), undo=undo)

    def _remove(self) -> None:
        row, app = self.view.current_row(), self.app
        if row is None:
            return
        with app.writing(Topic.RESULTS) as session:
            remove_growth_norm(session, row.key)

        def undo() -> None:
            with app.writing(Topic.RESULTS) as session:
                set_growth_norm(session, row)

        app.say(_("The row was removed."), undo=undo)
        self._fill()

    def _fill(self) -> None:
        with self.app.reading() as session:
            rows = growth_norm_list(session)
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.view.fit_height(6)
        self.remove.setEnabled(self.view.current_row() is not None)
        self.settle()

    def _show(self, row: GrowthNormFacts | None) -> None:
        self.remove.setEnabled(row is not None)
        if row is None:
            return
        self.test.setEditText(row.test)
        self.first.setEditText(row.first_moment)
        self.second.setEditText(row.second_moment)
        self.gain.setValue(row.gain)
        self.error.setValue(row.error)
        self.source.setText(row.source)

    def _offer_moments(self) -> None:
        for combo in (self.first, self.second):
            typed = combo.currentText()
            combo.clear()
            combo.addItems(list(self._moments.get(self.test.currentText(), ())))
            combo.setEditText(typed)

    def _build(self) -> None:
        moments, points = QHBoxLayout(), QHBoxLayout()
        for line in (moments, points):
            line.setSpacing(12)
        moments.addWidget(Field(_("From moment"), self.first))
        moments.addWidget(Field(_("To moment"), self.second))
        points.addWidget(Field(_("Growth"), self.gain, _("In points, from moment to moment")))
        points.addWidget(Field(_("Measurement error"), self.error, _("Of one score, in points")))
        self.body.addWidget(self.view)
        self.body.addWidget(self.nothing)
        self.body.addWidget(Field(_("Test"), self.test))
        self.body.addLayout(moments)
        self.body.addLayout(points)
        self.body.addWidget(Field(_("Source"), self.source, _("Which manual, year and page")))
        self.foot.insertWidget(0, self.remove)


def norm_columns() -> tuple[Column[GrowthNormFacts], ...]:
    """A row of the manual."""
    return (
        Column(_("Test"), lambda row: row.test, tip=lambda row: row.source),
        Column(_("From"), lambda row: row.first_moment, width=46),
        Column(_("To"), lambda row: row.second_moment, width=46),
        Column(_("Growth"), lambda row: number(row.gain, 1), number=True, width=60),
        Column(_("Measurement error"), lambda row: number(row.error, 1), number=True, width=130),
    )


def _spin(lowest: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(lowest, _MOST)
    spin.setDecimals(1)
    spin.setLocale(
        QLocale(QLocale.Language.English if current() == "en" else QLocale.Language.Dutch)
    )
    return spin

"""Many summaries in one print job, and how to go on when the printer gave up half-way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.i18n import _, ngettext
from ui.dialogs.frame import dialog_column
from ui.widgets.combo_options import of_names
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:  # reportlab: not at the start
    from npo_desktop.jobs.export_jobs import LoadedSummaries
    from ui.app import App, Session
    from ui.preview.preview_dialog import PreviewDialog

WIDTH = 520  # pixels
LoadOf = Callable[["Session", Collection[UUID]], "LoadedSummaries"]  # of these pupils
CameOut = Callable[[Sequence[UUID]], None]  # told whose papers are whole


def print_summaries(
    app: App,
    parent: QWidget,
    pupils: Sequence[PupilFacts],
    load_of: LoadOf,
    title: str,
    came_out: CameOut | None = None,
) -> PreviewDialog:
    """The preview of one print job in this order; after printing it asks what came out."""
    from npo_desktop.jobs.summary_document import render_summaries
    from ui.preview.preview_dialog import open_preview

    order = {pupil.id: place for place, pupil in enumerate(pupils)}

    def load(session: Session) -> LoadedSummaries:
        loaded = load_of(session, list(order))
        found = sorted(loaded.summaries, key=lambda facts: order[facts.dossier.pupil.id])
        return replace(loaded, summaries=tuple(found))

    preview = open_preview(
        app, parent, title=title, load=load, render=render_summaries, kind="parents"
    )

    def ask() -> None:
        whole = _whole(preview)
        printed = [pupil for pupil in pupils if pupil.id in whole]
        if len(printed) < 2:
            if came_out is not None:
                came_out([pupil.id for pupil in printed])
            return
        asked = CameOutDialog(printed, preview)
        if came_out is not None:
            asked.came_out.connect(came_out)
        asked.go_on.connect(go_on)
        asked.open()

    def go_on(rest: Sequence[PupilFacts]) -> None:
        preview.done(int(QDialog.DialogCode.Rejected.value))
        print_summaries(app, parent, rest, load_of, title, came_out)

    preview.printed.connect(ask)
    return preview


def _whole(preview: PreviewDialog) -> set[UUID]:
    """Of whom every page went to the printer: one may print a few pages, or go on after a jam."""
    document, pages = preview.document, preview.pages
    if document is None or pages is None:
        return set()
    ends = (*document.starts[1:], len(pages))
    pieces = zip(document.pupils, document.starts, ends, strict=True)
    return {whose for whose, first, end in pieces if preview.gone.issuperset(range(first, end))}


class CameOutDialog(QDialog):
    """All of it, or up to whom; the rest can be printed at once."""

    came_out = Signal(object)  # ids of the pupils whose papers are whole
    go_on = Signal(object)  # the pupils whose papers are still to be printed

    def __init__(self, printed: Sequence[PupilFacts], parent: QWidget) -> None:
        super().__init__(parent)
        self._printed = tuple(printed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Did everything come out of the printer?"))
        self.setFixedWidth(WIDTH)
        self.last = QComboBox()
        of_names(self.last)
        self.last.setAccessibleName(_("The last one that is whole"))
        self.last.addItem(_("None of them"), 0)
        for place, pupil in enumerate(self._printed[:-1], 1):
            self.last.addItem(f"{place}. {pupil.list_name}", place)
        self.last.setCurrentIndex(self.last.count() - 1)
        self.rest = KeyButton("", icon="printer")
        self.all = KeyButton(_("Yes, all of it"), kind="primary")
        self._build()
        self.last.currentIndexChanged.connect(self._show_rest)
        self.rest.clicked.connect(self._print_rest)
        self.all.clicked.connect(self._all_came)
        self.all.setFocus()
        self._show_rest()

    def _show_rest(self) -> None:
        n = len(self._printed) - int(self.last.currentData())
        words = ngettext("Print the last one again", "Print the last {n} again", n)
        self.rest.setText(words.format(n=n))

    def _all_came(self) -> None:
        self.came_out.emit([pupil.id for pupil in self._printed])
        self.accept()

    def _print_rest(self) -> None:
        whole = int(self.last.currentData())
        self.came_out.emit([pupil.id for pupil in self._printed[:whole]])
        self.accept()
        self.go_on.emit(self._printed[whole:])

    def _build(self) -> None:
        column = dialog_column(self)
        n = len(self._printed)
        words = _("{n} summaries went to the printer. Collect them now: they show names.")
        column.addWidget(text(words.format(n=n), wrap=True))
        jam = _(
            "When the printer jammed or the paper ran out: which is the last one that is whole?"
        )
        column.addWidget(text(jam, "body", "ink2", wrap=True))
        jammed = QHBoxLayout()
        jammed.setSpacing(8)
        jammed.addWidget(self.last, 1)
        jammed.addWidget(self.rest)
        column.addLayout(jammed)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.all)
        column.addSpacing(4)
        column.addLayout(foot)

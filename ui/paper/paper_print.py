"""Printing questionnaires: a card on the export page, and the same in a dialog for teachers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.jobs.paper_jobs import paper_file_name, render_paper_lists
from npo_desktop.progress import Progress
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.paper_lists import load_paper_set, paper_questionnaires
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.paper_options import PaperOptions
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 680  # pixels


class PaperPrint(QWidget):
    """The choices, the button, and what came of it."""

    made = Signal(object)  # Written

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._round: RoundFacts | None = None
        self._busy = False
        self._paths: tuple[Path, ...] = ()
        self.folder = _documents() / "NPO Desktop"
        self.options = PaperOptions()
        self.make = KeyButton("", kind="primary", icon="printer")
        self.note = Note("ok")
        self.open_file = KeyButton(_("Open"), size="row")
        self.open_names = KeyButton(_("Who gets which"), size="row")
        self._build()
        self.options.changed.connect(self._show_button)
        self.make.clicked.connect(self._make)
        self.open_file.clicked.connect(self._open_forms)
        self.open_names.clicked.connect(self._open_list)

    def refresh(self) -> None:
        """What there is to choose, in the round that is looked at."""
        app = self._app
        with app.reading() as session:
            self._round = this = chosen_round(session, app.round_id, today())
            if this is not None:
                year = school_year_of(this.starts_on)
                shown = app.groups_shown(session, year)
                groups = group_list(session, year)
                self.options.show_school(
                    pupil_list(session, year, on=this.starts_on),
                    [one for one in groups if shown is None or one.id in shown],
                    paper_questionnaires(session, app.content, this),
                )
        self._show_button()

    def _make(self) -> None:
        this, app, options, folder = self._round, self._app, self.options, self.folder
        if this is None or not options.pupils():
            return
        chosen, code = options.pupils(), options.code
        language, paper = options.language.currentData(), str(options.paper.value())
        layout, duplex = str(options.layouts.value()), options.duplex.isChecked()
        with_names = options.names.isChecked()

        def work(progress: Progress) -> tuple[Written, int]:
            with app.lend() as store, store.reading() as session:
                questionnaire = paper_questionnaires(session, app.content, this)[code]
                facts = load_paper_set(session, questionnaire, this, chosen, language=language)
            names = folder / paper_file_name(facts, what="names") if with_names else None
            written, pages = render_paper_lists(
                facts,
                folder / paper_file_name(facts),
                paper=paper,
                layout=layout,
                is_duplex=duplex,
                names_file=names,
                progress=progress,
            )
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written, pages

        self._busy = True
        self.note.hide()
        self._show_button()
        app.jobs.start(work, self._show_made, label=_("Paper lists"), after=self._at_rest)

    def _show_made(self, result: tuple[Written, int]) -> None:
        written, pages = result
        self._paths = written.paths
        n = written.pupils
        first = ngettext("{n} form on {pages} pages.", "{n} forms on {pages} pages.", n)
        rest = _("Saved in {folder}. The forms hold codes, no names.")
        self.note.set_text(
            first.format(n=n, pages=pages), rest.format(folder=written.paths[0].parent)
        )
        self.note.show()
        self.open_names.setVisible(len(written.paths) > 1)
        self.open_file.setFocus()
        QTimer.singleShot(0, self._bring_in_sight)  # once the layout knows of the note
        self.made.emit(written)

    def _bring_in_sight(self) -> None:
        """What came of it, when the page is longer than the window."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.note, 0, 24)

    def _at_rest(self) -> None:
        self._busy = False
        self._show_button()

    def _show_button(self) -> None:
        n = len(self.options.pupils())
        words = ngettext("Make the form of {n} pupil", "Make the forms of {n} pupils", n)
        self.make.setText(words.format(n=n))
        self.make.setEnabled(n > 0 and self._round is not None and not self._busy)

    def _open_forms(self) -> None:
        self._open(0)

    def _open_list(self) -> None:
        self._open(1)

    def _open(self, place: int) -> None:
        """Opened is as good as printed: in the log, as soon as the store is free."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths[place])))

        def work(store: Store, _progress: Progress) -> None:
            with store.writing() as session:
                audit.note(session, "print", "paper")

        self._app.start_with_store(work, lambda _nothing: None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.options)
        self.options.foot.addWidget(self.make)
        self.note.add_action(self.open_names)
        self.note.add_action(self.open_file)
        column.addWidget(self.note)
        self.note.hide()


class PaperCard(Card):
    """Beside the other exports."""

    def __init__(self, app: App) -> None:
        super().__init__(_("Paper questionnaires"), _("PDF, with a code instead of a name"))
        self.printing = PaperPrint(app)
        self.body.addWidget(self.printing)


class PaperPrintDialog(QDialog):
    """For a group and a list that are known already."""

    def __init__(self, app: App, group_id: UUID | None, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print forms"))
        self.setMinimumWidth(WIDTH)
        self.printing = PaperPrint(app, self)
        close = KeyButton(_("Close"), "Esc")
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(text(_("Print forms"), "dialogTitle"))
        column.addWidget(self.printing)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(close)
        column.addLayout(line)
        self.printing.refresh()
        self.printing.options.choose(group_id, code)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))

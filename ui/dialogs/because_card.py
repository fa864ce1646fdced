"""Why this: which answers, which rule, what research says, what it costs, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.because import Because
from npo_desktop.proposals.because_words import Section, because_sections, because_title
from npo_desktop.proposals.criteria import Criterion, Said, criterion_text
from npo_desktop.proposals.propose import Proposals
from npo_desktop.queries.because_facts import load_because, load_because_paper
from npo_desktop.queries.criteria import put_criteria, say_criterion
from ui.app import Topic
from ui.dialogs.kept_dialog import KeptDialog
from ui.widgets.because_criteria import BecauseCriteria
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.segmented import Segmented
from ui.widgets.text import rule, text

if TYPE_CHECKING:
    from npo_desktop.jobs.export_jobs import Written
    from npo_desktop.progress import Progress
    from ui.app import App

SIZE = (860, 620)  # pixels
TITLES, DEEPER = 168, 12  # pixels


class BecauseDialog(KeptDialog):
    """Reads, prints, and takes what the team says; the rest is decided on the page."""

    def __init__(
        self,
        app: App,
        card: Because,
        proposals: Proposals,
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self.card, self._proposals = app, card, proposals
        self._path: Path | None = None
        places = QStandardPaths.StandardLocation
        self.folder = Path(QStandardPaths.writableLocation(places.DocumentsLocation)) / (
            "NPO Desktop"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Why this is proposed"))
        self.resize(*SIZE)
        self.criteria = BecauseCriteria(card.criteria)
        self.told = Note("ok")
        self.open_file = KeyButton(_("Open"), size="row")
        self.told.add_action(self.open_file)
        self.told.hide()
        self.paper = Segmented((("a4", "A4"), ("letter", "Letter")), name=_("Paper"))
        self.print = KeyButton(_("Print as PDF"), "Ctrl+P", icon="printer", shortcut=True)
        self.leave = KeyButton(_("Close"), "Esc")
        # The last section stands here as what can be answered.
        self.sections = because_sections(card, names)[:-1]
        self._build()
        self._connect()

    def keep_draft(self) -> None:
        """The window locks: a reason that was being typed is kept."""
        self.criteria.keep_typed()

    def _say(self, criterion: Criterion, said: Said) -> None:
        app, id = self._app, self.card.intervention.id
        with app.writing(Topic.SCHOOL) as session:
            before = say_criterion(session, id, criterion, said)

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                put_criteria(session, id, before)

        name = criterion_text(criterion)
        app.say(_("Kept for the school: {criterion}.").format(criterion=name), undo=undo)
        self._read_again()

    def _read_again(self) -> None:
        with self._app.reading() as session:
            content, dossier = self._app.content, self.card.dossier
            id = self.card.intervention.id
            self.card = load_because(session, content, dossier, id, self._proposals)
        self.criteria.show_criteria(self.card.criteria)

    def _print(self) -> None:
        self.criteria.keep_typed()
        app, card, folder, paper = self._app, self.card, self.folder, str(self.paper.value())

        def work(progress: Progress) -> Written:
            from npo_desktop.jobs.because_jobs import (  # reportlab: not at the start
                because_file_name,
                render_because,
            )
            from npo_desktop.jobs.export_jobs import note_export

            with app.lend() as store, store.reading() as session:
                facts = load_because_paper(session, app.content, card)
            file = folder / because_file_name(facts)
            written = render_because(facts, file, paper=paper, progress=progress)
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written

        self.print.setEnabled(False)
        app.jobs.start(
            work,
            self._show_made,
            label=_("Why this is proposed"),
            after=self._at_rest,
            refused=self._tell,
        )

    def _show_made(self, written: Written) -> None:
        self._path = written.paths[0]
        self.told.set_tone("ok")
        words = _("Saved in {folder}.").format(folder=self._path.parent)
        self.told.set_text(_("The card is ready on one page."), words)
        self.open_file.show()
        self.told.show()

    def _tell(self, error: UserError) -> None:
        self.told.set_tone("err")
        self.told.set_text(error.message, error.hint)
        self.open_file.hide()
        self.told.show()

    def _at_rest(self) -> None:
        self.print.setEnabled(True)

    def _open(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _connect(self) -> None:
        self.criteria.said.connect(self._say)
        self.print.clicked.connect(self._print)
        self.open_file.clicked.connect(self._open)
        self.leave.clicked.connect(self.accept)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(10)
        for section in self.sections:
            column.addLayout(_section(section))
            column.addWidget(rule())
        column.addWidget(self.criteria)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(24, 14, 24, 10)
        head.setSpacing(2)
        name = pick(self.card.intervention.names)
        head.addWidget(text(name, "dialogTitle", wrap=True))
        head.addWidget(text(because_title(self.card), "help", "ink2", wrap=True))
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addStretch()
        for widget in (self.paper, self.print, self.leave):
            foot.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)


def _section(section: Section) -> QGridLayout:
    """Icon, heading, and the sentences under each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    is_warning = section.icon == "alert-triangle"
    grid.addWidget(Picture(section.icon, "warn" if is_warning else "accent"), 0, 0, top)
    title = text(section.title, "control", wrap=True)
    title.setFixedWidth(TITLES)
    grid.addWidget(title, 0, 1, top)
    for row, line in enumerate(section.lines):
        tone = "ink2" if line.deep else "ink"
        label = text(line.words, "body", tone, wrap=True, selectable=True)
        label.setIndent(DEEPER if line.deep else 0)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what can be answered
        grid.addWidget(label, row, 2)
    return grid

"""Everything about one pupil for who may see it; what others wrote or are is looked at first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.exports.access_facts import (
    STAFF_NOTE,
    THIRD_PARTY,
    AccessFile,
    HeldBack,
    access_file_name,
)
from npo_desktop.exports.access_wording import column_title, table_title
from npo_desktop.exports.undrawn import noting_undrawn
from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.privacy.access_file import access_facts, note_access_file
from ui.app import Topic
from ui.dialogs.frame import dialog_foot
from ui.dialogs.room import open_sized
from ui.export.access_secret import AccessSecret
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.job_bar import JobBar
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note, Tone
from ui.widgets.picture import Picture
from ui.widgets.text import text
from ui.widgets.wrapped_check import WrappedCheck

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.app import App

SIZE = (760, 600)  # pixels


class AccessFileDialog(QDialog):
    """Saves a PDF to read and a JSON file for a computer; both named by the pupil's number.

    It stays while they are made: how far that is, Stop, and what went wrong stand in it.
    """

    def __init__(self, app: App, pupil_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        with app.reading() as session:
            self.facts: AccessFile = access_facts(session, pupil_id)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Access file of {name}").format(name=self.facts.name))
        open_sized(self, *SIZE)
        self.boxes: dict[str, QCheckBox] = {}
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = Path(QStandardPaths.writableLocation(place)) / "NPO Desktop"
        self._where = ElidedLabel("", "body", "ink2")
        self.other_folder = KeyButton(_("Another folder..."), size="row")
        self.secret = AccessSecret()
        self.bar = JobBar(app.jobs)
        self.told = Note("ok")
        self._busy = False
        self.open_folder = KeyButton(_("Open folder"), size="row")
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self.save = KeyButton(_("Save the access file"), kind="primary", icon="file-text")
        self._build()
        self._connect()
        self.set_folder(self.folder)

    def set_folder(self, folder: Path) -> None:
        """Where the files go."""
        self.folder = folder
        self._where.setText(str(folder))

    def released(self) -> set[str]:
        """The ids of what was looked at and may go along."""
        return {id for id, box in self.boxes.items() if box.isChecked()}

    def reject(self) -> None:
        """Esc while the files are made stops that; what was ticked stays."""
        if self._busy:
            self.bar.stop.click()
        else:
            super().reject()

    # --- saving ---

    def _save(self) -> None:
        if not self.secret.is_good():
            return
        facts, release, folder = self.facts, self.released(), self.folder
        wanted, password = self.secret.wanted(), self.secret.password.text()

        def work(store: Store, progress: Progress) -> tuple[tuple[Path, ...], str]:
            with noting_undrawn() as undrawn:
                made = _render(facts, release, wanted, password, progress)
            with store.writing() as session:  # no file without a note of it, nor the reverse
                note_access_file(session, facts.pupil_id)
                return _write(facts, folder, made), undrawn.sentence()

        self.told.hide()
        self._set_busy(True)
        self._app.start_with_store(
            work,
            self._show_saved,
            topic=Topic.SAFETY,
            label=_("Access file"),
            after=self._at_rest,
            refused=self._show_refusal,
        )

    def _show_saved(self, saved: tuple[tuple[Path, ...], str]) -> None:
        paths, boxes = saved
        hand = _("It shows a child's whole file. Hand it over in person, and delete it afterwards.")
        self._tell(
            "ok",
            _("The access file is ready: {files}").format(
                files=", ".join(path.name for path in paths)
            ),
            f"{hand}\n{boxes}".strip(),
        )
        self.cancel.setText(_("Close"))

    def _show_refusal(self, error: UserError) -> None:
        self._tell("err", error.message, error.hint)

    def _tell(self, tone: Tone, first: str, rest: str = "") -> None:
        self.told.set_tone(tone)
        self.told.set_text(first, rest)
        self.open_folder.setVisible(tone == "ok")
        self.told.show()

    def _at_rest(self) -> None:
        self._set_busy(False)
        self.cancel.setFocus()

    def _show_stopped(self) -> None:
        if self._busy:
            self._tell("info", _("Stopped. Nothing was saved."))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self._looked_at, self.secret, self.other_folder, self.cancel, self.save):
            widget.setEnabled(not busy)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the files"), str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    # --- furniture ---

    def _build(self) -> None:
        self._looked_at = self._review()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        column.addWidget(text(self._sum(), "body", "ink2", wrap=True))
        column.addWidget(self._looked_at, 1)
        column.addWidget(self.secret)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(Picture("folder", "ink2", 16))
        where.addWidget(self._where, 1)
        where.addWidget(self.other_folder)
        column.addLayout(where)
        self.told.add_action(self.open_folder)
        self.told.hide()
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addLayout(dialog_foot(self.cancel, self.save))

    def _sum(self) -> str:
        rows = sum(self.facts.counts.values())
        words = _("Everything the program keeps of this pupil: {n} rows.")
        return words.format(n=number(rows))

    def _review(self) -> Card:
        held = self.facts.held_back
        n = len(held)
        card = Card(_("Held back until you have looked"), flush=True)
        card.body.setContentsMargins(16, 8, 16, 8)
        if not held:
            card.body.addWidget(text(_("Nothing is held back."), "body", "ink2"))
            card.body.addStretch()
            return card
        words = ngettext(
            "{n} value is left out. Tick what may go along.",
            "{n} values are left out. Tick what may go along.",
            n,
        )
        card.body.addWidget(text(words.format(n=n), "body", "ink2", wrap=True))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for kind, title in _kinds():
            mine = [one for one in held if one.kind == kind]
            if mine:
                column.addWidget(text(f"{title} ({len(mine)})", "head", "ink2", wrap=True))
            for one in mine:
                column.addWidget(self._box(one))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the boxes in it scroll it along
        inside.setProperty("role", "canvas")
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        card.body.addWidget(scroll, 1)
        return card

    def _box(self, one: HeldBack) -> QCheckBox:
        words = f"{table_title(one.table)}, {column_title(one.column, one.table)}: {one.shown}"
        box = WrappedCheck(words.replace("\n", " "))
        self.boxes[one.id] = box
        return box

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self._app.jobs.cancelled.connect(self._show_stopped)
        self.other_folder.clicked.connect(self._ask_folder)
        self.open_folder.clicked.connect(self._open_folder)


def _render(
    facts: AccessFile,
    release: Collection[str],
    wanted: Collection[str],
    password: str,
    progress: Progress,
) -> dict[str, bytes]:
    """Each file by its ending, in memory; a stop is possible up to here."""
    from npo_desktop.exports import access_json
    from npo_desktop.exports.pdf import access_file
    from npo_desktop.exports.pdf.locked import locked

    steps = len(wanted) + 1  # the last is writing them
    progress(0, steps, _("Access file"))
    pdf = access_file.render(facts, release)
    made = {"pdf": locked(pdf, password) if password else pdf}
    if "json" in wanted:
        progress(1, steps, _("Access file"))
        made["json"] = access_json.render(facts, release)
    progress(len(made), steps, _("Access file"))
    return made


def _write(facts: AccessFile, folder: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    from npo_desktop.safe_file import cannot_write, write_bytes

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    for ending, content in made.items():
        write_bytes(folder / access_file_name(facts, ending), content)
    return tuple(folder / access_file_name(facts, ending) for ending in made)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        (STAFF_NOTE, _("Work notes of colleagues: outside the right to inspect")),
        (THIRD_PARTY, _("Names of others: only with their consent")),
    )

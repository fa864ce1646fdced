"""Everything about one pupil for who may see it; what others wrote or are is looked at first."""

from __future__ import annotations

from collections.abc import Collection
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
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.exports.access_facts import (
    STAFF_NOTE,
    THIRD_PARTY,
    AccessFile,
    HeldBack,
    access_file_name,
)
from npo_desktop.exports.access_wording import column_title, table_title
from npo_desktop.exports.pdf.locked import check_password, easy_password
from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.access_file import access_facts, note_access_file
from ui.app import Topic
from ui.dialogs.room import open_sized
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (760, 600)  # pixels
_LABEL = 22  # pixels of a label above its field


class AccessFileDialog(QDialog):
    """Saves a PDF to read and a JSON file for a computer; both named by the pupil's number."""

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
        self.password = QLineEdit()
        self.easy = KeyButton(_("Make one up"), size="row")
        self._password = Field(_("Password for the PDF"), self.password)
        self.json = QCheckBox(_("Also a file for a computer (JSON); it is not encrypted"))
        self.json.setChecked(True)
        self.ready = Note("ok")
        self.open_folder = KeyButton(_("Open folder"), size="row")
        self.cancel = KeyButton(_("Cancel"))
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

    # --- saving ---

    def _save(self) -> None:
        password = self.password.text()
        if password and not self._is_good(password):
            return
        facts, release, folder = self.facts, self.released(), self.folder
        wanted = ("pdf", "json") if self.json.isChecked() else ("pdf",)
        self.save.setEnabled(False)

        def work(progress: Progress) -> tuple[Path, ...]:
            return _write(facts, release, folder, wanted, password, progress)

        self._app.jobs.start(work, self._tell, label=_("Access file"), after=self._at_rest)

    def _tell(self, paths: tuple[Path, ...]) -> None:
        with self._app.writing(Topic.SAFETY) as session:
            note_access_file(session, self.facts.pupil_id)
        self.ready.set_text(
            _("The access file is ready: {files}").format(
                files=", ".join(path.name for path in paths)
            ),
            _("It shows a child's whole file. Hand it over in person, and delete it afterwards."),
        )
        self.ready.show()
        self.cancel.setText(_("Close"))
        self.cancel.setFocus()

    def _at_rest(self) -> None:
        self.save.setEnabled(True)

    def _is_good(self, password: str) -> bool:
        from npo_desktop.errors import UserError

        try:
            check_password(password)
        except UserError as error:
            self._password.set_error(f"{error.message} {error.hint}")
            self.password.setFocus()
            return False
        self._password.clear_error()
        return True

    def _make_password(self) -> None:
        self.password.setText(easy_password())
        self._password.set_message(
            _("Write it down and give it apart from the file, for example by telephone.")
        )

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for the files"), str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    # --- furniture ---

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        column.addWidget(text(self._sum(), "body", "ink2", wrap=True))
        column.addWidget(self._review(), 1)
        secret = QHBoxLayout()
        secret.setSpacing(8)
        secret.addWidget(self._password, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, _LABEL + 3, 0, 0)  # as high as the line, below the label
        beside.addWidget(self.easy, 0, Qt.AlignmentFlag.AlignTop)
        secret.addLayout(beside)
        column.addLayout(secret)
        column.addWidget(self.json)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(Picture("folder", "ink2", 16))
        where.addWidget(self._where, 1)
        where.addWidget(self.other_folder)
        column.addLayout(where)
        self.ready.add_action(self.open_folder)
        self.ready.hide()
        column.addWidget(self.ready)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self._password.set_message(_("Leave it empty for a PDF that anybody can open."))

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
                column.addWidget(text(f"{title} ({len(mine)})", "head", "ink2"))
            for one in mine:
                column.addWidget(self._box(one))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the boxes in it scroll it along
        inside.setProperty("role", "canvas")
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        card.body.addWidget(scroll, 1)
        return card

    def _box(self, one: HeldBack) -> QCheckBox:
        words = f"{table_title(one.table)}, {column_title(one.column)}: {one.shown}"
        box = QCheckBox(words.replace("&", "&&").replace("\n", " "))
        box.setToolTip(one.shown)
        self.boxes[one.id] = box
        return box

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.other_folder.clicked.connect(self._ask_folder)
        self.open_folder.clicked.connect(self._open_folder)
        self.easy.clicked.connect(self._make_password)


def _write(
    facts: AccessFile,
    release: Collection[str],
    folder: Path,
    wanted: Collection[str],
    password: str,
    progress: Progress,
) -> tuple[Path, ...]:
    """Both made before either is written; in memory until then."""
    from npo_desktop.exports import access_json
    from npo_desktop.exports.pdf import access_file
    from npo_desktop.exports.pdf.locked import locked
    from npo_desktop.safe_file import cannot_write, write_bytes

    progress(0, len(wanted), _("Access file"))
    pdf = access_file.render(facts, release)
    made = {"pdf": locked(pdf, password) if password else pdf}
    if "json" in wanted:
        made["json"] = access_json.render(facts, release)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    for done, (ending, content) in enumerate(made.items(), start=1):
        write_bytes(folder / access_file_name(facts, ending), content)
        progress(done, len(wanted), _("Access file"))
    return tuple(folder / access_file_name(facts, ending) for ending in made)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        (STAFF_NOTE, _("Work notes of colleagues: outside the right to inspect")),
        (THIRD_PARTY, _("Names of others: only with their consent")),
    )

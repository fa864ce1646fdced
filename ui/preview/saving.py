"""Where a document is saved, when somebody says so."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from npo_desktop.i18n import _


def ask_file(parent: QWidget, name: str) -> Path | None:
    """A file of the user's choice; ``name`` is proposed, and carries nobody's name."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Save as PDF"), str(_folder() / name), "PDF (*.pdf)"
    )
    if not chosen:
        return None
    file = Path(chosen)
    return file if file.suffix.casefold() == ".pdf" else file.with_name(f"{file.name}.pdf")


def _folder() -> Path:
    """Where the other exports go, once there are any."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(place))
    ours = documents / "NPO Desktop"
    return ours if ours.is_dir() else documents

"""The recovery sheet goes to paper, whole, and never into a file."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from npo_desktop.store.keys import new_recovery_key
from ui.recovery_print import paint_sheet, print_sheet


def test_all_nine_groups_stand_on_one_page(qapp: object, tmp_path: Path) -> None:
    key, data = new_recovery_key(), QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)  # stands in for a printer: what is painted can be read back
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paint_sheet(writer, key, "Basisschool Test")
    (tmp_path / "sheet.pdf").write_bytes(data.data())
    (page,) = PdfReader(tmp_path / "sheet.pdf").pages
    words = "".join(page.extract_text().split())
    assert all(group in words for group in key.split("-"))
    assert "BasisschoolTest" in words


def test_a_printer_that_makes_a_file_is_refused(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, target = QWidget(), tmp_path / "sheet.pdf"
    qtbot.addWidget(parent)

    def into_a_file(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        return int(QPrintDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", into_a_file)
    with pytest.raises(UserError):
        print_sheet(parent, new_recovery_key(), "Basisschool Test")
    assert not target.exists()

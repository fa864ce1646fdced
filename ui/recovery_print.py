"""The recovery sheet on paper: painted straight to a printer, never into a file."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _

_TENTHS = 254.0  # tenths of a millimetre in an inch: the unit below
_WIDTH = 1600.0
_LEFT = Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_WRAP = Qt.TextFlag.TextWordWrap


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    from PySide6.QtPrintSupport import QPrinterInfo  # only who prints needs it

    return bool(QPrinterInfo.availablePrinterNames())


def print_sheet(parent: QWidget, key: str, school: str) -> bool:
    """Ask for a printer and print; whether it went there. A file is refused."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("NPO Desktop")  # stands in the queue of the printer
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not agreed:
        return False
    if printer.outputFileName() or printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        raise UserError(
            _("The recovery sheet is not made into a file: whoever finds it can open everything."),
            _("Choose a printer, or copy the sheet by hand."),
        )
    paint_sheet(printer, key, school)
    return True


def paint_sheet(device: QPagedPaintDevice, key: str, school: str) -> None:
    """One page: whose key it is, the nine groups, and what one does with them."""
    painter = QPainter(device)
    painter.scale(device.logicalDpiX() / _TENTHS, device.logicalDpiY() / _TENTHS)
    painter.setPen(QPen(Qt.GlobalColor.black, 4))
    top = _words(painter, 0, _("Recovery key of NPO Desktop"), 70, bold=True)
    top = _words(painter, top + 20, school, 50)
    top = _words(painter, top, _("Made on {date}").format(date=date_text(today())), 40)
    top = _groups(painter, top + 80, key.split("-"))
    for sentence in (
        _("This key opens the store of the school when a passphrase is forgotten."),
        _("Whoever has this sheet and the computer can read everything. Keep it in the safe."),
        _("On the first screen choose: Forgot the passphrase? Then type the nine groups."),
        _("Whoever leaves the school should not have seen it: then make a new sheet."),
    ):
        top = _words(painter, top + 30, sentence, 42)
    painter.end()


def _groups(painter: QPainter, top: float, groups: list[str]) -> float:
    wide, high = _WIDTH / 3, 220.0
    for place, group in enumerate(groups):
        cell = QRectF(place % 3 * wide, top + place // 3 * high, wide, high)
        painter.drawRect(cell)
        painter.setFont(_font(34))
        painter.drawText(cell.adjusted(16, 8, 0, 0), int(_LEFT), str(place + 1))
        painter.setFont(_font(90, bold=True))
        painter.drawText(cell, int(_MIDDLE), " ".join(group))
    return top + (len(groups) + 2) // 3 * high + 40


def _words(painter: QPainter, top: float, words: str, size: int, *, bold: bool = False) -> float:
    """Write below ``top``; where the next may begin."""
    painter.setFont(_font(size, bold=bold))
    area = QRectF(0, top, _WIDTH, 1000)
    flags = int(_LEFT) | int(_WRAP)
    painter.drawText(area, flags, words)
    return top + painter.boundingRect(area, flags, words).height()


def _font(size: int, *, bold: bool = False) -> QFont:
    made = QFont("Inter")
    made.setPixelSize(size)
    made.setBold(bold)
    return made

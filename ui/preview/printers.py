"""The printers of this computer, and what each can do. Asked anew each time: they come and go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300  # dots an inch: sharp letters, and a page still fits in memory


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """One printer as the system describes it."""

    name: str
    is_default: bool = False
    has_duplex: bool = True
    papers: frozenset[str] = frozenset({"a4", "letter"})  # empty: it does not say


class Printers(Protocol):
    """Who knows printers; tests have one that prints into a file."""

    def known(self) -> tuple[PrinterFacts, ...]:
        """Those that are there now."""

    def open(self, name: str) -> QPrinter:
        """One to print on. Raises ``UserError`` when it is no longer there."""


class SystemPrinters:
    """Those that the system knows."""

    def known(self) -> tuple[PrinterFacts, ...]:
        """The default one first."""
        from PySide6.QtPrintSupport import QPrinterInfo  # only who prints needs it

        found = [_facts(one) for one in QPrinterInfo.availablePrinters()]
        return tuple(sorted(found, key=lambda one: (not one.is_default, one.name.casefold())))

    def open(self, name: str) -> QPrinter:
        """Looked up again: it may have gone since the list was shown."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise printer_gone(name)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DPI)
        return printer


def this_computer() -> Printers:
    """What the preview prints on."""
    return SystemPrinters()


def printer_gone(name: str) -> UserError:
    """It was chosen, and is not there any more."""
    return UserError(
        _("The printer “{name}” is not there any more.").format(name=name),
        _("Nothing was printed. See whether it is on and connected, or choose another one."),
    )


def _facts(info: object) -> PrinterFacts:
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    assert isinstance(info, QPrinterInfo)
    sizes = {size.id() for size in info.supportedPageSizes()}
    known = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
    modes = info.supportedDuplexModes()
    return PrinterFacts(
        info.printerName(),
        info.isDefault(),
        any(mode != QPrinter.DuplexMode.DuplexNone for mode in modes),
        frozenset(paper for paper, size in known.items() if size in sizes),
    )

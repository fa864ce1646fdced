"""Workbooks put together in memory, where openpyxl leaves readable files in the temp folder."""

import io
from collections.abc import Callable
from contextlib import closing
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class SheetInMemory(WorksheetWriter):
    """Writes a sheet into memory; its rows are written by whoever makes one of this."""

    def __init__(self, worksheet: WriteOnlyWorksheet) -> None:
        self.memory = io.BytesIO()
        super().__init__(worksheet, self.memory)


Begin = Callable[[WriteOnlyWorksheet], SheetInMemory]


def in_memory(book: Workbook, begin: Begin) -> bytes:
    """The whole workbook as one file; ``begin`` gives each sheet what writes its rows."""
    memory = io.BytesIO()
    with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(book, archive, begin).save()
    return memory.getvalue()


class _MemoryWriter(ExcelWriter):
    def __init__(self, book: Workbook, archive: ZipFile, begin: Begin) -> None:
        super().__init__(book, archive)
        self._to_archive, self._begin = archive, begin

    def write_worksheet(self, ws: Any) -> None:
        """Called by ``save`` for every sheet of the book."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        sheet = self._begin(ws)
        with closing(sheet):  # also when stopped: its generator must not outlive its memory
            sheet.write()
        written: Any = sheet
        ws._rels = written._rels  # of its table and its charts
        self._to_archive.writestr(ws.path[1:], sheet.memory.getvalue())
        self.manifest.append(ws)

"""Read a file with pupils, whatever its kind."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.i18n import _
from npo_desktop.importers.columns import field_of, header_at
from npo_desktop.importers.edexml import read_edexml
from npo_desktop.importers.pupil_table import TableChoices, read_pupil_table
from npo_desktop.importers.recognise import Kind, content_of, kind_of
from npo_desktop.importers.table_rows import Sheet, read_text_table, read_workbook


def read_pupils(
    path: Path,
    *,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[tuple[int, int], str] | None = None,
    sheet: str | None = None,
    default_group: str = "",
    date_order: str | None = None,
    today: date | None = None,
) -> PupilFile:
    """Read EDEXML, UWLR, CSV or Excel, told apart by content. Raises ``UserError``.

    The rest is for tables: ``columns`` says what each column holds (0-based; empty: ignored),
    ``corrections`` what is meant instead at (line, column), ``date_order`` is "dmy" or "mdy".
    """
    content = content_of(path)
    kind = kind_of(path.name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    day = today or clock.today()
    if kind is Kind.XML:
        return _filled(read_edexml(content, path.name, sha256, day))
    if kind is Kind.WORKBOOK:
        sheets = read_workbook(content)
        chosen = _chosen(sheets, sheet)
    else:
        chosen = read_text_table(content)
        sheets = (chosen,)
    choices = TableChoices(
        format="XLSX" if kind is Kind.WORKBOOK else "CSV",
        columns=columns,
        corrections=corrections or {},
        default_group=default_group,
        date_order=date_order,
        sheets=tuple(each.name for each in sheets if each.name),
    )
    return _filled(read_pupil_table(chosen, choices, path.name, sha256, day))


def _filled(file: PupilFile) -> PupilFile:
    """A file without pupils is somebody's mistake, unless its columns wait for their names."""
    if not file.pupils and not file.needs_columns:
        raise UserError(
            _("The file {file} holds no pupils.").format(file=file.file_name),
            _("Choose the file with the pupils."),
        )
    return file


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> Sheet:
    """The sheet of this name, else the first that looks like a list of pupils."""
    if not sheets:
        raise UserError(_("The workbook is empty."), _("Choose the workbook with the pupils."))
    if {"survey", "choices"} <= {each.name.casefold() for each in sheets}:
        raise UserError(
            _("This is a questionnaire (XLSForm), not a list of pupils."),
            _("Choose the workbook with the pupils."),
        )
    for each in sheets:
        if name is not None and each.name == name:
            return each
    if name is not None:
        raise UserError(
            _("The workbook has no sheet {sheet}.").format(sheet=name),
            _("Choose one of its own sheets."),
        )
    return next((each for each in sheets if _looks_right(each)), sheets[0])


def _looks_right(sheet: Sheet) -> bool:
    at = header_at(sheet.rows)
    return at is not None and sum(bool(field_of(cell)) for cell in sheet.rows[at].cells) >= 2

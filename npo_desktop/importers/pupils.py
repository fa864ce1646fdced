"""Read a file with pupils, whatever its kind."""

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
from npo_desktop.importers.recognise import PUPILS, Kind, roster_folder
from npo_desktop.importers.rosters.files import read_roster
from npo_desktop.importers.rosters.roster import pupils_of
from npo_desktop.importers.table_reading import open_file, refuse_questionnaire, sheet_named
from npo_desktop.importers.table_rows import Sheet


def read_pupils(
    path: Path,
    *,
    columns: Mapping[int, str] | None = None,
    corrections: Mapping[tuple[int, int], str] | None = None,
    sheet: str | None = None,
    default_group: str = "",
    date_order: str | None = None,
    grades: Mapping[str, int | None] | None = None,
    today: date | None = None,
) -> PupilFile:
    """Read EDEXML, UWLR, OneRoster, SDS, CSV or Excel, told apart by content. ``UserError``.

    The rest is for tables: ``columns`` says what each column holds (0-based; empty: ignored),
    ``corrections`` what is meant instead at (line, column), ``date_order`` is "dmy" or "mdy";
    ``grades`` is for OneRoster and SDS: the year group that a grade of theirs is.
    """
    day = today or clock.today()
    if folder := roster_folder(path):
        return _filled(pupils_of(read_roster(folder), day, grades))
    opened = open_file(path, PUPILS)
    if opened.kind is Kind.ROSTER:
        return _filled(pupils_of(read_roster(path, opened.content), day, grades))
    if opened.kind is Kind.XML:
        return _filled(read_edexml(opened.content, path.name, opened.sha256, day))
    choices = TableChoices(
        format=opened.format,
        columns=columns,
        corrections=corrections or {},
        default_group=default_group,
        date_order=date_order,
        sheets=tuple(each.name for each in opened.sheets if each.name),
    )
    chosen = _chosen(opened.sheets, sheet)
    return _filled(read_pupil_table(chosen, choices, path.name, opened.sha256, day))


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
    refuse_questionnaire(
        sheets,
        _("This is a questionnaire (XLSForm), not a list of pupils."),
        _("Choose the workbook with the pupils."),
    )
    if name is not None:
        return sheet_named(sheets, name)
    return next((each for each in sheets if _looks_right(each)), sheets[0])


def _looks_right(sheet: Sheet) -> bool:
    at = header_at(sheet.rows)
    return at is not None and sum(bool(field_of(cell)) for cell in sheet.rows[at].cells) >= 2

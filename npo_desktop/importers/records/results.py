"""Read a file with test results, whatever its kind."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import ResultFile
from npo_desktop.i18n import _
from npo_desktop.importers.recognise import RESULTS, Kind, roster_folder
from npo_desktop.importers.records.record_table import RecordChoices
from npo_desktop.importers.records.result_table import read_result_table
from npo_desktop.importers.records.uwlr_results import read_uwlr_results
from npo_desktop.importers.rosters.files import read_roster
from npo_desktop.importers.rosters.results import roster_results
from npo_desktop.importers.table_reading import open_file, refuse_questionnaire


def read_results(
    path: Path,
    *,
    columns: Mapping[int, ColumnUse] | None = None,
    corrections: Mapping[tuple[int, int], str] | None = None,
    sheet: str | None = None,
    date_order: str | None = None,
    test: str = "",
    day: date | None = None,
    today: date | None = None,
) -> ResultFile:
    """Read UWLR, OneRoster, CSV or Excel, told apart by content. Raises ``UserError``.

    The rest is for tables: ``columns`` says what each column holds (0-based), ``corrections``
    what is meant instead at (line, column), ``date_order`` is "dmy" or "mdy"; ``test`` and
    ``day`` are for a list that does not say which test it is about, or when it was.
    """
    this_day = today or clock.today()
    if folder := roster_folder(path):
        return _filled(roster_results(read_roster(folder), this_day))
    opened = open_file(path, RESULTS)
    if opened.kind is Kind.ROSTER:
        return _filled(roster_results(read_roster(path, opened.content), this_day))
    if opened.kind is Kind.XML:
        found = read_uwlr_results(opened.content, path.name, opened.sha256, this_day)
        return _filled(found)
    refuse_questionnaire(
        opened.sheets,
        _("This is a questionnaire (XLSForm), not test results."),
        RESULTS.again(),
    )
    choices = RecordChoices(
        columns=columns,
        corrections=corrections or {},
        sheet=sheet,
        date_order=date_order,
        test=test.strip(),
        day=day,
    )
    return _filled(read_result_table(opened, choices, path.name, this_day))


def _filled(file: ResultFile) -> ResultFile:
    if not file.rows and not file.needs:
        raise UserError(RESULTS.missing(), RESULTS.again())
    return file

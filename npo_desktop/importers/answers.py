"""Answers to questionnaires out of a CSV file: one row per answer.

Source: COMMANDS.md: pupil, round, questionnaire, informant, item, answer. A column language, in
which it was asked, may be there too.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.files.answer_file import AnswerFile, AnswerRow
from npo_desktop.i18n import _
from npo_desktop.importers.cells import language_of
from npo_desktop.importers.columns import plain_header
from npo_desktop.importers.recognise import ANSWERS, Kind, Wanted, content_of, kind_of
from npo_desktop.importers.table_rows import RawRow, read_text_table

COLUMNS = ("pupil", "round", "questionnaire", "informant", "item", "answer")
LANGUAGE = "language"


def read_answers(path: Path) -> AnswerFile:
    """All rows of a file of answers. Raises ``UserError`` when it is anything else."""
    hint = _("The first line must be: {columns}.").format(columns=",".join(COLUMNS))
    content = content_of(path, Wanted(ANSWERS.missing, lambda: hint))
    if kind_of(path.name, content, ANSWERS) is not Kind.TEXT:
        raise UserError(_("This is not a CSV file with answers."), hint)
    rows = read_text_table(content).rows
    header = [plain_header(cell) for cell in rows[0].cells] if rows else []
    if missing := [name for name in COLUMNS if name not in header]:
        text = _("This is not a CSV file with answers: column {column} is missing.")
        raise UserError(text.format(column=missing[0]), hint)
    read = [found for row in rows[1:] if (found := _answer_row(header, row))]
    if not read:
        raise UserError(_("The file {file} holds no answers.").format(file=path.name), hint)
    return AnswerFile(path.name, hashlib.sha256(content).hexdigest(), tuple(read))


def _answer_row(header: Sequence[str], row: RawRow) -> AnswerRow | None:
    """One row as written; nothing for an empty one."""
    said = dict(zip(reversed(header), reversed(_filled(row.cells, len(header))), strict=True))
    cells = [said[name] for name in COLUMNS]
    if not any(cells):
        return None
    pupil, name, code, informant, item, answer = cells
    given = said.get(LANGUAGE, "")
    language = language_of(given) or given
    surplus = any(row.cells[len(header) :])
    return AnswerRow(row.line, pupil, name, code, informant, item, answer, language, surplus)


def _filled(cells: Sequence[str], columns: int) -> list[str]:
    """As many cells as there are columns."""
    return [*cells[:columns], *[""] * (columns - len(cells))]

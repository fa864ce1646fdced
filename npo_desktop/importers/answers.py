"""Answers to questionnaires out of a CSV file: one row per answer.

Source: COMMANDS.md: pupil, round, questionnaire, informant, item, answer.
"""

import hashlib
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.files.answer_file import AnswerFile, AnswerRow
from npo_desktop.i18n import _
from npo_desktop.importers.columns import plain_header
from npo_desktop.importers.recognise import ANSWERS, Kind, content_of, kind_of
from npo_desktop.importers.table_rows import read_text_table

COLUMNS = ("pupil", "round", "questionnaire", "informant", "item", "answer")


def read_answers(path: Path) -> AnswerFile:
    """All rows of a file of answers. Raises ``UserError`` when it is anything else."""
    content = content_of(path)
    hint = _("The first line must be: {columns}.").format(columns=",".join(COLUMNS))
    if kind_of(path.name, content, ANSWERS) is not Kind.TEXT:
        raise UserError(_("This is not a CSV file with answers."), hint)
    rows = read_text_table(content).rows
    header = [plain_header(cell) for cell in rows[0].cells] if rows else []
    if missing := [name for name in COLUMNS if name not in header]:
        text = _("This is not a CSV file with answers: column {column} is missing.")
        raise UserError(text.format(column=missing[0]), hint)
    at = [header.index(name) for name in COLUMNS]
    read = []
    for row in rows[1:]:
        cells = [row.cells[column] if column < len(row.cells) else "" for column in at]
        if any(cells):
            pupil, name, code, informant, item, answer = cells
            surplus = any(row.cells[len(header) :])
            read.append(AnswerRow(row.line, pupil, name, code, informant, item, answer, surplus))
    if not read:
        raise UserError(_("The file {file} holds no answers.").format(file=path.name), hint)
    return AnswerFile(path.name, hashlib.sha256(content).hexdigest(), tuple(read))

"""Reading pupils and answers in, and taking an import back."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.files.pupil_file import Message
from npo_desktop.i18n import _
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.importers.records.results import read_results
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.attendance import apply_attendance, preview_attendance
from npo_desktop.queries.imports.grade_choices import grades_for
from npo_desktop.queries.imports.import_journal import note_import
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.queries.imports.pupil_files import (
    apply_pupils,
    mapping_for,
    preview_pupils,
    undo_last,
)
from npo_desktop.queries.imports.record_imports import column_uses_for
from npo_desktop.queries.imports.result_imports import apply_results, preview_results, unfiled_in
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.store import audit


def import_pupils(session: Session, path: Path, *, dry_run: bool) -> Result:
    """A school's own pupil file, of any kind we know."""
    file = read_pupils(path)
    if file.table and (columns := mapping_for(session, file.table.fingerprint)):
        file = read_pupils(path, columns=columns)
    if file.grades and (grades := grades_for(session, file.source)):
        file = read_pupils(path, grades=grades)
    preview = preview_pupils(session, file)
    if not dry_run:
        note_import(session, apply_pupils(session, preview))
    return _report(
        file.format, preview.counts, preview.messages, dry_run, skipped=file.skipped_fields
    )


def import_answers(session: Session, content: Content, path: Path, *, dry_run: bool) -> Result:
    """Answers given elsewhere."""
    file = read_answers(path)
    preview = preview_answers(session, file, all_questionnaires(session, content))
    if not dry_run:
        note_import(session, apply_answers(session, preview))
    return _report("csv", preview.counts, preview.messages, dry_run)


def import_results(
    session: Session, path: Path, *, dry_run: bool, test: str = "", day: date | None = None
) -> Result:
    """Results of tests: UWLR, OneRoster, CSV or Excel; they count once somebody looked at them."""
    file = read_results(path, test=test, day=day)
    if file.table and (uses := column_uses_for(session, file.table.fingerprint)):
        file = read_results(path, columns=uses, test=test, day=day)
    preview = preview_results(session, file)
    unfiled = unfiled_in(session, preview)
    if not dry_run:
        note_import(session, apply_results(session, preview))
    told = _report(
        file.format, preview.counts, preview.messages, dry_run, skipped=file.skipped_fields
    )
    if not unfiled:
        return told
    text = _("These tests belong to no subject yet: {tests}.").format(tests=", ".join(unfiled))
    return Result(told.data | {"unfiled": list(unfiled)}, [*told.lines, text])


def import_attendance(session: Session, path: Path, *, dry_run: bool) -> Result:
    """Lessons of a period and how many were missed: CSV or Excel."""
    file = read_attendance(path)
    if file.table and (uses := column_uses_for(session, file.table.fingerprint)):
        file = read_attendance(path, columns=uses)
    preview = preview_attendance(session, file)
    if not dry_run:
        note_import(session, apply_attendance(session, preview))
    return _report(
        file.format, preview.counts, preview.messages, dry_run, skipped=file.skipped_fields
    )


def undo_import(session: Session) -> Result:
    """Take the newest import back, whole."""
    undone: ImportSummary = undo_last(session)
    audit.note(session, "undo-import", undone.run_id or "")
    data = {
        "import": undone.run_id,
        "kind": undone.kind,
        "format": undone.format,
        **{kind: dict(counts) for kind, counts in undone.counts.items()},
    }
    return Result(data, [_("The newest import was taken back, whole."), *_counted(undone.counts)])


def _report(
    format_name: str,
    counts: Mapping[str, Mapping[str, int]],
    messages: Sequence[Message],
    dry_run: bool,
    skipped: Sequence[str] = (),
) -> Result:
    data: dict[str, Any] = {"format": format_name}
    data |= {kind: dict(found) for kind, found in counts.items()}
    data |= {
        "skipped_fields": list(skipped),
        "messages": [{"line": message.line, "text": message.text} for message in messages],
    }
    lines = [_("Nothing was written: this was a trial.")] if dry_run else []
    lines += _counted(counts)
    if skipped:
        lines.append(_("Left out on purpose: {fields}").format(fields=", ".join(skipped)))
    lines += [
        _("Row {line}: {text}").format(line=message.line, text=message.text)
        if message.line
        else message.text  # about the file as a whole
        for message in messages
    ]
    return Result(data, lines)


def _counted(counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    """One line for each kind of row: Pupils: 6 new, 1 who left."""
    kinds = {"pupils": _("Pupils"), "groups": _("Groups"), "staff": _("Staff")}
    kinds |= {"answers": _("Answers"), "results": _("Test results")}
    kinds["questionnaires"] = _("Questionnaires")
    kinds |= {"attendance": _("Attendance"), "menukaart": _("Menukaart"), "plans": _("Plans")}
    return [
        f"{kinds.get(kind, kind)}: "
        + (", ".join(_state_text(state, n) for state, n in found.items() if n) or "0")
        for kind, found in counts.items()
    ]


def _state_text(state: str, n: int) -> str:
    return {
        "new": _("{n} new"),
        "changed": _("{n} changed"),
        "unchanged": _("{n} unchanged"),
        "left": _("{n} who left"),
        "doubtful": _("{n} doubtful"),
        "faulty": _("{n} with a fault"),
    }[state].format(n=n)

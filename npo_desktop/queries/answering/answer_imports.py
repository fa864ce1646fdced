"""Answers from a file: doing what the preview said. Taken back with ``undo_last``.

Source: COMMANDS.md, npo import answers.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.answer_lists import ScanKey
from npo_desktop.queries.answering.answer_preview import (
    AnswerLine,
    AnswerPreview,
    preview_answers,
    scan_rows,
)
from npo_desktop.queries.answering.answer_values import Forms
from npo_desktop.queries.answering.scan_forms import form_of_new
from npo_desktop.queries.groups import sole_teachers
from npo_desktop.queries.imports.import_journal import Row, Write, table_named
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.import_run import old_preview, run_import
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import ImportRun

__all__ = ["AnswerLine", "AnswerPreview", "apply_answers", "preview_answers"]


def apply_answers(session: Session, preview: AnswerPreview) -> ImportSummary:
    """Write what is new or changed, noted so that it can be taken back. The caller commits."""
    again = preview_answers(session, preview.file, preview.questionnaires)
    if (again.lines, again.cleared) != (preview.lines, preview.cleared):
        raise old_preview()
    writes = _Writer(session, preview).writes()
    run = ImportRun(
        kind="answers",
        format="CSV",
        file_name=preview.file.file_name,
        sha256=preview.file.sha256,
        counts=preview.counts,
    )
    return run_import(session, run, writes, messages=preview.messages)


@dataclass(slots=True)
class _Writer:
    """Makes the scans that are missing, then the answers; and takes away what is hidden now."""

    session: Session
    preview: AnswerPreview
    moment: datetime = field(default_factory=now)
    teachers: dict[tuple[UUID, UUID], UUID] | None = None  # read when first asked

    def writes(self) -> list[Write]:
        scans = scan_rows(self.session)
        used = _editions(self.session)
        forms = Forms(self.session, self.preview.questionnaires)
        made: list[Write] = []
        for line in self.preview.lines:
            if line.scan is None or line.state not in (State.NEW, State.CHANGED):
                continue
            if line.scan not in scans:
                questionnaire = forms.of(line.scan[2], line.scan[1])
                if questionnaire is None:
                    continue  # never: a line of an unknown questionnaire has no scan
                made += self._edition(questionnaire, used)
                language = self.preview.languages[line.scan]
                scans[line.scan] = self._scan(line.scan, questionnaire, language)
                made.append(Write("scan", None, scans[line.scan]))
            after = {
                "scan_id": scans[line.scan]["id"],
                "item": line.row.item,
                "value": line.value,
                "words": line.words,
                "answered_at": self.moment,
                "language": line.language,
            }
            made.append(Write("answer", line.old, after))
        hidden = (row for rows in self.preview.cleared.values() for row in rows)
        return [*made, *(Write("answer", row, row, goes=True) for row in hidden)]

    def _edition(
        self, questionnaire: Questionnaire, used: dict[tuple[str, str], str]
    ) -> list[Write]:
        key = (questionnaire.code, questionnaire.edition)
        digest = hashlib.sha256(questionnaire.source_text.encode()).hexdigest()
        if used.setdefault(key, "") == digest:
            return []
        if used[key]:
            text = _("Questionnaire {code}, edition {edition}, differs from the one used before.")
            raise UserError(
                text.format(code=key[0], edition=key[1]),
                _("Give the changed questionnaire a new edition."),
            )
        used[key] = digest
        after = {"code": key[0], "edition": key[1], "informant": questionnaire.informant.value}
        after |= {"source_text": questionnaire.source_text, "sha256": digest}
        return [Write("used_questionnaire", None, after)]

    def _scan(self, key: ScanKey, questionnaire: Questionnaire, language: str) -> Row:
        return {
            **{"id": uuid4(), "pupil_id": key[0], "round_id": key[1], "questionnaire": key[2]},
            **{"edition": questionnaire.edition, "informant": key[3], "language": language},
            **{"staff_id": self._rater(key), "started_at": self.moment, "remark": ""},
            "form": form_of_new(self.session, questionnaire, key[1], key[0]),
            "entry": "file",
        }

    def _rater(self, key: ScanKey) -> UUID | None:
        """The group's own teacher, as the window fills in; a file does not say who it was."""
        if key[3] != Informant.TEACHER.value:
            return None
        if self.teachers is None:
            self.teachers = _teachers(self.session)
        return self.teachers.get((key[0], key[1]))


def _teachers(session: Session) -> dict[tuple[UUID, UUID], UUID]:
    """By pupil and round, where the pupil's group has one teacher."""
    by_group = sole_teachers(session)
    return {
        (pupil.id, this.id): by_group[pupil.group_id]
        for this in round_list(session)
        for pupil in pupil_list(session, school_year_of(this.starts_on))
        if pupil.group_id in by_group
    }


def _editions(session: Session) -> dict[tuple[str, str], str]:
    table = table_named("used_questionnaire")
    found = session.execute(select(table.c.code, table.c.edition, table.c.sha256))
    return {(code, edition): digest for code, edition, digest in found}

"""Bringing an own questionnaire in, and not asking it any more. An import can be taken back."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from npo_desktop.clock import now
from npo_desktop.content.forms.own_questionnaire import same_content, sealed, to_document
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import Row, Write, all_rows, write_all
from npo_desktop.queries.imports.import_preview import State, counted
from npo_desktop.queries.questionnaires import own_list
from npo_desktop.store.scan_tables import OwnQuestionnaire
from npo_desktop.store.tables import ImportRun


@dataclass(frozen=True, slots=True)
class OwnAdded:
    """What bringing a questionnaire in does, or did."""

    questionnaire: Questionnaire  # with the edition it has in this school
    state: State  # NEW, CHANGED (a next edition, or asked again) or UNCHANGED
    run_id: int | None = None  # of the import; none: nothing was written


def preview_own(session: Session, questionnaire: Questionnaire) -> OwnAdded:
    """What ``add_own`` would do. Reads only.

    Raises ``UserError`` for the code of a questionnaire that ships with the program, and for one
    that asks nothing.
    """
    code = questionnaire.code
    if code in load_content().questionnaires:
        raise UserError(
            _("A questionnaire called {code} ships with the program.").format(code=code),
            _("Give yours another name: form_id on the sheet settings."),
        )
    if not any(True for _item in questionnaire.items):
        raise UserError(
            _("The questionnaire {code} asks nothing.").format(code=code),
            _("Put at least one question on the sheet survey."),
        )
    editions = [one for one in own_list(session) if one.code == code]
    if not editions:
        return OwnAdded(sealed(replace(questionnaire, edition="1")), State.NEW)
    newest = editions[0]
    if same_content(sealed(newest.questionnaire), sealed(questionnaire)):
        state = State.UNCHANGED if newest.retired_at is None else State.CHANGED
        return OwnAdded(newest.questionnaire, state)
    if newest.questionnaire.informant is not questionnaire.informant:
        raise UserError(
            _("Questionnaire {code} is filled in by: {informant}.").format(
                code=code, informant=informant_text(newest.questionnaire.informant)
            ),
            _("Give yours another name: form_id on the sheet settings."),
        )
    edition = str(max(int(one.edition) for one in editions if one.edition.isdecimal()) + 1)
    return OwnAdded(sealed(replace(questionnaire, edition=edition)), State.CHANGED)


def add_own(
    session: Session, questionnaire: Questionnaire, file_name: str, *, sha256: str = ""
) -> OwnAdded:
    """Bring a questionnaire in: new, or the next edition, or nothing. The caller commits.

    Noted as an import of the kind "questionnaire", which ``undo_last`` takes back as long as
    nobody answered it.
    """
    plan = preview_own(session, questionnaire)
    if plan.state is State.UNCHANGED:
        return plan
    made = plan.questionnaire
    run = ImportRun(
        kind="questionnaire",
        format="XLSForm",
        file_name=file_name,
        sha256=sha256 or hashlib.sha256(made.source_text.encode()).hexdigest(),
        counts={"questionnaires": counted([plan.state])},
    )
    writes = _writes(session, made, file_name)
    return replace(plan, run_id=write_all(session, run, writes))


def retire_own(session: Session, code: str) -> None:
    """Not asked any more, in any edition; what was answered stays. The caller commits."""
    for row in _rows_of(session, code):
        row.retired_at = row.retired_at or now()
    session.flush()


def restore_own(session: Session, code: str) -> None:
    """Asked again, where a round wants it. The caller commits."""
    for row in _rows_of(session, code):
        row.retired_at = None
    session.flush()


def _rows_of(session: Session, code: str) -> Sequence[OwnQuestionnaire]:
    """Every edition; a code that is not there is a ``UserError``."""
    found = session.exec(select(OwnQuestionnaire).where(OwnQuestionnaire.code == code)).all()
    if not found:
        raise UserError(
            _("There is no questionnaire called {code}.").format(code=code),
            _("See them with: npo list questionnaires."),
        )
    return found


def _writes(session: Session, made: Questionnaire, file_name: str) -> list[Write]:
    """The new edition; and every retired one of its code is in use again."""
    rows = [row for row in all_rows(session, "own_questionnaire") if row["code"] == made.code]
    writes = [
        Write("own_questionnaire", row, {**row, "retired_at": None})
        for row in rows
        if row["retired_at"] is not None
    ]
    if all(row["edition"] != made.edition for row in rows):
        after: Row = {
            "code": made.code,
            "edition": made.edition,
            "informant": made.informant.value,
            "document": to_document(made),
            "file_name": file_name,
            "made_at": now(),
            "retired_at": None,
        }
        writes.append(Write("own_questionnaire", None, after))
    return writes

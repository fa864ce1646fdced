"""Which questionnaires there are: those that ship with the program, and the school's own.

An own edition that was answered is never changed; what was answered stays with its edition.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Text, exists, func, select, type_coerce
from sqlmodel import Session, col

from npo_desktop.content.forms.own_questionnaire import from_document
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.store.scan_tables import OwnQuestionnaire
from npo_desktop.store.tables import Scan

Key = tuple[str, str]  # code, edition

_FIELDS = (
    col(OwnQuestionnaire.code),
    col(OwnQuestionnaire.edition),
    type_coerce(col(OwnQuestionnaire.document), Text),  # as it stands: parsed once, see below
    col(OwnQuestionnaire.file_name),
    col(OwnQuestionnaire.made_at),
    col(OwnQuestionnaire.retired_at),
)
_OWN = select(*_FIELDS).order_by(
    col(OwnQuestionnaire.code), func.length(OwnQuestionnaire.edition), col(OwnQuestionnaire.edition)
)


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """One edition of a questionnaire that the school brought itself."""

    questionnaire: Questionnaire
    file_name: str
    made_at: datetime
    retired_at: datetime | None  # not asked any more
    is_newest: bool  # of its code
    is_used: bool  # somebody answered it: it can not go any more

    @property
    def code(self) -> str:
        """What it is called in files and rounds."""
        return self.questionnaire.code

    @property
    def edition(self) -> str:
        """Which one of this code."""
        return self.questionnaire.edition


def all_questionnaires(session: Session, content: Content) -> dict[str, Questionnaire]:
    """By code: the built-in ones, then the school's own that are not retired, newest editions."""
    found = dict(content.questionnaires)
    for code, _edition, document, _file, _made, retired in session.execute(_OWN):
        if retired is not None:
            found.pop(code, None)  # the newest edition decides
        elif code not in content.questionnaires:
            found[code] = _parsed(document)
    return found


def all_editions(session: Session, content: Content) -> dict[Key, Questionnaire]:
    """Every edition there ever was, built-in and own, retired ones too."""
    return {**content.editions, **own_editions(session)}


def own_editions(session: Session) -> dict[Key, Questionnaire]:
    """Every edition of the school's own questionnaires, oldest first, retired ones too."""
    return {(row[0], row[1]): _parsed(row[2]) for row in session.execute(_OWN)}


def asked_in(session: Session, content: Content, this: RoundFacts) -> dict[str, Questionnaire]:
    """What a round asks, by code; without a choice the built-in ones.

    An own questionnaire that somebody answered in this round keeps that edition for all of it.
    """
    chosen = this.questionnaires
    if not chosen:
        return dict(content.questionnaires)
    known = all_questionnaires(session, content)
    found = {code: known[code] for code in chosen if code in known}
    own = [code for code in found if found[code].is_own]
    if own and (begun := begun_editions(session, own)):
        editions = own_editions(session)
        for code in own:
            key = (code, begun.get((this.id, code), ""))
            found[code] = editions.get(key, found[code])
    return found


def answered_in(session: Session, content: Content, this: RoundFacts) -> dict[str, Questionnaire]:
    """Every list that may have been answered in a round, by code, whether it is asked still or not.

    An own one in the edition that was begun there, else the newest.
    """
    own = own_editions(session)
    newest = {code: questionnaire for (code, _edition), questionnaire in own.items()}
    found = {**content.questionnaires, **newest}
    if own:
        for (round_id, code), edition in begun_editions(session, list(newest)).items():
            if round_id == this.id and (code, edition) in own:
                found[code] = own[code, edition]
    return found


def begun_editions(session: Session, codes: list[str]) -> dict[tuple[UUID, str], str]:
    """By round and code: the edition that somebody answered there; the newest if several."""
    fields = (col(Scan.round_id), col(Scan.questionnaire), col(Scan.edition))
    query = select(*fields).where(col(Scan.questionnaire).in_(codes)).distinct()
    rows = session.execute(query.order_by(func.length(Scan.edition), col(Scan.edition)))
    return {(round_id, code): edition for round_id, code, edition in rows}


def own_list(session: Session, *, with_retired: bool = True) -> list[OwnFacts]:
    """The school's own questionnaires by code, the newest edition of each first."""
    used = exists().where(
        col(Scan.questionnaire) == OwnQuestionnaire.code,
        col(Scan.edition) == OwnQuestionnaire.edition,
    )
    found: dict[str, list[OwnFacts]] = {}
    for *fields, is_used in session.execute(_OWN.add_columns(used)):
        code, _edition, document, file_name, made_at, retired_at = fields
        one = OwnFacts(_parsed(document), file_name, made_at, retired_at, False, bool(is_used))
        found.setdefault(code, []).append(one)
    return [
        _as_newest(one) if place == 0 else one
        for editions in found.values()
        for place, one in enumerate(reversed(editions))
        if with_retired or editions[-1].retired_at is None
    ]


def _as_newest(one: OwnFacts) -> OwnFacts:
    return OwnFacts(
        one.questionnaire, one.file_name, one.made_at, one.retired_at, True, one.is_used
    )


@lru_cache(maxsize=64)  # a school has a handful, and every list and board asks for them
def _parsed(document: str) -> Questionnaire:
    whole: Mapping[str, object] = json.loads(document)
    return from_document(whole)

"""The quality checks at entry over a round, and the pace of one list. They change nothing.

Source: SCORING.md, section 2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.entry_quality import Unclear, is_fast, pace_of, unclear_items
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Answer, Scan

Questionnaires = Mapping[str, Questionnaire]


@dataclass(frozen=True, slots=True)
class UnclearItem:
    """A statement of a list that many could not answer in a round."""

    questionnaire: Questionnaire
    item: Item
    found: Unclear


@dataclass(frozen=True, slots=True)
class FastList:
    """A list that was answered faster than one reads."""

    pupil: PupilFacts
    questionnaire: Questionnaire
    pace: float  # seconds a statement, as the median


@dataclass(frozen=True, slots=True)
class EntryChecks:
    """What to look at again in a round."""

    unclear: tuple[UnclearItem, ...]  # of each list the worst first
    fast: tuple[FastList, ...]  # the fastest first


def entry_checks(session: Session, questionnaires: Questionnaires, this: RoundFacts) -> EntryChecks:
    """Of all lists of a round."""
    pupils = {
        pupil.id: pupil
        for pupil in pupil_list(session, school_year_of(this.starts_on), on=this.starts_on)
    }
    return EntryChecks(
        tuple(_unclear(session, questionnaires, this)),
        tuple(sorted(_fast(session, questionnaires, this, pupils), key=lambda one: one.pace)),
    )


def pace_of_list(session: Session, scan_id: UUID) -> float | None:
    """Seconds a statement of one list, as the median; ``None`` when that cannot be told."""
    columns: tuple[Any, ...] = (Scan.entry, Answer.answered_at)
    query = (
        sa_select(*columns)
        .join(Answer, col(Answer.scan_id) == Scan.id)
        .where(col(Scan.id) == scan_id)
    )
    rows = session.execute(query).all()
    return pace_of([at for _entry, at in rows], entry=rows[0][0]) if rows else None


def _unclear(
    session: Session, questionnaires: Questionnaires, this: RoundFacts
) -> Iterable[UnclearItem]:
    scans = scan_facts(session, round_id=this.id)
    for code, questionnaire in questionnaires.items():
        items = {item.id: item for item in questionnaire.items}
        given = [
            {item: value for item, value in scan.answers.items() if item not in scan.words}
            for scan in scans
            if scan.questionnaire == code
        ]
        for found in unclear_items(given):
            if found.item in items:
                yield UnclearItem(questionnaire, items[found.item], found)


def _fast(
    session: Session,
    questionnaires: Questionnaires,
    this: RoundFacts,
    pupils: Mapping[UUID, PupilFacts],
) -> Iterable[FastList]:
    columns: tuple[Any, ...] = (Scan.id, Scan.pupil_id, Scan.questionnaire, Scan.entry)
    query = (
        sa_select(*columns, col(Answer.answered_at))
        .join(Answer, col(Answer.scan_id) == Scan.id)
        .where(col(Scan.round_id) == this.id)
    )
    moments: dict[tuple[UUID, UUID, str, str], list[datetime]] = {}
    for *key, at in session.execute(query):
        moments.setdefault((key[0], key[1], key[2], key[3]), []).append(at)
    for (_scan, pupil_id, code, entry), given in moments.items():
        pace = pace_of(given, entry=entry)
        if pace is not None and is_fast(pace) and pupil_id in pupils and code in questionnaires:
            yield FastList(pupils[pupil_id], questionnaires[code], pace)

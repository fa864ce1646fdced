"""Talks with parents of the days to come: when, in which language, how far the paper is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.store.talk_tables import ParentTalk


class Paper(StrEnum):
    """How far the summary for a talk is."""

    NO_SCAN = "no_scan"
    TO_PRINT = "to_print"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class ComingTalk:
    """One line on the start page."""

    talk_id: UUID
    pupil_id: UUID
    name: str = field(repr=False)
    group: str
    language: str
    on: date
    at: str  # "13:30"; empty: no time yet
    paper: Paper


def coming_talks(
    session: Session,
    first: date,
    last: date,
    pupils: Mapping[UUID, PupilFacts],
    scanned: Collection[UUID],
) -> list[ComingTalk]:
    """Those that are planned and not written down yet, soonest first; of these pupils only.

    ``scanned``: of whom the teacher's list of the round is complete.
    """
    query = (
        select(ParentTalk)
        .where(
            col(ParentTalk.held_on).between(first, last),
            col(ParentTalk.done_at).is_(None),
            ParentTalk.outcome == "",
        )
        .order_by(col(ParentTalk.held_on), col(ParentTalk.starts_at), col(ParentTalk.position))
    )
    rows = session.exec(query).all()
    found = []
    for row in rows:
        pupil = pupils.get(row.pupil_id)
        if pupil is None or row.held_on is None:
            continue
        found.append(
            ComingTalk(
                talk_id=row.id,
                pupil_id=pupil.id,
                name=pupil.full_name,
                group=pupil.group,
                language=row.language or pupil.talk_language or "",
                on=row.held_on,
                at=row.starts_at,
                paper=_paper(row, scanned),
            )
        )
    return found


def _paper(row: ParentTalk, scanned: Collection[UUID]) -> Paper:
    if row.printed_at is not None:
        return Paper.PRINTED
    return Paper.TO_PRINT if row.pupil_id in scanned else Paper.NO_SCAN

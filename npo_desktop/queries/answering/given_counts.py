"""How many answers there are in the lists of a round: one statement for a whole school."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.asked import required
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.store.tables import Answer, Enrolment, Scan

Questionnaires = Mapping[str, Questionnaire]
Ages = tuple[int, int]  # youngest and oldest that are asked
ANY_AGE: Ages = (0, 120)
Part = tuple[Ages, int, datetime]  # answers to the items of some ages; the newest of the list
BITS, FITTING = 12, 5  # of one count, and how many counts fit in a number of SQLite


def given_counts(
    session: Session,
    this: RoundFacts,
    questionnaires: Questionnaires,
    group_id: UUID | None,
    forms: set[str],
) -> dict[UUID, dict[str, list[Part]]]:
    """How many answers pupils have in their lists, apart for items that are for other ages.

    By pupil and questionnaire. Adds to ``forms`` how the lists are asked: whole or in two tiers.
    """
    ranges = _ranges(questionnaires.values())
    # counted list by list along the index: half the time of grouping all answers of a school
    counted = (
        select(
            func.json_array(
                func.max(Answer.answered_at),
                *(_packed(ranges[n : n + FITTING]) for n in range(0, len(ranges), FITTING)),
            )
        )
        .where(Answer.scan_id == Scan.id)
        .correlate(Scan)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (Scan.pupil_id, Scan.questionnaire, Scan.form, counted)
    query = sa_select(*columns).where(
        col(Scan.round_id) == this.id, col(Scan.questionnaire).in_(questionnaires)
    )
    if group_id is not None:
        members = select(Enrolment.pupil_id).where(Enrolment.group_id == group_id)
        query = query.where(col(Scan.pupil_id).in_(members))
    found: dict[UUID, dict[str, list[Part]]] = {}
    for pupil_id, code, form, counts in session.execute(query):
        forms.add(form)
        at, *sums = json.loads(counts)
        if at is None:
            continue  # begun, and every answer taken back
        touched_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
        parts = found.setdefault(pupil_id, {}).setdefault(code, [(ANY_AGE, 0, touched_at)])
        for n, (ages, _items) in enumerate(ranges):
            count = sums[n // FITTING] >> (n % FITTING * BITS) & (1 << BITS) - 1
            parts.append((ages, count, touched_at))
    return found


def _packed(ranges: Sequence[tuple[Ages, Sequence[str]]]) -> ColumnElement[int]:
    """The counts of several ranges as one number: an item is looked up until it is found once."""
    whens = [
        (col(Answer.item).in_(items), 1 << n * BITS) for n, (_ages, items) in enumerate(ranges)
    ]
    return func.sum(case(*whens, else_=0)) if whens else func.count()


def _ranges(questionnaires: Iterable[Questionnaire]) -> list[tuple[Ages, list[str]]]:
    """Items that need an answer, by the ages that are asked them, the largest set first."""
    found: dict[Ages, list[str]] = {}
    for questionnaire in questionnaires:
        for item in required(questionnaire.items):
            found.setdefault((item.age_min, item.age_max), []).append(item.id)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def suits(ages: Ages, age: int) -> bool:
    """Whether items for these ages are asked at this one."""
    return ages[0] <= age <= ages[1]

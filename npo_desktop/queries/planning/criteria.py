"""What the team said of an approach: the criteria of choice, for the whole school."""

import json
from collections.abc import Mapping
from hashlib import sha256

from sqlmodel import Session, col, select

from npo_desktop.proposals.criteria import Criterion, Said
from npo_desktop.queries.school import set_setting
from npo_desktop.store.tables import Setting

PREFIX = "criteria."  # and the id of a card
LONGEST = 60  # letters of a key; the id of a long one stands in the value
CARD = "card"


def criteria_of(session: Session, intervention: str) -> dict[Criterion, Said]:
    """What was said of one card."""
    kept = session.get(Setting, _key(intervention))
    return _read(kept.value) if kept else {}


def criteria_by_card(session: Session) -> dict[str, dict[Criterion, Said]]:
    """What was said of every card."""
    kept = session.exec(select(Setting).where(col(Setting.key).startswith(PREFIX)))
    return {json.loads(row.value)[CARD]: _read(row.value) for row in kept}


def say_criterion(
    session: Session, intervention: str, criterion: Criterion, said: Said
) -> dict[Criterion, Said]:
    """Keep what the team says of one criterion; returns what stood there before."""
    before = criteria_of(session, intervention)
    put_criteria(session, intervention, {**before, criterion: said})
    return before


def put_criteria(session: Session, intervention: str, said: Mapping[Criterion, Said]) -> None:
    """Everything that was said of one card, also to undo; what says nothing is not kept."""
    rows = {
        criterion.value: {"holds": one.holds, "reason": one.reason}
        for criterion, one in said.items()
        if one.holds is not None or one.reason
    }
    if rows:
        kept_rows = {CARD: intervention, **rows}
        set_setting(session, _key(intervention), json.dumps(kept_rows, ensure_ascii=False))
    elif kept := session.get(Setting, _key(intervention)):
        session.delete(kept)
    session.flush()


def _key(intervention: str) -> str:
    key = PREFIX + intervention
    return key if len(key) <= LONGEST else PREFIX + sha256(key.encode()).hexdigest()[:40]


def _read(written: str) -> dict[Criterion, Said]:
    rows = json.loads(written)
    return {
        criterion: Said(rows[criterion.value]["holds"], rows[criterion.value]["reason"])
        for criterion in Criterion
        if criterion.value in rows
    }

"""Pupils whom a colleague puts on the list to talk about, or the team takes off; its length."""

from collections.abc import Mapping
from datetime import UTC
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.dossiers.attention import AttentionList, MentionFacts, attention_list
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.growth_norms import norm_gains
from npo_desktop.queries.people_named import opener_names
from npo_desktop.queries.planning.plan_changes import slot_of
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store.plan_tables import Mention

LENGTH = "attention.length"
USUAL_LENGTH, LONGEST = 20, 200  # pupils; 0: no line


def mentions_of(session: Session, round_id: UUID) -> dict[UUID, MentionFacts]:
    """By pupil: who was put on the list of a round by hand, or taken off it."""
    names = opener_names(session)
    query = select(Mention).where(Mention.round_id == round_id).order_by(col(Mention.made_at))
    return {row.pupil_id: _facts(row, names) for row in session.exec(query)}


def load_attention(session: Session, scored: ScoredRound) -> AttentionList:
    """The list of a round that was scored: by the rules, by hand, cut at the team's length."""
    return attention_list(
        scored.dossiers.values(),
        mentions_of(session, scored.round.id),
        norm_gains(session),
        list_length(session),
    )


def mention_pupil(
    session: Session, round_id: UUID, pupil_id: UUID, words: str, *, is_added: bool = True
) -> MentionFacts | None:
    """Put a pupil on the list, or take it off; returns what stood there, for ``put_mention_back``.

    Raises ``UserError`` without a reason. The caller commits.
    """
    if not words.strip():
        raise UserError(
            _("There is no reason yet."),
            _("Write in a few words why. Colleagues read it beside the name."),
        )
    row = session.get(Mention, (round_id, pupil_id))
    before = _facts(row, opener_names(session)) if row else None
    session.merge(
        Mention(
            round_id=round_id,
            pupil_id=pupil_id,
            is_added=is_added,
            words=words.strip(),
            made_at=now(),
            slot_id=slot_of(session),
        )
    )
    session.flush()
    return before


def put_mention_back(
    session: Session, round_id: UUID, pupil_id: UUID, before: MentionFacts | None
) -> None:
    """As it stood before a mention; without one the pupil stands on the list by the rules alone."""
    if before is not None:
        mention_pupil(session, round_id, pupil_id, before.words, is_added=before.is_added)
        return
    if (row := session.get(Mention, (round_id, pupil_id))) is not None:
        session.delete(row)
        session.flush()


def list_length(session: Session) -> int:
    """How many pupils the team wants on its list; 0: everybody with a reason."""
    words = setting(session, LENGTH)
    return int(words) if words.isdecimal() else USUAL_LENGTH


def set_list_length(session: Session, length: int) -> None:
    """From now on the line is drawn here. The caller commits."""
    if not 0 <= length <= LONGEST:
        raise UserError(
            _("The list cannot be this long."),
            _("Choose a number from 0 to {most}; 0 is no line.").format(most=LONGEST),
        )
    set_setting(session, LENGTH, str(length))


def _facts(row: Mention, names: Mapping[UUID | None, str]) -> MentionFacts:
    who = names.get(row.slot_id, "") if row.slot_id else ""
    return MentionFacts(row.is_added, row.words, row.made_at.replace(tzinfo=UTC), who)

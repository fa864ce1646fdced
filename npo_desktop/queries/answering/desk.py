"""The pupil desk: by which pictures a child finds its own list, and who may sit down at it.

A code protects no secret: it only keeps children out of each other's list. So it may stand on a
card on the table, and a slip of one picture must not lead to a classmate.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random, SystemRandom
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.pictures import PARTS, PICTURES, Code, code_of
from npo_desktop.content.questionnaire import Informant, Kind, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.scan_progress import ListProgress, round_progress
from npo_desktop.store.tables import Pupil

YOUNGEST = 8  # years: nobody younger reports on themselves. Source: SCORING.md, section 2
_BETWEEN = " "  # two pictures of a stored code


@dataclass(frozen=True, slots=True)
class PictureCard:
    """One pupil's code, as the adult hands it out."""

    pupil_id: UUID
    name: str  # as it stands in lists
    group: str
    code: Code


def fits_desk(questionnaire: Questionnaire) -> bool:
    """Whether children answer this list, and only by choosing."""
    chosen = (Kind.CHOICE, Kind.NOTE)
    is_theirs = questionnaire.informant == Informant.PUPIL
    return is_theirs and all(item.kind in chosen for item in questionnaire.items)


def desk_lists(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    *,
    group_id: UUID | None = None,
) -> list[ListProgress]:
    """Who may sit down at the desk: old enough, asked this list, and not done with it yet."""
    lists = {questionnaire.code: questionnaire}
    return [
        one
        for one in round_progress(session, lists, this, group_id=group_id)
        if may_sit_down(one, this)
    ]


def may_sit_down(one: ListProgress, this: RoundFacts) -> bool:
    """Old enough to report on oneself, or asked all the same, and something is left to answer."""
    old_enough = one.pupil.age_on(this.starts_on) >= YOUNGEST or one.exception is True
    return old_enough and one.is_asked and not one.is_complete


def picture_codes(session: Session, pupil_ids: Collection[UUID]) -> dict[UUID, Code]:
    """The codes that these pupils have; who never had one is not there."""
    query = select(Pupil.id, Pupil.picture_code).where(col(Pupil.id).in_(pupil_ids))
    return {
        pupil_id: code_of(kept.split(_BETWEEN))
        for pupil_id, kept in session.exec(query)
        if kept is not None
    }


def make_codes(
    session: Session, pupil_ids: Sequence[UUID], *, draw: Random | None = None
) -> dict[UUID, Code]:
    """The codes of these pupils, drawn for whoever has none yet. The caller commits.

    No two in the school are alike; of these pupils no two share two pictures, as long as that
    can be had, so that one wrong picture leads to nobody.
    """
    codes = picture_codes(session, pupil_ids)
    lacking = [pupil_id for pupil_id in pupil_ids if pupil_id not in codes]
    if not lacking:
        return codes
    taken = _taken(session)
    free = [code for code in combinations(PICTURES, PARTS) if code not in taken]
    (draw or SystemRandom()).shuffle(free)
    for pupil_id, code in zip(lacking, _drawn(free, codes.values(), len(lacking)), strict=True):
        codes[pupil_id] = code
        session.get_one(Pupil, pupil_id).picture_code = _BETWEEN.join(code)
    session.flush()
    return codes


def picture_cards(session: Session, lists: Iterable[ListProgress]) -> tuple[PictureCard, ...]:
    """What the adult hands out for these lists, codes drawn where need be. The caller commits."""
    pupils = [one.pupil for one in lists]
    codes = make_codes(session, [pupil.id for pupil in pupils])
    return tuple(PictureCard(p.id, p.list_name, p.group, codes[p.id]) for p in pupils)


def _taken(session: Session) -> set[Code]:
    query = select(Pupil.picture_code).where(col(Pupil.picture_code).is_not(None))
    return {code_of(kept.split(_BETWEEN)) for kept in session.exec(query) if kept}


def _drawn(free: Iterable[Code], beside: Iterable[Code], many: int) -> list[Code]:
    """So many free codes: each the first with the fewest pictures in common with any beside it."""
    shared = dict.fromkeys(free, 0)  # code: pictures, with the nearest of those beside it
    for code in beside:
        _set_beside(shared, code)
    drawn = []
    for _number in range(many):
        code = min(shared, key=shared.__getitem__)
        del shared[code]
        _set_beside(shared, code)
        drawn.append(code)
    return drawn


def _set_beside(shared: dict[Code, int], new: Code) -> None:
    pictures = set(new)
    for code, most in shared.items():
        shared[code] = max(most, len(pictures.intersection(code)))


def cards_by_code(codes: Mapping[UUID, Code]) -> dict[Code, UUID]:
    """Whose code it is."""
    return {code: pupil_id for pupil_id, code in codes.items()}

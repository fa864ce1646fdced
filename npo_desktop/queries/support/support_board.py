"""The board of a block: everything the page and the solver need of it, read at once."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.load import Content
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.proposals.support.board_needs import Needs, group_cards, needs_of
from npo_desktop.proposals.support.board_question import question_of as question_of_board
from npo_desktop.proposals.support.question import Question
from npo_desktop.proposals.support.support_board import (
    BlockFacts,
    Board,
    BoardGroup,
    Child,
    Colleague,
    DayOff,
    GroupCard,
    Place,
    Slot,
)
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.ranking_choices import school_here
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.support.blocks import block_facts, groups_of, last_division, places_of
from npo_desktop.queries.support.budget import budget_lines
from npo_desktop.queries.support.hours import colleague_hours
from npo_desktop.queries.support.periods import kept_lessons, period_list
from npo_desktop.queries.support.rooms import room_list
from npo_desktop.queries.support.support_beside import Beside, activities_beside, blocks_beside
from npo_desktop.queries.years.holidays import holiday_list
from npo_desktop.store.support_tables import PairRule, SupportConsent, SupportPlace
from npo_desktop.store.tables import Plan, Pupil, Staff


def read_needs(session: Session, content: Content, scored: ScoredRound) -> dict[UUID, Needs]:
    """What every pupil of a round needs; ``content`` holds the school's own catalogue."""
    answers, here = feasibility_answers(session), school_here(session)
    return needs_of(scored.dossiers.values(), content.catalogue, answers, here)


def question_of(
    session: Session,
    content: Content,
    block_id: UUID,
    scored: ScoredRound,
    needs: Mapping[UUID, Needs] | None = None,
) -> Question:
    """What the solver is asked for a block; ``needs`` when they were worked out already."""
    found = read_needs(session, content, scored) if needs is None else needs
    return question_of_board(board_of(session, content.catalogue, block_id, found))


def board_of(
    session: Session, catalogue: Catalogue, block_id: UUID, needs: Mapping[UUID, Needs]
) -> Board:
    """A block as it stands now."""
    block = block_facts(session, block_id)
    cards = group_cards(catalogue)
    beside = blocks_beside(session, block, cards)
    groups = _groups(session, block_id, cards, catalogue)
    return Board(
        block,
        groups,
        _children(session, block, catalogue, needs, groups, beside),
        cards,
        _people(session, beside),
        tuple(Slot(str(p.id), p.weekday, p.starts_at, p.ends_at) for p in period_list(session)),
        tuple(Place(room.id, room.name, room.places) for room in room_list(session)),
        _pairs(session, "apart"),
        _pairs(session, "together"),
        block.budget_usd if block.budget_usd is not None else _money(session, catalogue, block),
        tuple(
            DayOff(one.name, one.starts_on, one.ends_on)
            for one in holiday_list(session, block.starts_on, block.ends_on)
        ),
        last_division(session, block_id),
        _trained(session),
        {member.id: staff_name(member) for member in session.exec(select(Staff))},
    )


def _groups(
    session: Session, block_id: UUID, cards: Mapping[str, GroupCard], catalogue: Catalogue
) -> tuple[BoardGroup, ...]:
    by_name = select(Pupil.id).order_by(col(Pupil.sort_name))
    order = {id: place for place, id in enumerate(session.exec(by_name))}
    inside: dict[UUID, list[SupportPlace]] = defaultdict(list)
    for place in places_of(session, block_id):
        inside[place.support_group_id].append(place)
    rows = groups_of(session, block_id)
    plain = Counter(row.intervention for row in rows if not row.name)
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        name = row.name or _card_name(row.intervention, cards, catalogue)
        if not row.name and plain[row.intervention] > 1:  # two of one card are told apart
            seen[row.intervention] += 1
            name = f"{name} {seen[row.intervention]}"
        places = sorted(inside[row.id], key=lambda place: order.get(place.pupil_id, 0))
        card = cards.get(row.intervention)
        found.append(
            BoardGroup(
                row.id,
                row.intervention,
                name,
                row.minutes or (card.minutes if card else 30),
                row.sessions_per_week or (card.sessions_per_week if card else 1),
                row.name,
                row.staff_id,
                row.room_id,
                tuple(row.periods),
                tuple(place.pupil_id for place in places),
                frozenset(place.pupil_id for place in places if place.is_pinned),
                card.material_usd if card else 0.0,
            )
        )
    return tuple(found)


def _children(
    session: Session,
    block: BlockFacts,
    catalogue: Catalogue,
    needs: Mapping[UUID, Needs],
    groups: tuple[BoardGroup, ...],
    beside: Beside,
) -> dict[UUID, Child]:
    """Who takes part: of the classes of the block, and whoever is in a group."""
    placed = {pupil for group in groups for pupil in group.pupils}
    classes = set(block.limits.classes)
    known = dict(needs)
    for pupil in placed - set(known):  # left, or in a class without a round
        year = school_year_of(block.starts_on)
        known[pupil] = Needs(pupil_facts(session, pupil, year), is_scanned=False)
    said = {row.pupil_id: row.is_given for row in session.exec(select(SupportConsent))}
    left = set(session.exec(select(Pupil.id).where(col(Pupil.left_on) <= block.starts_on)))
    lessons, chosen = kept_lessons(session), _chosen(session, block.round_id)
    going = activities_beside(session, block, catalogue, beside)
    found = {}
    for id, need in known.items():
        who = need.pupil
        if classes and who.group_id not in classes and id not in placed:
            continue
        mine = chosen.get(id, frozenset())
        scores = {k: n for k, n in need.scores.items() if k in mine} or dict(need.scores)
        nothing = NOTHING_EXTRA in mine
        kept = lessons.get(who.group_id, {}) if who.group_id else {}
        found[id] = Child(
            id,
            who.full_name,
            who.call_name,
            who.group,
            who.grade,
            who.group_id,
            {} if nothing else scores,
            need.reds,
            need.bands,
            None if nothing and id not in placed else need.band,
            need.stands_out,
            said.get(id),
            {str(period): lesson for period, lesson in kept.items()},
            beside.busy.get(id, frozenset()),
            tuple(going.get(id, ())),
            id in left,
            need.is_scanned,
        )
    return found


def _people(session: Session, beside: Beside) -> tuple[Colleague, ...]:
    has_periods = bool(period_list(session))
    return tuple(
        Colleague(
            one.staff_id,
            one.name,
            one.weekly_minutes,
            one.skills,
            frozenset(str(period) for period in one.periods) if has_periods else None,
            beside.busy.get(one.staff_id, frozenset()),
            beside.minutes.get(one.staff_id, 0),
        )
        for one in colleague_hours(session)
        if one.weekly_minutes > 0
    )


def _trained(session: Session) -> dict[str, frozenset[UUID]]:
    """Who of those who work here can carry out each card, hours or not."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for one in colleague_hours(session):
        for card in one.skills:
            found[card].add(one.staff_id)
    return {card: frozenset(staff) for card, staff in found.items()}


def _money(session: Session, catalogue: Catalogue, block: BlockFacts) -> float | None:
    """What the lines that run when the block begins still hold; ``None``: there are none."""
    lines = budget_lines(session, catalogue)
    running = [line for line in lines if not line.has_ended(block.starts_on)]
    return sum(max(0.0, line.amount_usd - line.taken_usd) for line in running) if lines else None


def _chosen(session: Session, round_id: UUID) -> dict[UUID, frozenset[str]]:
    """The approaches that were chosen for pupils in a round."""
    found: dict[UUID, set[str]] = defaultdict(set)
    query = select(Plan.pupil_id, Plan.intervention).where(Plan.round_id == round_id)
    for pupil, approach in session.exec(query):
        found[pupil].add(approach)
    return {pupil: frozenset(approaches) for pupil, approaches in found.items()}


def _pairs(session: Session, kind: str) -> frozenset[tuple[UUID, UUID]]:
    query = select(PairRule.first_id, PairRule.second_id).where(PairRule.kind == kind)
    return frozenset(session.exec(query).all())


def _card_name(id: str, cards: Mapping[str, GroupCard], catalogue: Catalogue) -> str:
    """Also of a card that the school has hidden since."""
    if id in cards:
        return cards[id].name
    card = catalogue.get(id)
    return pick(card.names) if card else id

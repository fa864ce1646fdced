"""What each pupil of a round needs from a support group: scores, red needs and bands. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from npo_desktop.content.catalogue import Catalogue, Intervention, Level
from npo_desktop.dossiers.dossier import Dossier, PupilFacts
from npo_desktop.i18n import pick
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.propose import Answers, Proposals, propose
from npo_desktop.proposals.support.support_board import GroupCard
from npo_desktop.scoring.norms import Band

HUNDREDFOLD = 100  # scores are whole numbers for the solver: SCORING.md, section 8
UNMEASURED = 1  # what nobody has measured still fits: beside, never above


@dataclass(frozen=True, slots=True)
class Needs:
    """One pupil: what suits, by programme, and what stands out."""

    pupil: PupilFacts
    scores: Mapping[str, int] = field(default_factory=dict)
    reds: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, Band] = field(default_factory=dict)
    band: Band | None = None
    stands_out: tuple[str, ...] = ()
    is_scanned: bool = True  # something was answered or tested in this round


def group_cards(catalogue: Catalogue) -> dict[str, GroupCard]:
    """The cards that are done in small groups, of those with a dose."""
    return {
        card.id: GroupCard(
            card.id,
            pick(card.names),
            max(1, round(card.dose.sessions_per_week)),
            max(1, round(card.dose.minutes)),
            card.material_usd or 0.0,
        )
        for card in catalogue.interventions
        if card.level is Level.GROUP and card.dose is not None
    }


def needs_of(
    dossiers: Iterable[Dossier], catalogue: Catalogue, answers: Answers, here: Here | None = None
) -> dict[UUID, Needs]:
    """The needs of every pupil of a round, from what is proposed for each."""
    cards = group_cards(catalogue)
    return {
        dossier.pupil.id: needs_from(dossier, propose(dossier, catalogue, answers, here), cards)
        for dossier in dossiers
    }


def needs_from(dossier: Dossier, proposals: Proposals, cards: Collection[str]) -> Needs:
    """The needs of one pupil."""
    flags = dossier.flags
    scores: dict[str, int] = {}
    reds: dict[str, int] = {}
    bands: dict[str, Band] = {}
    for proposal in (*proposals.ranked, *proposals.no_figure):
        card = proposal.intervention
        if card.id not in cards:
            continue
        scores[card.id] = max(UNMEASURED, round(HUNDREDFOLD * proposal.ranked.score))
        reds[card.id] = _low_served(flags, card)
        bands[card.id] = Band.LOW if reds[card.id] else Band.WATCH
    low = [code for code, band in flags.items() if band is Band.LOW]
    watch = [code for code, band in flags.items() if band is Band.WATCH]
    worst = Band.LOW if low else Band.WATCH if watch else None
    is_scanned = bool(dossier.scores or dossier.results)
    return Needs(dossier.pupil, scores, reds, bands, worst, (*low, *watch), is_scanned)


def _low_served(flags: Mapping[str, Band], card: Intervention) -> int:
    return sum(
        1 for code, match in card.targets.items() if match > 0 and flags.get(code) is Band.LOW
    )

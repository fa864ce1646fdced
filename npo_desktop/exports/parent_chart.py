"""The three-zone picture for parents: which rows, and where their marks stand. Pure.

Screen and paper draw the same result. Source: VISUAL.md, sections 8 and 11.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, SubscaleScore
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.formats import month_name
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.propose import served
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import POMP_LOW, POMP_WATCH, Band

SAFETY = "SE-SAF"  # a suspicion never goes on paper
HOME = "HOME"  # never scored, never printed
MOST_ROWS = 8
FIRST_NEEDS = 4  # before the strengths take their rows
ZONES = (Band.LOW, Band.WATCH, Band.FINE)
INSET = 0.14  # of a zone, on either side: a mark never touches the next zone
APART = 0.07  # of the picture: the least distance between then and now
LEVEL_SHARES = {"I": 0.8, "A": 0.8, "II": 0.6, "B": 0.6, "III": 0.35, "C": 0.35}


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row; positions run from 0 (left, help) to 1 (right, good)."""

    label: str
    now: float
    before: float | None  # only where it certainly got better


@dataclass(frozen=True, slots=True)
class ParentChart:
    """The whole picture, with its words."""

    explanation: str
    zones: tuple[str, str, str]
    rows: tuple[ChartRow, ...]
    legend_now: str
    legend_better: str  # empty when no row has an arrow


def zone_of(row: ChartRow) -> int:
    """In which of the three zones its mark stands, from the left."""
    return min(len(ZONES) - 1, int(row.now * len(ZONES)))


def may_be_shown(facts: ParentSummary, subscale: str) -> bool:
    """Whether parents read about this subscale: known, not home, and no worry about safety."""
    names = facts.subscales.get(subscale)
    band = facts.dossier.flags.get(subscale, Band.NONE)
    return names is not None and names.domain != HOME and (subscale != SAFETY or band is Band.FINE)


def needs_of(facts: ParentSummary) -> tuple[str, ...]:
    """Subscales that ask for help or practice: those of the plans first, then low, then watch."""
    flags = facts.dossier.flags
    found = [goal.subscale for plan in facts.plans for goal in plan.goals if goal.subscale]
    for plan in facts.plans:
        if plan.intervention:
            found += served(flags, plan.intervention)
    for band in (Band.LOW, Band.WATCH):
        found += [subscale for subscale in facts.subscales if flags.get(subscale) is band]
    return tuple(s for s in dict.fromkeys(found) if may_be_shown(facts, s))


def strengths_of(facts: ParentSummary) -> tuple[SubscaleScore, ...]:
    """The teacher's two highest fine scores that nobody else contradicts, best first.

    In two tiers the subscales whose first statement got the highest answer: words, no figure.
    """
    dossier = facts.dossier
    if any(scored.in_two_tiers for scored in dossier.scores):
        return tuple(
            scored
            for scored in dossier.strong_markers
            if dossier.flags.get(scored.subscale) is _unopposed(scored)
            and may_be_shown(facts, scored.subscale)
        )[:2]
    valid = [
        scored
        for scored in dossier.scores
        if scored.informant == Informant.TEACHER
        and scored.band is Band.FINE
        and dossier.flags.get(scored.subscale) is Band.FINE
        and may_be_shown(facts, scored.subscale)
    ]
    valid.sort(key=lambda scored: -(scored.score.pomp or 0.0))
    return tuple(valid[:2])


def _unopposed(scored: SubscaleScore) -> Band:
    """The flag of a strong marker that nobody else's answers speak against."""
    return scored.band if scored.band is Band.FINE else Band.NONE


def parent_chart(facts: ParentSummary) -> ParentChart | None:
    """The picture in the language spoken; ``None`` when nothing is known."""
    rows = tuple(_row(facts, subscale) for subscale in _chosen(facts))
    if not rows:
        return None
    dossier = facts.dossier
    better = ""
    if dossier.before_round and any(row.before is not None for row in rows):
        month = month_name(dossier.before_round.starts_on)
        better = _("clearly better than in {month}").format(month=month)
    return ParentChart(
        explanation=_("The filled circles show where {name} is now.").format(name=facts.name),
        zones=(_("here we help"), _("we practise this"), _("this goes well")),
        rows=rows,
        legend_now=_("now, {month}").format(month=month_name(_seen_on(dossier))),
        legend_better=better,
    )


def _seen_on(dossier: Dossier) -> date:
    return max((scored.held_on for scored in dossier.scores), default=dossier.round.starts_on)


def _chosen(facts: ParentSummary) -> tuple[str, ...]:
    """At most eight: needs, both strengths, what got better, then some of each domain."""
    flags = facts.dossier.flags
    known = [
        subscale
        for subscale in facts.subscales
        if flags.get(subscale, Band.NONE) is not Band.NONE and may_be_shown(facts, subscale)
    ]
    needs = needs_of(facts)
    wanted = [
        *needs[:FIRST_NEEDS],
        *(scored.subscale for scored in strengths_of(facts)),
        *(subscale for subscale in known if _improved(facts.dossier, subscale)),
        *needs[FIRST_NEEDS:],
        *_by_turns(facts, known),
    ]
    chosen = [subscale for subscale in dict.fromkeys(wanted) if subscale in known][:MOST_ROWS]
    return tuple(subscale for subscale in known if subscale in chosen)


def _by_turns(facts: ParentSummary, known: Iterable[str]) -> Iterator[str]:
    """One of each domain, then the next of each."""
    domains: dict[str, list[str]] = {}
    for subscale in known:
        domains.setdefault(facts.subscales[subscale].domain, []).append(subscale)
    for turn in zip_longest(*domains.values()):
        yield from (subscale for subscale in turn if subscale)


def _row(facts: ParentSummary, subscale: str) -> ChartRow:
    dossier = facts.dossier
    band = dossier.flags[subscale]
    now = _position(band, _share(dossier, subscale, band))
    before = None
    if then := _improved(dossier, subscale):
        pomp = then.score.pomp or 0.0
        earlier = _position(then.band, _share_of_pomp(then.band, pomp))
        # Then and now may be judged by different norms; a certain improvement never points left.
        before = max(0.0, min(earlier, now - APART))
    return ChartRow(pick(facts.subscales[subscale].parent), now, before)


def deciding_score(dossier: Dossier, subscale: str) -> SubscaleScore | None:
    """The score behind the flag: the teacher's, or the pupil's where that is lower."""
    for informant in (Informant.TEACHER, Informant.PUPIL):
        scored = dossier.score_of(subscale, informant)
        if scored and scored.band is dossier.flags.get(subscale):
            return scored
    return None


def _improved(dossier: Dossier, subscale: str) -> SubscaleScore | None:
    """How it was before, when the deciding score is certainly better now."""
    deciding = deciding_score(dossier, subscale)
    if deciding is None or level_of_test(dossier, subscale):
        return None
    certain = any(
        change.verdict is Verdict.IMPROVED
        and (change.subscale, change.informant) == (subscale, deciding.informant)
        for change in dossier.changes
    )
    before = (
        then
        for then in dossier.before
        if (then.subscale, then.informant) == (subscale, deciding.informant)
        and then.band is not Band.NONE
    )
    return next(before, None) if certain else None


def level_of_test(dossier: Dossier, subscale: str) -> str | None:
    """The newest test level, which counts before a judgement."""
    of_test = [r for r in dossier.results if r.subscale == subscale and r.level]
    return max(of_test, key=lambda result: result.held_on).level if of_test else None


def _share(dossier: Dossier, subscale: str, band: Band) -> float:
    if level := level_of_test(dossier, subscale):
        return LEVEL_SHARES.get(level, 0.5)
    scored = deciding_score(dossier, subscale)
    if scored is None or scored.score.pomp is None:
        return 0.5
    return _share_of_pomp(band, scored.score.pomp)


def _share_of_pomp(band: Band, pomp: float) -> float:
    """How far within its zone, 0 to 1; a norm may set a band outside the criterion's bounds."""
    lowest, highest = {
        Band.LOW: (0.0, POMP_WATCH),
        Band.WATCH: (POMP_LOW / 2, 100.0 - POMP_LOW),
        Band.FINE: (POMP_WATCH, 100.0),
    }[band]
    return min(1.0, max(0.0, (pomp - lowest) / (highest - lowest)))


def _position(band: Band, share: float) -> float:
    """From 0 to 1 over the three zones."""
    return (ZONES.index(band) + INSET + (1 - 2 * INSET) * share) / len(ZONES)

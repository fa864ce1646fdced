"""The list to talk about in the support team: who, why, in which order. Pure.

Nothing is decided by the list; the team sets its length. Source: SCORING.md, sections 6 and 9.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import Reason, Signals, is_low_overall, reasons_of, signals_of
from npo_desktop.dossiers.result_growth import NormGain, growth_of
from npo_desktop.scoring.norms import Band

URGENT = (Reason.CRITICAL, Reason.MENTIONED)  # never cut off by the length of the list


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """A colleague put the pupil on the list, or the team took it off, with a reason."""

    is_added: bool
    words: str
    made_at: datetime  # UTC
    who: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason with what it rests on."""

    reason: Reason
    subscales: tuple[str, ...] = ()  # or composites
    informants: tuple[Informant, ...] = ()
    rounds: tuple[str, ...] = ()  # or moments of a test
    words: str = ""  # of a colleague
    who: str = ""


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One pupil on the list, or taken off it."""

    dossier: Dossier
    signals: Signals
    whys: tuple[Why, ...]
    mention: MentionFacts | None = None

    @property
    def is_off(self) -> bool:
        """The team decided that there is nothing to talk about now."""
        return self.mention is not None and not self.mention.is_added

    @property
    def is_urgent(self) -> bool:
        """A talk this week, or a colleague who asks: on the list whatever its length."""
        return any(why.reason in URGENT for why in self.whys)

    @property
    def order(self) -> tuple[bool, bool, int, int, int]:
        """An order of talking: a talk this week, a colleague's question, then how much is low."""
        reasons = {why.reason for why in self.whys}
        return (
            Reason.CRITICAL not in reasons,
            Reason.MENTIONED not in reasons,
            -self.signals.low,
            -len(reasons),
            -self.signals.watch,
        )


@dataclass(frozen=True, slots=True)
class AttentionList:
    """Who is on the list, who stands below the line, and who was taken off."""

    on: tuple[AttentionRow, ...]
    below: tuple[AttentionRow, ...]
    off: tuple[AttentionRow, ...]


def attention_list(
    dossiers: Iterable[Dossier],
    mentions: Mapping[UUID, MentionFacts],
    norms: Sequence[NormGain],
    length: int,
) -> AttentionList:
    """Everybody with a reason, most urgent first; ``length`` 0: no line.

    Pupils of one order keep the order they came in.
    """
    rows = []
    for dossier in dossiers:
        mention = mentions.get(dossier.pupil.id)
        if whys := whys_of(dossier, norms, mention):
            rows.append(AttentionRow(dossier, signals_of(dossier), whys, mention))
    rows.sort(key=lambda row: row.order)
    talked = [row for row in rows if not row.is_off]
    cut = max(length, sum(row.is_urgent for row in talked)) if length else len(talked)
    return AttentionList(
        tuple(talked[:cut]), tuple(talked[cut:]), tuple(row for row in rows if row.is_off)
    )


def whys_of(
    dossier: Dossier, norms: Sequence[NormGain] = (), mention: MentionFacts | None = None
) -> tuple[Why, ...]:
    """Every reason of ``reasons_of``, with what it rests on."""
    slow = _slow(dossier, norms) if norms else {}
    is_mentioned = mention is not None and mention.is_added
    reasons = reasons_of(dossier, slow=slow, is_mentioned=is_mentioned)
    return tuple(_why(reason, dossier, slow, mention) for reason in reasons)


def _slow(dossier: Dossier, norms: Sequence[NormGain]) -> dict[str, tuple[str, str]]:
    """The moments between which each subject grew less than was to be expected."""
    return {
        found.second.subscale: (found.first.moment, found.second.moment)
        for found in growth_of(dossier.results, norms)
        if found.growth
        and found.growth.verdict == "below"
        and found.second.subscale
        and found.first
    }


def _why(
    reason: Reason,
    dossier: Dossier,
    slow: Mapping[str, tuple[str, str]],
    mention: MentionFacts | None,
) -> Why:
    low = tuple(code for code, band in dossier.flags.items() if band is Band.LOW)
    if reason is Reason.CRITICAL:
        said = dict.fromkeys(answer.informant for answer in dossier.critical)
        return Why(reason, informants=tuple(said))
    if reason is Reason.COMPOSITE:
        return Why(reason, tuple(code for code in ("EF", "SE") if is_low_overall(dossier, code)))
    if reason is Reason.TWO_ROUNDS:
        before = {past.subscale for past in dossier.before if past.band is Band.LOW}
        earlier = dossier.before_round.name if dossier.before_round else ""
        both = tuple(code for code in low if code in before)
        return Why(reason, both, rounds=(earlier, dossier.round.name))
    if reason is Reason.TWO_INFORMANTS:
        return _of_two(dossier)
    if reason is Reason.SLOW_GROWTH:
        found = tuple(code for code in low if code in slow)
        return Why(reason, found, rounds=slow[found[0]])
    if reason is Reason.MENTIONED and mention is not None:
        return Why(reason, words=mention.words, who=mention.who)
    return Why(reason, low)


def _of_two(dossier: Dossier) -> Why:
    """Subscales that two people see as low, and who they are."""
    seen: dict[str, list[Informant]] = {}
    for scored in dossier.scores:
        if scored.band is Band.LOW:
            seen.setdefault(scored.subscale, []).append(scored.informant)
    both = {code: informants for code, informants in seen.items() if len(informants) > 1}
    who = dict.fromkeys(informant for informants in both.values() for informant in informants)
    return Why(Reason.TWO_INFORMANTS, tuple(both), tuple(who))

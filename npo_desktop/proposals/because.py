"""Why one approach is proposed to one pupil: which answers, which rule, what would change it. Pure.

Source: SCORING.md, sections 7 and 9: a score is never shown without its date and informant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from npo_desktop.content.catalogue import Intervention
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, ScanFacts, SubscaleScore
from npo_desktop.proposals.constants import Here, value_of
from npo_desktop.proposals.criteria import Criterion, Judged, Said, judged
from npo_desktop.proposals.propose import Answers, Proposal, Proposals, option_of
from npo_desktop.proposals.ranking import Option, rank_with
from npo_desktop.proposals.sensitivity import Turn
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.reliability import standard_error

ALTERNATIVES = 2
LONG_ENOUGH = 3  # items; a shorter subscale has no error that can be told
Editions = Mapping[str, Questionnaire]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, word for word; in the language that is spoken."""

    question: str
    answer: str
    informant: Informant


@dataclass(frozen=True, slots=True)
class Need:
    """One flagged subscale that the approach works on, with where the flag comes from."""

    subscale: str
    band: Band
    match: float  # 0.5 or 1
    scores: tuple[SubscaleScore, ...]
    results: tuple[ResultFacts, ...]  # the newest test, when that decides
    answers: tuple[Answer, ...]
    errors: Mapping[Informant, float]  # of measurement, on 0 to 100; none for short subscales


class If(StrEnum):
    """What could be otherwise."""

    WATCH = "watch"  # a low need were one to watch
    GONE = "gone"  # a need to watch were none
    SAID_NO = "said_no"  # an open question were answered no
    SOLVED = "solved"  # what is missing were there
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Its place if one thing were otherwise; no place: no longer ranked."""

    what: If
    about: str  # a subscale, a factor or the key of a dial
    place: int | None
    up: bool = False  # of a constant


@dataclass(frozen=True, slots=True)
class Because:
    """Everything the card says of one approach for one pupil."""

    dossier: Dossier
    proposal: Proposal
    place: int | None  # None: nobody has measured it
    of: int
    needs: tuple[Need, ...]
    not_covered: tuple[str, ...]  # low needs it does not work on
    what_if: tuple[WhatIf, ...]
    alternatives: tuple[Proposal, ...]
    criteria: tuple[Judged, ...]
    here: Here
    looked_at: date | None = None  # the newest answer it rests on

    @property
    def intervention(self) -> Intervention:
        """The approach itself."""
        return self.proposal.intervention


def because(
    dossier: Dossier,
    proposals: Proposals,
    intervention_id: str,
    scans: Sequence[ScanFacts],
    questionnaires: Editions,
    answers: Answers,
    here: Here,
    said: Mapping[Criterion, Said],
    language: str,
) -> Because | None:
    """The reasons of one proposal; ``None`` when it is not proposed to this pupil."""
    proposal = next(
        (
            one
            for one in (*proposals.ranked, *proposals.no_figure)
            if one.intervention.id == intervention_id
        ),
        None,
    )
    if proposal is None:
        return None
    mine = [scan for scan in scans if scan.round_id == dossier.round.id]
    needs = tuple(
        _need(code, proposal, dossier, mine, questionnaires, language) for code in proposal.because
    )
    low = [code for code, band in dossier.flags.items() if band is Band.LOW]
    others = [p for p in proposals.ranked if p.intervention.id != intervention_id]
    days = [scored.held_on for need in needs for scored in need.scores]
    days += [result.held_on for need in needs for result in need.results]
    return Because(
        dossier=dossier,
        proposal=proposal,
        place=proposals.place_of(intervention_id),
        of=len(proposals.ranked),
        needs=needs,
        not_covered=tuple(code for code in low if code not in proposal.because),
        what_if=_what_ifs(dossier, proposals, proposal, answers, here),
        alternatives=tuple(others[:ALTERNATIVES]),
        criteria=judged(proposal, said, here),
        here=here,
        looked_at=max(days, default=None),
    )


def _need(
    code: str,
    proposal: Proposal,
    dossier: Dossier,
    scans: Sequence[ScanFacts],
    questionnaires: Editions,
    language: str,
) -> Need:
    tested = [r for r in dossier.results if r.subscale == code and r.level]
    newest = sorted(tested, key=lambda result: result.held_on)[-1:]
    scores = tuple(one for one in dossier.scores if one.subscale == code)
    return Need(
        code,
        dossier.flags[code],
        proposal.intervention.targets.get(code, 0.0),
        scores,
        tuple(newest),
        tuple(
            answer
            for scan in scans
            for answer in _answers(code, scan, questionnaires.get(scan.questionnaire), language)
        ),
        {
            one.informant: _error(one, form)
            for one in scores
            if (form := questionnaires.get(one.questionnaire)) and one.score.items >= LONG_ENOUGH
        },
    )


def _error(scored: SubscaleScore, form: Questionnaire) -> float:
    """The standard error of measurement on 0 to 100."""
    return 100 * standard_error(form.sd, form.reliability) / scored.top


def _answers(
    code: str, scan: ScanFacts, questionnaire: Questionnaire | None, language: str
) -> list[Answer]:
    """What was answered on one subscale, in asking order; not asked is not told."""
    if questionnaire is None:
        return []
    found = []
    for item in questionnaire.items:
        if item.scale == code and item.id in scan.answers:
            value, options = scan.answers[item.id], questionnaire.options_of(item)
            if value is None:
                words = questionnaire.text_of(questionnaire.dont_know, language)
            elif value < len(options):
                words = questionnaire.text_of(options[value], language)
            else:
                continue
            question = questionnaire.text_of(item.texts, language)
            found.append(Answer(question, words, scan.informant))
    return found


def _what_ifs(
    dossier: Dossier, proposals: Proposals, proposal: Proposal, answers: Answers, here: Here
) -> tuple[WhatIf, ...]:
    """Only what would move it to another place."""
    id, standing = proposal.intervention.id, proposals.place_of(proposal.intervention.id)
    if standing is None:
        return ()
    grade, constants = dossier.pupil.grade or 1, here.constants
    options = {
        one.intervention.id: option_of(
            one.intervention, answers.get(one.intervention.id, {}), dossier.pupil.grade, constants
        )
        for one in proposals.ranked
    }

    def place(flags: Mapping[str, Band], with_these: Mapping[str, Option]) -> int | None:
        ranked = rank_with(flags, grade, list(with_these.values()), constants).ranked
        places = {one.id: number for number, one in enumerate(ranked, 1)}
        return places.get(id)

    found = []
    for code in proposal.because:
        is_low = dossier.flags[code] is Band.LOW
        milder = {**dossier.flags, code: Band.WATCH if is_low else Band.FINE}
        found.append(WhatIf(If.WATCH if is_low else If.GONE, code, place(milder, options)))
    for factor in (*proposal.missing, *proposal.to_ask):
        solved = factor in proposal.missing
        value = 1.0 if solved else value_of(constants, f"factor.{factor}")
        mine = options[id]
        other = replace(mine, feasibility={**mine.feasibility, factor: value})
        what = If.SOLVED if solved else If.SAID_NO
        found.append(WhatIf(what, factor, place(dossier.flags, {**options, id: other})))
    found += [_turned(turn, id) for turn in proposals.turns if _touches(turn, id, standing)]
    return tuple(one for one in found if one.place != standing)


def _touches(turn: Turn, id: str, standing: int) -> bool:
    """Whether a turn moves this one within the first places."""
    return id in turn.order and turn.order.index(id) + 1 != standing


def _turned(turn: Turn, id: str) -> WhatIf:
    return WhatIf(If.CONSTANT, turn.key, turn.order.index(id) + 1, turn.up)

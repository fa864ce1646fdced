"""The because-card in words, for the window and for paper alike. Pure.

Every section is a heading with an icon and plain sentences; nothing is only a colour.
"""

from dataclasses import dataclass

from npo_desktop.band_words import band_text
from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.catalogue import Intervention
from npo_desktop.content.informant_words import informant_text
from npo_desktop.dossiers.dossier import ResultFacts, SubscaleScore
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.because import Because, Need
from npo_desktop.proposals.criteria import Judged, criterion_text
from npo_desktop.proposals.propose import EVERY_GRADE
from npo_desktop.proposals.words.proposed import (
    dose_text,
    evidence_word,
    exclusion_grade_text,
    harm_first,
    hours_text,
    listed,
    missing_text,
    months_text,
    source_text,
    strengths_text,
)
from npo_desktop.proposals.words.what_if import Names, what_if_sentences

JUDGED = "COG-"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; ``deep`` ones belong to the one above."""

    words: str
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card."""

    icon: str
    title: str
    lines: tuple[Line, ...]


def because_title(card: Because) -> str:
    """For whom and at which place."""
    name = card.dossier.pupil.call_name
    if card.place is None:
        return _("Beside the order for {name}: nobody has measured it").format(name=name)
    words = _("Place {place} of {of} for {name}")
    return words.format(place=card.place, of=card.of, name=name)


def because_sections(card: Because, names: Names) -> tuple[Section, ...]:
    """All of it, in the order in which it is read; what is empty is left out."""
    found = (
        Section("star", _("Strengths"), _lines(strengths_text(card.dossier, names))),
        Section("alert-triangle", _("Mind this first"), _warnings(card)),
        Section("target", _("Which answers"), _answers(card, names)),
        Section("list", _("Which rule"), _rule(card, names)),
        Section("book", _("What research says"), _evidence(card)),
        Section("clock", _("What it costs"), _cost(card)),
        Section("users", _("For whom not"), _not_for(card.intervention)),
        Section("refresh", _("What would change it"), _lines(*what_if_sentences(card, names))),
        Section("arrow-right", _("What else there is"), _alternatives(card, names)),
        Section("clipboard-check", _("Before you choose"), _criteria(card)),
    )
    return tuple(section for section in found if section.lines)


def _lines(*words: str) -> tuple[Line, ...]:
    return tuple(Line(one) for one in words if one)


def _warnings(card: Because) -> tuple[Line, ...]:
    return _lines(*(pick(one.texts) for one in harm_first(card.intervention)))


def _answers(card: Because, names: Names) -> tuple[Line, ...]:
    found: list[Line] = []
    for need in card.needs:
        why = pick(card.intervention.target_reasons.get(need.subscale, {}))
        fits = _("works on it directly") if need.match >= 1 else _("works on it partly")
        head = f"{names.get(need.subscale, need.subscale)}: {band_text(need.band)}. "
        found.append(Line(head + f"{fits[:1].upper()}{fits[1:]}{': ' + why if why else ''}."))
        found += [Line(words, deep=True) for words in _need_lines(need)]
    return tuple(found)


def _need_lines(need: Need) -> list[str]:
    """Per informant the score, and behind it the answers word for word."""
    told = [_result_text(result) for result in need.results]
    for scored in need.scores:
        said = [
            _("“{question}” {answer}").format(
                question=one.question.rstrip("."), answer=one.answer.lower()
            )
            for one in need.answers
            if one.informant is scored.informant
        ]
        told.append(
            " ".join(
                filter(
                    None, (_score_text(scored, need.errors.get(scored.informant)), "; ".join(said))
                )
            )
        )
    return told


def _result_text(result: ResultFacts) -> str:
    """A level never without the language of the test and whom it was compared with."""
    norms = result.norm_group or _("norm group unknown")
    words = _("{test}, {date}: level {level} (test in {language}; compared with: {norms}).")
    return words.format(
        test=result.test,
        date=date_text(result.held_on),
        level=result.level,
        language=language_text(result.language),
        norms=norms,
    )


def _score_text(scored: SubscaleScore, error: float | None) -> str:
    """A score with its date, informant, edition and error, or what there is without one."""
    who = informant_text(scored.informant)
    words = _("{who}, {date}, list {edition}").format(
        who=_capital(who), date=date_text(scored.held_on), edition=scored.edition
    )
    if scored.subscale.startswith(JUDGED):  # one answer beside the goals: words, no number
        return f"{words}:"
    if scored.score.pomp is None:
        return _("{head}: too few answers for a number.").format(head=words)
    value = number(scored.score.pomp)
    if error is None:
        return _("{head}: {value} of 100.").format(head=words, value=value)
    told = _("{head}: {value} of 100 (± {error}).")
    return told.format(head=words, value=value, error=number(error))


def _rule(card: Because, names: Names) -> tuple[Line, ...]:
    ranked, constants = card.proposal.ranked, card.here.constants
    share = number(100 * ranked.need)
    told = [
        _("Covers {share} percent of the needs; help needed counts double.").format(share=share)
    ]
    if card.place is not None and card.intervention.evidence is not None:
        told.append(_effect_text(card))
        told.append(_feasible_text(card))
        words = _("Cost: {cost} hours per pupil, so divided by {by}. Score: {score}.")
        by = 1 + ranked.cost / constants.cost_divisor
        told.append(
            words.format(
                cost=number(ranked.cost, 1), by=number(by, 2), score=number(ranked.score, 2)
            )
        )
    if card.not_covered:
        left = listed([names.get(code, code) for code in card.not_covered])
        told.append(_("Does not work on: {needs}.").format(needs=left))
    if not constants.is_standard:
        told.append(_("The school turned constants of this calculation itself."))
    return _lines(*told)


def _effect_text(card: Because) -> str:
    one, ranked = card.intervention, card.proposal.ranked
    months = months_text(one)
    if one.months is not None and one.months < 0:
        return _("Effect: {months}: a loss. It counts as nothing.").format(months=months)
    shrink = number(100 * card.here.constants.shrink[one.evidence or 0])
    left = _("{months} mo").format(months=number(ranked.effect, 1))
    words = _("Effect: {months}, of which {share} percent counts for this evidence: {left}.")
    return words.format(months=months, share=shrink, left=left)


def _feasible_text(card: Because) -> str:
    share = number(100 * card.proposal.ranked.feasibility)
    if card.proposal.missing:
        what = listed([missing_text(factor) for factor in card.proposal.missing])
        return _("Possible here: {share} percent, because {what}.").format(share=share, what=what)
    if card.proposal.to_ask:
        count = len(card.proposal.to_ask)
        words = ngettext(
            "Possible here: counted as a full yes; {n} question is still open.",
            "Possible here: counted as a full yes; {n} questions are still open.",
            count,
        )
        return words.format(n=count)
    return _("Possible here: yes, in full.")


def _evidence(card: Because) -> tuple[Line, ...]:
    one = card.intervention
    if one.months is None or one.evidence is None:
        return _lines(_("No figure known. That does not mean: no effect."), source_text(one))
    words = _("{months} on average; evidence: {evidence}.")
    told = [
        words.format(months=months_text(one), evidence=evidence_word(one.evidence)),
        _("Source: {source}.").format(source=source_text(one).rstrip(".")),
        _("An average from research elsewhere, not measured on these islands. No promise."),
    ]
    if one.own_fields:
        told.append(_("The school overruled figures of this card: they are its own."))
    return _lines(*told)


def _cost(card: Because) -> tuple[Line, ...]:
    one = card.intervention
    if one.dose is None:
        return _lines(_("How often and how long is not known. Please fill this in."))
    hours = one.dose.staff_hours / one.dose.group_size
    told = [f"{_capital(dose_text(one.dose))}.", f"{_capital(hours_text(hours))}."]
    rate = card.here.constants.hourly_rate
    each = hours * rate + (one.material_usd or 0.0) / one.dose.group_size
    if one.material_usd is None:
        words = _("About $ {amount} per pupil, at $ {rate} an hour; material not counted: unknown.")
    else:
        words = _("About $ {amount} per pupil, at $ {rate} an hour and with the material.")
    told.append(words.format(amount=number(each), rate=number(rate)))
    return _lines(*told)


def _not_for(one: Intervention) -> tuple[Line, ...]:
    told = [exclusion_grade_text(one)] if one.grades != EVERY_GRADE else []
    if one.needs_internet:
        told.append(_("Not without internet."))
    told.append(_("Not again for a pupil who had it without a certain improvement."))
    return _lines(*told)


def _alternatives(card: Because, names: Names) -> tuple[Line, ...]:
    told = []
    for other in card.alternatives:
        needs = listed([names.get(code, code) for code in other.because])
        name = other.intervention.name
        told.append(_("{name}: works on {needs}.").format(name=name, needs=needs))
    told.append(_("Nothing extra now, and look again on an agreed day, is as good a choice."))
    return _lines(*told)


def _criteria(card: Because) -> tuple[Line, ...]:
    return tuple(Line(criterion_line(one)) for one in card.criteria)


def criterion_line(one: Judged) -> str:
    """A criterion with what is known of it: The team is behind it: not said yet."""
    said = {True: _("yes"), False: _("no"), None: _("not said yet")}[one.holds]
    words = f"{criterion_text(one.criterion)}: {said}"
    return f"{words} ({one.reason})." if one.reason else f"{words}."


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"

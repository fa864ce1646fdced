"""Proposals in words: what an option brings, what it asks, and why another is left out. Pure."""

from collections.abc import Mapping, Sequence

from npo_desktop.content.catalogue import Contraindication, Dose, Intervention
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import Reason
from npo_desktop.formats import MINUS, date_text, number
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.propose import Proposal
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.proposals.rules import SetAside, weekly_hours
from npo_desktop.scoring.change import Verdict

# Warnings that go before everything else. Source: CATALOGUE.md, section 6, the label "may harm".
HARMFUL = ("may-harm", "can-hurt", "keep-up")


def summary(proposal: Proposal) -> str:
    """One sentence: what it covers, brings, still misses and costs. SCORING.md, section 7."""
    ranked, intervention = proposal.ranked, proposal.intervention
    parts = [_("covers {share} of the needs").format(share=f"{number(100 * ranked.need)} %")]
    if intervention.months is not None and intervention.evidence is not None and intervention.dose:
        months = number(ranked.effect, 1)
        parts.append(_("about {months} months after correction for evidence").format(months=months))
    parts += [missing_text(factor) for factor in proposal.missing]
    if intervention.dose:
        parts.append(hours_text(intervention.dose.staff_hours / intervention.dose.group_size))
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def hours_text(hours: float) -> str:
    """Time of staff for one pupil, for a whole block; tenths only below ten hours."""
    tenths = round(hours, 1)
    shown = number(tenths, 0 if tenths >= 10 or tenths == round(tenths) else 1)
    if tenths == 1:
        return _("1 hour per pupil")
    return _("{hours} hours per pupil").format(hours=shown)


def missing_text(factor: str) -> str:
    """What the school said no to, as a part of a sentence; factors of ``FACTORS``."""
    return {
        "trained": _("one colleague still needs training"),
        "material": _("the material is not there yet"),
        "language": _("the language does not fit yet"),
        "timetable": _("it does not fit the timetable yet"),
        "partner": _("a partner on the island is still missing"),
    }[factor]


def strengths_text(dossier: Dossier, names: Mapping[str, str]) -> str:
    """What goes well, said first; with who saw it and when. Empty when nobody saw any."""
    strong = dossier.strengths
    if not strong:
        return ""
    newest = max(strong, key=lambda scored: scored.held_on)
    return _("Does well: {what} (teacher, {date}, list {edition}).").format(
        what=listed([names.get(scored.subscale, scored.subscale) for scored in strong]),
        date=date_text(newest.held_on),
        edition=newest.edition,
    )


def to_ask_text(proposal: Proposal) -> str:
    """How many questions about what is possible here nobody has answered; empty when none."""
    count = len(proposal.to_ask)
    if not count:
        return ""
    return ngettext(
        "{n} question is still open: can we do this here?",
        "{n} questions are still open: can we do this here?",
        count,
    ).format(n=count)


def exclusion_text(
    reason: Exclusion | SetAside,
    intervention: Intervention,
    dossier: Dossier,
    names: Mapping[str, str] | None = None,
    here: Here | None = None,
) -> str:
    """Why something is left out for this pupil, as a sentence; ``names`` of the subscales."""
    if isinstance(reason, SetAside):
        return _aside_text(reason, intervention, here or Here())
    if reason is Exclusion.CONTRAINDICATED and intervention.stops:
        return pick(intervention.stops[0].texts)
    if reason is Exclusion.GRADE:
        first, last = intervention.grades
        words = _("Meant for year groups {first} to {last}; {name} is in year group {grade}.")
        grade = dossier.pupil.grade or "?"
        return words.format(first=first, last=last, name=dossier.pupil.call_name, grade=grade)
    if reason is Exclusion.FAILED_BEFORE:
        return _tried_text(intervention, dossier)
    if resting := rests_on_language(reason, intervention, dossier):
        words = _("Works on {needs}: not judged in the first two years in this language.")
        return words.format(needs=listed([(names or {}).get(code, code) for code in resting]))
    return {
        Exclusion.NO_MATCH: _("Does not work on what this pupil needs now."),
        Exclusion.NO_FIGURE: _("No figure known. That does not mean: no effect."),
    }.get(reason, _("May do harm here."))


def rests_on_language(
    reason: Exclusion | SetAside, intervention: Intervention, dossier: Dossier
) -> tuple[str, ...]:
    """Subscales it works on that are not judged yet: this pupil is new in the language."""
    if reason is not Exclusion.NO_MATCH:
        return ()
    return tuple(code for code in dossier.resting if intervention.targets.get(code, 0) > 0)


def exclusion_grade_text(intervention: Intervention) -> str:
    """Outside which year groups it is not proposed."""
    first, last = intervention.grades
    return _("Not outside year groups {first} to {last}.").format(first=first, last=last)


def _aside_text(reason: SetAside, intervention: Intervention, here: Here) -> str:
    if reason is SetAside.NO_INTERNET:
        return _("Needs internet. The school said that there is none for lessons.")
    asked, there = weekly_hours(intervention) or 0.0, here.weekly_hours or 0.0
    words = _("Asks {asked} hours a week of staff. There are {there}.")
    return words.format(asked=number(asked, 1), there=number(there, 1))


def harm_first(intervention: Intervention) -> tuple[Contraindication, ...]:
    """The warnings, what may harm before all else."""
    return tuple(sorted(intervention.warnings, key=lambda one: one.code not in HARMFUL))


def may_harm(intervention: Intervention) -> bool:
    """Whether a warning belongs before everything else on the card."""
    below_zero = intervention.months is not None and intervention.months < 0
    return below_zero or any(one.code in HARMFUL for one in intervention.warnings)


def _tried_text(intervention: Intervention, dossier: Dossier) -> str:
    verdicts = [r.verdict for r in dossier.reviews if r.intervention == intervention.id]
    if Verdict.DECLINED in verdicts:
        return _("Done before: it became really weaker meanwhile.")
    return _("Done before, without a certain improvement.")


def months_text(intervention: Intervention) -> str:
    """The figure as it is published, with its sign: +7 mo."""
    if intervention.months is None:
        return _("unknown")
    sign = MINUS if intervention.months < 0 else "+"
    months = abs(intervention.months)
    shown = number(months, 0 if months == round(months) else 1)
    return _("{months} mo").format(months=f"{sign}{shown}")


def evidence_word(level: int | None) -> str:
    """Evidence 0 to 5. Source: CATALOGUE.md, section 1."""
    if level is None:
        return _("unknown")
    return (
        _("too few studies"),
        _("very limited"),
        _("limited"),
        _("moderate"),
        _("extensive"),
        _("very extensive"),
    )[level]


def cost_word(level: int | None) -> str:
    """Cost 1 to 5, of British schools. Source: CATALOGUE.md, section 1."""
    if level is None:
        return _("unknown")
    return (_("very low"), _("low"), _("moderate"), _("high"), _("very high"))[level - 1]


def source_text(intervention: Intervention) -> str:
    """Year and source of the figures: they are never shown without."""
    year = str(intervention.figure_year) if intervention.figure_year else _("year unknown")
    return f"{year} · {intervention.source}"


def goal_area_text(area: int) -> str:
    """The name of a goal area, 1 to 6. Source: CATALOGUE.md, section 2."""
    return (
        _("More teaching time"),
        _("More effective teaching"),
        _("Social-emotional and physical development"),
        _("Executive functions"),
        _("Staff and support"),
        _("Conditions and parents"),
    )[area - 1]


def dose_text(dose: Dose) -> str:
    """How often, how long, with how many."""
    text = _("{times} × {minutes} minutes a week, {weeks} weeks, with {pupils}")
    return text.format(
        times=number(dose.sessions_per_week),
        minutes=number(dose.minutes),
        weeks=number(dose.weeks),
        pupils=ngettext("{n} pupil", "{n} pupils", dose.group_size).format(n=dose.group_size),
    )


def dose_note(dose: Dose | None) -> str:
    """Whose figures a dose holds."""
    if dose is None:
        return _("How often and how long is not known. Please fill this in.")
    if dose.status == "verified":
        return _("As its source gives it.")
    return _("A starting point: confirm it for your school.")


def material_text(intervention: Intervention) -> str:
    """Dollars of material per group; unknown is not nothing."""
    if intervention.material_usd is None:
        return _("material: cost unknown")
    return _("material: $ {amount} per group").format(amount=number(intervention.material_usd))


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def reason_text(reason: Reason) -> str:
    """Why a pupil is talked about."""
    return {
        Reason.CRITICAL: _("an answer asks for a talk this week"),
        Reason.COMPOSITE: _("low over a whole domain"),
        Reason.MANY_LOW: _("three or more times help needed"),
        Reason.TWO_ROUNDS: _("help needed in two rounds"),
        Reason.TWO_INFORMANTS: _("two people see the same need"),
        Reason.SLOW_GROWTH: _("help needed and less growth than expected"),
        Reason.MENTIONED: _("a colleague asks to talk about it"),
    }[reason]

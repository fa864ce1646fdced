"""A card of the menukaart in words: what is research, what is the school's own. Pure."""

from collections.abc import Iterable

from npo_desktop.content.card_fields import field_name, shown, values_of
from npo_desktop.content.catalogue import DOSE_PARTS, Intervention
from npo_desktop.content.questionnaire import Texts
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import COMPLETE, _, current, pick
from npo_desktop.proposals.words.proposed import (
    cost_word,
    dose_text,
    evidence_word,
    months_text,
    source_text,
)


def marked(words: str, card: Intervention, field: str) -> str:
    """The words of a figure; one that is the school's own says so."""
    if field not in card.own_fields or card.is_own:
        return words
    return _("{figure} (own)").format(figure=words)


def figure_lines(card: Intervention) -> tuple[tuple[str, str], ...]:
    """What is known of a card: label and words."""
    return (
        (_("Months"), marked(months_text(card), card, "months")),
        (_("Evidence"), marked(evidence_word(card.evidence), card, "evidence")),
        (_("Cost"), marked(cost_word(card.cost), card, "cost")),
        (_("Material"), marked(_material(card), card, "material_usd")),
    )


def _material(card: Intervention) -> str:
    if card.material_usd is None:
        return _("unknown")
    return _("$ {amount} per group").format(amount=number(card.material_usd))


def grades_text(card: Intervention) -> str:
    """For which year groups."""
    first, last = card.grades
    return marked(_("year groups {first} to {last}").format(first=first, last=last), card, "grades")


def card_dose_text(card: Intervention) -> str:
    """How often, how long, with how many; empty when nobody said."""
    return marked(dose_text(card.dose), card, "dose") if card.dose else ""


def origin_text(card: Intervention) -> str:
    """Where the figures come from; of a card of the school's own that they are its own."""
    if card.is_own:
        source = shown("source", card.source)
        return _("A card of our own school. Source: {source}.").format(source=source)
    return source_text(card)


def own_text(card: Intervention, shipped: Intervention | None) -> str:
    """What the school put in the place of what ships, when and why."""
    if card.is_own or not card.own_fields or shipped is None:
        return ""
    changed = "; ".join(shipped_line(card, shipped, field) for field in sorted(card.own_fields))
    day = date_text(card.own_since) if card.own_since else ""
    words = _("Own figures since {date}: {changed}.").format(date=day, changed=changed)
    return f"{words} {card.own_note}".strip()


def own_mark(card: Intervention) -> str:
    """Which figures are the school's own, where what ships is not beside them; else nothing."""
    if card.is_own or not card.own_fields:
        return ""
    fields = ", ".join(_field_name(field) for field in sorted(card.own_fields))
    words = _("Own figures of the school: {fields}.").format(fields=fields)
    return f"{words} {card.own_note}".strip()


def _field_name(field: str) -> str:
    names = {"dose": _("Dose"), "grades": _("Year groups")}
    return names[field] if field in names else field_name(field)


def shipped_line(card: Intervention, shipped: Intervention, field: str) -> str:
    """One overruled field beside what ships: "months +2 instead of +4"."""
    words = _("{field} {own} instead of {shipped}")
    return words.format(
        field=_field_name(field), own=_shown(card, field), shipped=_shown(shipped, field)
    )


def _shown(card: Intervention, field: str) -> str:
    if field == "dose":
        parts = (values_of(card)[part] for part in DOSE_PARTS)
        return " × ".join("?" if part is None else number(part) for part in parts)
    if field == "grades":
        return f"{card.grades[0]}-{card.grades[1]}"
    value = getattr(card, field)
    return _("no figure") if value is None else number(value)


def practice_title(field: str) -> str:
    """The head of a part of the practice sheet; fields of ``PRACTICE_FIELDS``."""
    return {
        "purpose": _("What it is for"),
        "first_step": _("First step"),
        "session": _("What a session looks like"),
        "makes_it_work": _("What makes it work"),
        "goes_wrong": _("What goes wrong"),
        "see_it_works": _("How you see that it works"),
        "parents": _("With parents"),
        "time_cost": _("Time"),
    }[field]


def months_words() -> tuple[str, str]:
    """What is said once, wherever the menukaart is shown. Source: CATALOGUE.md, section 0."""
    return (
        _(
            "Months are averages over mostly British and American pupils; none was measured on"
            " Bonaire, Sint Eustatius or Saba."
        ),
        _("They are no promise for one child. No figure does not mean: no effect."),
    )


def months_note() -> str:
    """The same as one text."""
    return " ".join(months_words())


def island_text(card: Intervention) -> str:
    """What holds on the island of the school, a line a fact."""
    return "\n".join(pick(fact.texts) for fact in card.island_facts)


def untranslated_note(texts: Iterable[Texts]) -> str:
    """Said where some of these have no words in the draft language being spoken; else empty."""
    language = current()
    if language in COMPLETE or all(text.get(language) for text in texts if text):
        return ""
    return _("Some lines are in English or Dutch: there is no translation of them yet.")

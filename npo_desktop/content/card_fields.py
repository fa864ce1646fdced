"""The fields of a card one by one: what they are called, and what a card says in each of them.

A sheet, the forms in the window and the linter all speak of a card through these.
"""

from collections.abc import Mapping
from typing import Any

from npo_desktop.content.catalogue import DOSE_PARTS, Effect, Intervention, Level
from npo_desktop.content.own_card import OWN_SOURCE, dose_document
from npo_desktop.i18n import LANGUAGES, NAMES, _

NAME_FIELDS = ("name_nl", "name_en")
PARENT_FIELDS = tuple(f"parent_{language}" for language in LANGUAGES)
FIGURE_FIELDS = ("months", "evidence", "cost", "material_usd")
GRADE_FIELDS = ("grade_from", "grade_to")
MAY_OVERRULE = (*GRADE_FIELDS, "choice", *FIGURE_FIELDS, *DOSE_PARTS, "note")
CARD_FIELDS = (
    *("id", *NAME_FIELDS, "choice", "goal_area", "level", *GRADE_FIELDS),
    *FIGURE_FIELDS,
    *("figure_year", *DOSE_PARTS, "targets", "contraindications"),
    *("source", "caution", "note", *PARENT_FIELDS),
)

Values = dict[str, Any]  # field of CARD_FIELDS -> number, text, ...; ``None``: unknown


def field_name(field: str) -> str:
    """What a field is called, on a sheet and in the window."""
    if field.startswith("parent_"):
        language = NAMES[field.removeprefix("parent_")]
        return _("Name for parents, {language}").format(language=language)
    return {
        "id": _("Card"),
        "name_nl": _("Name, Dutch"),
        "name_en": _("Name, English"),
        "choice": _("Choice of the school"),
        "goal_area": _("Goal area (1-6)"),
        "level": _("Where"),
        "grade_from": _("From year group"),
        "grade_to": _("To year group"),
        "months": _("Months of progress"),
        "evidence": _("Evidence (0-5)"),
        "cost": _("Cost (1-5)"),
        "material_usd": _("Material, dollars per group"),
        "figure_year": _("Year of the figures"),
        "sessions_per_week": _("Sessions per week"),
        "minutes_per_session": _("Minutes per session"),
        "weeks": _("Weeks"),
        "group_size": _("Group size"),
        "targets": _("Works on"),
        "contraindications": _("For whom not"),
        "source": _("Source"),
        "caution": _("Take care"),
        "note": _("Why, in our words"),
    }[field]


def level_text(level: Level) -> str:
    """Where it happens."""
    return {
        Level.PUPIL: _("one pupil"),
        Level.GROUP: _("small group"),
        Level.CLASS: _("in class"),
        Level.SCHOOL: _("whole school"),
    }[level]


def words_of(field: str) -> Mapping[str, str]:
    """The words of a field that knows only a few: code -> word."""
    return {
        "choice": {"": "", "chosen": _("chosen"), "hidden": _("hidden")},
        "level": {level.value: level_text(level) for level in Level},
        "source": {OWN_SOURCE: _("own experience")},
        "effect": {Effect.WARN.value: _("take care"), Effect.STOP.value: _("never propose")},
    }[field]


def values_of(card: Intervention) -> Values:
    """What a card says, field by field."""
    dose: Mapping[str, float | None] = (
        dose_document(card.dose) if card.dose else dict.fromkeys(DOSE_PARTS)
    )
    return {
        "id": card.id,
        **{f"name_{language}": card.names.get(language, "") for language in ("nl", "en")},
        "choice": card.choice,
        "goal_area": card.goal_area,
        "level": card.level.value,
        "grade_from": card.grades[0],
        "grade_to": card.grades[1],
        **{field: getattr(card, field) for field in FIGURE_FIELDS},
        "figure_year": card.figure_year,
        **dose,
        "targets": {code: match for code, match in card.targets.items() if match > 0},
        "contraindications": tuple(
            (one.effect.value, one.texts.get("nl", ""), one.texts.get("en", ""))
            for one in card.contraindications
        ),
        "source": card.source,
        "caution": card.caution,
        "note": card.own_note,
        **{f"parent_{lang}": card.parent_names.get(lang, "") for lang in LANGUAGES},
    }


def shown(field: str, value: Any) -> str | float | None:
    """A value as a cell or a field shows it: what is unknown stays empty."""
    if value is None or value == "":
        return None
    if field in ("choice", "level"):
        return words_of(field)[value] or None
    if field == "source":
        return words_of(field).get(value, str(value))
    if field == "targets":
        return "; ".join(f"{code} {match:g}" for code, match in value.items()) or None
    if field == "contraindications":
        effects = words_of("effect")
        return "\n".join(f"{effects[e]}: {dutch} | {english}" for e, dutch, english in value)
    return float(value) if isinstance(value, int | float) else str(value)


def overruled(values: Mapping[str, Any], shipped: Intervention) -> dict[str, Any]:
    """The document of a shipped card: only what differs from what ships."""
    before = values_of(shipped)
    document = {field: values[field] for field in FIGURE_FIELDS if values[field] != before[field]}
    if any(values[part] != before[part] for part in DOSE_PARTS):
        document["dose"] = _dose(values)
    if any(values[field] != before[field] for field in GRADE_FIELDS):
        document["grades"] = [values["grade_from"], values["grade_to"]]
    return document


def own_document(values: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document of a card that the school made itself."""
    return {
        "names": {"nl": values["name_nl"], "en": values["name_en"]},
        "parent_names": {
            language: values[f"parent_{language}"]
            for language in LANGUAGES
            if values[f"parent_{language}"]
        },
        "goal_area": values["goal_area"],
        "level": values["level"],
        "grades": [values["grade_from"], values["grade_to"]],
        **{field: values[field] for field in FIGURE_FIELDS},
        "figure_year": values["figure_year"],
        "dose": _dose(values),
        "targets": dict(values["targets"]),
        "contraindications": [
            {"effect": effect, "texts": {"nl": dutch, "en": english or dutch}}
            for effect, dutch, english in values["contraindications"]
        ],
        "source": values["source"] or OWN_SOURCE,
        "caution": values["caution"],
    }


def _dose(values: Mapping[str, Any]) -> dict[str, float] | None:
    parts = {part: values[part] for part in DOSE_PARTS}
    return None if all(value is None for value in parts.values()) else parts

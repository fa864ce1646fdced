"""The questions of a questionnaire as a list: what is asked, how it is answered, what it counts."""

from dataclasses import dataclass

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.formats import number
from npo_desktop.i18n import _
from ui.questionnaires.questionnaire_words import kind_text, scale_name
from ui.tables.record_table import Column, ToneRole


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question of a list."""

    item: Item
    place: int  # from 1, as on the screen
    words: str
    answers: str
    scale: str  # its name; empty for none
    tip: str


def item_rows(questionnaire: Questionnaire, content: Content) -> list[ItemRow]:
    """Every question and text to read, in asking order."""
    return [
        ItemRow(
            item,
            place,
            " ".join(questionnaire.text_of(item.texts, questionnaire.language).split()),
            kind_text(questionnaire, item),
            scale_name(questionnaire, item.scale, content) if item.scale else "",
            _tip(questionnaire, item),
        )
        for place, item in enumerate(questionnaire.items, 1)
    ]


def item_columns(*, wide: bool) -> tuple[Column[ItemRow], ...]:
    """``wide``: with what the answers are and what they count for."""
    place = Column[ItemRow](_("No."), lambda row: str(row.place), number=True, width=52)
    words = Column[ItemRow](
        _("Question"),
        lambda row: row.words,
        tip=lambda row: row.tip,
        roles={ToneRole: lambda row: "ink2" if row.item.kind is Kind.NOTE else "ink"},
    )
    if not wide:
        return place, words
    return (
        place,
        words,
        Column(_("Answer"), lambda row: row.answers, width=110),
        Column(_("Scale"), _scale, width=170, tip=_scale),
    )


def _scale(row: ItemRow) -> str:
    """How this question counts, in front, as a long name is cut short; and its scale."""
    parts = []
    if row.item.reverse:
        parts.append(_("reversed"))
    if row.item.weight != 1:
        weight = number(row.item.weight, 0 if row.item.weight.is_integer() else 2)
        parts.append(_("counts {n} times").format(n=weight))
    if row.scale:
        parts.append(row.scale)
    return ", ".join(parts) or "–"


def _tip(questionnaire: Questionnaire, item: Item) -> str:
    """In every language, with its answers and when it is asked."""
    lines = [f"{language}: {text}" for language, text in item.texts.items() if text]
    answers = [
        questionnaire.text_of(option, questionnaire.language)
        for option in questionnaire.options_of(item)
    ]
    if answers and item.kind in (Kind.CHOICE, Kind.SEVERAL):
        lines.append(" / ".join(answers))
    if item.relevant:
        lines.append(_("Only asked when: {condition}").format(condition=item.relevant))
    return "\n".join(lines)

"""What is read aloud of a list, as rows of a table: the words, and what is recorded of them."""

from dataclasses import dataclass

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.voices import ClipFacts, VoiceFacts
from npo_desktop.voices.texts import SpokenText, recorded, spoken_texts
from ui.tables.record_table import Column, IconRole


@dataclass(frozen=True, slots=True)
class Row:
    """A text, and what is recorded of it."""

    text: SpokenText
    clip: ClipFacts | None
    is_current: bool  # the recording says what stands there now


def rows_of(questionnaire: Questionnaire, voice: VoiceFacts) -> list[Row]:
    """Every text of the list in the language of the voice, in asking order."""
    texts = spoken_texts(questionnaire, voice.language)
    fresh = recorded(texts, voice)
    return [Row(one, voice.clip_of(one.id), one.id in fresh) for one in texts]


def voice_columns() -> tuple[Column[Row], ...]:
    """The words with a mark, and how long the recording is."""
    return (
        Column(
            _("Text"),
            lambda row: row.text.words,
            roles={IconRole: _icon},
            tip=lambda row: f"{row.text.words}\n{_state(row)}",
            accessible=lambda row: f"{row.text.words}, {_state(row)}",
        ),
        Column(_("Seconds"), _seconds, number=True, width=84),
    )


def _icon(row: Row) -> tuple[str, str]:
    if row.is_current:
        return ("circle-check", "accent")
    return ("alert-triangle", "warn") if row.clip else ("circle-dashed", "ink3")


def _state(row: Row) -> str:
    if row.is_current:
        return _("recorded")
    return _("recorded with other words") if row.clip else _("not recorded")


def _seconds(row: Row) -> str:
    return number(row.clip.seconds, 1) if row.clip else ""

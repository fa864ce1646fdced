"""Every questionnaire of a school in one list: built-in and own, in use, resting or replaced."""

from collections.abc import Mapping
from dataclasses import dataclass

from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.i18n import _
from npo_desktop.queries.questionnaires import OwnFacts
from ui.questionnaires.questionnaire_words import form_name, language_count, languages_text
from ui.rounds.scan_counts import in_order
from ui.tables.record_table import BoldRole, Column, TagRole, ToneRole


@dataclass(frozen=True, slots=True)
class FormRow:
    """One edition of one questionnaire, as it stands in the list."""

    questionnaire: Questionnaire
    own: OwnFacts | None  # none: it ships with the program
    is_asked: bool  # in the round that is looked at, in this edition

    @property
    def key(self) -> tuple[str, str]:
        """Code and edition."""
        return self.questionnaire.code, self.questionnaire.edition

    @property
    def is_retired(self) -> bool:
        """Not asked any more."""
        return self.own is not None and self.own.retired_at is not None

    @property
    def is_replaced(self) -> bool:
        """There is a newer edition."""
        return self.own is not None and not self.own.is_newest


def form_rows(
    content: Content, own: list[OwnFacts], asked: Mapping[str, Questionnaire]
) -> list[FormRow]:
    """The built-in ones by who fills them in, then the school's own, newest editions first."""

    def is_asked(one: Questionnaire) -> bool:
        return one.code in asked and asked[one.code].edition == one.edition

    built_in = [
        FormRow(one, None, is_asked(one)) for _code, one in in_order(content.questionnaires)
    ]
    mine = [FormRow(one.questionnaire, one, is_asked(one.questionnaire)) for one in own]
    return built_in + mine


def state_text(row: FormRow) -> str:
    """Whether it is asked."""
    if row.is_asked:
        return _("In this round")
    if row.is_retired:
        return _("Not asked any more")
    return _("Earlier edition") if row.is_replaced else _("Not in this round")


def form_columns() -> tuple[Column[FormRow], ...]:
    """What tells one from another."""
    return (
        Column(
            _("Questionnaire"),
            lambda row: form_name(row.questionnaire),
            tip=lambda row: form_name(row.questionnaire),
            roles={BoldRole: lambda row: not _rests(row), ToneRole: _tone},
        ),
        Column(
            _("Filled in by"), lambda row: informant_name(row.questionnaire.informant), width=108
        ),
        Column(_("Edition"), lambda row: row.questionnaire.edition, width=64),
        Column(
            _("Languages"),
            lambda row: language_count(row.questionnaire),
            tip=lambda row: languages_text(row.questionnaire),
            width=136,
        ),
        Column(_("State"), state_text, roles={TagRole: _tag}, width=158),
    )


def _rests(row: FormRow) -> bool:
    return row.is_retired or row.is_replaced


def _tone(row: FormRow) -> str:
    return "ink2" if _rests(row) else "ink"


def _tag(row: FormRow) -> tuple[str, str]:
    return ("ok", "check") if row.is_asked else ("neutral", "")

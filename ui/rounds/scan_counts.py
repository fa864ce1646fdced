"""How far lists are, in words, bars and colours: the same wherever it is shown."""

import re
from collections.abc import Mapping

from npo_desktop.content.grade_names import grade_name
from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.scan_progress import GroupCount, GroupProgress, ListProgress

NOBODY = GroupCount(0, 0, 0)
_NUMBER = re.compile(r"\d+")


def list_title(questionnaire: Questionnaire) -> str:
    """What a list is called on the board: who fills it in; an own one has its own title."""
    if questionnaire.is_own:
        return pick(questionnaire.titles) or questionnaire.code
    return informant_name(questionnaire.informant)


def in_order(asked: Mapping[str, Questionnaire]) -> list[tuple[str, Questionnaire]]:
    """Lists by code: by who fills them in, the school's own ones last."""
    informants = list(Informant)

    def place(row: tuple[str, Questionnaire]) -> tuple[bool, int]:
        return row[1].is_own, informants.index(row[1].informant)

    return sorted(asked.items(), key=place)


def list_titles(asked: Mapping[str, Questionnaire]) -> tuple[tuple[str, str], ...]:
    """Code and title of a round's lists, in that order."""
    return tuple((code, list_title(questionnaire)) for code, questionnaire in in_order(asked))


def group_text(row: GroupProgress, style: str = "") -> str:
    """A group's name; a class of several years says which, where its name does not.

    ``style``: how the school names its years (``queries/imports/grade_choices.py``).
    """
    name = row.group or _("No group")
    if not row.is_combined or row.group_id is None or len(_NUMBER.findall(name)) > 1:
        return name
    shown = [_NUMBER.findall(grade_name(grade, style))[-1] for grade in row.grades]
    return f"{name} ({'/'.join(shown)})"


def state_text(one: ListProgress) -> str:
    """How far a list is, in words."""
    if one.is_begun:
        return _("Under way: {n} of {total} questions").format(n=one.answered, total=one.items)
    return short_state_text(one)


def short_state_text(one: ListProgress) -> str:
    """The same in a word or two."""
    if not one.is_asked:
        return _("Not asked")
    if one.is_complete:
        return _("Done")
    return _("Under way") if one.is_begun else _("Not started yet")


def board_state_text(one: ListProgress) -> str:
    """The shortest way to say it, beside a bar and figures."""
    if one.is_complete:
        return _("Done")
    return _("Under way") if one.is_begun else _("Still open")


def state_icon(one: ListProgress) -> tuple[str, str]:
    """Icon and colour of that state."""
    if one.is_complete:
        return "check", "accent"
    return ("pencil", "accent") if one.is_begun else ("circle-dashed", "ink3")


def state_tag(one: ListProgress) -> tuple[str, str | None]:
    """Tone and icon of that state in a tag."""
    if one.is_complete:
        return "ok", None
    return "neutral", "pencil" if one.is_begun else ""


def done_text(count: GroupCount) -> str:
    """ "21 / 24", for a complete group "✓ 24", and a dash where nobody is asked."""
    if not count.asked:
        return "–"
    return f"✓ {count.asked}" if count.is_complete else f"{count.complete} / {count.asked}"


def done_tone(count: GroupCount) -> str:
    """The colour of that text."""
    if count.is_complete:
        return "accent"
    return "ink" if count.complete + count.begun else "ink3"


def done_bar(count: GroupCount) -> tuple[int, int] | None:
    """The bar before that text; none where nobody is asked."""
    return (count.complete, count.asked) if count.asked else None


def is_done(row: GroupProgress) -> bool:
    """Whether nothing is left to fill in for this group."""
    return row.is_done

"""How far lists are, in words, bars and colours: the same wherever it is shown."""

from npo_desktop.content.questionnaire import Informant
from npo_desktop.i18n import _
from npo_desktop.queries.scan_progress import GroupCount, GroupProgress, ListProgress

NOBODY = GroupCount(0, 0, 0)


def informant_text(informant: Informant) -> str:
    """Who fills a list in."""
    words = {
        Informant.TEACHER: _("Teacher"),
        Informant.PUPIL: _("Pupil"),
        Informant.PARENT: _("Parent"),
    }
    return words[informant]


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
    return all(count.is_complete or not count.asked for count in row.lists.values())

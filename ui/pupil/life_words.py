"""A child's mark for life in words; what was left blank is told like what was said."""

from npo_desktop.dossiers.life_mark import Given, LifeMark
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext


def place_name(place: str) -> str:
    """An island, or the European Netherlands."""
    return {
        "bonaire": "Bonaire",
        "saba": "Saba",
        "sint-eustatius": _("St. Eustatius"),
        "mainland": _("European Netherlands"),
    }[place]


def short_text(mark: LifeMark) -> str:
    """The answer in a word or two."""
    return {
        Given.MARK: number(mark.value or 0),
        Given.BLANK: _("left blank"),
        Given.NO_LIST: _("no list yet"),
        Given.NOT_ASKED: _("not asked"),
    }[mark.given]


def given_text(mark: LifeMark) -> str:
    """What came of one round, in a sentence."""
    words = {
        Given.MARK: _("Round {name}, {date}: step {n}."),
        Given.BLANK: _("Round {name}, {date}: the question was left blank."),
        Given.NO_LIST: _("Round {name}: no list was filled in."),
        Given.NOT_ASKED: _("Round {name}, {date}: the list did not ask it."),
    }[mark.given]
    return words.format(name=mark.round, date=date_text(mark.held_on), n=number(mark.value or 0))


def empty_text(mark: LifeMark) -> str:
    """What was not answered in the rest of the list; nothing when all of it was."""
    if mark.given is Given.NO_LIST:
        return _("The list was not filled in. That may say something too: ask.")
    parts = []
    if mark.empty:
        words = ngettext("{n} statement was left open", "{n} statements were left open", mark.empty)
        parts.append(words.format(n=mark.empty))
    if mark.unknown:
        words = ngettext("{n} got “I don't know”", "{n} got “I don't know”", mark.unknown)
        parts.append(words.format(n=mark.unknown))
    if mark.given is Given.BLANK:
        parts.append(_("the stairs were left blank"))
    if not parts:
        return ""
    told = ", ".join(parts)
    words = _("Of the {total} statements: {told}. That may say something too: ask.")
    return words.format(total=mark.asked, told=told)

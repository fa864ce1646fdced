"""What would change the place of an approach, in sentences. Pure."""

from collections.abc import Mapping

from npo_desktop.i18n import _
from npo_desktop.proposals.because import Because, If, WhatIf
from npo_desktop.proposals.constants import value_of
from npo_desktop.proposals.words.proposed import missing_text
from npo_desktop.proposals.words.ranking import dial_text, dial_value_text

Names = Mapping[str, str]  # subscale -> what staff call it


def what_if_sentences(card: Because, names: Names) -> list[str]:
    """One sentence for each thing that would move it; never empty."""
    if card.place is None:
        return [_("With a figure in the menukaart it would stand in the order.")]
    found = [_what_if_text(one, card, names) for one in card.what_if]
    return found or [_("No single answer or constant moves it to another place.")]


def _what_if_text(one: WhatIf, card: Because, names: Names) -> str:
    name = names.get(one.about, one.about)
    cause = {
        If.WATCH: lambda: _("If {need} were watch instead of help needed").format(need=name),
        If.GONE: lambda: _("If {need} were on level").format(need=name),
        If.SAID_NO: lambda: _("If here: {what}").format(what=missing_text(one.about)),
        If.SOLVED: lambda: _("If this were solved: {what}").format(what=missing_text(one.about)),
        If.CONSTANT: lambda: _constant_text(one, card),
    }[one.what]()
    if one.place is None:
        return _("{cause}, it is no longer proposed.").format(cause=cause)
    if card.place is not None and one.place < card.place:
        return _("{cause}, it rises to place {place}.").format(cause=cause, place=one.place)
    return _("{cause}, it drops to place {place}.").format(cause=cause, place=one.place)


def _constant_text(one: WhatIf, card: Because) -> str:
    what, now = (
        dial_text(one.about),
        dial_value_text(one.about, value_of(card.here.constants, one.about)),
    )
    words = (
        _("If “{what}” ({now}) were a quarter higher")
        if one.up
        else _("If “{what}” ({now}) were a quarter lower")
    )
    return words.format(what=what, now=now)

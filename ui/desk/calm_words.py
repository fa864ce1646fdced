"""What the calm screens say to a child, in the language spoken just now; keys say what it chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from npo_desktop.content.paper_words import paper_words
from npo_desktop.i18n import NAMES, _, current
from ui.desk.calm_screen import Choice


@dataclass(frozen=True, slots=True)
class CalmWords:
    """One screen."""

    title: str
    body: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    icon: str = ""


def greeting(name: str) -> CalmWords:
    """Whether it is the right child; no other name is said."""
    yes = Choice("me", _("Yes, that is me"), "primary", "check")
    no = Choice("not me", _("No"), "", "x")
    return CalmWords(_("Are you {name}?").format(name=name), (), (yes, no), "user")


def languages(codes: Sequence[str]) -> CalmWords:
    """In which language to read on; the keys are their codes."""
    choices = [Choice(code, NAMES[code]) for code in codes]
    return CalmWords(_("Which language do you read best?"), (), choices, "language")


def welcome(adult: str) -> CalmWords:
    """Who helps, what it is about, who reads it. Source: SCORING.md, section 2."""
    body = (
        _("We want to know how you are doing at school."),
        _("Your answers are for {person}. Other children do not see them.").format(person=adult),
        _("Don't you know, or don't you want to answer? That is fine."),
    )
    title = _("{adult} helps you").format(adult=adult[:1].upper() + adult[1:])
    begin = Choice("begin", _("Start"), "primary", "arrow-right")
    return CalmWords(title, body, (begin,), "heart-handshake")


def help_comes() -> CalmWords:
    """The adult is called with a hand; it is kept nowhere."""
    on = Choice("on", _("Next"), "primary", "arrow-right")
    return CalmWords(_("Put your hand up. Someone will come to you."), (), (on,), "hand-stop")


def stopping() -> CalmWords:
    """Whether the child means it; going on is what Enter does."""
    words = _("Do you want to stop? Everything is saved. You can go on later.")
    on = Choice("on", _("No, go on"), "primary", "arrow-right")
    return CalmWords(words, (), (on, Choice("stop", _("Yes, stop"), "", "stop-sign")))


def goodbye(name: str, people: Sequence[str], *, stopped: bool) -> CalmWords:
    """Thanks, and whom to talk to; no result. Source: SCORING.md, section 2."""
    title, spoken = _("Done. Thank you, {name}!").format(name=name), paper_words(current())
    body = [
        _("Do you want to talk? You can go to {person}.").format(person=spoken.any_of(people)),
        _("Is something not nice? Tell someone you trust today."),
    ]
    if stopped:
        title = _("Thank you, {name}!").format(name=name)
        body.insert(0, _("Everything is saved. You can go on later."))
    bye = Choice("bye", _("Ready"), "primary", "check")
    return CalmWords(title, body, (bye,), "heart-handshake")


def resting() -> CalmWords:
    """Nobody is left to ask."""
    return CalmWords(_("Now give the laptop back to your teacher."), icon="circle-check")

"""What the blocks of a record are called, and what is said when one is empty or left out."""

from collections.abc import Collection

from npo_desktop.exports.record_facts import CENTRES, Consent, Kind, RecordBlock
from npo_desktop.i18n import _

ICONS = {
    "strengths": "star",
    "now": "eye",
    "tried": "history",
    "plans": "target",
    "results": "clipboard-check",
    "language": "language",
    "attendance": "calendar",
    "child": "message",
}


def block_title(key: str, name: str) -> str:
    """The heading of a block. ``name``: of the pupil."""
    return {
        "strengths": _("What {name} does well, and what helps").format(name=name),
        "now": _("How it is going now"),
        "tried": _("What we have tried"),
        "plans": _("What we do now"),
        "results": _("Results of tests"),
        "language": _("Languages"),
        "attendance": _("Being at school"),
        "child": _("What {name} says").format(name=name),
    }[key]


def block_name(key: str) -> str:
    """The block in a list."""
    return {
        "strengths": _("strengths, and what helps"),
        "now": _("how it is going now"),
        "tried": _("what was tried before"),
        "plans": _("plans that run"),
        "results": _("results of tests"),
        "language": _("languages"),
        "attendance": _("attendance"),
        "child": _("the child's own words"),
    }[key]


def left_out_text(keys: Collection[str]) -> str:
    """What was left out on purpose; empty when nothing was."""
    if not keys:
        return ""
    names = ", ".join(block_name(key) for key in keys)
    return _("Left out because it is not needed for this: {names}. Ask us if you need it.").format(
        names=names
    )


def unknown_text(keys: Collection[str]) -> str:
    """What was wanted and nobody wrote down; empty when there is no such thing."""
    if not keys:
        return ""
    names = ", ".join(block_name(key) for key in keys)
    return _("Not known, or not written down: {names}.").format(names=names)


def never_text() -> str:
    """What no such paper ever holds, whether there is any or not."""
    return _(
        "Never on this paper: answers to questionnaires, notes of colleagues, what was told in"
        " confidence, names of other children."
    )


def missing_texts(blocks: Collection[RecordBlock]) -> tuple[str, ...]:
    """One sentence for every chosen block of which nothing is known."""
    words = _("Nothing is written down yet about: {name}.")
    return tuple(words.format(name=block_name(one.key)) for one in blocks if not one.lines)


def kind_name(kind: Kind, island: str = "") -> str:
    """A receiver, with the name of the island's own centre."""
    if kind == "expertise" and island in CENTRES:
        return _("Expertise centre ({name})").format(name=CENTRES[island])
    return {
        "expertise": _("Expertise centre"),
        "youth-care": _("Youth care"),
        "health": _("Youth health care (JGZ)"),
        "other": _("Somebody else"),
    }[kind]


def consent_name(consent: Consent) -> str:
    """What parents said."""
    return {
        "given": _("Parents agree"),
        "not-asked": _("Not asked yet"),
        "refused": _("Parents do not agree"),
    }[consent]

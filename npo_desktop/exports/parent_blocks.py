"""The parts of a parent summary that a school may leave out. Pure.

The opening, what the school does and when to talk again always stand there.
"""

from npo_desktop.i18n import _

STRENGTHS, PICTURE, CHANGES, CHILD_SAYS = "strengths", "picture", "changes", "child-says"
HOME, QUESTIONS, SIGNATURES = "home", "questions", "signatures"
BLOCKS = (STRENGTHS, PICTURE, CHANGES, CHILD_SAYS, HOME, QUESTIONS, SIGNATURES)


def block_name(block: str) -> str:
    """What it is called where one chooses, in the language spoken."""
    return {
        STRENGTHS: _("What goes well"),
        PICTURE: _("The picture of how it is going now"),
        CHANGES: _("What has changed"),
        CHILD_SAYS: _("What the child says"),
        HOME: _("What can help at home"),
        QUESTIONS: _("Three questions for the parents"),
        SIGNATURES: _("Signatures"),
    }[block]

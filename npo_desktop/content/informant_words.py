"""Who fills a list in, in words: by itself, or within a sentence."""

from npo_desktop.content.questionnaire import Informant
from npo_desktop.i18n import _


def informant_name(informant: Informant) -> str:
    """Standing by itself: in a heading, a cell, a choice."""
    return {
        Informant.TEACHER: _("Teacher"),
        Informant.PUPIL: _("Pupil"),
        Informant.PARENT: _("Parent"),
    }[informant]


def informant_text(informant: Informant) -> str:
    """Within a sentence, or beside other words."""
    return {
        Informant.TEACHER: _("teacher"),
        Informant.PUPIL: _("pupil"),
        Informant.PARENT: _("parent"),
    }[informant]

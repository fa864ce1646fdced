"""What the roles are called on the screen, and which pages each of them has."""

from npo_desktop.i18n import LANGUAGES, _, speaking

ROLES = ("coordinator", "teacher", "head")  # in the order in which one chooses

PAGE_ACTS = {  # page -> what one must be allowed to do; other pages are the coordinator's
    "today": "overview",
    "groups": "pupil",  # her own
    "scans": "answer",
    "scan": "answer",
    "grid": "answer",
    "paper": "paper",
    "menukaart": "overview",  # everybody reads it; changing asks for more
    "results": "answer",
    "attention": "attention",
    "meeting": "meeting",
    "plans": "session",  # her own groups; who decides sees all
    "review": "plan",
    "people": "own-passphrase",
    "safety": "backup",  # its parts ask for more
}
_OTHERWISE = "settings"


def act_for(page: str) -> str:
    """What one must be allowed to do, by ``queries/permitted.py``, to see this page."""
    return PAGE_ACTS.get(page, _OTHERWISE)


def role_name(role: str) -> str:
    """As it stands beside a name."""
    names = {
        "coordinator": _("Care Coordinator"),
        "teacher": _("Teacher"),
        "head": _("Head teacher"),
    }
    return names.get(role, role)


def own_name(opener: str, coordinator: str) -> str:
    """Who is at work: a slot made before the coordinator's name was known says only her role."""
    return coordinator if not opener or opener in _only_roles() else opener


def _only_roles() -> set[str]:
    """What such a slot is called, in whichever language the school was begun."""
    found = set()
    for language in LANGUAGES:
        with speaking(language):
            found.add(_("Coordinator"))
    return found

"""What belongs on a contact sheet, per island: kinds of people only, for the numbers differ."""

from npo_desktop.i18n import _

EXPERTS = {
    "bonaire": "EOZ",
    "sint-eustatius": "ECE",
    "saba": "EC2",
}  # ISLANDS.md, section 1


def who_belongs(island: str) -> tuple[str, ...]:
    """Whom most schools of this island would write down."""
    experts = EXPERTS.get(island, "")
    centre = _("the expertise centre: {name}").format(name=experts) if experts else ""
    kinds = (
        _("you, the care coordinator"),
        _("somebody children trust, at least one woman and one man"),
        _("the head, and who stands in"),
        centre,
        _("youth care and the social worker of the island"),
        _("the doctor, and the police for when a child is in danger now"),
    )
    return tuple(kind for kind in kinds if kind)

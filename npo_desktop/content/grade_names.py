"""What a year group is called: groep 6 on Bonaire, Grade 4 on Saba, leerjaar 4 in Flanders.

The store keeps one number, 1 to 14. Source: ISLANDS.md, section 1; EXCHANGE.md, chapter 1.
"""

from npo_desktop.i18n import _

STYLES = ("groups", "grades", "flemish")  # as a school may choose
FIRST_SECONDARY = 9


def grade_name(grade: int | None, style: str) -> str:
    """The year group in the words of the school; empty when there is none."""
    if grade is None:
        return ""
    if style == "grades":
        if grade <= 2:
            return _("Kindergarten {n}").format(n=grade)
        if grade < FIRST_SECONDARY:
            return _("Grade {n}").format(n=grade - 2)
        return _("Form {n}").format(n=grade - 8)
    if grade >= FIRST_SECONDARY:
        return _("secondary year {n}").format(n=grade - 8)
    if style != "flemish":
        return _("group {n}").format(n=grade)
    if grade <= 2:
        return _("nursery class {n} (Flanders)").format(n=grade + 1)
    return _("year {n} (Flanders)").format(n=grade - 2)

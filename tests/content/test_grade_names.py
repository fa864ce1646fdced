"""Year groups as each island, and Flanders, calls them."""

import pytest

from npo_desktop.content.grade_names import grade_name
from npo_desktop.i18n import speaking


@pytest.mark.parametrize(
    ("style", "grade", "name"),
    [
        *(("groups", 1, "group 1"), ("groups", 6, "group 6"), ("groups", 9, "secondary year 1")),
        *(("grades", 2, "Kindergarten 2"), ("grades", 3, "Grade 1"), ("grades", 8, "Grade 6")),
        *(("grades", 9, "Form 1"), ("flemish", 2, "nursery class 3 (Flanders)")),
        *(("flemish", 3, "year 1 (Flanders)"), ("flemish", 6, "year 4 (Flanders)")),
        *(("flemish", 9, "secondary year 1"), ("groups", None, "")),
    ],
)
def test_one_number_has_a_name_in_each_style(style: str, grade: int | None, name: str) -> None:
    with speaking("en"):
        assert grade_name(grade, style) == name

"""Into which class a pupil goes: the group, and in a combination class the pupil's own year."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from npo_desktop.content.grade_names import grade_name
from npo_desktop.i18n import _
from npo_desktop.queries.register.classes import ClassFacts
from ui.widgets.combo_options import of_names, refill

PRIMARY = range(1, 9)


class ClassChoice(QObject):
    """Two drop-down lists; ``may_be_none`` offers no group as well."""

    def __init__(
        self, classes: Sequence[ClassFacts], style: str, *, may_be_none: bool = True
    ) -> None:
        super().__init__()
        self._classes, self._style = list(classes), style
        self.groups, self.grades = QComboBox(), QComboBox()
        of_names(self.groups, 12)
        of_names(self.grades, 12)
        self.groups.setPlaceholderText(_("Choose a group"))
        for one in self._classes:
            self.groups.addItem(one.name)
        if may_be_none:
            self.groups.addItem(_("No group"))
        self.groups.setCurrentIndex(-1 if self._classes else 0)
        self.groups.currentIndexChanged.connect(self._offer_grades)
        self._offer_grades()

    def chosen(self) -> ClassFacts | None:
        """The class, nothing for no group or none chosen yet."""
        place = self.groups.currentIndex()
        return self._classes[place] if 0 <= place < len(self._classes) else None

    def group_id(self) -> UUID | None:
        """Of the chosen class."""
        chosen = self.chosen()
        return chosen.id if chosen else None

    def grade(self) -> int | None:
        """The pupil's own year group, as far as it is known."""
        found = self.grades.currentData()
        return found if isinstance(found, int) else None

    def is_open(self) -> bool:
        """Whether nothing was chosen yet."""
        return self.groups.currentIndex() < 0

    def _offer_grades(self) -> None:
        """The year of the class; in a combination class those that are in it, and none chosen."""
        chosen = self.chosen()
        if chosen is not None and chosen.grade is not None:
            offered = [chosen.grade]
        elif chosen is not None and len(chosen.covers) > 1:
            offered = list(chosen.covers)
        else:
            known = [grade for one in self._classes for grade in one.covers]
            offered = sorted({*PRIMARY, *known})
        options: list[tuple[str, object]] = [
            (grade_name(grade, self._style), grade) for grade in offered
        ]
        is_fixed = chosen is not None and chosen.grade is not None
        refill(self.grades, options if is_fixed else [("", None), *options])
        self.grades.setEnabled(not is_fixed and not self.is_open())

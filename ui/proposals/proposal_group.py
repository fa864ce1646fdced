"""Approaches for a whole class before single plans: whom each serves, and what remains."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.class_approach import ClassApproach
from npo_desktop.proposals.words.proposed import listed
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.tag import Tag
from ui.widgets.text import text

FIRST = 3
CLASS = 92  # pixels

Made = Collection[tuple[object, str]]  # group and intervention that have a plan of the group


class ProposalGroups(Card):
    """A line per class: see its pupils, or make the plan of the class."""

    pupils_asked = Signal(object)  # the ClassApproach
    plan_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("First for the whole class"), _("serves more pupils than single plans"))
        self._found: Sequence[ClassApproach] = ()
        self._names: Mapping[str, str] = {}
        self._made: Made = ()
        self._all = False
        self.lines: list[tuple[ClassApproach, KeyButton, KeyButton]] = []
        self.every = KeyButton("", kind="link")
        self.every.clicked.connect(self._unfold)
        self.add_action(self.every)
        self.body.setContentsMargins(16, 6, 16, 8)
        self._whole: QWidget | None = None

    def show_approaches(
        self, found: Sequence[ClassApproach], names: Mapping[str, str], made: Made
    ) -> None:
        """``names`` of subscales; nothing found hides the card."""
        self._found, self._names, self._made = found, names, made
        self.setVisible(bool(found))
        self._rebuild()

    def _rebuild(self) -> None:
        if self._whole is not None:
            self._whole.hide()
            self._whole.deleteLater()
        shown = self._found if self._all else one_per_class(self._found)[:FIRST]
        self.every.setText(
            _("Fewer") if self._all else _("Show all {n}").format(n=len(self._found))
        )
        self.every.setVisible(self._all or len(self._found) > len(shown))
        self._whole, self.lines = QWidget(), []
        grid = QGridLayout(self._whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for row, one in enumerate(shown):
            self._add(grid, row, one)
        self.body.addWidget(self._whole)

    def _add(self, grid: QGridLayout, row: int, one: ClassApproach) -> None:
        group = text(one.group, "control")
        group.setMinimumWidth(CLASS)
        name = pick(one.intervention.names)
        words = ElidedLabel(approach_text(one, self._names), "body", "ink2")
        see = KeyButton(_("See the pupils"), size="row")
        see.setAccessibleName(f"{see.text()}: {one.group}, {name}")
        plan = KeyButton(_("Plan for the class"), size="row")
        plan.setAccessibleName(f"{plan.text()}: {one.group}, {name}")
        see.clicked.connect(lambda _checked=False, one=one: self.pupils_asked.emit(one))
        plan.clicked.connect(lambda _checked=False, one=one: self.plan_asked.emit(one))
        is_made = (one.group_id, one.intervention.id) in self._made
        if is_made or one.group_id is None:
            plan.hide()  # not shown by hand: without a parent it would be a window of its own
        for column, widget in enumerate((group, text(name, "primary"), words, see)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        last = Tag(_("has a plan"), "ok") if is_made else plan
        grid.addWidget(last, row, 4, Qt.AlignmentFlag.AlignVCenter)
        self.lines.append((one, see, plan))

    def _unfold(self) -> None:
        self._all = not self._all
        self._rebuild()


def one_per_class(found: Sequence[ClassApproach]) -> list[ClassApproach]:
    """The first of each class."""
    first: dict[str, ClassApproach] = {}
    for one in found:
        first.setdefault(one.group, one)
    return list(first.values())


def approach_text(one: ClassApproach, names: Mapping[str, str]) -> str:
    """Whom it serves, why, and what would remain."""
    served = _("serves {n} of {total} pupils").format(n=len(one.pupils), total=one.of)
    parts = [served]
    if one.rest:
        parts.append(
            ngettext(
                "{n} keeps a need of their own", "{n} keep a need of their own", one.rest
            ).format(n=one.rest)
        )
    else:
        parts.append(_("no low need remains"))
    if one.whole_group:  # the longest comes last: it may be cut
        low = listed([names.get(code, code) for code in one.whole_group])
        parts.append(_("half of the class is low: {needs}").format(needs=low))
    return " · ".join(parts)

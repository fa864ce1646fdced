"""Pupils who must not, or must, be in one support group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.support.support_board import Child
from ui.support.support_dialog import SupportDialog
from ui.widgets.combo_options import of_names
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

SIZE = (720, 460)  # pixels
Pair = tuple[UUID, UUID]


class SupportPairsDialog(SupportDialog):
    """``then`` gets every rule that changed: a kind, or ``None`` for one that goes."""

    def __init__(
        self,
        children: Sequence[Child],
        rules: Mapping[Pair, str],
        then: Callable[[Mapping[Pair, str | None]], None],
        parent: QWidget,
    ) -> None:
        lead = _("These rules hold for every block, also when dividing automatically.")
        super().__init__(parent, _("Apart and together"), lead, _("Keep"), SIZE)
        self._names = {child.id: child.name for child in children}
        self._before, self._then = dict(rules), then
        self.rules = dict(rules)
        self.first, self.second = QComboBox(), QComboBox()
        for box, words in ((self.first, _("First pupil")), (self.second, _("Second pupil"))):
            box.setAccessibleName(words)
            of_names(box, letters=12)
            for child in children:
                box.addItem(child.name, child.id)
        self.second.setCurrentIndex(1 if len(children) > 1 else 0)
        kinds = (("apart", _("Apart")), ("together", _("In one group")))
        self.kind = Segmented(kinds, "apart", name=_("Apart or together"))
        self.add = KeyButton(_("Add"), icon="plus")
        self.add.clicked.connect(self._add)
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.first, self.second):
            line.addWidget(widget, 1)
        line.addWidget(self.kind)
        line.addWidget(self.add)
        self.body.addLayout(line)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.body.addLayout(self._list)
        self.body.addStretch()
        self._show()

    def keep(self) -> None:
        both = {**dict.fromkeys(self._before), **self.rules}
        self._then({pair: kind for pair, kind in both.items() if kind != self._before.get(pair)})

    def _add(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        if first is None or first == second:
            error = UserError(
                _("A pair is two different pupils."), _("Choose another second pupil.")
            )
            self.wrong.set_text(error.message, error.hint)
            self.wrong.show()
            return
        self.wrong.hide()
        pair = (first, second) if str(first) < str(second) else (second, first)
        self.rules.pop(pair[::-1], None)
        self.rules[pair] = str(self.kind.value())
        self._show()

    def _drop(self, pair: Pair) -> None:
        self.rules.pop(pair, None)
        self._show()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = {pair: kind for pair, kind in self.rules.items() if set(pair) <= set(self._names)}
        for pair, kind in shown.items():
            self._list.addWidget(self._line(pair, kind))
        if not shown:
            self._list.addWidget(text(_("No rules yet."), "body", "ink2"))

    def _line(self, pair: Pair, kind: str) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        words = (
            _("{first} and {second}: apart")
            if kind == "apart"
            else _("{first} and {second}: together")
        )
        first, second = (self._names[pupil] for pupil in pair)
        line.addWidget(text(words.format(first=first, second=second)), 1)
        away = IconButton("trash", _("Take this rule away"))
        away.clicked.connect(lambda: self._drop(pair))
        line.addWidget(away)
        return box

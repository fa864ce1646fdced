"""What parents said to support outside the class: agreed, not agreed, or not asked yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.proposals.support.support_board import Child
from ui.support.support_dialog import SupportDialog
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

SIZE = (640, 520)  # pixels
Said = Mapping[UUID, bool | None]


class SupportConsentDialog(SupportDialog):
    """``then`` gets what was said otherwise than before."""

    def __init__(
        self, children: Sequence[Child], then: Callable[[Said], None], parent: QWidget
    ) -> None:
        lead = _("Ask parents before their child leaves the class for support.")
        super().__init__(parent, _("Consent of parents"), lead, _("Keep"), SIZE)
        self._then = then
        self._before = {child.id: child.consent for child in children}
        options = ((None, _("Not asked")), (True, _("Agree")), (False, _("Do not agree")))
        self.said: dict[UUID, Segmented] = {}
        self.all = KeyButton(_("All not asked yet: agree"), size="row")
        self.all.clicked.connect(self._agree_all)
        self.body.addWidget(self.all)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        for row, child in enumerate(children):
            choice = Segmented(options, child.consent, name=child.name, small=True)
            self.said[child.id] = choice
            grid.addWidget(text(child.name), row, 0)
            grid.addWidget(text(child.class_name, "help", "ink2"), row, 1)
            grid.addWidget(choice, row, 2)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        self.body.addStretch()

    def keep(self) -> None:
        now = {id: _answer(choice.value()) for id, choice in self.said.items()}
        self._then({id: said for id, said in now.items() if said != self._before[id]})

    def _agree_all(self) -> None:
        for choice in self.said.values():
            if choice.value() is None:
                choice.set_value(True)


def _answer(value: object) -> bool | None:
    return value if isinstance(value, bool) else None

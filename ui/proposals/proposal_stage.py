"""How the proposal page is laid out: the list at the left, the form at the right, or why not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.i18n import _
from ui.plans.plan_form import PlanForm
from ui.proposals.proposal_dials import ProposalDials
from ui.proposals.proposal_list import ProposalList
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note


class ProposalStage(QWidget):
    """Widgets and their places; what they do is the page's."""

    def __init__(self, cards: ProposalList, form: PlanForm) -> None:
        super().__init__()
        self.told = Note("ok")
        self.undo = KeyButton(_("Undo"), "Ctrl+Z", size="row")
        self.told.add_action(self.undo)
        self.told.hide()
        self.dials = ProposalDials()
        self.dials.hide()
        self.dials.closed.connect(self.dials.hide)
        self.fill_in = KeyButton(_("Fill in the scan"), kind="primary")
        self.waiting = EmptyState(
            "hourglass", _("Proposals are being worked out"), "", self.fill_in
        )
        cards.setProperty("role", "canvas")
        inner = QWidget()
        inner.setProperty("role", "canvas")
        under = QVBoxLayout(inner)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(10)
        under.addWidget(self.dials)
        under.addWidget(cards, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.told)
        left.addWidget(self.area, 1)
        self.whole = QWidget()
        main = QHBoxLayout(self.whole)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(16)
        main.addLayout(left, 1)
        main.addWidget(form)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.whole)
        page.addWidget(self.waiting)

    def lay_out(self) -> None:
        """Give new cards their height now: else they are painted flat until Qt comes to it."""
        widget: QWidget | None = self.area.widget()
        for part in (*(widget.findChildren(QWidget) if widget else ()), widget):
            if part is not None and (layout := part.layout()) is not None:
                layout.invalidate()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def show_state(self, dossier: Dossier | None, *, is_ready: bool, has_read: bool) -> None:
        """The proposals, or why there are none and what to do."""
        self.whole.setVisible(has_read)
        self.waiting.setVisible(not has_read)
        self.fill_in.setVisible(is_ready and dossier is not None and not has_read)
        if has_read:
            return
        if not is_ready:
            self.waiting.set_text(_("Proposals are being worked out"))
        elif dossier is None:
            self.waiting.set_text(
                _("This pupil is not at school in this round"),
                _("Choose another round: at the top right of Today and of Groups."),
            )
        else:
            self.waiting.set_text(
                _("There is no scan of {name} in this round yet").format(
                    name=dossier.pupil.call_name
                ),
                _("Fill in the scan first: 7 to 9 minutes. Proposals follow at once."),
            )

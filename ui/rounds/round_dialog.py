"""A round in a form: what is wrong is said beside it, nothing is kept until all is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.queries.years.round_plans import RoundDraft
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.rounds.round_form import RoundForm
from ui.rounds.scan_counts import in_order
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 520  # pixels


class RoundDialog(QDialog):
    """``keep`` writes it down, in a transaction; its ``UserError`` is shown in the form."""

    def __init__(
        self,
        app: App,
        draft: RoundDraft,
        title: str,
        lead: str,
        yes: str,
        keep: Callable[[RoundDraft], None],
        *,
        is_first: bool,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.app, self._keep_draft = app, keep
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        self.form = RoundForm(draft, known_lists(app), is_first=is_first)
        self.plan = KeyButton(yes, kind="primary")
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self._lay_out(title, lead)
        self.plan.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)
        self.form.grown.connect(self._fit)
        self.form.name.setFocus()
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now the style's paddings are known

    def _try(self) -> None:
        self.form.clear_errors()
        if not self.form.is_right():
            self._fit()
            return
        try:
            self._keep_draft(self.form.draft())
        except UserError as error:
            self.form.show_error(error)
            return
        self.accept()

    def _fit(self) -> None:
        """As high as its words need just now."""
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(WIDTH, layout.heightForWidth(WIDTH))

    def _lay_out(self, title: str, lead: str) -> None:
        column = dialog_column(self, lead)
        column.addWidget(self.form)
        column.addSpacing(8)
        column.addLayout(dialog_foot(self.cancel, self.plan))
        column.addStretch()
        self.plan.setDefault(True)
        self.form.name.selectAll()


def known_lists(app: App) -> Mapping[str, Questionnaire]:
    """What a round can ask: by who fills it in, the school's own last."""
    with app.reading() as session:
        known = all_questionnaires(session, app.content)
    return dict(in_order(known))

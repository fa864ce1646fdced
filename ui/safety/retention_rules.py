"""For how many years this school keeps what, with who says so beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from npo_desktop.content.read_retention import CLOCKS, MOST_YEARS
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.retention import RetentionRules, set_rules
from ui.app import Topic
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


class RetentionRulesCard(Card):
    """Three numbers; the list beside it follows them."""

    def __init__(self, app: App) -> None:
        super().__init__(_("How long we keep it"))
        self._app = app
        labels = {
            "guidance": _("Guidance file: lists, results, plans, notes"),
            "enrolment": _("Name, parents, enrolment"),
            "referral": _("Referral to special education"),
        }
        after = {
            "guidance": _("after leaving"),
            "enrolment": _("after leaving"),
            "referral": _("after the referral"),
        }
        self.years = {clock: _years() for clock in CLOCKS}
        self._fields = {clock: Field(labels[clock], self.years[clock]) for clock in CLOCKS}
        self._after = after
        self._status = text("", "help", "ink2", wrap=True)
        self.keep = KeyButton(_("Keep these periods"))
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self._status)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.keep)
        self.body.addLayout(line)
        self._shown: dict[str, int] = {}
        self.keep.clicked.connect(self._keep)
        for box in self.years.values():
            box.valueChanged.connect(self._show_button)

    def first_focus(self) -> QWidget:
        return self.years["guidance"]

    def show_rules(self, rules: RetentionRules) -> None:
        """What holds now, and where it comes from."""
        self._shown = {
            "guidance": rules.guidance,
            "enrolment": rules.enrolment,
            "referral": rules.referral,
        }
        for clock, years in self._shown.items():
            self.years[clock].setValue(years)
            words = _("{after}. Source: {source}")
            self._fields[clock].set_message(
                words.format(after=self._after[clock].capitalize(), source=rules.sources[clock])
            )
        told = [] if rules.is_default else [_("Your school has chosen its own periods.")]
        if rules.is_mainland:
            told.append(_("The sources speak for the European Netherlands."))
            told.append(_("For the islands we found no periods: settle them with your board."))
        self._status.setText(" ".join(told))
        self._show_button()

    def _keep(self) -> None:
        years = {clock: box.value() for clock, box in self.years.items()}
        with self._app.writing(Topic.SAFETY) as session:
            set_rules(
                session,
                guidance=years["guidance"],
                enrolment=years["enrolment"],
                referral=years["referral"],
            )
        self._app.say(_("The periods are kept."), _("The list follows them."))

    def _show_button(self) -> None:
        changed = any(box.value() != self._shown.get(c) for c, box in self.years.items())
        self.keep.setEnabled(changed)


def _years() -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, MOST_YEARS)
    box.setSuffix(" " + _("years"))
    return box

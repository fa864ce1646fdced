"""What may go by now, for a person to approve, and how long this school keeps what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.privacy.retention import (
    PurgeProposal,
    approve,
    list_was_seen,
    purge_list,
    rules,
)
from npo_desktop.store.engine import Store
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.safety.retention_rules import RetentionRulesCard
from ui.tables.table_view import SMALLEST_LIST
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.text import rule, text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

SIDE = 400  # pixels
WHATS = ("enrolment", "guidance", "referral")


class RetentionPanel(QWidget):
    """All boxes are ticked at first; nothing goes before a person says so twice."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._proposals: dict[UUID, PurgeProposal] = {}
        self.boxes: dict[UUID, QCheckBox] = {}
        self.sentence = text("", "body", "ink", wrap=True)
        self.none = KeyButton(_("Tick none"), kind="link")
        self.later = KeyButton(_("Nothing now, ask again next year"))
        self.also = QCheckBox(_("Also take them out of the backups"))
        self.approve = KeyButton("", kind="primary", icon="trash")
        self.rules = RetentionRulesCard(app)
        self.nothing = EmptyState(
            "hourglass",
            _("Nothing has to go yet"),
            _("Once a year the program lists here who left so long ago that their file may go."),
        )
        self.list = QScrollArea()
        self._build()
        self.approve.clicked.connect(self.ask)
        self.later.clicked.connect(self._seen)
        self.none.clicked.connect(self._tick_none)

    def first_focus(self) -> QWidget:
        return next(iter(self.boxes.values()), self.rules.first_focus())

    def refresh(self) -> None:
        """Work the list out again: everything on it is ticked."""
        with self._app.reading() as session:
            proposals = purge_list(session, today())
            periods = rules(session)
        self._proposals = {one.pupil_id: one for one in proposals}
        self.rules.show_rules(periods)
        self._fill(proposals)
        self.card.setVisible(bool(proposals))
        self.nothing.setVisible(not proposals)
        self._show_button()

    def chosen(self) -> list[PurgeProposal]:
        """Those that are ticked."""
        return [self._proposals[id] for id, box in self.boxes.items() if box.isChecked()]

    def ask(self) -> None:
        """Say what will be deleted and that there is no way back; do it on yes."""
        chosen = self.chosen()
        n = len(chosen)
        title = ngettext("Delete data of {n} pupil?", "Delete data of {n} pupils?", n).format(n=n)
        gone = _("There is no bin for this: it cannot be put back.")
        older = (
            _("They are taken out of the backups as well.")
            if self.also.isChecked()
            else _("Older backups keep it until they expire; one a school year stays 5 years.")
        )
        ConfirmDialog(
            title,
            " ".join((*_counted(chosen), gone, older)),
            _("Delete for good"),
            lambda: self._approve([one.pupil_id for one in chosen]),
            self,
        ).open()

    def _approve(self, ids: Sequence[UUID]) -> None:
        day, also = today(), self.also.isChecked()

        def work(store: Store, progress: Progress) -> int:
            from npo_desktop.queries.privacy.erased_backups import rewrite_backups

            approve(store, ids, day)
            if also:
                rewrite_backups(store, progress)
            return len(ids)

        self._app.start_with_store(
            work,
            self._tell,
            topic=Topic.PUPILS | Topic.ANSWERS | Topic.PLANS | Topic.RESULTS | Topic.SAFETY,
            label=_("Deleting what may go"),
        )

    def _tell(self, n: int) -> None:
        words = ngettext("Data of {n} pupil were deleted.", "Data of {n} pupils were deleted.", n)
        self._app.say(words.format(n=n), _("The log says that you approved it, without names."))

    def _seen(self) -> None:
        with self._app.writing(Topic.SAFETY) as session:
            list_was_seen(session, today())
        self._app.say(_("Nothing was deleted. The program asks again in a year."))

    def _tick_none(self) -> None:
        for box in self.boxes.values():
            box.setChecked(False)

    def _show_button(self) -> None:
        n = len(self.chosen())
        words = ngettext("Delete data of {n} pupil...", "Delete data of {n} pupils...", n)
        self.approve.setText(words.format(n=n))
        self.approve.setEnabled(n > 0)

    def _fill(self, proposals: Sequence[PurgeProposal]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        self.boxes = {}
        for one in proposals:
            box = QCheckBox(f"{one.name} ({one.number})")
            box.setChecked(True)
            box.setToolTip(_what_text(one.what))
            box.toggled.connect(self._show_button)
            line = QHBoxLayout()
            line.addWidget(box, 1)
            line.addWidget(text(_reason(one), "help", "ink2"), 0, Qt.AlignmentFlag.AlignRight)
            column.addLayout(line)
            self.boxes[one.pupil_id] = box
        column.addStretch()
        inside.setProperty("role", "canvas")
        self.list.setWidget(inside)
        self.list.viewport().setAutoFillBackground(False)
        n = len(proposals)
        words = ngettext(
            "Of {n} pupil the file, or a part of it, may go by your periods.",
            "Of {n} pupils the file, or a part of it, may go by your periods.",
            n,
        ).format(n=n)
        self.sentence.setText(words + " " + _("Nothing is deleted before you approve it."))

    def _build(self) -> None:
        self.card = Card(_("What may go now"), flush=True)
        self.card.add_action(self.none)
        self.sentence.setContentsMargins(16, 12, 16, 8)
        self.list.setWidgetResizable(True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(SMALLEST_LIST)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.later)
        foot.addStretch()
        foot.addWidget(self.also)
        foot.addWidget(self.approve)
        for widget in (self.sentence, rule(), self.list, rule()):
            self.card.body.addWidget(widget, 1 if widget is self.list else 0)
        self.card.body.setSpacing(0)
        self.card.body.addLayout(foot)
        main, side = QWidget(), QWidget()
        left, right = QVBoxLayout(main), QVBoxLayout(side)
        for layout in (left, right):
            layout.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.card, 1)
        left.addWidget(self.nothing, 1)
        right.addWidget(self.rules)
        right.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TwoColumns(main, side, SIDE))


def _what_text(what: str) -> str:
    words = {
        "enrolment": _("the whole file"),
        "guidance": _("the guidance file: lists, results, plans and notes"),
        "referral": _("the referral"),
    }
    return words[what]


def _reason(one: PurgeProposal) -> str:
    since = (_("referred {date}") if one.what == "referral" else _("left {date}")).format(
        date=date_text(one.since)
    )
    what = {
        "enrolment": _("the whole file"),
        "guidance": _("the guidance file"),
        "referral": _("the referral"),
    }
    return f"{since} · {what[one.what]}"


def _counted(chosen: Sequence[PurgeProposal]) -> list[str]:
    words = {
        "enrolment": lambda n: ngettext("{n} file goes whole.", "{n} files go whole.", n),
        "guidance": lambda n: ngettext(
            "Of {n} the lists, results, plans and notes go; name and enrolment stay.",
            "Of {n} the lists, results, plans and notes go; names and enrolments stay.",
            n,
        ),
        "referral": lambda n: ngettext(
            "Of {n} the referral is forgotten.", "Of {n} the referrals are forgotten.", n
        ),
    }
    counts = {what: sum(one.what == what for one in chosen) for what in WHATS}
    return [words[what](n).format(n=n) for what, n in counts.items() if n]

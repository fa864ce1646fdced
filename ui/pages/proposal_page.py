"""Proposals for one pupil, with their reasons, and beside them the plan that is made of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import Signals, signals_of
from npo_desktop.i18n import _
from npo_desktop.proposals.constants import Constants
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.proposals.propose import Proposals
from npo_desktop.queries.planning.choices import (
    Dropped,
    change_concept,
    drop_concept,
    put_concept_back,
    take_back,
)
from npo_desktop.queries.planning.plans import NewPlan, add_plan, plan_list
from ui.app import Topic
from ui.pages.page import Page
from ui.plans.plan_form import PlanForm
from ui.plans.plan_signing import SigningDialog
from ui.proposals.proposal_cards import keep_constants, say_internet, show_card, show_why
from ui.proposals.proposal_list import ProposalList, Weighed, card_names
from ui.proposals.proposal_read import (
    ProposalRead,
    form_content,
    order_with,
    read_proposal,
    still_running_text,
)
from ui.proposals.proposal_stage import ProposalStage
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.key_button import KeyButton
from ui.widgets.signal_chips import SignalChips

if TYPE_CHECKING:
    from ui.app import App

_Kept = tuple[UUID, NewPlan | None]  # a plan just kept, and what stood there before


class ProposalPage(Page):
    """Opened with a pupil's id. Number keys choose an option; nothing is decided by itself."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL
    shows_find = False

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self.pupil_id: UUID | None = None
        self.dossier: Dossier | None = None
        self.read: ProposalRead | None = None  # without a scan there is nothing to read
        self.shown = ""  # the option in the form
        self._edits: dict[tuple[UUID, UUID, str], NewPlan] = {}  # not kept yet, not to be lost
        self._kept: _Kept | None = None
        self._dropped: Dropped | None = None
        self.chips = SignalChips(whole=True)
        self.profile = KeyButton(_("Profile"), icon="user")
        self.list, self.form = ProposalList(), PlanForm()
        self.stage = ProposalStage(self.list, self.form)
        self.told, self.undo = self.stage.told, self.stage.undo
        self.waiting, self.dials = self.stage.waiting, self.stage.dials
        page = self.column(0)
        page.setContentsMargins(24, 12, 24, 12)
        page.addWidget(self.stage)
        self._connect()

    @property
    def proposals(self) -> Proposals | None:
        """What was weighed for this pupil."""
        return self.read.proposals if self.read else None

    def title(self) -> str:
        if self.dossier is None:
            return _("Proposal")
        return _("Proposal for {name}").format(name=self.dossier.pupil.full_name)

    def crumb(self) -> str:
        if self.dossier is None:
            return _("Proposals")
        facts = (_("Proposals"), self.dossier.pupil.group, self.dossier.round.name)
        return " · ".join(filter(None, facts))

    def head_actions(self) -> Sequence[QWidget]:
        return (self.chips, self.profile)

    def first_focus(self) -> QWidget | None:
        if self.read is None:
            return self.stage.fill_in
        return self.form.goal if self.shown != NOTHING_EXTRA else self.form.fix

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID) and args[0] != self.pupil_id:
            self.pupil_id, self.shown = args[0], ""
            self._forget_undo()
            self.dials.hide()
            self.renew()

    def go_back(self) -> bool:
        """Esc closes the constants first."""
        if not self.dials.isVisible():
            return False
        self.dials.hide()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < min(len(self.list.order), 9) and not event.modifiers():
            self.show_option(self.list.order[place])
        elif event.key() == Qt.Key.Key_W and not event.modifiers():
            self._show_why(self.shown)
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        self.dossiers.load()
        scored = self.dossiers.scored
        dossier = scored.dossiers.get(self.pupil_id) if scored and self.pupil_id else None
        self.dossier, self.read = dossier, None
        if scored is not None and dossier is not None and has_scan(dossier):
            self.read = read_proposal(self.app, scored, dossier)
        self.stage.show_state(dossier, is_ready=self.dossiers.is_ready, has_read=bool(self.read))
        self.chips.set_signals(signals_of(dossier) if dossier is not None else Signals())
        if (read := self.read) is not None:
            content = self.app.content
            self.list.show_weighed(
                Weighed(
                    read.dossier, read.proposals, read.nothing, content, read.here, read.approach
                )
            )
            self.dials.show_constants(read.here.constants, has_internet=read.here.has_internet)
            self.show_option(self.shown or self._first_option(read))
            self.stage.lay_out()

    def show_option(self, key: str) -> None:
        """Put an option, or the plan made of it, in the form."""
        if self.read is None or not key:
            return
        self.shown = key
        self._show_states()
        edited = self._edits.get(self._edit_key(self.read.dossier))
        self.form.show_content(form_content(self.app.content, self.read, key, edited))

    def _first_option(self, read: ProposalRead) -> str:
        chosen = [key for key in self.list.order if key in read.plans]
        return chosen[0] if chosen else self.list.order[0]

    def _show_states(self) -> None:
        plans = self.read.plans if self.read else {}
        self.list.show_states({key: plan.state for key, plan in plans.items()}, self.shown)

    def _keep(self, state: str) -> None:
        plan, read = self.form.plan(), self.read
        if plan is None or read is None or not self.form.is_right():
            return
        before = read.plans.get(self.shown)
        if before is not None and before.state != "concept":
            return
        plan = replace(plan, state=state, basis=read.drafted(self.app.content, self.shown).basis)
        with self.app.writing(Topic.PLANS) as session:
            if before is None:
                self._kept = (add_plan(session, plan), None)
            else:
                self._kept = change_concept(session, before.id, plan)
            self._dropped = None
            self._edits.pop(self._edit_key(read.dossier), None)
        words = _("The plan is agreed.") if state == "agreed" else _("The concept is kept.")
        is_rest = state == "agreed" and self.shown == NOTHING_EXTRA
        self._tell(words, still_running_text(read) if is_rest else "")

    def keep_draft(self) -> None:
        """What was typed in a form becomes the concept that it is on the way to be."""
        kept, self._edits = self._edits, {}
        for (pupil_id, round_id, key), edited in kept.items():
            review_on = max(edited.review_on, edited.starts_on)
            plan = replace(edited, state="concept", review_on=review_on)
            with self.app.store.writing() as session:  # nobody is to be told any more
                plans = plan_list(session, pupil_id=pupil_id, round_id=round_id)
                before = next((p for p in plans if p.intervention == key), None)
                if before is None:
                    add_plan(session, plan)
                elif before.state == "concept":
                    change_concept(session, before.id, plan)

    def _drop(self) -> None:
        """No is as easy as yes: a concept goes, and the form shows the next option."""
        if self.read is None:
            return
        self._edits.pop(self._edit_key(self.read.dossier), None)
        kept, order = self.read.plans.get(self.shown), self.list.order
        place = order.index(self.shown) if self.shown in order else -1
        self.shown = order[(place + 1) % len(order)]
        if kept is None:
            self.show_option(self.shown)
            return
        with self.app.writing(Topic.PLANS) as session:
            self._dropped, self._kept = drop_concept(session, kept.id), None
        self._tell(_("The concept is gone."))

    def _undo(self) -> None:
        kept, dropped = self._kept, self._dropped
        if kept is None and dropped is None:
            return
        self._forget_undo()
        with self.app.writing(Topic.PLANS) as session:
            if kept is not None:
                take_back(session, *kept)
            elif dropped is not None:
                put_concept_back(session, dropped)
                self.shown = dropped.intervention

    def _tell(self, words: str, rest: str = "") -> None:
        self.told.set_text(words, rest)
        self.told.show()
        self.undo.setFocus()

    def _forget_undo(self) -> None:
        self._kept = self._dropped = None
        self.told.hide()

    def _remember_edit(self) -> None:
        plan = self.form.plan()
        if plan is not None and self.read is not None:
            self._edits[self._edit_key(self.read.dossier)] = plan

    def _edit_key(self, dossier: Dossier) -> tuple[UUID, UUID, str]:
        return (dossier.pupil.id, dossier.round.id, self.shown)

    def _sign(self) -> None:
        plan = self.read.plans.get(self.shown) if self.read else None
        if plan is not None and self.dossier is not None:
            name = self.dossier.pupil.call_name
            SigningDialog(self.app, plan.id, name, self.window()).open()

    def _show_card(self, key: str) -> None:
        show_card(self.app, key, self.window())

    def _show_why(self, key: str) -> None:
        if self.read is not None:
            show_why(self.app, self.read, key, self.window())

    def _show_dials(self) -> None:
        self.dials.setVisible(not self.dials.isVisible())

    def _look_ahead(self, constants: Constants) -> None:
        """What other constants would change for this pupil; nothing is kept."""
        if self.read is not None:
            content = self.app.content
            before = [one.intervention.id for one in self.read.proposals.ranked]
            after = order_with(content, self.read, constants)
            self.dials.show_order(before, after, card_names(content))

    def _on_loaded(self) -> None:
        was_waiting = self.waiting.isVisible()
        self.renew()
        focus = self.first_focus()
        if was_waiting and focus is not None and focus.isVisible():
            focus.setFocus()

    def _connect(self) -> None:
        app = self.app
        self.profile.clicked.connect(lambda: app.open("pupil", self.pupil_id))
        self.stage.fill_in.clicked.connect(lambda: app.open("scan", self.pupil_id, "teacher"))
        self.list.chosen.connect(self.show_option)
        self.list.rebuilt.connect(self._show_states)
        self.list.rebuilt.connect(self.stage.lay_out)
        self.list.more_asked.connect(self._show_card)
        self.list.why_asked.connect(self._show_why)
        self.list.how_asked.connect(self._show_dials)
        self.list.group_asked.connect(lambda: app.open("proposals"))
        self.list.add_asked.connect(lambda: app.open("menukaart"))
        self.dials.turned.connect(self._look_ahead)
        self.dials.kept.connect(lambda constants: keep_constants(app, constants))
        self.dials.internet_said.connect(lambda holds: say_internet(app, holds=holds))
        self.form.kept.connect(self._keep)
        self.form.dropped.connect(self._drop)
        self.form.edited.connect(self._remember_edit)
        self.form.signing.connect(self._sign)
        self.undo.clicked.connect(self._undo)
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo)
        self.dossiers.loaded.connect(self._on_loaded)


def has_scan(dossier: Dossier) -> bool:
    """Whether anything was seen that a proposal can rest on."""
    return bool(dossier.scores or dossier.flags)  # own lists give no flags

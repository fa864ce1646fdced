"""Proposals for one pupil, with their reasons, and beside them the plan that is made of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import signals_of
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft, draft_plan, nothing_extra
from npo_desktop.proposals.propose import Proposals, propose
from npo_desktop.proposals.wording import dose_note
from npo_desktop.queries.choices import (
    change_concept,
    drafted,
    forget_feasibility,
    take_back,
)
from npo_desktop.queries.feasibility import answer_feasibility, feasibility_answers
from npo_desktop.queries.groups import group_list, staff_list
from npo_desktop.queries.plans import NewPlan, PlanFacts, add_plan, plan_list, withdraw_plan
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.dialogs.intervention_card import InterventionCard
from ui.pages.page import Page
from ui.pages.plan_form import FormContent, PlanForm
from ui.pages.proposal_list import ProposalList, Weighed, names_of
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
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
        self.proposals: Proposals | None = None
        self.shown = ""  # the option in the form
        self._plans: dict[str, PlanFacts] = {}
        self._staff: list[str] = []
        self._edits: dict[tuple[UUID, UUID, str], NewPlan] = {}  # not kept yet, not to be lost
        self._kept: _Kept | None = None
        self._dropped: NewPlan | None = None
        self.chips = SignalChips(whole=True)
        self.profile = KeyButton(_("Profile"), icon="user")
        self.list, self.form = ProposalList(), PlanForm()
        self.told = Note("ok")
        self.undo = KeyButton(_("Undo"), "Ctrl+Z", size="row")
        self.told.add_action(self.undo)
        self.waiting = EmptyState("hourglass", _("Proposals are being worked out"))
        self._build()
        self._connect()

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
        return self.form.goal if self.shown != NOTHING_EXTRA else self.form.fix

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID) and args[0] != self.pupil_id:
            self.pupil_id, self.shown = args[0], ""
            self._forget_undo()
            self.renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < min(len(self.list.order), 9) and not event.modifiers():
            self.show_option(self.list.order[place])
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        self.dossiers.load()
        scored = self.dossiers.scored
        self.dossier = scored.dossiers.get(self.pupil_id) if scored and self.pupil_id else None
        self.whole.setVisible(self.dossier is not None)
        self.waiting.setVisible(self.dossier is None)
        if self.dossier is None:
            self._say_why_empty()
            return
        self._read(self.dossier)
        if self.proposals is not None:
            self.chips.set_signals(signals_of(self.dossier))
            nothing = nothing_extra(today())
            self.list.show_weighed(Weighed(self.dossier, self.proposals, nothing, self.app.content))
            self.show_option(self.shown or self._first_option())

    def show_option(self, key: str) -> None:
        """Put an option, or the plan made of it, in the form."""
        if self.dossier is None or not key:
            return
        self.shown = key
        self._show_states()
        self.form.show_content(self._form_content(self.dossier, key))

    def _read(self, dossier: Dossier) -> None:
        with self.app.reading() as session:
            answers = feasibility_answers(session)
            plans = plan_list(session, pupil_id=dossier.pupil.id, round_id=dossier.round.id)
            year = school_year_of(dossier.round.starts_on)
            mine = [g for g in group_list(session, year) if g.name == dossier.pupil.group]
            everybody = [member.name for member in staff_list(session)]
        self.proposals = propose(dossier, self.app.content.catalogue, answers)
        self._plans = {plan.intervention: plan for plan in plans}
        first = [name for group in mine for name in group.teachers]
        self._staff = [*first, *(name for name in everybody if name not in first)]

    def _first_option(self) -> str:
        chosen = [key for key in self.list.order if key in self._plans]
        return chosen[0] if chosen else self.list.order[0]

    def _show_states(self) -> None:
        states = {key: plan.state for key, plan in self._plans.items()}
        self.list.show_states(states, self.shown)

    def _form_content(self, dossier: Dossier, key: str) -> FormContent:
        content, kept = self.app.content, self._plans.get(key)
        intervention = content.catalogue.get(key)
        draft = self._draft(dossier, key)
        plan = _as_new(kept) if kept else self._drafted(dossier, key)
        edited = self._edits.get((dossier.pupil.id, dossier.round.id, key))
        name = pick(intervention.names) if intervention else _("Nothing extra now")
        return FormContent(
            plan=edited or plan,
            title=_("Plan: {name}").format(name=name),
            state=kept.state if kept else "",
            draft=draft,
            dose_note=dose_note(intervention.dose) if intervention else "",
            names=names_of(content),
            staff=self._staff,
            pupil=dossier.pupil.call_name,
        )

    def _draft(self, dossier: Dossier, key: str) -> Draft:
        content = self.app.content
        intervention = content.catalogue.get(key)
        if intervention is None:
            return nothing_extra(today())
        return draft_plan(dossier, intervention, content.catalogue, content.questionnaires, today())

    def _drafted(self, dossier: Dossier, key: str) -> NewPlan:
        assert self.proposals is not None  # read together with the dossier
        return drafted(dossier, self.proposals, key, self.app.content, today())

    def _keep(self, state: str) -> None:
        plan, before = self.form.plan(), self._plans.get(self.shown)
        if plan is None or self.dossier is None or not self.form.is_right():
            return
        if before is not None and before.state != "concept":
            return
        basis = self._drafted(self.dossier, self.shown).basis
        plan = replace(plan, state=state, basis=basis)
        with self.app.writing(Topic.PLANS) as session:
            if before is None:
                self._kept = (add_plan(session, plan), None)
            else:
                self._kept = change_concept(session, before.id, plan)
            self._dropped = None
            self._edits.pop(self._edit_key(self.dossier), None)
        words = _("The plan is agreed.") if state == "agreed" else _("The concept is kept.")
        self._tell(words)

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
        if self.dossier is None:
            return
        self._edits.pop(self._edit_key(self.dossier), None)
        kept, order = self._plans.get(self.shown), self.list.order
        place = order.index(self.shown) if self.shown in order else -1
        self.shown = order[(place + 1) % len(order)]
        if kept is None:
            self.show_option(self.shown)
            return
        with self.app.writing(Topic.PLANS) as session:
            self._dropped, self._kept = withdraw_plan(session, kept.id), None
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
                add_plan(session, dropped)
                self.shown = dropped.intervention

    def _tell(self, words: str) -> None:
        self.told.set_text(words)
        self.told.show()
        self.undo.setFocus()

    def _forget_undo(self) -> None:
        self._kept = self._dropped = None
        self.told.hide()

    def _remember_edit(self) -> None:
        plan = self.form.plan()
        if plan is not None and self.dossier is not None:
            self._edits[self._edit_key(self.dossier)] = plan

    def _edit_key(self, dossier: Dossier) -> tuple[UUID, UUID, str]:
        return (dossier.pupil.id, dossier.round.id, self.shown)

    def _show_card(self, key: str) -> None:
        intervention = self.app.content.catalogue.get(key)
        if intervention is None:
            return
        with self.app.reading() as session:
            answers = feasibility_answers(session).get(key, {})

        def answered(factor: str, holds: bool | None) -> None:
            with self.app.writing(Topic.SCHOOL) as session:
                if holds is None:
                    forget_feasibility(session, key, factor)
                else:
                    answer_feasibility(session, key, factor, holds)

        card = InterventionCard(
            intervention, names_of(self.app.content), answers, answered, self.window()
        )
        card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card.open()

    def _on_loaded(self) -> None:
        was_waiting = self.waiting.isVisible()
        self.renew()
        focus = self.first_focus()
        if was_waiting and focus is not None and focus.isVisible():
            focus.setFocus()

    def _say_why_empty(self) -> None:
        if not self.dossiers.is_ready:
            self.waiting.set_text(_("Proposals are being worked out"))
        else:
            self.waiting.set_text(
                _("This pupil is not at school in this round"), _("Choose another round.")
            )

    def _open_profile(self) -> None:
        self.app.open("pupil", self.pupil_id)

    def _connect(self) -> None:
        self.profile.clicked.connect(self._open_profile)
        self.list.chosen.connect(self.show_option)
        self.list.rebuilt.connect(self._show_states)
        self.list.more_asked.connect(self._show_card)
        self.form.kept.connect(self._keep)
        self.form.dropped.connect(self._drop)
        self.form.edited.connect(self._remember_edit)
        self.undo.clicked.connect(self._undo)
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo)
        self.dossiers.loaded.connect(self._on_loaded)

    def _build(self) -> None:
        self.told.hide()
        self.list.setProperty("role", "canvas")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.list)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.told)
        left.addWidget(area, 1)
        self.whole = QWidget()
        main = QHBoxLayout(self.whole)
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(16)
        main.addLayout(left, 1)
        main.addWidget(self.form)
        page = self.column(0)
        page.setContentsMargins(24, 12, 24, 12)
        page.addWidget(self.whole)
        page.addWidget(self.waiting)


def _as_new(plan: PlanFacts) -> NewPlan:
    """A plan that is kept, to be changed."""
    return NewPlan(**{field.name: getattr(plan, field.name) for field in fields(NewPlan)})

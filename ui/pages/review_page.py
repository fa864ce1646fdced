"""Looking back on plans, one after the other: the goals before and after, and the next step."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.charts.review_chart import review_chart
from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.review import Decision
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.progress import Progress
from npo_desktop.proposals.plan import LONGEST_WITHOUT_REVIEW, LOOK_AGAIN_WEEKS, NOTHING_EXTRA
from npo_desktop.queries.attention import due_reviews
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.planning.plan_reviews import (
    Decided,
    KnownNorms,
    NewReview,
    ReviewFacts,
    decide,
    keep_review_draft,
    load_review,
    undo_review,
)
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.pages.page import Page
from ui.plans.review_body import RING, ReviewBody
from ui.plans.review_choice import ReviewChoice
from ui.plans.review_queue import ReviewQueue
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

FAR = timedelta(days=730)  # what is looked back on later than this is not in the queue
_SCORES = Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS | Topic.ANSWERS | Topic.RESULTS


class ReviewPage(Page):
    """Opened with a plan's id, or with none: then the one that waits longest."""

    watches = _SCORES | Topic.PLANS | Topic.SCHOOL
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.plan_id: UUID | None = None
        self.facts: ReviewFacts | None = None
        self._norms: KnownNorms = {}
        self._drafts: dict[UUID, tuple[str, ...]] = {}  # typed and not kept: not to be lost
        self._content: Content = app.content
        self._loading: UUID | None = None
        self.queue = ReviewQueue(self.approach)
        self.body, self.choice = ReviewBody(), ReviewChoice()
        self.profile = KeyButton(_("Profile"), icon="user")
        self.to_plans = KeyButton(_("All plans"), kind="primary")
        self.nothing = EmptyState(
            "target",
            _("There is no plan to review"),
            _("Agree a plan at the proposals; on its review day it stands here."),
            self.to_plans,
        )
        self._build()
        self._bind_keys()
        app.changed.connect(self._forget_norms)
        self.queue.chosen.connect(self.show_plan)
        self.choice.kept.connect(self._keep)
        self.body.typed.connect(self._remember)
        self.choice.note.textEdited.connect(self._remember)
        self.profile.clicked.connect(self._open_profile)
        self.to_plans.clicked.connect(lambda: app.open("plans"))

    def title(self) -> str:
        return _("Review a plan")

    def crumb(self) -> str:
        return " · ".join(filter(None, (_("Plans"), self.facts.pupil if self.facts else "")))

    def head_actions(self) -> tuple[QWidget, ...]:
        return (self.profile,)

    def first_focus(self) -> QWidget | None:
        return self.queue.view if self.whole.isVisibleTo(self) else self.to_plans

    def show_args(self, *args: object) -> None:
        self.plan_id = args[0] if args and isinstance(args[0], UUID) else None
        self.renew()

    def keep_draft(self) -> None:
        """What was typed stands there again after unlocking."""
        kept, self._drafts = self._drafts, {}
        with self.app.store.writing() as session:  # nobody is to be told any more
            for plan_id, words in kept.items():
                keep_review_draft(session, plan_id, words)

    def refresh(self) -> None:
        with self.app.reading() as session:
            rows = due_reviews(session, today() + FAR)
            self._content = school_content(session, self.app.content)
        ids = [row.plan_id for row in rows]
        if self.plan_id not in ids:
            self.plan_id = ids[0] if ids else None
        self.queue.show_queue(rows, self.plan_id, today())
        self.whole.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if self.plan_id is not None:
            self.show_plan(self.plan_id)

    def show_plan(self, plan_id: UUID) -> None:
        """Score it on the worker, then show it."""
        self.plan_id = plan_id
        self._loading = plan_id
        content, day, known = self._content, today(), self._norms

        def work(_progress: Progress) -> ReviewFacts:
            with self.app.lend(brief=True) as store, store.reading() as session:
                return load_review(session, content, plan_id, day, holiday_list(session), known)

        self.app.jobs.start(work, self._show)

    def approach(self, intervention: str) -> str:
        """What an approach is called."""
        if intervention == NOTHING_EXTRA:
            return _("Nothing extra now")
        known = self._content.catalogue.get(intervention)
        return pick(known.names) if known else intervention

    def _show(self, facts: ReviewFacts) -> None:
        if facts.plan.id != self._loading:
            return  # another one was asked for meanwhile
        self.facts = None  # what the fields lose now was said of another plan
        names = {code: pick(one.staff) for code, one in self._content.subscales.items()}
        references = facts.norms.references if facts.norms else {}
        chart = review_chart(facts.goals, names, references)
        self.body.show_review(facts, self.approach(facts.plan.intervention), chart)
        self.choice.show_suggestion(facts.suggestion, facts.attainment, _means(facts))
        drafts = self._drafts.get(facts.plan.id, facts.draft)
        for editor, words in zip(self.body.editors, drafts, strict=False):
            editor.setPlainText(words)
        if len(drafts) > len(self.body.editors):
            self.choice.note.setText(drafts[-1])
        self.facts = facts
        self.headed.emit()

    def _remember(self) -> None:
        if self.facts is not None and self.facts.plan.id == self.plan_id:
            words = (*(editor.toPlainText() for editor in self.body.editors),
                     self.choice.note.text())  # fmt: skip
            if any(words):
                self._drafts[self.facts.plan.id] = words

    def _keep(self) -> None:
        facts, decision = self.facts, self.choice.decision
        if facts is None or decision is None or facts.plan.id != self.plan_id:
            return
        teacher, pupil, parents = (editor.toPlainText() for editor in self.body.editors)
        new = NewReview(
            facts.plan.id,
            today(),
            decision,
            self.choice.attainment.currentData(),
            teacher,
            pupil,
            parents,
            self.choice.note.text(),
        )
        following = self.queue.next_after(facts.plan.id)
        self._drafts.pop(facts.plan.id, None)
        self.facts, self.plan_id = None, following
        with self.app.writing(Topic.PLANS) as session:
            lists = self._content.questionnaires
            decided = decide(session, facts, new, lists, today(), holiday_list(session))
        self._tell(facts, decided)

    def _tell(self, facts: ReviewFacts, decided: Decided) -> None:
        words = _("The review of {name} is kept.").format(name=facts.pupil)
        rest = ""
        if decided.next_plan_id is not None:
            rest = _("The next plan stands ready as a concept.")

        def undo() -> None:
            self.plan_id = facts.plan.id
            with self.app.writing(Topic.PLANS) as session:
                undo_review(session, decided)

        self.app.say(words, rest, undo)

    def _open_profile(self) -> None:
        if self.facts is not None:
            self.app.open("pupil", self.facts.plan.pupil_id)

    def _forget_norms(self, topic: Topic) -> None:
        if topic & _SCORES:
            self._norms = {}

    def _bind_keys(self) -> None:
        """Letters that are typed in a field stay there."""
        for decision, option in self.choice.options.items():
            key = QShortcut(QKeySequence(option.key), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self._choose, decision))

    def _choose(self, decision: Decision) -> None:
        if self.facts is not None:
            self.choice.set_decision(decision)

    def _build(self) -> None:
        self.whole = QWidget()
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.body, 1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, RING, 0)  # ends where what scrolls above it ends
        below.addWidget(self.choice)
        right.addLayout(below)
        line = QHBoxLayout(self.whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.queue)
        line.addLayout(right, 1)
        page = self.column()
        page.addWidget(self.whole, 1)
        page.addWidget(self.nothing, 1)


def _means(facts: ReviewFacts) -> tuple[str, str, str]:
    """What each way on would mean for this plan."""
    weeks = min(facts.plan.weeks or LOOK_AGAIN_WEEKS, LONGEST_WITHOUT_REVIEW)
    again = ngettext("Same approach, {n} more week", "Same approach, {n} more weeks", weeks)
    reached, of = facts.suggestion.reached, facts.suggestion.of
    rest = _("Other goals or another dose")
    if facts.suggestion.decision is Decision.ADJUST and reached:
        rest = _("{reached} of {of} reached, the rest goes on").format(reached=reached, of=of)
    return again.format(n=weeks), rest, _("Goals reached, or it does not work")

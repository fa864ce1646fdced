"""A referral slip: to whom, what is asked, what parents said, and no more than that needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from uuid import UUID

from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.exports.record_facts import CENTRES, NEEDED, Consent, Kind, ReferralChoice
from npo_desktop.exports.record_words import consent_name, kind_name
from npo_desktop.i18n import _
from npo_desktop.queries.papers.referrals import check_referral, load_referral, note_consent
from npo_desktop.queries.school import school_facts
from ui.app import Topic
from ui.export.record_dialog import RecordDialog
from ui.preview import open_preview
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.exports.record_facts import ReferralSlip
    from npo_desktop.jobs.document import Document
    from npo_desktop.progress import Progress
    from ui.app import App

KINDS: tuple[Kind, ...] = ("expertise", "youth-care", "health", "other")
CONSENTS: tuple[Consent, ...] = ("not-asked", "given", "refused")


class ReferralDialog(RecordDialog):
    """Another receiver ticks what that one needs; a person may tick otherwise."""

    paper = "referral"

    def __init__(self, app: App, pupil_id: UUID, name: str, parent: QWidget) -> None:
        title = _("Referral slip for {name}").format(name=name)
        lead = _("One question to somebody outside the school, with no more than it needs.")
        super().__init__(app, pupil_id, title, lead, parent)
        with app.reading() as session:
            self._island = school_facts(session).island
        self.kind = Segmented(
            [(kind, kind_name(kind, self._island)) for kind in KINDS],
            name=_("For whom"),
            small=True,
        )
        self.to, self.who, self.since = QLineEdit(), QLineEdit(), QLineEdit()
        self.question = QPlainTextEdit()
        self.consent = Segmented(
            [(one, consent_name(one)) for one in CONSENTS], name=_("What parents said"), small=True
        )
        self.day: QDateEdit = day_edit(today())
        self.no_name = text("", "help", "ink2", wrap=True)
        self.texts |= {
            "to": self.to,
            "question": self.question,
            "since": self.since,
            "who": self.who,
        }
        self._fill()
        self._take_kind()
        self.fill_typed()
        self._show_consent()
        self.kind.chosen.connect(self._take_kind)
        self.consent.chosen.connect(self._show_consent)
        self.question.setFocus()

    def choice(self) -> ReferralChoice:
        """What was filled in."""
        consent = cast("Consent", self.consent.value())
        asked = consent != "not-asked"
        return ReferralChoice(
            kind=cast("Kind", self.kind.value()),
            to=self.said("to"),
            question=self.said("question"),
            consent=consent,
            asked_who=self.said("who") if asked else "",
            said_on=day_of(self.day) if asked else None,
            since=self.said("since"),
            blocks=self.chosen_blocks(),
        )

    def look(self) -> None:
        choice, pupil_id, content = self.choice(), self.pupil_id, self.app.content
        self.told.hide()
        try:
            check_referral(choice)
        except UserError as error:
            self.tell(error)
            return

        def render(slip: ReferralSlip, paper: str, progress: Progress) -> Document:
            from npo_desktop.jobs.record_jobs import render_referral  # reportlab: not at the start

            return render_referral(slip, paper, progress, pupil_id=pupil_id)

        shown = open_preview(
            self.app,
            self,
            title=_("Referral slip"),
            load=lambda session: load_referral(session, content, pupil_id, choice),
            render=render,
            kind="referral",
        )
        left = partial(self._note, choice)
        shown.printed.connect(left)
        shown.saved.connect(left)

    def _note(self, choice: ReferralChoice, _how: object) -> None:
        """What parents said stands on the pupil's timeline, once for each slip."""
        if self._is_used:
            return
        with self.app.writing(Topic.PUPILS) as session:
            noted = note_consent(session, self.pupil_id, choice)
        self.was_used()
        if noted is not None:
            self.app.say(_("What the parents said was written on the timeline."))

    def _take_kind(self) -> None:
        kind = cast("Kind", self.kind.value())
        usual = {"expertise": CENTRES.get(self._island, ""), "health": _("JGZ")}
        names = {*usual.values(), ""}
        if self.said("to") in names:
            self.to.setText(usual.get(kind, ""))
        self.choose_blocks(NEEDED[kind])

    def _show_consent(self) -> None:
        consent = self.consent.value()
        for field in (self.who_field, self.day):
            field.setEnabled(consent != "not-asked")
        self.no_name.setText(
            _("Name and date of birth stand on the slip.")
            if consent == "given"
            else _("The slip carries no name, date of birth or number: ask in general.")
        )

    def _fill(self) -> None:
        self.question.setTabChangesFocus(True)
        self.question.setFixedHeight(96)
        for edit, most in ((self.to, 120), (self.who, 120), (self.since, 200)):
            edit.setMaxLength(most)
        self.left.addWidget(text(_("For whom"), "label", "ink2"))
        self.left.addWidget(self.kind)
        self.left.addWidget(Field(_("Name of who reads it"), self.to))
        self.left.addWidget(Field(_("What would you like to know?"), self.question))
        self.left.addWidget(Field(_("Since when is this seen? (may stay empty)"), self.since))
        self.left.addWidget(text(_("What parents said"), "label", "ink2"))
        self.left.addWidget(self.consent)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.who_field = Field(_("Who said it"), self.who)
        line.addWidget(self.who_field, 2)
        line.addWidget(Field(_("On"), self.day), 1)
        self.left.addLayout(line)
        self.left.addWidget(self.no_name)
        self.left.addStretch()
        self.right.addStretch()
